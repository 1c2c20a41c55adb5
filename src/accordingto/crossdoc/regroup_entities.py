"""Entities of the parts of a record whose links changed.

In: a connection inside the caller's transaction, pending chains. Out: rows of `entities`, and the reports in which a chain is now of
another entity, or of one with another name. What links hold together is one; an entity that lost no link and on which nobody decided is
taken as it stands, so that a name of ten thousand reports costs no more than one of ten when a report more has it.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from accordingto.crossdoc import entities as naming
from accordingto.crossdoc.families import ENTITY, ENTITY_ABOUTS
from accordingto.crossdoc.groups import Groups
from accordingto.model.evidence import Because
from accordingto.model.found import Chain
from accordingto.model.linked import Entity, Ref
from accordingto.model.review import Answer, Judgement
from accordingto.store import grouped, linking, pending

READ_BACK = Because(rule="record")
Tie = tuple[float, Ref, Ref]


@dataclass(slots=True)
class Part:
    """Chains that links and decisions hold together: entities that stand as they are, single chains, the links of those."""

    whole: set[str] = field(default_factory=set)
    loose: set[Ref] = field(default_factory=set)
    ties: set[Tie] = field(default_factory=set)


class EntityGroups:
    """Derives the entities around pending chains."""

    def __init__(self, connection: sqlite3.Connection, judgements: Sequence[Judgement]) -> None:
        self.connection = connection
        decided = [j for j in judgements if j.about == ENTITY and j.answer is not Answer.UNSURE]
        self.judgements = [j for j in decided if all(grouped.is_chain(connection, Ref.of(i)) for i in (j.left, j.right))]
        self.judged = {Ref.of(i) for j in self.judgements for i in (j.left, j.right)}

    def renew(self) -> set[str]:
        """Derive the entities of all pending chains; the reports that this touches."""
        pending.gather_members(self.connection, ENTITY)
        changed: set[str] = set()
        for start in pending.findings(self.connection, ENTITY):
            changed |= self._renew_around(start)
        return changed

    def _renew_around(self, start: Ref) -> set[str]:
        part = self._part(start, keep_whole=True)
        found = self._grown(part) if part.whole and not part.loose & self.judged else None
        if part.whole and found is None:
            part = self._part(start, keep_whole=False)
        changed = self._derived(part) if found is None else self._written(part, found)
        pending.done(self.connection, ENTITY, [*part.loose, *(r for e in part.whole for r, _ in pending.members(self.connection, e))])
        return changed

    # ---- what hangs together

    def _part(self, start: Ref, *, keep_whole: bool) -> Part:
        part, seen, waiting = Part(), {start}, [start]
        while waiting:
            at = waiting.pop()
            whole = self._whole(at) if keep_whole else None
            if whole is None:
                part.loose.add(at)
                near = self._near(at, part.ties)
            elif whole not in part.whole:
                part.whole.add(whole)
                near = {r for member, _ in pending.members(self.connection, whole) for r in self._near(member, part.ties)}
            else:
                continue
            waiting += near - seen
            seen |= near
        return part

    def _whole(self, ref: Ref) -> str | None:
        """The entity of a chain, where it lost nothing and nobody decided anything on it."""
        key = grouped.entity_of(self.connection, ref)
        if key is None or key in self._judged_entities or any(lost for _, lost in pending.members(self.connection, key)):
            return None
        return key

    @cached_property
    def _judged_entities(self) -> set[str]:
        return {key for ref in self.judged if (key := grouped.entity_of(self.connection, ref))}

    def _near(self, ref: Ref, ties: set[Tie]) -> set[Ref]:
        found = linking.ties_at(self.connection, ref, ENTITY_ABOUTS, naming.THRESHOLD)
        ties |= {(-weight, min(ref, other), max(ref, other)) for _, weight, other in found}
        return {other for _, _, other in found} | self._decided.get(ref, set())

    @cached_property
    def _decided(self) -> Mapping[Ref, set[Ref]]:
        """Pairs that a person called one."""
        out: defaultdict[Ref, set[Ref]] = defaultdict(set)
        for j in self.judgements:
            if j.answer is Answer.SAME:
                left, right = Ref.of(j.left), Ref.of(j.right)
                out[left].add(right)
                out[right].add(left)
        return out

    # ---- entities that take in others

    def _grown(self, part: Part) -> Entity | None:
        """The one entity of a part, without its members; None where members must be asked for what it is called."""
        chains = self._chains(part.loose)
        heads = {Ref.of(e): self._head(e) for e in sorted(part.whole)} | chains
        found = naming.entity_of(tuple(sorted(heads)), heads)
        kinds = {c.kind for c in heads.values() if (c.named, c.name) == (found.named, found.name)}
        return found if len(kinds) == 1 else None

    def _head(self, entity_id: str) -> Chain:
        kind, name, named = grouped.head_of_entity(self.connection, entity_id)
        return Chain(id="", kind=kind, name=name, named=named, mentions=(), because=READ_BACK)

    def _written(self, part: Part, found: Entity) -> set[str]:
        changed = {r.doc_id for r in part.loose}
        stays = [e for e in part.whole if e == found.id]
        for entity_id in sorted(part.whole):
            head = self._head(entity_id)
            if entity_id != found.id or (head.kind, head.name, head.named) != (found.kind, found.name, found.named):
                changed |= grouped.reports_of_entity(self.connection, entity_id)
        old = {key for r in part.loose if (key := grouped.entity_of(self.connection, r))} - part.whole
        grouped.replace_entities(self.connection, old, ())
        if stays:
            grouped.rename_entity(self.connection, found)
        else:
            grouped.replace_entities(self.connection, (), [replace(found, chains=())])
        grouped.move_chains(self.connection, part.whole - {found.id}, found.id)
        grouped.add_chains(self.connection, found.id, sorted(part.loose))
        return changed

    # ---- entities derived from all their links

    def _derived(self, part: Part) -> set[str]:
        new = self._entities_of(part)
        old = {key for ref in part.loose if (key := grouped.entity_of(self.connection, ref))}
        before = {key: grouped.entity(self.connection, key) for key in old}
        after = {e.id: e for e in new}
        differing = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
        grouped.replace_entities(self.connection, old & differing, [e for e in new if e.id in differing])
        return {r.doc_id for k in differing for e in (before.get(k), after.get(k)) if e for r in e.chains}

    def _entities_of(self, part: Part) -> list[Entity]:
        groups = Groups(sorted(part.loose))
        for j in self.judgements:
            groups.decide(Ref.of(j.left), Ref.of(j.right), same=j.answer is Answer.SAME)
        for _, left, right in sorted(part.ties):
            groups.join(left, right)
        chains = self._chains(part.loose)
        return [naming.entity_of(members, chains) for members in groups.all()]

    def _chains(self, refs: Iterable[Ref]) -> dict[Ref, Chain]:
        out: dict[Ref, Chain] = {}
        for ref in refs:
            kind, name, named = grouped.chain_of(self.connection, ref)
            out[ref] = Chain(id=ref.local_id, kind=kind, name=name, named=named, mentions=(), because=READ_BACK)
        return out
