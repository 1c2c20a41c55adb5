"""Nominals: names, roles and pronouns with what the words around them tell.

In: a parsed document. Out: `Nominal`s in text order: name, title, role noun, number, gender, definiteness. It does not decide which
of them are one thing (`chains`).

"Finance Minister Karel Holt" is one mention: the name "Karel Holt" with the title "Finance Minister".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from accordingto.model.evidence import Span
from accordingto.model.kinds import MentionKind, RegionKind
from accordingto.withindoc.cues import is_known
from accordingto.withindoc.mentions.given_names import gender_of_given
from accordingto.withindoc.mentions.titles import HONORIFIC_GENDER, TITLES
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import ends_a_body, gender_of_noun, is_loaded, is_outlet, kind_of_noun, noun_row

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "it": "n", "its": "n", "itself": "n", "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p",
}  # fmt: skip
JOINERS = frozenset(
    (
        "of",
        "for",
        "and",
        "&",
        "de",
        "del",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "van",
        "von",
        "der",
        "den",
        "du",
        "da",
        "dos",
        "-",
        "–",
        "ul",
        "ad",
        "as",
    )
)
PREFIXES = frozenset(("al", "el", "ul", "an", "as", "ash", "ar", "at", "ad", "az", "abd"))
ORG_JOINERS = frozenset(("of", "for", "and", "&"))
BEFORE_NOUN = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet")
APOSTROPHES = frozenset(("'", "’", "'s", "’s"))
OF_HEADS = frozenset(("person", "unnamed", "spokesperson"))


@dataclass(frozen=True, slots=True, eq=False)
class Nominal:
    """A mention with what is known of it by itself. ``name``: tokens of the name, first and last; None without one."""

    head: Token
    first: int
    last: int
    kind: MentionKind
    name: tuple[int, int] | None = None
    title: tuple[str, ...] = ()
    role: Token | None = None
    gender: str = ""
    plural: bool = False
    definite: bool = False
    indefinite: bool = False
    words: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Code points of the mention; of a name, the name without its title."""
        first, last = self.name or (self.first, self.last)
        doc = self.head.doc
        return Span(doc[first].idx, doc[last].idx + len(doc[last]))

    def name_words(self) -> tuple[str, ...]:
        """Words of the name, as written."""
        return self.words


@lru_cache(maxsize=1)
def nominals_of(doc: Doc) -> tuple[Nominal, ...]:
    """All mentions, in text order, none inside the name of another; kept for the next component that asks."""
    found: list[Nominal] = []
    covered = -1
    headline = _end_of_headline(doc)
    known = {t.text for t in doc if t.i > headline and _is_name_word(t)}
    pairs = {(t.nbor(-1).text, t.text) for t in doc if t.i > headline + 1 and _is_name_word(t)} if headline >= 0 else set()
    for token in doc:
        if token.i <= covered:
            continue
        if token.lower_ in PRONOUNS and token.pos_ in ("PRON", "DET"):
            kind = PRONOUNS[token.lower_]
            found.append(Nominal(token, token.i, token.i, MentionKind.PRONOUN, gender=kind if kind in "mf" else "", plural=kind == "p"))
        elif token.i <= headline and _is_bare_title(token):
            found.append(_role(token))
        elif token.i <= headline and token.text not in known:
            continue
        elif token.i <= headline:
            covered = _known_run(token, pairs)
            found.append(_named(token, covered))
        elif _starts_name(token, known) and not (
            is_loaded(token.text) and not _in_name(token.nbor(1) if token.i + 1 < len(doc) else token)
        ):
            if _is_bare_title(token):
                found.append(_role(token))
                continue
            nominal = _named(token)
            covered = nominal.name[1] if nominal.name else token.i
            found.append(nominal)
        elif token.pos_ in ("NOUN", "ADJ", "NUM", "PRON") and _heads_role(token):
            found.append(_role(token))
    return tuple(found)


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and len(token.text) > 2 and token.ent_type_ not in ("DATE", "TIME")


