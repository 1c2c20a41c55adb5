"""Times: expressions of time, anchored and resolved to TIMEX3 values and days, or left open with the reason.

In: text, date of publication, dateline, attributions (a direct quotation counts its "yesterday" from the day on which it was said). Out:
`notes.times` in text order, and a problem for what stays open. It does not decide what happened at that time.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Time
from accordingto.model.kinds import ProblemKind, TimeType
from accordingto.resources.gazetteer import gazetteer
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.times.anchors import hour_of, next_is_open, resolve
from accordingto.withindoc.times.calendar import days_of, shifted
from accordingto.withindoc.times.counting import Anchor
from accordingto.withindoc.times.narrative import day_told_by
from accordingto.withindoc.times.numeric_dates import day_first
from accordingto.withindoc.times.readings import is_time
from accordingto.withindoc.times.said_when import days_of_saying
from accordingto.withindoc.times.tense import direction_of
from accordingto.withindoc.times.timex import Expression, expressions
from accordingto.withindoc.tokens import Doc

JOINED = re.compile(r"\s*(?:,|-|–|,? ?(?:and|or|to|until|till|through))\s*(?:the )?")
DEPENDENT = frozenset(
    "weekday deictic month day season quarter relative ago clock numeric told told_weekday weekend edge day_range named_day year_ago "
    "told_quarter day_of_month".split()
)
"""Kinds that need an anchor when they are left open; the others resolve by themselves or never."""
OF_YEAR = frozenset({"day", "month"})
PERIOD = re.compile(r"\d{4}(?:-\d{2}){0,2}")
DAYS_IN_THE_POST = 3
"""A dateline at most so many days before publication is the day of writing, from which "today" counts."""


def find_times(doc: Doc) -> Doc:
    """Fill ``notes.times``."""
    notes = notes_of(doc)
    found = [e for e in expressions(doc.text) if is_time(doc, e)]
    base = _base_anchor(notes, found)
    if any(e.kind == "numeric" for e in found):
        base = replace(base, day_first=day_first(found, notes.document, gazetteer(notes.own_places)))
    teller = _Teller()
    times: list[Time] = []
    for number, told in enumerate(found, 1):
        expression = _with_year_behind(doc, told, found[number:])
        here = replace(_hour_of_the_story(doc, expression, base, teller.day), told=teller.day, period=teller.period, quarter=teller.quarter)
        time = _time(doc, expression, here, f"t{number}")
        times.append(time)
        teller.hear(doc, expression, times, base.day)
    times = _clocks_take_the_day_beside(doc, found, times)
    times = _other_calendars(doc, found, times)
    for n, said in days_of_saying(doc, notes, found, times):
        times[n] = _time(doc, found[n], Anchor(day=said.earliest, name=said.id), times[n].id)
    notes.times = times
    _report_open(notes, found)
    return doc


class _Teller:
    """What was told last: a day; a day, month or year; a quarter."""

    def __init__(self) -> None:
        self.day: date | None = None
        self.period: str | None = None
        self.quarter: str | None = None
        self._days: set[date] = set()

    def hear(self, doc: Doc, expression: Expression, times: list[Time], base: date | None) -> None:
        """Take in the last of ``times``."""
        time = times[-1]
        if expression.kind == "quarter" and time.value and "-Q" in time.value and time.latest and (base is None or time.latest < base):
            self.quarter = time.value
        if expression.kind == "duration" and time.value in ("P9M", "P6M", "P12M"):
            self.quarter = None
        if time.value and PERIOD.fullmatch(time.value) and time.earliest and time.latest:
            self.period = time.value
            if len(time.value) == len("2031-05") and self.day and not time.earliest <= self.day <= time.latest:
                self.day = None  # “killed last October … that same day”: no day told before it is meant
        if time.earliest and time.earliest == time.latest:
            self.day = time.earliest
            self._days.add(time.earliest)
        elif time.earliest is None and expression.kind in ("day", "weekday", "deictic", "named_day", "numeric"):
            self.day = None
        elif expression.kind == "ago":
            self.day = day_told_by(expression, Anchor(day=None, name=None, told=self.day)) or self.day
        elif expression.kind == "duration" and len(self._days) == 1:
            self.day = day_counted_from(doc, times, self.day) or self.day


def day_counted_from(doc: Doc, times: list[Time], known: date | None) -> date | None:
    """“Five days after the assassination”, opening its sentence: the day that it names, where one day only was told before."""
    time = times[-1]
    tokens = tokens_of(doc, time.span)
    length = length_of(time)
    if known is None or length is None or tokens.end >= len(doc) or doc[tokens.end].lower_ not in ("after", "before"):
        return None
    if tokens.start != tokens.sent.start:
        return None
    return shifted(known, length[1], length[0] if doc[tokens.end].lower_ == "after" else -length[0])


def length_of(time: Time) -> tuple[int, str] | None:
    """(number, unit) of a whole length of time in days, weeks, months or years."""
    if time.value and time.value[:1] == "P" and time.value[1:-1].isdecimal() and time.value[-1] in "DWMY":
        return int(time.value[1:-1]), time.value[-1]
    return None


def _with_year_behind(doc: Doc, expression: Expression, rest: list[Expression]) -> Expression:
    """“Between March and May 2030”: the year stands behind the second of the two."""
    if expression.kind not in ("month", "day") or "year" in expression.parts or not rest or "year" not in rest[0].parts:
        return expression
    if rest[0].kind not in ("month", "day") or not JOINED.fullmatch(doc.text[expression.span.end : rest[0].span.start]):
        return expression
    if {"which", "rel"} & expression.parts.keys():
        return expression
    return replace(expression, parts={**expression.parts, "year": rest[0].parts["year"]})


def _base_anchor(notes: Notes, found: list[Expression]) -> Anchor:
    """The day of writing: a dateline a few days before publication, else publication, else a dateline that gives its year."""
    published = notes.document.published
    written = _day_of_dateline(notes, found, published)
    if published and (written is None or not 0 <= (published - written).days <= DAYS_IN_THE_POST):
        return Anchor(day=published, name="published")
    return Anchor(day=written, name="dateline") if written else Anchor(day=None, name=None)


def _day_of_dateline(notes: Notes, found: list[Expression], published: date | None) -> date | None:
    """“ORTEN, 5 June 2031 (Vale Wire)”; without its year only beside a date of publication."""
    for expression in found:
        if expression.kind == "day" and any(line.contains(expression.span) for line in notes.datelines):
            value, _ = resolve(expression, Anchor(day=published, name="published" if published else None), -1)
            days = days_of(value)
            if days and days[0] == days[1]:
                return days[0]
    return None


def _time(doc: Doc, expression: Expression, anchor: Anchor, local_id: str) -> Time:
    value, rule = resolve(expression, anchor, direction_of(doc, expression.span, of_year=expression.kind in OF_YEAR))
    days = days_of(value)
    if days and next_is_open(expression, anchor):
        days = (days[0] - timedelta(days=7), days[1])
    kind = _type_of(expression, value)
    used = anchor.name if expression.kind in DEPENDENT and "year" not in expression.parts and days else None
    return Time(
        id=local_id,
        span=expression.span,
        type=kind,
        value=value,
        earliest=days[0] if days else None,
        latest=days[1] if days else None,
        precision=Precision.UNKNOWN if not days else Precision.EXACT if days[0] == days[1] else Precision.RANGE,
        anchor=used,
        because=Because(rule=expression.rule, confidence=0.9 if days else None, detail=rule),
    )


def _type_of(expression: Expression, value: str | None) -> TimeType:
    if expression.kind == "set":
        return TimeType.SET
    if value and "T" in value and value[:1] != "P":
        return TimeType.TIME
    if expression.kind == "clock" or "part" in expression.parts or "part2" in expression.parts:
        return TimeType.TIME
    if value and value[:1] == "P" and value not in ("PAST_REF", "PRESENT_REF"):
        return TimeType.DURATION
    return TimeType.DURATION if expression.kind == "duration" and value is None else TimeType.DATE


# ---- what takes its day from an expression beside it


def _clocks_take_the_day_beside(doc: Doc, found: list[Expression], times: list[Time]) -> list[Time]:
    """“10:35 a.m. (0735 GMT) Friday”: an hour without a day has that of the nearest day in its sentence."""
    out = list(times)
    for n, expression in enumerate(found):
        if expression.kind != "clock" or "day" in expression.parts or "month" in expression.parts:
            continue
        sentence = tokens_of(doc, expression.span).sent
        beside = [
            (abs(other.span.start - expression.span.start), m)
            for m, other in enumerate(times)
            if m != n and sentence.start_char <= other.span.start < sentence.end_char and _tells_a_day(found[m], other)
        ]
        if not beside:
            continue
        m = min(beside)[1]
        day = times[m].earliest
        if found[m].kind == "clock" and "gmt" in doc.text[times[m].span.start : times[m].span.end].lower():
            day = _local_day(expression, found[m], times[m])
        out[n] = _time(doc, expression, Anchor(day=day, name=times[m].id), times[n].id)
    return out


def _hour_of_the_story(doc: Doc, expression: Expression, base: Anchor, told: date | None) -> Anchor:
    """An hour told as past belongs to the day told last."""
    bare = expression.kind == "clock" and "day" not in expression.parts and "month" not in expression.parts
    if not bare or told is None or base.day is None or told > base.day or direction_of(doc, expression.span) >= 0:
        return base
    return Anchor(day=told, name="the day told before")


def _tells_a_day(expression: Expression, time: Time) -> bool:
    if time.earliest is None or time.earliest != time.latest or time.type not in (TimeType.DATE, TimeType.TIME):
        return False
    return expression.kind != "clock" or "day" in expression.parts or "month" in expression.parts


def _local_day(local: Expression, universal: Expression, time: Time) -> date | None:
    """The day of the local hour, given the same moment in GMT: the one that is fewer than half a day off."""
    if time.earliest is None:
        return None
    here, there = hour_of(local)[0], hour_of(universal)[0]
    if here is None or there is None or abs(here - there) <= 12:
        return time.earliest
    return shifted(time.earliest, "D", 1 if here < there else -1)


def _other_calendars(doc: Doc, found: list[Expression], times: list[Time]) -> list[Time]:
    """“10 Muharram 1444 (8 August 2022)”: the day of another calendar is the one beside it in brackets."""
    out = list(times)
    for n, expression in enumerate(found):
        if expression.kind != "other_calendar":
            continue
        for m in (n + 1, n - 1):
            if 0 <= m < len(found) and found[m].kind == "day" and _in_brackets(doc.text, times[min(n, m)].span, times[max(n, m)].span):
                because = Because(rule=expression.rule, confidence=0.95, detail="the same day, told beside it in brackets")
                same = times[m]
                out[n] = replace(
                    times[n], value=same.value, earliest=same.earliest, latest=same.latest, precision=same.precision, because=because
                )
    return out


def _in_brackets(text: str, first: Span, second: Span) -> bool:
    between = text[first.end : second.start]
    return len(between) <= 14 and ("(" in between or "," in between or "/" in between)


# ---- what stays open


def _report_open(notes: Notes, found: list[Expression]) -> None:
    """A row for each expression that an anchor would have resolved, and one that says what to do."""
    open_times = [(e, t) for e, t in zip(found, notes.times, strict=True) if e.kind in DEPENDENT and t.earliest is None]
    if open_times and notes.document.published is None:
        message = (
            "no date of publication: what is told by weekday, “yesterday” or a day without its year stays open; give one with --published"
        )
        notes.problems.append(Problem(kind=ProblemKind.NO_DATE, message=message, step="times"))
    for _, time in open_times:
        message = time.because.detail or "nothing in the text fixes it"
        notes.problems.append(Problem(kind=ProblemKind.TIME_UNRESOLVED, message=message, span=time.span, step="times"))
