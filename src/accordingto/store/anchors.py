"""Anchors: which characters a row rests on, and which row of a later run rests on them.

In: rows of one report. Out: anchors; or the id of the row that an anchor means. A row with the same characters is the row; else the one
that shares most of them, at least half. Two rows that fit equally well are no answer: nothing is guessed.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accordingto.model.evidence import Span, Spans
from accordingto.model.found import AnnotatedDocument, Attribution, Chain, Claim, EventMention
from accordingto.model.review import Anchor, RowKind

ENOUGH = 0.5
"""Share of characters (of both rows together) that two rows must have in common to be one; above it at most one row can be meant."""

LETTER_OF = {
    RowKind.ATTRIBUTION: "a",
    RowKind.MENTION: "m",
    RowKind.CHAIN: "n",
    RowKind.TIME: "t",
    RowKind.PLACE: "p",
    RowKind.EVENT_MENTION: "e",
    RowKind.CLAIM: "c",
}
KIND_OF = {letter: kind for kind, letter in LETTER_OF.items()}


def joined(spans: Sequence[Span]) -> Spans:
    """The same characters as spans that neither overlap nor touch, in order.

    >>> joined((Span(3, 6), Span(0, 4)))
    (Span(start=0, end=6),)
    """
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def overlap(a: Spans, b: Spans) -> float:
    """Shared characters by all characters of both; 1 for two empty ones, which differ in nothing.

    >>> overlap((Span(0, 4),), (Span(2, 6),)), overlap((), ()), overlap((), (Span(0, 1),))
    (0.3333333333333333, 1.0, 0.0)
    """
    a, b = joined(a), joined(b)
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    total = sum(s.end - s.start for s in (*a, *b)) - shared
    return shared / total if total else 1.0


def anchor_of(row: Any, found: AnnotatedDocument) -> Anchor:
    """The anchor of a row of ``found``."""
    if isinstance(row, Attribution):
        return Anchor(spans=joined((*row.content, *row.cue)), of=joined(row.source))
    if isinstance(row, EventMention):
        return Anchor(spans=(row.trigger,), of=joined([s for c in found.claims if c.mention == row.id for s in c.words]))
    if isinstance(row, Chain):
        return Anchor(spans=joined(row.mentions))
    if isinstance(row, Claim):
        trigger = next((m.trigger for m in found.event_mentions if m.id == row.mention), None)
        said = next((a for a in found.attributions if a.id == row.according_to), None)
        of = (trigger,) if trigger else ()
        return Anchor(spans=joined(row.words) or of, key=row.slot.value, of=of, by=joined((*said.content, *said.cue)) if said else ())
    return Anchor(spans=(row.span,))


def place(anchor: Anchor, known: Mapping[str, Sequence[Anchor]]) -> str | None:
    """The id of the row that ``anchor`` means; ``known``: the anchors of each row, those that it had before a correction too."""
    scores = {key: max(_score(anchor, a) for a in anchors) for key, anchors in known.items() if anchors}
    best = max(scores.values(), default=(0.0, 0.0, 0.0))
    fitting = [key for key, score in scores.items() if score == best]
    return fitting[0] if best[0] >= ENOUGH and len(fitting) == 1 else None


def _score(wanted: Anchor, other: Anchor) -> tuple[float, float, float]:
    if wanted.key != other.key:
        return (0.0, 0.0, 0.0)
    return (overlap(wanted.spans, other.spans), overlap(wanted.of, other.of), overlap(wanted.by, other.by))
