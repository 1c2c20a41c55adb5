"""The day on which a quotation was said, from which its "yesterday" counts.

In: times, attributions. Out: for each relative time in a quotation, the time that tells the day of saying, where the text gives one. It
resolves nothing.

“They came yesterday,” Anna Vell said on Tuesday: yesterday is Monday.
"""

from collections.abc import Iterator

from accordingto.model.found import Attribution, Time
from accordingto.model.kinds import Mode
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.times.timex import Expression
from accordingto.withindoc.tokens import Doc, Token

RELATIVE = frozenset({"deictic", "weekday", "ago", "relative", "weekend", "edge"})
BETWEEN = frozenset({"ADP", "NOUN", "PROPN", "PRON", "DET", "ADJ", "PUNCT"})
GOES_ON = 1200
"""Code points after which a speaker's earlier day of saying no longer holds."""


def days_of_saying(doc: Doc, notes: Notes, found: list[Expression], times: list[Time]) -> Iterator[tuple[int, Time]]:
    """(index of a time, the time that tells when it was said)."""
    last: dict[str, tuple[int, Time]] = {}
    for attribution in sorted(notes.attributions, key=_starts):
        said = _day_of_saying(doc, attribution, times)
        if said and attribution.chain:
            last[attribution.chain] = (_starts(attribution), said)
        elif attribution.chain in last and _starts(attribution) - last[attribution.chain][0] < GOES_ON and not said:
            said = last[attribution.chain][1]
        if said is None or attribution.mode is Mode.INDIRECT:
            continue
        for n, (expression, time) in enumerate(zip(found, times, strict=True)):
            if expression.kind in RELATIVE and _quoted(notes, attribution, time):
                yield n, said


def _starts(attribution: Attribution) -> int:
    return min((c.start for c in (*attribution.cue, *attribution.content)), default=0)


def _quoted(notes: Notes, attribution: Attribution, time: Time) -> bool:
    """Inside of what was said and inside of quotation marks."""
    inside = any(c.contains(time.span) for c in attribution.content)
    return inside and (attribution.mode is Mode.DIRECT or any(q.span.contains(time.span) for q in notes.quotes))


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
        and _hangs_on(tokens_of(doc, t.span)[-1], tokens_of(doc, t.span).start, cue[-1])
    ]
    return beside[0] if len(beside) == 1 else None


def _hangs_on(token: Token, first: int, cue: Token) -> bool:
    """The time belongs to the cue's own clause, or stands right behind the cue."""
    between = token.doc[cue.i + 1 : first]
    if cue.i < first and len(between) <= 6 and all(t.pos_ in BETWEEN and t.lower_ not in ("after", "before") for t in between):
        return True
    for _ in range(6):
        if cue in (token.head, token):
            return True
        if token.head == token or token.head.pos_ == "VERB":
            return False
        token = token.head
    return False