def _end_of_headline(doc: Doc) -> int:
    """Last token of a headline in capitals ("Holt Rips Venn In Debate"), whose capitals tell nothing; -1 without one."""
    regions = notes_of(doc).regions
    if not regions or regions[0].kind is not RegionKind.HEADLINE:
        return -1
    tokens = doc.touched(regions[0].span.start, regions[0].span.end)
    if tokens is None:
        return -1
    words = [t for t in tokens if t.is_alpha and len(t.text) > 3]
    return tokens.end - 1 if words and sum(t.text[:1].isupper() for t in words) >= 0.7 * len(words) and len(words) > 2 else -1


def _starts_name(token: Token, known: set[str]) -> bool:
    text = token.text
    if text in known and token.pos_ in ("NOUN", "ADJ", "VERB", "X", "ADV", "INTJ") and token.tag_ not in ("NNS", "JJ"):
        return True
    if not text[:1].isupper() and not (token.pos_ == "PROPN" and token.lower_ in ("al", "el")):
        return False
    if _is_given_name(token):
        return True
    if token.pos_ == "PROPN":
        return bool(re.search(r"\w", text)) and token.ent_type_ not in ("DATE", "TIME")
    if (
        token.ent_type_ in ("PERSON", "ORG", "GPE")
        and token.pos_ in ("NOUN", "ADJ", "X", "VERB")
        and not token.is_stop
        and not token.is_sent_start
    ):
        return True
    return (
        token.pos_ in ("ADJ", "NOUN", "VERB", "ADV", "INTJ")
        and token.is_sent_start is not True
        and token.dep_ in ("compound", "nsubj")
        and text.istitle()
    )


def _is_given_name(token: Token) -> bool:
    """As the "Per" of "captain Per Aske", which the parser takes for a preposition."""
    if token.pos_ != "ADP" or token.i + 1 >= len(token.doc) or not token.text.istitle():
        return False
    return token.nbor(1).pos_ == "PROPN" and gender_of_given(token.text) != ""


def _is_bare_title(token: Token) -> bool:
    """As in "Mayor: bridge will reopen", "an MP": a role with capitals, not a name."""
    row = noun_row(token)
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    alone = after is None or not (after.text[:1].isupper() and after.pos_ in ("PROPN", "NOUN"))
    if after is not None and token.i + 2 < len(token.doc) and _owns_body(token, after):
        return False
    return (
        row is not None
        and row.kind in OF_HEADS
        and alone
        and (token.text.istitle() or token.text.removesuffix("s").isupper())
        and not (token.i and token.nbor(-1).text[:1].isupper() and token.nbor(-1).pos_ == "PROPN")
    )


def _known_run(token: Token, pairs: set[tuple[str, str]]) -> int:
    """Last word of a headline's name: words that follow each other in the text's body too."""
    last = token.i
    while last + 1 < len(token.doc) and (token.doc[last].text, token.doc[last + 1].text) in pairs:
        last += 1
    return last


def _named(token: Token, end: int | None = None) -> Nominal:
    """The name that begins at ``token``: a run of capitals, with titles split off."""
    last = _end_of_run(token) if end is None else end
    doc = token.doc
    run = [doc[i] for i in range(token.i, last + 1)]
    cut = _titles_before(run)
    first = token.i + cut
    head = _head_of(doc, first, last)
    title, start, role = _before(doc, token.i, [w.lower_ for w in run[:cut]], run[:cut])
    if role is None:
        role = next((c for c in head.children if c.dep_ == "appos" and kind_of_noun(c)), None)
        if role is None and head.dep_ == "appos" and kind_of_noun(head.head):
            role = head.head
    gender = next((HONORIFIC_GENDER[t.strip(".")] for t in title if t.strip(".") in HONORIFIC_GENDER), "") or (
        gender_of_noun(role) if role else ""
    )
    definite = any(c.lower_ == "the" for c in head.children if c.dep_ == "det") or (start > 0 and doc[start - 1].lower_ == "the")
    several = head.tag_ == "NNPS" and last == first and doc[last].lower_.endswith("s")
    plural = several and gender_of_given(doc[last].text) == "" and (role is None or role.tag_ != "NN")  # "his daughter Ines"
    words = tuple(doc[first : last + 1].text.split())
    return Nominal(
        head, start, last, MentionKind.NAME, (first, last), tuple(title), role,
        gender=gender, definite=definite, plural=plural, words=words,
    )  # fmt: skip


