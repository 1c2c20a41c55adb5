"""Groups that grow by joining, under decisions that no weight overrules.

In: members, decisions of people, joins in order of weight. Out: groups, the same for any order of members. "Different" keeps two apart also
where a third would join them; what a person said last about a pair counts.
"""

from collections import defaultdict
from collections.abc import Iterable

from accordingto.model.linked import Ref


class Groups:
    """Union of members with forbidden pairs."""

    def __init__(self, members: Iterable[Ref]) -> None:
        self._up = {m: m for m in members}
        self._apart: defaultdict[Ref, set[Ref]] = defaultdict(set)
        self._decided: dict[tuple[Ref, Ref], bool] = {}

    def decide(self, left: Ref, right: Ref, *, same: bool) -> None:
        """A person's word on a pair. Members that are no longer there are passed over."""
        if left in self._up and right in self._up:
            self._decided[min(left, right), max(left, right)] = same

    def forbid(self, left: Ref, right: Ref) -> None:
        """Keep two apart, unless a person said that they are one."""
        if left in self._up and right in self._up:
            a, b = self.root(left), self.root(right)
            self._apart[a].add(b)
            self._apart[b].add(a)

    def root(self, member: Ref) -> Ref:
        """The least member of the group."""
        while self._up[member] != member:
            self._up[member] = self._up[self._up[member]]
            member = self._up[member]
        return member

    def settle(self) -> None:
        """Carry out the decisions: first what is one, then what is kept apart."""
        for (left, right), same in self._decided.items():
            if same:
                self._unite(self.root(left), self.root(right))
        for (left, right), same in self._decided.items():
            if not same and self.root(left) != self.root(right):
                self.forbid(left, right)
        self._decided = {}

    def join(self, left: Ref, right: Ref) -> bool:
        """Join the groups of the two, where nothing keeps them apart."""
        self.settle()
        if left not in self._up or right not in self._up:
            return False
        a, b = self.root(left), self.root(right)
        if a == b:
            return True
        if b in self._apart[a]:
            return False
        self._unite(a, b)
        return True

    def _unite(self, a: Ref, b: Ref) -> None:
        if a == b:
            return
        low, high = min(a, b), max(a, b)
        self._up[high] = low
        for other in self._apart.pop(high, set()):
            self._apart[other].discard(high)
            self._apart[other].add(low)
            self._apart[low].add(other)

    def all(self) -> list[tuple[Ref, ...]]:
        """The groups, members in order."""
        self.settle()
        found: defaultdict[Ref, list[Ref]] = defaultdict(list)
        for member in sorted(self._up):
            found[self.root(member)].append(member)
        return [tuple(found[root]) for root in sorted(found)]
