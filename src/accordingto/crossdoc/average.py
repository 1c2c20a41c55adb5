"""Groups by average link: two groups meet where their pairs are alike on average, so that no single pair chains a giant.

In: members, weights of pairs, what people decided. Out: groups. The strongest meet first; a pair that was never compared counts as
``unscored``. The same for any order of members and pairs.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accordingto.crossdoc.groups import Groups
from accordingto.model.linked import Ref

Pair = tuple[Ref, Ref]


@dataclass(slots=True)
class _Sums:
    """For each two groups: the sum of the weights between them, and how many pairs that are."""

    of: defaultdict[Ref, dict[Ref, tuple[float, int]]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, a: Ref, b: Ref, weight: float, pairs: int) -> None:
        before, n = self.of[a].get(b, (0.0, 0))
        self.of[a][b] = self.of[b][a] = (before + weight, n + pairs)

    def unite(self, kept: Ref, gone: Ref) -> list[Ref]:
        """The sums of ``gone`` go to ``kept``; the groups that either had pairs with."""
        self.of[kept].pop(gone, None)
        for other, (weight, pairs) in sorted(self.of.pop(gone, {}).items()):
            if other != kept:
                self.of[other].pop(gone, None)
                self.add(kept, other, weight, pairs)
        return sorted(self.of[kept])


def average_groups(
    members: Sequence[Ref],
    weights: Mapping[Pair, float],
    decided: Iterable[tuple[Ref, Ref, bool]] = (),
    *,
    threshold: float,
    unscored: float,
) -> list[tuple[Ref, ...]]:
    """Groups of ``members``. ``decided``: (left, right, whether they are one), which no weight overrules."""
    groups = Groups(members)
    for left, right, same in decided:
        groups.decide(left, right, same=same)
    groups.settle()
    size: defaultdict[Ref, int] = defaultdict(int)
    for member in members:
        size[groups.root(member)] += 1
    sums = _Sums()
    for (left, right), weight in sorted(weights.items()):
        a, b = groups.root(left), groups.root(right)
        if a != b:
            sums.add(a, b, weight, 1)

    def average(a: Ref, b: Ref) -> float:
        weight, pairs = sums.of[a][b]
        return (weight + (size[a] * size[b] - pairs) * unscored) / (size[a] * size[b])

    heap = [(-average(a, b), a, b) for a in sorted(sums.of) for b in sums.of[a] if a < b]
    heap = [entry for entry in heap if -entry[0] > threshold]
    heapq.heapify(heap)
    while heap:
        weight, a, b = heapq.heappop(heap)
        if b not in sums.of.get(a, {}) or -average(a, b) != weight or not groups.join(a, b):
            continue
        kept, gone = groups.root(a), b if groups.root(a) == a else a
        size[kept] += size.pop(gone)
        for other in sums.unite(kept, gone):
            if (likely := average(kept, other)) > threshold:
                heapq.heappush(heap, (-likely, min(kept, other), max(kept, other)))
    return groups.all()