def _end_of_run(token: Token) -> int:
    doc, last = token.doc, token.i
    while last + 1 < len(doc):
        nxt = doc[last + 1]
        if nxt.is_space or (nxt.is_sent_start and not nxt.text[:1].isupper()):
            break
        if _in_name(nxt):
            last += 1
        elif _numbers_paper(doc[last], nxt):
            last += 1
            break
        elif nxt.lower_ in PREFIXES and last + 3 < len(doc) and doc[last + 2].text == "-" and doc[last + 3].text[:1].isupper():
            last += 3
        elif (nxt.text == "." and doc[last].lower_ in TITLES and last + 2 < len(doc) and doc[last + 2].text[:1].isupper()) or (
            last + 2 < len(doc) and ((nxt.lower_ in JOINERS and _joins(doc, last + 1)) or _owns_body(doc[last], nxt))
        ):
            last += 2
        else:
            break
    return last


def _in_name(token: Token) -> bool:
    if token.ent_type_ in ("DATE", "TIME") or (token.pos_ in ("VERB", "AUX", "PRON", "DET") and token.pos_ != "PROPN"):
        return False
    return (token.text[:1].isupper() and (token.pos_ == "PROPN" or token.ent_iob_ == "I")) or (
        token.text[:1].isdigit() and token.ent_iob_ == "I"
    )


def _joins(doc: Doc, at: int) -> bool:
    """Whether a small word stands inside a name: "Ministry of Health", "Abu bin Salim"; not "Holt and Venn"."""
    word, before, after = doc[at].lower_, doc[at - 1], doc[at + 1]
    if not (after.text[:1].isupper() and after.pos_ in ("PROPN", "NOUN", "ADJ")):
        return False
    if word in ("-", "–"):
        return doc[at].idx == before.idx + len(before) and after.idx == doc[at].idx + 1
    if word in ORG_JOINERS:
        row = noun_row(before)
        if word == "and":
            return before.ent_iob_ in "BI" and after.ent_iob_ == "I" and before.ent_type_ == "ORG"
        return (row is not None and row.kind == "institution") or (after.ent_iob_ == "I" and before.ent_type_ in ("ORG", "FAC", "GPE"))
    return True


def _numbers_paper(word: Token, number: Token) -> bool:
    """Whether a number is part of a paper's name: "Article 9", "Resolution 88"."""
    return number.is_digit and word.text[:1].isupper() and kind_of_noun(word) == "document" and number.head.i <= number.i


def _owns_body(owner: Token, mark: Token) -> bool:
    """Whether an apostrophe stands inside a body's name: "Fishers' League", which the parser may take for the end of a quotation."""
    body = mark.nbor(1)
    one = owner.ent_type_ == "ORG" == body.ent_type_ and mark.ent_iob_ == body.ent_iob_ == "I"
    several = owner.tag_ in ("NNPS", "NNS") or owner.lower_.endswith("s")
    owns = mark.tag_ == "POS" or (mark.text in APOSTROPHES and not owner.whitespace_)
    return owns and (one or several) and body.text[:1].isupper() and ends_a_body(body)


def _titles_before(words: list[Token]) -> int:
    """How many words of the run are a title: "Finance Minister Karel Holt" has two."""
    if len(words) < 2 or _institutional(words):
        return 0
    cut = 0
    for n, word in enumerate(words[:-1]):
        if words[n + 1].text in APOSTROPHES:
            break  # "Farmers' Federation of Orten"
        row = noun_row(word)
        listed = word.lower_.strip(".") in TITLES or (row is not None and row.kind in OF_HEADS)
        if listed and gender_of_given(word.text) == "" and word.text != words[-1].text:
            cut = n + 1 + (words[n + 1].text == "." and n + 2 < len(words))
    if cut == 0 and len(words) >= 3 and words[0].is_sent_start and kind_like_role(words[0]):
        cut = 1  # "Goalscorer Tilly Osgood"
    return cut


