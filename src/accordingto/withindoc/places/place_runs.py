"""Place runs: stretches of capitalised words, and whether a place stands where they stand.

In: tokens. Out: stretches; yes or no. Only the look of words and those beside them count here, no gazetteer: "convoys reached
Orten", "between Orsk and Vale", "the Varo displaced camp". It does not decide whether the words are a name of a place.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.model.evidence import Span
from accordingto.resources.lexicon import rows_of
from accordingto.resources.place_names import GENERIC
from accordingto.withindoc.tokens import Doc, Token, Tokens

SIDES = frozenset(
    {"the", "a", "northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "nearby", "downtown"}
)
ARTICLES = frozenset({"al", "el", "ez", "az", "ash", "as", "ad", "an", "ar", "at"})
PARTICLES = ARTICLES | {
    "de",
    "del",
    "la",
    "las",
    "los",
    "du",
    "des",
    "y",
    "da",
    "do",
    "di",
    "sur",
    "le",
    "les",
    "der",
    "van",
    "von",
    "am",
    "en",
    "wa",
    "upon",
}
OPENERS = frozenset({"Camp", "Fort", "Port", "Lake", "Mount", "Gulf", "Cape"})
LONGEST_GENERIC = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow:
    """A row of place_cues.tsv."""

    kind: str
    word: str
    example: str


def token_finder(doc: Doc) -> Callable[[Span], Tokens]:
    """Finds the tokens that a span touches; unlike `Doc.touched` never none, wherever the caller's span lies."""
    starts = [token.idx for token in doc]

    def tokens_at(span: Span) -> Tokens:
        first = max(0, bisect_right(starts, span.start) - 1)
        return doc[first : max(first + 1, bisect_left(starts, span.end))]

    return tokens_at


@cache
def cue_words(kind: str) -> frozenset[str]:
    """Words of one kind of the table."""
    return frozenset(row.word for row in rows_of("place_cues.tsv", CueRow) if row.kind == kind)


ENGLISH_TOO = frozenset({"at", "as", "an"})
"""Arabic articles that are English words too: part of a name only before a hyphen."""


def runs_of(tokens: Tokens | Doc) -> Iterator[Tokens]:
    """Stretches of capitalised words, with hyphens and particles between them."""
    doc = tokens if isinstance(tokens, Doc) else tokens.doc
    first, last = (0, len(doc)) if isinstance(tokens, Doc) else (tokens.start, tokens.end)
    start = None
    for at in range(first, last):
        token = doc[at]
        if token.is_sent_start and start is not None:
            yield doc[start:at]
            start = None
        if token.text[:1].isupper() and not _opens_only(token):
            start = at if start is None else start
        elif start is not None and not _goes_on(doc, at, last):
            yield doc[start:at]
            start = None
        elif start is None and token.text in ARTICLES and at + 2 < last and doc[at + 1].text == "-":
            start = at
    if start is not None:
        yield doc[start:last]


def _opens_only(token: Token) -> bool:
    """A word that has its capital from the start of the sentence ("In Orten", "The Varo airbase")."""
    return token.text == "I" or (bool(token.is_sent_start) and token.lower_ in cue_words("common"))


def _goes_on(doc: Doc, at: int, last: int) -> bool:
    """Whether a name goes on over this token: a hyphen, an apostrophe, a particle ("Norte de Orsa", "Deir ez-Varo")."""
    if doc[at].text in ENGLISH_TOO and at + 1 < last and doc[at + 1].text != "-":
        return False
    return _joins(doc[at]) and at + 1 < last and (doc[at + 1].text[:1].isupper() or _joins(doc[at + 1]))


def _joins(token: Token) -> bool:
    return token.text in {"-", "–", "'", "’", "‘"} or token.text in PARTICLES


def trimmed(tokens: Tokens) -> Tokens | None:
    """Without article, words in lower case before the name, and possessive ending; None where nothing is left."""
    start, end = tokens.start, tokens.end
    while (
        start < end
        and not tokens.doc[start].text[:1].isupper()
        and tokens.doc[start].text not in ARTICLES
        and not tokens.doc[start].like_num
    ):
        start += 1
    while start < end and tokens.doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    while start < end and (
        tokens.doc[end - 1].tag_ == "POS" or tokens.doc[end - 1].is_space or tokens.doc[end - 1].text in {"'s", "’s", ",", "-", "’", "'"}
    ):
        end -= 1
    return tokens.doc[start:end] if start < end else None


