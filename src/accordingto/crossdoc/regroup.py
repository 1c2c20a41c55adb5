"""Events around the incidents whose links changed, and the accounts of the events that this touches.

In: a connection inside the caller's transaction, pending incidents. Out: rows of `events`, `accounts`, `verdicts`, the same as if all
incidents had been grouped at once. Incidents are put in some at a time. Only groups that a new incident, or one that it joins, is linked
with can come out otherwise than they stand: the strongest links join first, and where two groups did not join, neither knew of the
other. So work and memory are those of the neighbourhood, also where weak links hang a whole record together.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, islice

from accordingto.crossdoc import events as telling
from accordingto.crossdoc.accounts import accounts_of
from accordingto.crossdoc.echoes import repeated_parts
from accordingto.crossdoc.event_names import Telling, event_of, telling_of
from accordingto.crossdoc.families import EVENT
from accordingto.crossdoc.incidents import Incident
from accordingto.crossdoc.pairs import At, Pairs
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Echo, Event, Link, Ref
from accordingto.model.review import Answer, Judgement
from accordingto.store import grouped, linking, pending
from accordingto.store.echoes import load_echoes

Load = Callable[[str], AnnotatedDocument]
REPORTS_HELD = 1_000
AT_ONCE = 200
"""Incidents that are put in at a time."""


class _Weights(dict[tuple[Ref, Ref], float]):
    """Weights of pairs: those that are kept, and those that do not fit, worked out when grouping asks for them."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self._pairs = pairs
        self.places: dict[Ref, At] = {}

    def get(self, pair: tuple[Ref, Ref], default: float) -> float:  # type: ignore[override]  # the caller always gives a default
        """The weight of a pair; ``default`` where the two share no key."""
        known = super().get(pair)
        if known is None:
            weight = self._pairs.weight(self.places[pair[0]], self.places[pair[1]])
            known = self[pair] = default if weight is None else weight
        return known


@dataclass(slots=True)
class Scene:
    """What is grouped at a time: incidents to be put in, events that may take them in with their incidents, the links between them."""

    weights: _Weights
    free: set[Ref] = field(default_factory=set)
    beside: dict[Ref, str] = field(default_factory=dict)
    """Incident -> its event, which stands as it is unless a free incident joins it."""
    links: dict[tuple[Ref, Ref], Link] = field(default_factory=dict)

    def between(self) -> list[Link]:
        """Links that may join: all but those of two events that stood side by side before."""
        return [k for k in self.links.values() if self._event(k.left) == self._event(k.right) or {k.left, k.right} & self.free]

    def _event(self, ref: Ref) -> str | None:
        return self.beside.get(ref)