def kind_like_role(word: Token) -> bool:
    """A sentence-initial word that is rather a trade than a given name: "Blacksmith Ann Poe"."""
    return bool(re.search(r"(?:ist|ician|smith|keeper|maker|worker|woman|man|.{3}er|.{3}or)$", word.lower_)) and not gender_of_given(
        word.text
    )


def _institutional(words: list[Token]) -> bool:
    return ends_a_body(words[-1]) or is_outlet(words[-1].text)


def _head_of(doc: Doc, first: int, last: int) -> Token:
    for i in range(last, first - 1, -1):
        if not first <= doc[i].head.i <= last or doc[i].head.i == i:
            return doc[i]
    return doc[last]


def _before(doc: Doc, at: int, title: list[str], tokens: list[Token]) -> tuple[list[str], int, Token | None]:
    """Lower-case words of a title before the name ("police chief", "former engineer") and their noun."""
    role = next((t for t in reversed(tokens) if noun_row(t) is not None), None)
    start = at
    while (
        start > 0
        and doc[start - 1].pos_ in ("NOUN", "ADJ", "PROPN")
        and doc[start - 1].dep_ in ("compound", "amod", "nmod", "appos", "nsubj", "ROOT", "dobj", "pobj")
        and not doc[start - 1].is_space
    ):
        word = doc[start - 1]
        if role is None:
            body = word.pos_ == "NOUN" and (is_outlet(word.text) or kind_of_noun(word) == "institution")  # "Aid group Open Hands"
            if kind_of_noun(word) not in OF_HEADS and not body:
                break
            role = word
        elif word.dep_ not in ("compound", "amod", "nmod"):
            break
        title.insert(0, word.lower_)
        start -= 1
    return title, start, role


def _heads_role(token: Token) -> bool:
    """A noun of a source that heads its phrase; "the 24-year-old"; "one of them"."""
    if token.dep_ in ("compound", "nmod") or (
        token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN" and token.head.i > token.i and token.dep_ != "nsubj"
    ):
        return False
    if token.pos_ == "NOUN":
        return kind_of_noun(token) is not None
    if token.lower_ == "old" and token.i and token.nbor(-1).text == "-" and token.i + 1 < len(token.doc):
        return token.nbor(1).pos_ in ("VERB", "AUX") or is_known(token.nbor(1))
    if token.lower_.endswith("-year-old") or token.lower_ == "old":
        return token.dep_ in ("nsubj", "nsubjpass", "pobj")
    return token.dep_ in ("nsubj", "nsubjpass") and (
        token.lower_
        in ("others", "many", "some", "most", "few", "one", "another", "two", "both", "everyone", "nobody", "someone", "everybody")
    )


def _role(token: Token) -> Nominal:
    doc = token.doc
    before = [c.left_edge.i for c in token.children if c.i < token.i and c.dep_ in BEFORE_NOUN]
    first = min([token.i, *before])
    det = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss", "predet")), "")
    if first > 0 and doc[first].lower_ in ("the", "a", "an"):
        det = doc[first].lower_
    owned = any(c.dep_ == "poss" for c in token.children)
    plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in ("people", "police", "others", "some", "many")
    kind = MentionKind.GROUP if plural and kind_of_noun(token) == "group" else MentionKind.ROLE
    definite, indefinite = det in ("the", "this", "that", "these", "those") or owned, det in ("a", "an", "another", "one")
    return Nominal(
        token, first, token.i, kind, role=token, gender=gender_of_noun(token),
        plural=plural, definite=definite, indefinite=indefinite,
    )  # fmt: skip
