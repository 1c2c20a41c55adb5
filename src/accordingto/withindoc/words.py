"""Nouns of sources, words of outlets and loaded words: the lexicons behind kinds, media and neutral names.

In: a token or words. Out: what kind of source a noun is, whether words are an outlet's or a platform's, a name without loaded words.
It does not decide whom a name means (`chains`).

"spokesman" speaks for an institution; "villagers" are a group, "a villager" is unnamed.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.tokens import Token

SPOKESPERSON = "spokesperson"
AGENTIVE = re.compile(r"(?:ists?|ologists?|ers|ors|er|or|m[ae]n|wom[ae]n|ees?|ians?|person)$")


@dataclass(frozen=True, slots=True)
class NounRow:
    """A row of source_nouns.tsv."""

    noun: str
    kind: str
    plural: str
    gender: str
    example: str


@dataclass(frozen=True, slots=True)
class SeldomRow:
    """A row of seldom_sources.tsv."""

    noun: str
    kind: str
    plural: str
    example: str


@dataclass(frozen=True, slots=True)
class NoAgentRow:
    """A row of no_agents.tsv."""

    word: str
    example: str


@dataclass(frozen=True, slots=True)
class LoadedRow:
    """A row of loaded_words.tsv."""

    word: str
    example: str


@dataclass(frozen=True, slots=True)
class BodyWordRow:
    """A row of body_words.tsv."""

    word: str
    example: str


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A row of agencies.tsv."""

    word: str
    kind: str
    example: str


@cache
def noun_rows() -> dict[str, NounRow]:
    """Rows of source nouns by their word."""
    return {row.noun: row for row in rows_of("source_nouns.tsv", NounRow)}


@cache
def _seldom_rows() -> dict[str, SeldomRow]:
    return {row.noun: row for row in rows_of("seldom_sources.tsv", SeldomRow)}


@cache
def no_agents() -> frozenset[str]:
    """Nouns that look like people by their ending and are none."""
    return frozenset(row.word for row in rows_of("no_agents.tsv", NoAgentRow)) | frozenset(_seldom_rows())


@cache
def outlet_words(kind: str) -> frozenset[str]:
    """Words of outlets or of platforms."""
    return frozenset(row.word for row in rows_of("agencies.tsv", AgencyRow) if row.kind == kind)


@cache
def _loaded() -> frozenset[str]:
    return frozenset(row.word for row in rows_of("loaded_words.tsv", LoadedRow))


@cache
def _body_words() -> frozenset[str]:
    return frozenset(row.word for row in rows_of("body_words.tsv", BodyWordRow))


def ends_a_body(token: Token) -> bool:
    """Whether a name that ends in this word is a body's: "Ferrant Rail", "the Harbour Board"."""
    row = noun_row(token)
    return (row is not None and row.kind == "institution") or (token.text[:1].isupper() and token.lower_.strip(".") in _body_words())


def noun_row(token: Token) -> NounRow | None:
    """The row of a noun with the word before it ("coast guard"), else by its form or its lemma."""
    return _row_of(token.doc[token.i - 1].lower_ if token.i else "", token.lower_, token.lemma_)


@lru_cache(maxsize=8_000)
def _row_of(before: str, lower: str, lemma: str) -> NounRow | None:
    rows = noun_rows()
    both = rows.get(f"{before} {lower}") or rows.get(f"{before} {_singular(lower)}") if before else None
    return both or rows.get(lower) or rows.get(lemma.lower()) or rows.get(_singular(lower)) or rows.get(lower.rsplit("-", 1)[-1])


def kind_of_noun(token: Token) -> str | None:
    """person, unnamed, institution, group, document, spokesperson; None where the noun is no source's."""
    row = noun_row(token)
    if token.lower_ == "general" and token.i and token.nbor(-1).lower_ in ("attorney", "secretary", "solicitor", "inspector", "director"):
        return "person"
    plural = token.tag_ in ("NNS", "NNPS") or (token.lower_.endswith("men") and token.lower_ != "men")
    if row is not None:
        return row.plural if plural or token.lower_ == f"{row.noun}s" else row.kind
    lower = token.lower_
    if token.pos_ == "NOUN" and AGENTIVE.search(lower) and not {lower, _singular(lower)} & no_agents() and len(lower) > 4:
        return "group" if plural else "unnamed"
    return None


def kind_of_seldom_source(token: Token) -> str | None:
    """The kind of a noun that is seldom a source ("the mill", "the clip"); None where no list has it."""
    rows, lower = _seldom_rows(), token.lower_
    row = rows.get(lower) or rows.get(token.lemma_.lower()) or rows.get(_singular(lower))
    return None if row is None else row.plural if token.tag_ in ("NNS", "NNPS") else row.kind


def is_speaker_noun(token: Token) -> bool:
    """Whether the noun can be a source by itself."""
    return kind_of_noun(token) is not None


def gender_of_noun(token: Token) -> str:
    """m, f or nothing."""
    row = noun_row(token)
    return row.gender if row is not None else ""


def is_loaded(word: str) -> bool:
    """Whether a label of ours must leave the word out."""
    return word.lower().strip("’'\"“”") in _loaded()


def neutral(words: str) -> str:
    """``words`` without loaded ones; unchanged where nothing would be left.

    >>> neutral("member of the anti-terror Orten group")
    'member of the Orten group'
    """
    kept = [w for w in words.split() if not is_loaded(w.strip(",.;:"))]
    if len(kept) == len(words.split()):
        return words
    if not kept or not any(w[:1].isalnum() for w in kept):
        return "those so described" if kept != words.split() else words
    return "those " + " ".join(kept) if kept[0].lower() in ("of", "in", "from", "at", "for", "against") else " ".join(kept)


def is_outlet(words: str) -> bool:
    """Whether a name or description is that of an outlet or platform.

    >>> is_outlet("Radio Orten"), is_outlet("the harbour board")
    (True, False)
    """
    found = re.findall(r"\w+", words)
    if any(w.lower() in outlet_words("outlet") or w.lower() in outlet_words("platform") for w in found):
        return True
    return any(w[:1].isupper() and w.lower() in outlet_words("title") for w in found)


def is_platform(words: str) -> str | None:
    """The platform named in ``words``, as written there."""
    for word in re.findall(r"\w+", words):
        if word.lower() in outlet_words("platform") and word[:1].isupper():
            return str(word)
    return None


def _singular(lower: str) -> str:
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    if lower.endswith("men"):
        return lower[:-3] + "man"
    return lower.removesuffix("s")
