"""Spells: the stretches of days that a sentence offers to its events. One time, or two joined ("between 3 and 7 June"), or "since 2018".

In: times with their words. Out: spells with first and last day, or open where the words fix no day. A limit ("until Friday", "by 2030",
"before June") is no day of an event and gives none. It does not decide which event a spell belongs to.

"Shops stayed shut from Monday to Thursday": one spell, Monday to Thursday.
"""

import re
from dataclasses import dataclass
from datetime import date

from accordingto.model.evidence import Span
from accordingto.model.found import Time
from accordingto.model.kinds import TimeType
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc, Token

JOINS = re.compile(r",?\s*(?:(and)|to|until|till|through|-|–|—)\s+(?:the |early |late |on )*|[-–]")
FROM = re.compile(r"\b(between|from)\s+(?:the |early |late |on )*$", re.IGNORECASE)
LIMIT = re.compile(
    r"\b(?:until|till|by|before|after|than|unlike|ahead of|compared (?:to|with))\s+(?:the |early |late |at least )*$", re.IGNORECASE
)
SINCE = re.compile(r"\bsince\s+(?:at least |the |early |late |around )*$", re.IGNORECASE)
NO_DAYS = (TimeType.DURATION, TimeType.SET)
VAGUE = frozenset({"PAST_REF", "FUTURE_REF"})


@dataclass(frozen=True, slots=True)
class Spell:
    """First and last day (None: open), the words, the time's id, the token that the syntax hangs it on."""

    earliest: date | None
    latest: date | None
    words: Span
    time: str
    token: Token
    since: bool = False


def spells_of(doc: Doc, notes: Notes) -> list[Spell]:
    """All spells, in text order."""
    times = [t for t in notes.times if not any(line.contains(t.span) for line in notes.datelines)]
    found: list[Spell] = []
    skip: set[str] = set()
    for n, time in enumerate(times):
        if time.id in skip or time.type in NO_DAYS or time.value == "PRESENT_REF":
            continue
        after = times[n + 1] if n + 1 < len(times) else None
        joined = _joined(doc, time, after) if after else None
        if joined and after:
            skip.add(after.id)
            found.append(joined)
            continue
        spell = _single(doc, notes, time)
        if spell:
            found.append(spell)
    return found


def _single(doc: Doc, notes: Notes, time: Time) -> Spell | None:
    before = doc.text[max(0, time.span.start - 30) : time.span.start]
    token = tokens_of(doc, time.span).root
    if time.value in VAGUE:
        return Spell(None, None, time.span, time.id, token)
    if SINCE.search(before):
        published = notes.document.published
        ends = published if published and time.earliest and time.earliest <= published else None
        return Spell(time.earliest if ends else None, ends, time.span, time.id, token, since=True)
    if LIMIT.search(before) and time.type is not TimeType.TIME and not _dates_a_noun(doc, time):
        return None
    return Spell(time.earliest, time.latest, time.span, time.id, token)


def _dates_a_noun(doc: Doc, time: Time) -> bool:
    """“After Wednesday's assault”, “by the May 3 attack”: the noun has the day."""
    end = tokens_of(doc, time.span).end
    return end < len(doc) and (doc[end].tag_ == "POS" or doc[end].dep_ == "case")


def _next_day(first: Time, second: Time) -> bool:
    """“On Saturday and Sunday”."""
    if first.latest is None or second.earliest is None or first.earliest != first.latest or second.earliest != second.latest:
        return False
    return (second.earliest - first.latest).days == 1


def _joined(doc: Doc, first: Time, second: Time) -> Spell | None:
    """“From A to B”, “between A and B”, “A to B”."""
    between = doc.text[first.span.end : second.span.start]
    match = JOINS.fullmatch(between)
    opened = FROM.search(doc.text[max(0, first.span.start - 30) : first.span.start])
    if not match or second.type in NO_DAYS:
        return None
    if match[1] and not (opened and opened[1].lower() == "between") and not _next_day(first, second):
        return None
    words = Span(first.span.start, second.span.end)
    token = tokens_of(doc, first.span).root
    if first.earliest is None or second.latest is None or first.earliest > second.latest:
        return Spell(None, None, words, first.id, token)
    return Spell(first.earliest, second.latest, words, first.id, token)