def with_generic(tokens: Tokens) -> Tokens:
    """With the generic word that belongs to the name as written: "Orsk province", "port of Varo", "Camp Orten"."""
    doc, start, end = tokens.doc, tokens.start, tokens.end
    if not (len(tokens) > 1 and tokens[-1].lower_ in GENERIC):
        end += generic_size(tokens)
    if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ == "port":
        start -= 2
    elif start >= 1 and doc[start - 1].text in OPENERS:
        start -= 1
    return doc[start:end]


def generic_size(tokens: Tokens) -> int:
    """How many words behind the name tell its kind ("displaced camp": 2)."""
    doc, end = tokens.doc, tokens.end
    for size in range(LONGEST_GENERIC, 0, -1):
        words = " ".join(t.text for t in doc[end : end + size])
        if end + size <= len(doc) and words.lower() in GENERIC and words not in cue_words("loose") and not doc[end].is_sent_start:
            return size
    return 0


def generic_after(tokens: Tokens) -> str | None:
    """The kind that the words in lower case right after the name tell: "Orten airbase", "Varo displaced camp"."""
    size = generic_size(tokens)
    words = " ".join(t.text for t in tokens.doc[tokens.end : tokens.end + size])
    return GENERIC.get(words) if words.islower() else None


def names_a_feature(tokens: Tokens) -> bool:
    """“On Lake Orl”, “over Varo Pass”, “the landslide struck Orsk”: a place by its words or by what hit it, atlas or no atlas."""
    doc, first, last = tokens.doc, tokens[0], tokens[-1]
    if tokens.start == 0 or not all(t.text[:1].isupper() for t in tokens):
        return False
    before = doc[tokens.start - 1]
    own = len(tokens) > 1 and (first.lower_ in cue_words("feature first") or last.lower_ in cue_words("feature last"))
    if own and before.lower_ in cue_words("where") | {"from", "to", "towards"}:
        return True
    verb = last.head
    hit = last.dep_ == "dobj" and before == verb and verb.lemma_.lower() in cue_words("at")
    return hit and any(c.dep_ == "nsubj" and c.lemma_.lower() in cue_words("hits") for c in verb.children)


def generic_before(tokens: Tokens) -> bool:
    """Behind a generic word and "of": "the village of Orten", "the port of Varo"."""
    doc, at = tokens.doc, tokens.start - 1
    return at > 0 and doc[at].lower_ == "of" and doc[at - 1].text in GENERIC and doc[at - 1].text in cue_words("sort")


def stands_as_place(tokens: Tokens, taken: list[bool]) -> bool:
    """Behind a preposition or a verb of place, or in a list with a name that is one already."""
    doc, at = tokens.doc, tokens.start - 1
    while at >= 0 and doc[at].lower_ in SIDES:
        at -= 1
    if at < 0 or doc[at + 1].is_sent_start:
        return False
    before = doc[at]
    if before.lower_ in cue_words("before") or (before.pos_ == "VERB" and before.lemma_.lower() in cue_words("at")):
        return True
    if before.lower_ in {"and", "or", ",", "&"}:
        other = at - 1 if doc[at - 1].text != "," else at - 2
        return other >= 0 and taken[other]
    if before.lower_ == "of" and at > 0:
        kind = doc[at - 1]  # "the town of Orten"; "Moore, 29, of Orten"
        return kind.lower_ in GENERIC or kind.text == "," or kind.lower_ in cue_words("of")
    return before.lower_ == "for" and any(t.pos_ == "VERB" and t.lemma_.lower() in cue_words("for") for t in doc[max(0, at - 6) : at])


def stands_before_locals(tokens: Tokens) -> bool:
    """Before a word for its people or offices: "Orten police", "Vale residents"."""
    after = tokens.doc[tokens.end] if tokens.end < len(tokens.doc) else None
    return after is not None and not after.is_sent_start and after.text in cue_words("local")


def is_titled(tokens: Tokens) -> bool:
    """Behind a person's title."""
    before = tokens.doc[tokens.start - 1].lower_.rstrip(".") if tokens.start else ""
    return before in cue_words("title")
