"""Times: expressions of time, anchored and resolved to TIMEX3 values and days, or left open with the reason.

In: text, date of publication, dateline, attributions (a direct quotation counts its "yesterday" from the day on which it was said). Out:
`notes.times` in text order, and a problem for what stays open. It does not decide what happened at that time.
"""

from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Attribution, Time
from accordingto.model.kinds import Mode, ProblemKind, RegionKind, TimeType
from accordingto.withindoc.anchors import Anchor, resolve
from accordingto.withindoc.calendar import days_of
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.timex import Expression, expressions

FUTURE = frozenset({"will", "would", "shall", "'ll", "’ll", "wo", "going"})
DEPENDENT = frozenset({"weekday", "deictic", "month", "day", "season", "quarter", "relative", "ago", "clock", "numeric"})
"""Kinds that need an anchor when they are left open; the others resolve by themselves or never."""


def find_times(doc: Doc) -> Doc:
    """Fill ``notes.times``."""
    notes = notes_of(doc)
    found = [e for e in expressions(doc.text) if _is_time(doc, e)]
    base = _base_anchor(notes, found)
    times: list[Time] = []
    told: date | None = None
    for number, expression in enumerate(found, 1):
        time = _time(doc, expression, replace(base, told=told), f"t{number}")
        times.append(time)
        told = time.earliest if time.earliest and time.earliest == time.latest else told
    notes.times = _said_on_another_day(doc, notes, found, times)
    _report_open(notes, found)
    return doc


def _is_time(doc: Doc, expression: Expression) -> bool:
    """A year that is a number of something, or a month that is a name, is no time."""
    tokens = tokens_of(doc, expression.span)
    if any(t.ent_type_ in ("PERSON", "PRODUCT", "MONEY", "PERCENT", "QUANTITY") for t in tokens) and expression.kind in (
        "month",
        "year",
        "season",
    ):
        return False
    if expression.kind == "season":
        return tokens[-1].pos_ in ("NOUN", "PROPN", "NUM")
    if expression.kind == "year" and tokens.end < len(doc) and doc[tokens.end].tag_ == "NNS" and doc[tokens.end].ent_type_ != "DATE":
        return tokens[0].ent_type_ == "DATE"
    return True


def _base_anchor(notes: Notes, found: list[Expression]) -> Anchor:
    """Publication, else a dateline that gives its year."""
    published = notes.document.published
    if published:
        return Anchor(day=published, name="published")
    lines = [r.span for r in notes.regions if r.kind is RegionKind.DATELINE]
    for expression in found:
        if any(line.contains(expression.span) for line in lines) and "year" in expression.parts:
            value, _ = resolve(expression, Anchor(day=None, name=None), 0)
            days = days_of(value)
            if days and days[0] == days[1]:
                return Anchor(day=days[0], name="dateline")
    return Anchor(day=None, name=None)


def _time(doc: Doc, expression: Expression, anchor: Anchor, local_id: str) -> Time:
    value, rule = resolve(expression, anchor, _direction(doc, expression.span))
    days = days_of(value)
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


def _direction(doc: Doc, span: Span) -> int:
    """-1: told as past, +1: as to come, 0: no verb tells. By the verb above the expression."""
    token = tokens_of(doc, span)[-1]
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX"):
            tense = _tense(token)
            if tense:
                return tense
        if token.head == token:
            break
        token = token.head
    return 0


def _tense(verb: Token) -> int:
    below = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")} | {verb.lower_}
    if below & FUTURE:
        return 1
    if verb.tag_ in ("VBD", "VBN") or below & {"had", "was", "were", "has", "have", "did"}:
        return -1
    if verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children) and verb.dep_ in ("xcomp", "advcl", "relcl", "acl"):
        return 1
    return (
        1
        if verb.tag_ in ("VBZ", "VBP", "VBG") and verb.lemma_ in ("plan", "expect", "schedule", "begin", "start", "meet", "open", "be")
        else 0
    )


# ---- what is said in a quotation counts from the day on which it was said


def _said_on_another_day(doc: Doc, notes: Notes, found: list[Expression], times: list[Time]) -> list[Time]:
    out = list(times)
    for attribution in notes.attributions:
        said = _day_of_saying(doc, attribution, times)
        if said is None or attribution.mode is Mode.INDIRECT:
            continue
        for n, (expression, time) in enumerate(zip(found, times, strict=True)):
            inside = any(c.contains(time.span) for c in attribution.content)
            if inside and expression.kind in ("deictic", "weekday", "ago", "relative") and said.earliest:
                out[n] = _time(doc, expression, Anchor(day=said.earliest, name=said.id), time.id)
    return out


def _day_of_saying(doc: Doc, attribution: Attribution, times: list[Time]) -> Time | None:
    """The one day beside the cue, outside of what was said."""
    if not attribution.cue:
        return None
    cue = tokens_of(doc, attribution.cue[0])
    sentence = cue[0].sent
    beside = [
        t
        for t in times
        if t.earliest
        and t.earliest == t.latest
        and sentence.start_char <= t.span.start < sentence.end_char
        and not any(c.overlaps(t.span) for c in attribution.content)
        and _hangs_on(tokens_of(doc, t.span)[-1], cue[-1])
    ]
    return beside[0] if len(beside) == 1 else None


def _hangs_on(token: Token, cue: Token) -> bool:
    """The time belongs to the cue's own clause."""
    for _ in range(6):
        if token.head == cue or token == cue:
            return True
        if token.head == token or token.head.pos_ == "VERB":
            return False
        token = token.head
    return False


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
