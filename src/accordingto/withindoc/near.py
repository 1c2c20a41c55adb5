"""Things with spans, sought by the place where they stand, so that a long text costs no more a word than a short one.

In: a list that grows, and the spans of each of its things. Out: the numbers of those that may touch a span, in the list's order. It
decides nothing: who asks looks at each of the few that come back.

>>> near = Near(lambda words: (words,))
>>> words = [Span(0, 4), Span(2000, 2010), Span(3, 9)]
>>> near.numbers(words, Span(2, 5))
[0, 2]
"""

from bisect import insort
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from accordingto.model.evidence import Span

Thing = TypeVar("Thing")
PLACE = 512
"""Code points of a place."""


class Near(Generic[Thing]):
    """The spans of the things of one list, by place. What is appended to the list is read when it is next asked; another list anew.

    Who gives a thing of the list one span more has to say so (`also`).
    """

    def __init__(self, spans: Callable[[Thing], Iterable[Span]]) -> None:
        self._spans = spans
        self._things: Sequence[Thing] = ()
        self._read = 0
        self._places: dict[int, list[tuple[int, Span]]] = {}

    def also(self, things: Sequence[Thing], number: int, span: Span) -> None:
        """A thing that was read has one span more now."""
        if things is self._things and number < self._read:
            for place in range(span.start // PLACE, span.end // PLACE + 1):
                insort(self._places.setdefault(place, []), (number, span))

    def pairs(self, things: Sequence[Thing], span: Span) -> list[tuple[int, Span]]:
        """Number of the thing and its span, in order, of all that share a place with ``span``: some of them touch it."""
        self._catch_up(things)
        first, last = span.start // PLACE, span.end // PLACE
        if first == last:
            return self._places.get(first, [])
        return sorted({pair for place in range(first, last + 1) for pair in self._places.get(place, ())})

    def numbers(self, things: Sequence[Thing], span: Span) -> list[int]:
        """Each thing's number once, in order."""
        return sorted({number for number, _ in self.pairs(things, span)})

    def things(self, things: Sequence[Thing], span: Span) -> list[Thing]:
        """The things, in order."""
        return [things[number] for number in self.numbers(things, span)]

    def _catch_up(self, things: Sequence[Thing]) -> None:
        if things is not self._things or len(things) < self._read:
            self._things, self._read, self._places = things, 0, {}
        for number in range(self._read, len(things)):
            for span in self._spans(things[number]):
                for place in range(span.start // PLACE, span.end // PLACE + 1):
                    self._places.setdefault(place, []).append((number, span))
        self._read = len(things)
