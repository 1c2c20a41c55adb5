"""Nouns that say what somebody is in public life, and bodies known by name: the two lexicons behind actor codes.

In: a token. Out: the row of the noun that ends at it or begins with it ("prime minister", "member of parliament"), the body that its
words name. It does not decide what somebody is: that depends on the words around (`sectors`).

"army" is a force, "chief" takes the sector of what it goes with, "NATO" is a union of states.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.tokens import Token

LONGEST_NOUN, LONGEST_NAME = 3, 6
"""Words of the longest rows."""
HYPHENS = ("-", "–", "‑")
PLURALS = (("ies", "y"), ("men", "man"), ("ses", "s"), ("s", ""))


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A row of sectors.tsv."""

    word: str
    kind: str
    sector: str
    gives: str
    example: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of bodies.tsv."""

    name: str
    country: str
    sector: str
    example: str


@cache
def _nouns() -> dict[str, SectorRow]:
    return {row.word: row for row in rows_of("sectors.tsv", SectorRow)}


@cache
def _bodies() -> dict[tuple[str, ...], BodyRow]:
    return {tuple(row.name.split()): row for row in rows_of("bodies.tsv", BodyRow)}


@cache
def _head_words() -> frozenset[str]:
    """Words that a listed noun can have as its head: its last, or the first before "of"."""
    return frozenset(w for row in _nouns() for w in (row.split()[-1], row.split()[0] if " of " in row else ""))


@cache
def _name_words() -> frozenset[str]:
    return frozenset(word for name in _bodies() for word in name)


def noun_at(token: Token) -> tuple[SectorRow, tuple[Token, ...]] | None:
    """The row of the longest listed noun whose head is ``token``, with its words; None where it is part of a hyphened word."""
    if not any(form in _head_words() for form in _forms(token)):
        return None  # first, since most words are in no row
    doc = token.doc
    for length in range(LONGEST_NOUN, 0, -1):
        ending = tuple(doc[max(0, token.i - length + 1) : token.i + 1])
        beginning = tuple(doc[token.i : token.i + length])
        for words in (ending, beginning) if len(beginning) > 2 and beginning[1].lower_ == "of" else (ending,):
            before = "".join(f"{t.lower_} " for t in words if t != words[-1])
            row = next((_nouns()[before + form] for form in _forms(words[-1]) if before + form in _nouns()), None)
            row = row or (_of_plural_head(words) if words is beginning else None)
            if row is not None and not is_joined(words):
                return row, words
    return None


def _of_plural_head(words: tuple[Token, ...]) -> SectorRow | None:
    """As in "members of parliament": the first word has the ending."""
    rest = "".join(f" {t.lower_}" for t in words[1:])
    return next((_nouns()[form + rest] for form in _forms(words[0]) if form + rest in _nouns()), None)


def _forms(token: Token) -> Iterator[str]:
    lower = token.lower_
    yield lower
    yield lemma_of(token)
    for ending, singular in PLURALS:
        if lower.endswith(ending):
            yield lower.removesuffix(ending) + singular


def body_at(token: Token) -> tuple[BodyRow, tuple[Token, ...]] | None:
    """The longest body whose name the token is a word of."""
    if token.text not in _name_words():
        return None
    doc = token.doc
    for length in range(LONGEST_NAME, 0, -1):
        for start in range(max(0, token.i - length + 1), token.i + 1):
            words = tuple(doc[start : start + length])
            row = _bodies().get(tuple(t.text for t in words))
            if row is not None and not is_joined(words):
                return row, words
    return None


def is_joined(words: tuple[Token, ...]) -> bool:
    """Whether a hyphen ties the words to others: in "rebel-held" and "pro-government" nobody is called so."""
    doc, first, last = words[0].doc, words[0].i, words[-1].i
    return (first > 0 and doc[first - 1].text in HYPHENS) or (last + 1 < len(doc) and doc[last + 1].text in HYPHENS)