class EventGroups:
    """Derives the events around pending incidents, and accounts."""

    def __init__(self, connection: sqlite3.Connection, judgements: Sequence[Judgement], pairs: Pairs, load: Load) -> None:
        self.connection, self.judgements, self.pairs, self.load = connection, judgements, pairs, load
        self.incidents_of = lru_cache(maxsize=REPORTS_HELD)(self._incidents_of)
        self.telling_of = lru_cache(maxsize=REPORTS_HELD)(self._telling_of)
        self.decided = self._decided()

    def renew(self, anew: frozenset[str]) -> set[str]:
        """Group all pending incidents; ``anew``: reports that were read anew. The events that changed, of which some are no more."""
        self._free_all_of_their_events()
        changed: set[str] = set()
        waiting = pending.findings(self.connection, EVENT)
        while batch := list(islice(waiting, AT_ONCE)):
            pending.done(self.connection, EVENT, batch)
            present = {i.ref for doc_id in {r.doc_id for r in batch} for i in self.incidents_of(doc_id)}
            changed |= self._put_in({r for r in batch if r in present}, anew)
        return changed

    def _free_all_of_their_events(self) -> None:
        """An event of which one incident is pending is taken apart: the links that made it may be others now."""
        for event_id in pending.events(self.connection):
            for doc_id in sorted({m.doc_id for m in grouped.mentions_of_event(self.connection, event_id)}):
                inside = [i.ref for i in self.incidents_of(doc_id) if grouped.event_of(self.connection, i.ref) == event_id]
                pending.add(self.connection, EVENT, inside)

    def _put_in(self, free: set[Ref], anew: frozenset[str]) -> set[str]:
        scene = Scene(_Weights(self.pairs))
        self._widen(scene, free)
        while joined := self._joined(scene, groups := self._groups(scene)):
            self._widen(scene, {r for r, event in scene.beside.items() if event in joined})
        return self._write(scene, groups, anew)

    def _widen(self, scene: Scene, free: set[Ref]) -> None:
        """Free incidents, with what people decided to be one with them, and the events that these are linked with."""
        waiting = sorted(free)
        while waiting:
            at = waiting.pop()
            scene.free.add(at)
            scene.beside.pop(at, None)
            told = [r for r in self.decided.get(at, ()) if r not in scene.free and not self._is_pending(r)]
            waiting += told
            for other in self._linked(scene, at):
                if other not in scene.free and other not in scene.beside:
                    self._set_beside(scene, other)

    def _set_beside(self, scene: Scene, ref: Ref) -> None:
        event_id = grouped.event_of(self.connection, ref)
        if event_id is None:
            return
        for doc_id in {m.doc_id for m in grouped.mentions_of_event(self.connection, event_id)}:
            for one in self.incidents_of(doc_id):
                if one.ref not in scene.free and grouped.event_of(self.connection, one.ref) == event_id:
                    scene.beside[one.ref] = event_id
                    self._linked(scene, one.ref)

    def _linked(self, scene: Scene, at: Ref) -> set[Ref]:
        """What an incident is linked with, but for incidents that are not put in yet; the links go into the scene."""
        links = linking.links_at(self.connection, at, EVENT)
        found = {k.right if k.left == at else k.left: k for k in links if k.weight > telling.THRESHOLD}
        here = {r for r in found if r in scene.free or r in scene.beside or not self._is_pending(r)}
        scene.links.update(((found[r].left, found[r].right), found[r]) for r in here)
        return here

    def _is_pending(self, ref: Ref) -> bool:
        return pending.holds(self.connection, EVENT, self._at(ref))

    def _joined(self, scene: Scene, groups: Sequence[Sequence[Ref]]) -> set[str]:
        """Events beside that an incident, or another event, joined."""
        out: set[str] = set()
        for members in groups:
            events = {scene.beside.get(r) for r in members}
            if len(events) > 1:
                out |= {e for e in events if e}
        return out

    def _write(self, scene: Scene, groups: Sequence[Sequence[Ref]], anew: frozenset[str]) -> set[str]:
        rows = self._rows(scene.free)
        old = {key for i in rows.values() for m in i.mentions if (key := grouped.event_of(self.connection, m))}
        before = {key: grouped.mentions_of_event(self.connection, key) for key in old}
        kept = {key for key, mentions in before.items() if not anew & {m.doc_id for m in mentions}}
        new: list[Event] = []
        for members in ([rows[r] for r in group] for group in groups if group[0] in scene.free):
            key = f"{members[0].ref.doc_id}.{members[0].ref.local_id}"
            mentions = tuple(sorted(m for i in members for m in i.mentions))
            if key in kept and before[key] == mentions:
                old.discard(key)
            else:
                new.append(event_of(members, {i.doc_id: self.telling_of(i.doc_id) for i in members}))
        grouped.replace_events(self.connection, old, new)
        return {e.id for e in new}

    def _rows(self, refs: Iterable[Ref]) -> dict[Ref, Incident]:
        wanted = set(refs)
        return {i.ref: i for doc_id in {r.doc_id for r in wanted} for i in self.incidents_of(doc_id) if i.ref in wanted}

    def _telling_of(self, doc_id: str) -> Telling:
        return telling_of(self.load(doc_id))

    def _incidents_of(self, doc_id: str) -> tuple[Incident, ...]:
        return tuple(self.pairs.rows_of(grouped.number_of(self.connection, doc_id)))

    def incident_of(self, mention: Ref) -> Ref | None:
        """The incident that a mention is part of, if it is in the record."""
        if grouped.is_current(self.connection, mention.doc_id):
            return next((i.ref for i in self._incidents_of(mention.doc_id) if mention in i.mentions), None)
        return None

    def _groups(self, scene: Scene) -> list[tuple[Ref, ...]]:
        """Groups by average link; pairs that were compared and do not fit count too."""
        rows = self._rows([*scene.free, *scene.beside])
        links = [k for k in scene.between() if k.left in rows and k.right in rows]
        scene.weights.places.update((r, self._at(r)) for r in rows)
        scene.weights.update({pair: k.weight for pair, k in scene.links.items()})
        return telling.group_incidents([rows[r] for r in sorted(rows)], links, scene.weights, self.judgements).all()

    def _at(self, ref: Ref) -> At:
        return grouped.number_of(self.connection, ref.doc_id), ref.local_id

    def _decided(self) -> Mapping[Ref, set[Ref]]:
        """Pairs of incidents that a person called one: a judgement names mentions."""
        out: defaultdict[Ref, set[Ref]] = defaultdict(set)
        for j in self.judgements:
            if j.about == EVENT and j.answer is Answer.SAME:
                a, b = self.incident_of(Ref.of(j.left)), self.incident_of(Ref.of(j.right))
                if a and b:
                    out[a].add(b)
                    out[b].add(a)
        return out

    # ---- accounts

    def accounts(self, event_ids: Iterable[str]) -> None:
        """Make the accounts of events anew, each from the reports that tell of it."""
        told_in = groupby(self._in_reading_order(event_ids), key=lambda one: frozenset(m.doc_id for m in one[1]))
        for within, told in told_in:  # the events of one long report together: what is asked of the report is the same for each
            found = [self.load(d) for d in sorted(within)]
            events = [
                Event(id=e, type=grouped.type_of_event(self.connection, e), mode=None, label="", earliest=None, latest=None, place=None,
                      mentions=mentions)
                for e, mentions in told
            ]  # accounts ask an event for its mentions and its type only  # fmt: skip
            echoes = self._echoes(within)
            entities = grouped.entities_in(self.connection, within)
            accounts, verdicts = accounts_of(found, entities, events, echoes, repeated_parts(echoes))
            grouped.replace_accounts(self.connection, [e.id for e in events], accounts, verdicts)

    def _in_reading_order(self, event_ids: Iterable[str]) -> Iterator[tuple[str, tuple[Ref, ...]]]:
        """Events that are there, with their mentions, so that those of neighbouring days follow each other."""
        order = ((grouped.number_of(self.connection, Ref.of(e).doc_id), e) for e in event_ids)
        for _, event_id in sorted(order):
            if mentions := grouped.mentions_of_event(self.connection, event_id):
                yield event_id, mentions

    def _echoes(self, within: frozenset[str]) -> list[Echo]:
        if len(within) == 1:
            return []
        found = (e for d in within for e in load_echoes(self.connection, "copy_doc = ? AND kind <> 'statement'", (d,)))
        return sorted((e for e in found if all(p.doc_id in within for p in e.passages)), key=lambda e: e.id)
