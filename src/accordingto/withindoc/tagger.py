"""The trained tagger: text in, attributions with a calibrated confidence out. (Interface; the model comes with its own change.)."""

from dataclasses import dataclass

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedAttribution:
    """What the model read: code-point spans of source (may be empty), cue (may be empty) and content, and P(relation right)."""

    source: Spans
    cue: Spans
    content: Spans
    confidence: float
