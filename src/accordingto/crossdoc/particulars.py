"""Particulars: what tells a report of one incident from a report of another of its kind: who (names, ages), where, on which days.

In: an annotated document, and two of what it gives. Out: `Particulars`, and the level of each comparison of two. Look-alike incidents share
all their common words; what they do not share is the people, their ages, the town and the day. Nothing known is no evidence either way.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accordingto.crossdoc.names import key_words, normal
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.kinds import ChainKind, PlacePrecision, PlaceRole

AGE = re.compile(r"\b(?P<old>\d{1,2})[- ]years?[- ]old\b|\b[Aa]ged? (?P<aged>\d{1,2})\b|[A-Z][\w’'-]+, (?P<beside>\d{1,2})(?=[,.;)])")
UNKNOWN = "unknown"
NEAR_DAYS = 1
A_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Who, where and when, as a report names them."""

    people: frozenset[str]
    """Full names: first name and surname."""
    surnames: frozenset[str]
    """Surnames of the full names."""
    ages: frozenset[int]
    towns: frozenset[str]
    """Names of the populated places."""
    days: frozenset[date]
    """Single days that the report names, but for the day of its publication."""


def particulars_of(found: AnnotatedDocument, chains: Iterable[Chain]) -> Particulars:
    """What the report names; ``chains`` are those of the annotation."""
    people = frozenset(_full_names(chains))
    return Particulars(
        people=people,
        surnames=frozenset(name.split()[-1] for name in people),
        ages=ages_of(found.document.text),
        towns=frozenset(
            normal(p.name)
            for p in found.places
            if p.role is PlaceRole.LITERAL and p.precision in (PlacePrecision.POPULATED_PLACE, PlacePrecision.POINT)
        ),
        days=frozenset(t.earliest for t in found.times if t.earliest and t.earliest == t.latest and t.earliest != found.document.published),
    )


def _full_names(chains: Iterable[Chain]) -> Iterator[str]:
    for chain in chains:
        words = key_words(chain.name)
        if chain.named and chain.kind is ChainKind.PERSON and len(words) > 1:
            yield f"{words[0]} {words[-1]}"


def ages_of(text: str) -> frozenset[int]:
    """Ages that a text gives.

    >>> sorted(ages_of("A 24-year-old man and Mara Oskell, 31, were hurt; a boy aged 6 was not."))
    [6, 24, 31]
    """
    return frozenset(int(next(group for group in m.groups() if group)) for m in AGE.finditer(text))


def levels_of(a: Particulars, b: Particulars) -> dict[str, str]:
    """The level of each comparison; the same for either order."""
    return {"people": _people(a, b), "ages": _shared(a.ages, b.ages), "towns": _shared(a.towns, b.towns), "days": _days(a.days, b.days)}


def _people(a: Particulars, b: Particulars) -> str:
    """Whether the two name the same people; namesakes are two."""
    if not a.people or not b.people:
        return UNKNOWN
    if a.people & b.people:
        return "several" if len(a.people & b.people) > 1 else "one"
    return "namesake" if a.surnames & b.surnames else "others"


def _shared(left: frozenset[int] | frozenset[str], right: frozenset[int] | frozenset[str]) -> str:
    if not left or not right:
        return UNKNOWN
    shared = len(left & right)
    return "several" if shared > 1 else "one" if shared else "others"


def _days(left: frozenset[date], right: frozenset[date]) -> str:
    """How near the nearest of the days are."""
    if not left or not right:
        return UNKNOWN
    gap = min(abs((x - y).days) for x in left for y in right)
    return "same" if gap == 0 else "next" if gap <= NEAR_DAYS else "one week" if gap <= A_WEEK else "apart"
