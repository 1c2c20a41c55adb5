"""Events that are a length of time apart: "five days after the assassination", "on Wednesday, a day after a convoy was bombed".

In: times, triggers, what is dated so far. Out: dates counted from the other event, either way round, and the mentions that only an inexact
length ties to a date ("more than a week after"), which stay open.

"The raid came on Wednesday, a day after two men were shot": the shooting is Tuesday's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accordingto.model.evidence import Span
from accordingto.model.found import Time
from accordingto.model.kinds import TimeType
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.times.calendar import shifted
from accordingto.withindoc.times.spells import Spell
from accordingto.withindoc.times.times import length_of
from accordingto.withindoc.tokens import Doc, Token

AFTER, BEFORE = frozenset({"after", "following", "since"}), frozenset({"before"})
INEXACT = frozenset({"more", "less", "over", "almost", "nearly", "under", "about", "around", "some", "roughly", "barely", "least", "most"})
SHORT = ("PT",)
"""Hours and minutes: the two events may share their day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The days of a mention, the words they rest on, and why."""

    earliest: date
    latest: date
    words: Span
    time: str | None
    rule: str
    detail: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A length of time between what is told and what stands behind "after" or "before"."""

    time: Time
    sign: int
    length: tuple[int, str] | None
    behind: frozenset[int]
    start: int


def gaps_of(doc: Doc, notes: Notes) -> list[Gap]:
    """All lengths of time that are followed by "after" or "before"."""
    found = []
    for time in notes.times:
        tokens = tokens_of(doc, time.span)
        if time.type is not TimeType.DURATION or tokens.end >= len(doc) or (time.value or "").startswith(SHORT):
            continue
        marker = doc[tokens.end]
        sign = 1 if marker.lower_ in AFTER else -1 if marker.lower_ in BEFORE else 0
        if not sign:
            continue
        words = {t.lower_ for t in doc[max(0, tokens.start - 2) : tokens.end]}
        exact = None if words & INEXACT else length_of(time)
        found.append(Gap(time, sign, exact, _behind(marker), tokens.start))
    return found


def _behind(marker: Token) -> frozenset[int]:
    """Tokens of the clause or phrase that the marker opens."""
    root = marker.head if marker.dep_ == "mark" else marker
    tokens = {t.i for t in root.subtree if t.i > marker.i}
    end = max(tokens, default=marker.i) + 1
    if end < len(marker.doc) and marker.doc[end].lower_ in ("on", "of", "in") and not marker.doc[end].is_sent_start:
        tokens |= {t.i for t in marker.doc[end].subtree}  # “… before the vote | on 20 May”, which the parser hangs on the verb
    return frozenset(tokens)


def hidden_behind(gaps: list[Gap], trigger: Token, time: Token) -> bool:
    """The trigger stands behind "after" with a length of time and the spell does not, or the other way round: it does not date it."""
    return any((trigger.i in g.behind) != (time.i in g.behind) and _one_sentence(g, trigger, time) for g in gaps)


def _one_sentence(gap: Gap, trigger: Token, time: Token) -> bool:
    start = trigger.doc[gap.start].sent.start
    return trigger.sent.start == start == time.sent.start


def counted(
    doc: Doc, gaps: list[Gap], triggers: Mapping[str, Token], dated: Mapping[str, Dated], spells: Sequence[Spell]
) -> Iterator[tuple[str, Dated]]:
    """Dates of mentions that a whole length of time ties to a dated one, or to a day: "a week before the vote on 20 May"."""
    for gap in gaps:
        if gap.length is None:
            continue
        behind = [m for m, t in triggers.items() if t.i in gap.behind]
        sentence = doc[gap.start].sent
        outside = [m for m, t in triggers.items() if sentence.start <= t.i < sentence.end and t.i not in gap.behind]
        base = _base(gap, outside, triggers, dated)
        if base:
            yield from ((m, made) for m in behind if m not in dated and (made := _made(doc, gap, base, -gap.sign)))
            continue
        known = next((dated[m] for m in behind if m in dated), None) or _day_behind(doc, gap, spells)
        if known:
            yield from ((m, made) for m in outside if m not in dated and (made := _made(doc, gap, known, gap.sign)))


def _day_behind(doc: Doc, gap: Gap, spells: Sequence[Spell]) -> Dated | None:
    """The day of something that is no event mention itself."""
    for spell in spells:
        if spell.token.i in gap.behind and spell.earliest and spell.earliest == spell.latest:
            detail = f"“{spell.words.of(doc.text)}”"
            return Dated(
                earliest=spell.earliest, latest=spell.earliest, words=spell.words, time=spell.time, rule="event_dates.governed",
                detail=detail, confidence=0.7,
            )  # fmt: skip
    return None


def _base(gap: Gap, outside: list[str], triggers: Mapping[str, Token], dated: Mapping[str, Dated]) -> Dated | None:
    """The dated event that the length of time modifies, else the date right before it."""
    near = [m for m in outside if m in dated and dated[m].rule != "event_dates.same_incident"]
    if near:
        return dated[min(near, key=lambda m: abs(triggers[m].i - gap.start))]
    return None


def _made(doc: Doc, gap: Gap, base: Dated, sign: int) -> Dated | None:
    if gap.length is None or base.earliest != base.latest:
        return None
    number, unit = gap.length
    day = shifted(base.earliest, unit, sign * number)
    if day is None:
        return None
    way = "after" if sign > 0 else "before"
    detail = f"“{gap.time.span.of(doc.text)}” {way} what is dated {base.earliest} ({base.detail})"
    last = day
    if unit in "MY":
        return None
    return Dated(
        earliest=day, latest=last, words=gap.time.span, time=gap.time.id, rule="event_dates.counted", detail=detail, confidence=0.8
    )
