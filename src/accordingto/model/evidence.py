"""What every finding rests on: characters of the stored text, a named rule, how exact the value is.

In: nothing. Out: the small value types that all other models are made of. This module decides nothing about language.

>>> span = Span(0, 4)
>>> span.of("Five wounded, says one agency")
'Five'
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points of the stored text, half-open; start < end."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words: ``text[start:end]``."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character.

        >>> Span(0, 4).overlaps(Span(3, 5)), Span(0, 4).overlaps(Span(4, 5))
        (True, False)
        """
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span.

        >>> Span(0, 4).contains(Span(1, 4))
        True
        """
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]


def touching(spans: Sequence[Span], around: Span) -> Sequence[Span]:
    """Of spans in text order, none of which overlaps another, those that share a code point with ``around``.

    >>> touching((Span(0, 4), Span(4, 9), Span(9, 12)), Span(5, 10))
    (Span(start=4, end=9), Span(start=9, end=12))
    """
    first = bisect_right(spans, around.start, key=lambda s: s.end)
    return spans[first : bisect_left(spans, around.end, key=lambda s: s.start)]


def words_of(text: str, spans: Iterable[Span]) -> str:
    """The words of several spans, joined by an ellipsis where the text has a gap.

    >>> words_of("“We left,” she said, “at dawn.”", (Span(0, 10), Span(21, 31)))
    '“We left,” … “at dawn.”'
    """
    return " … ".join(span.of(text) for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why a value is what it is: the rule that made it and how sure that is.

    ``rule`` is ``component.rule`` (for instance ``sources.according_to``), ``tagger`` or ``correction``;
    ``confidence`` lies in 0..1, or is None where the rule is exact by construction;
    ``detail`` says in words what the rule saw (anchor, candidates, weights), for ``accordingto why``.
    """

    rule: str
    confidence: float | None = None
    detail: str | None = None


class Precision(StrEnum):
    """How exact a value is; ``unknown`` is a value too."""

    EXACT = "exact"
    RANGE = "range"
    UNKNOWN = "unknown"
