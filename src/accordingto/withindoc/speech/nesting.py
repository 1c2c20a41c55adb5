"""Nesting: which attribution lies inside which.

In: attributions with their content. Out: for each the one whose content holds its cue and content whole, the innermost. It does not
add or drop attributions.

In "The paper reported that Holt had denied it" the denial lies inside the report.
"""

from collections.abc import Sequence

from accordingto.model.evidence import Span, Spans
from accordingto.withindoc.near import Near


def insides(items: Sequence[tuple[Spans, Spans]]) -> list[int | None]:
    """For each (cue, content) the number of the innermost other item that holds it; None for an outermost one.

    >>> outer = ((Span(0, 3),), (Span(4, 40),))
    >>> insides([outer, ((Span(10, 13),), (Span(14, 40),))])
    [None, 0]
    """
    sizes = [sum(s.end - s.start for s in content) for _, content in items]
    bounds = [(min((s.start for s in content), default=0), max((s.end for s in content), default=0)) for _, content in items]
    around = Near[tuple[int, int]](lambda bound: (Span(*bound),))
    found: list[int | None] = []
    for n, (cue, content) in enumerate(items):
        low, high = bounds[n]
        near = around.numbers(bounds, Span(low, low))
        wide = [m for m in near if bounds[m][0] <= low and high <= bounds[m][1] and sizes[m] > sizes[n]]
        holders = [m for m in wide if _holds(items[m][1], (*cue, *content))]
        found.append(min(holders, key=lambda m: (sizes[m], m), default=None))
    return found


def _holds(around: Spans, spans: Sequence[Span]) -> bool:
    return bool(spans) and all(any(big.contains(small) for big in around) for small in spans)
