"""Kinds of sources without a name: person, unnamed, group, institution or document, by the noun of the phrase and what counts it.

In: the head of a source's phrase in the parse. Out: a kind, or None where the words tell of nobody who could speak. The kind hangs on the
phrase in the text, not on how much of it was marked: "officials" of "two senior officials" is what the whole phrase is.

"two drivers" are unnamed, "drivers" and "three in four drivers" a group; "the elderly" are a group, "a fourth" is unnamed.
"""

import re

from accordingto.model.kinds import SourceKind
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import SPOKESPERSON, kind_of_noun, kind_of_seldom_source

INDEFINITE = frozenset(("someone", "somebody", "one", "another"))
NO_PERSON = frozenset(("nobody", "none", "no"))
CROWDS = frozenset("they we many some others few several all most both half left right far-right far-left".split())
SHARES = frozenset("percent % per-cent cent quarter third half majority minority proportion plurality share bulk most number".split())
QUANTITIES = SHARES | frozenset(
    "dozens dozen hundred hundreds thousand thousands million millions scores score many some group handful couple pair lot chorus crowd "
    "string host each none all both few several".split()
)
"""Words that count those who are named after "of"."""
SMALL_NUMBERS = frozenset("one two three four five six seven eight nine ten several couple".split())
ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth".split())
ONE_PERSON = frozenset(("accused", "deceased", "old"))
"""Adjectives for one person: "the accused", "the 31-year-old"."""
ONE = frozenset(("a", "an", "one", "another"))
THE = frozenset(("the", "these", "those"))
A_SHARE = re.compile(r"\b\w+ (?:in|out of|of) (?:every )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred) \w")
"""As in "three in four teachers"."""
READ_PAPERS = frozenset(
    "court internal leaked secret confidential legal divorce cabinet declassified official ballot working research scientific academic "
    "discussion briefing policy white green identity".split()
)
"""What stands beside "paper" where no newspaper is meant."""
STUDIES = frozenset(("study", "journal", "co-author", "researcher", "experiment", "scientist"))
STUDY_REACH = 150
"""Tokens back in which a study may have been told of."""
FIRMS = frozenset("developer employer provider vendor exporter importer wholesaler brewer pollster bookmaker".split())
"""What a firm is called where one is meant by "the"; of somebody by name they are a trade."""
LEADING = frozenset("senior leading opposition party prominent religious political public military key influential community".split())
NUMERIC = frozenset(("official", "latest", "new", "provisional", "preliminary", "final", "first", "that", "this", "exact", "total", "real"))
SHOWING = frozenset(("show", "reveal", "indicate", "demonstrate", "read"))
"""What things do: an unknown noun that shows something is read, not heard."""
READ = re.compile(r"(?:tion|sion|graph|gram|script|sheet|book|print|text)s?$")
"""Endings of nouns for what is written or worked out."""


def counted(head: Token) -> Token | None:
    """Of "52 percent of voters", "one of them", "small groups of miners": the people."""
    if not {head.lower_, head.lemma_.lower()} & QUANTITIES and not head.like_num:
        return None
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return next((c for c in of.children if c.dep_ == "pobj" and c.pos_ in ("NOUN", "PROPN")), None) if of is not None else None


def kind_of_description(noun: Token, head: Token) -> SourceKind | None:
    """The kind of a phrase by its noun; ``head``: the head of the phrase, which counts the noun ("dozens of") or is it."""
    below = {c.lower_ for c in noun.children}
    kind = _in_this_sense(noun) or kind_of_noun(noun)
    if _is_share(noun, head):
        return SourceKind.UNNAMED if kind == "unnamed" else SourceKind.GROUP
    if head.lower_ in SMALL_NUMBERS and head.i != noun.i:
        return SourceKind.UNNAMED
    if kind in (None, "unnamed") and _of_the(noun, below):
        return SourceKind.GROUP
    if kind is None:
        return _of_unlisted(noun, head, below)
    if (kind == "group" and below & SMALL_NUMBERS and noun.tag_ in ("NNS", "NNPS")) or kind == SPOKESPERSON:
        return SourceKind.UNNAMED
    return SourceKind.UNNAMED if kind == "person" and below & ONE else SourceKind(kind)


