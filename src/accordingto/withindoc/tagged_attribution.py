"""What the trained tagger read: the form in which it gives an attribution to the rules.

In: nothing. Out: one type. Spans are code points, half-open; the model knows neither names nor stances.
"""

from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedAttribution:
    """What the model read: code-point spans of source (may be empty), cue (may be empty) and content, and P(relation right)."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