def is_read(token: Token | None) -> bool:
    """Whether a source is something read: a law, a log."""
    if token is None or token.pos_ not in ("NOUN", "PROPN"):
        return False
    return (_in_this_sense(token) or kind_of_noun(token) or kind_of_seldom_source(token)) == "document"


def _in_this_sense(noun: Token) -> str | None:
    """The kind of a noun with two senses where the phrase tells: "court papers" are read, "a party figure" speaks."""
    if noun.pos_ != "NOUN":
        return None
    lemma, beside = noun.lemma_.lower(), {c.lower_ for c in noun.children}
    at = {c.lower_ for c in noun.children if c.dep_ == "prep"}
    if lemma == "paper" and (
        beside & READ_PAPERS or _follows_a_study(noun) or "in" in at or any(c.dep_ == "acl" and c.tag_ == "VBN" for c in noun.children)
    ):
        return "document"
    if lemma == "post":
        return "document"
    if lemma in FIRMS and noun.tag_ == "NN" and beside & THE:
        return "institution"
    if lemma == "figure" and ((noun.tag_ == "NN" and beside - NUMERIC - THE - ONE) or at & {"in", "within"} or beside & LEADING):
        return "unnamed"
    if lemma == "model" and noun.dep_ == "nsubj" and noun.head.lemma_.lower() in (*SHOWING, "suggest", "predict", "forecast", "put"):
        return "document"
    return None


def _follows_a_study(noun: Token) -> bool:
    """Whether the text told of a study before: "The paper does not say who paid for it"."""
    near = noun.doc[max(noun.i - STUDY_REACH, 0) : noun.i]
    return any(c.lower_ in THE for c in noun.children) and any(t.lemma_.lower() in STUDIES for t in near)


def _is_share(noun: Token, head: Token) -> bool:
    """As in "63 percent", "a quarter of them", "three in four teachers"."""
    if head.lower_ in SHARES and head.lower_ not in ORDINALS:
        return True
    if head.lower_ in ORDINALS and any(c.like_num or c.lower_ == "of" for c in head.children) and head.lower_ == "third":
        return True
    words = head.doc[head.left_edge.i : noun.i + 1].text
    return noun.tag_ in ("NNS", "NNPS") and A_SHARE.search(f"{words} ") is not None and " of the " not in words


def _of_the(noun: Token, below: set[str]) -> bool:
    """As in "the elderly", "the injured": an adjective for those whom it describes."""
    one = noun.lower_.endswith("old") or noun.lower_ in ORDINALS or noun.lower_ in ONE_PERSON
    return noun.tag_ in ("JJ", "JJS", "VBN") and bool(below & THE) and not one


def _of_unlisted(noun: Token, head: Token, below: set[str]) -> SourceKind | None:
    """The kind of a noun that no lexicon has."""
    lower = noun.lower_
    if lower in NO_PERSON:
        return SourceKind.GROUP
    if lower in INDEFINITE or lower in ORDINALS or lower in ONE_PERSON or noun.pos_ == "NUM" or lower.endswith("-old"):
        return SourceKind.UNNAMED
    if lower in CROWDS:
        return SourceKind.GROUP
    seldom = kind_of_seldom_source(noun)
    if seldom is not None:
        return SourceKind(seldom)
    if noun.text.isupper() and len(noun.text) > 1:
        return SourceKind.INSTITUTION
    if noun.pos_ == "PROPN":
        return SourceKind.GROUP if noun.tag_ == "NNPS" else SourceKind.INSTITUTION
    if noun.pos_ == "PRON":
        return SourceKind.UNNAMED
    if noun.pos_ == "VERB" and not below & (THE | ONE):
        return None  # "Keeps saying that …"
    if noun.pos_ == "NOUN" and (READ.search(lower) or (noun.dep_ == "nsubj" and noun.head.lemma_.lower() in SHOWING)):
        return SourceKind.DOCUMENT
    one = head.pos_ == "NOUN" or any(c.dep_ == "det" for c in head.children)
    return SourceKind.GROUP if noun.tag_ == "NNS" else SourceKind.UNNAMED if one else None
