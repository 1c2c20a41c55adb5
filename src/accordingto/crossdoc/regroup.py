"""Events of the parts of a record whose links changed, and the accounts of the events that this touches.

In: a connection inside the caller's transaction, pending incidents. Out: rows of `events`, `accounts`, `verdicts`: a pure function of the
links and of what people decided, made again for the connected parts only.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from accordingto.crossdoc import events as telling
from accordingto.crossdoc.accounts import accounts_of
from accordingto.crossdoc.echoes import repeated_parts
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


@dataclass(frozen=True, slots=True)
class Part:
    """Incidents that links and decisions hold together, and the links between them."""

    members: tuple[Ref, ...]
    links: tuple[Link, ...]


class EventGroups:
    """Derives the events around pending incidents, and accounts."""

    def __init__(self, connection: sqlite3.Connection, judgements: Sequence[Judgement], pairs: Pairs, load: Load) -> None:
        self.connection, self.judgements, self.pairs, self.load = connection, judgements, pairs, load
        self.incidents_of = lru_cache(maxsize=REPORTS_HELD)(self._incidents_of)
        self.decided = self._decided()

    def renew(self, anew: frozenset[str]) -> set[str]:
        """Derive the events of all pending incidents and their accounts; ``anew``: reports that were read anew. The events that changed."""
        changed: set[str] = set()
        for start in pending.findings(self.connection, EVENT):
            part = self._part(start)
            new = self._renew_part(part, anew)
            pending.done(self.connection, EVENT, part.members)
            self.accounts(new)
            changed |= new
        return changed

    def _renew_part(self, part: Part, anew: frozenset[str]) -> set[str]:
        rows = {i.ref: i for doc_id in {r.doc_id for r in part.members} for i in self.incidents_of(doc_id)}
        incidents = [rows[r] for r in part.members if r in rows]  # a correction, or another model, may have taken one away
        groups = [[rows[r] for r in members] for members in self._groups(incidents, part.links)]
        old = {key for i in incidents for m in i.mentions if (key := grouped.event_of(self.connection, m))}
        before = {key: grouped.mentions_of_event(self.connection, key) for key in old}
        kept = {key for key, mentions in before.items() if not anew & {m.doc_id for m in mentions}}
        new: list[Event] = []
        for members in groups:
            key = f"{members[0].ref.doc_id}.{members[0].ref.local_id}"
            mentions = tuple(sorted(m for i in members for m in i.mentions))
            if key in kept and before[key] == mentions:
                old.discard(key)
            else:
                new.append(telling.event_of(members, {i.doc_id: self.load(i.doc_id) for i in members}))
        grouped.replace_events(self.connection, old, new)
        return {e.id for e in new}

    def _incidents_of(self, doc_id: str) -> tuple[Incident, ...]:
        return tuple(self.pairs.rows_of(grouped.number_of(self.connection, doc_id)))

    def incident_of(self, mention: Ref) -> Ref | None:
        """The incident that a mention is part of, if it is in the record."""
        if grouped.is_current(self.connection, mention.doc_id):
            return next((i.ref for i in self._incidents_of(mention.doc_id) if mention in i.mentions), None)
        return None

    def _groups(self, incidents: Sequence[Incident], links: Sequence[Link]) -> list[tuple[Ref, ...]]:
        """Groups by average link; pairs that were compared and do not fit count too."""
        if len(incidents) == 1:
            return [(incidents[0].ref,)]
        weights = _Weights(self.pairs, {r: self._at(r) for r in (i.ref for i in incidents)})
        weights.update({(k.left, k.right): k.weight for k in links})
        return telling.group_incidents(incidents, links, weights, self.judgements).all()

    def _at(self, ref: Ref) -> At:
        return grouped.number_of(self.connection, ref.doc_id), ref.local_id

    def _part(self, start: Ref) -> Part:
        members, links, waiting = {start}, list[Link](), [start]
        while waiting:
            at = waiting.pop()
            out = linking.links_from(self.connection, at, EVENT, telling.THRESHOLD)
            links += out
            near = {k.right for k in out} | linking.linked_to(self.connection, at, EVENT, telling.THRESHOLD) | self.decided.get(at, set())
            waiting += near - members
            members |= near
        return Part(tuple(sorted(members)), tuple(sorted(links, key=lambda k: (k.left, k.right))))

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
        for event_id in sorted(event_ids):
            mentions = grouped.mentions_of_event(self.connection, event_id)
            found = [self.load(d) for d in sorted({m.doc_id for m in mentions})]
            kind = grouped.type_of_event(self.connection, event_id)
            event = Event(
                id=event_id, type=kind, mode=None, label="", earliest=None, latest=None, place=None, mentions=mentions
            )  # accounts ask an event for its mentions and its type only
            within = {f.document.doc_id for f in found}
            echoes = self._echoes(within)
            entities = grouped.entities_in(self.connection, within)
            accounts, verdicts = accounts_of(found, entities, [event], echoes, repeated_parts(echoes))
            grouped.replace_accounts(self.connection, event_id, accounts, verdicts)

    def _echoes(self, within: set[str]) -> list[Echo]:
        if len(within) == 1:
            return []
        found = (e for d in within for e in load_echoes(self.connection, "copy_doc = ? AND kind <> 'statement'", (d,)))
        return sorted((e for e in found if all(p.doc_id in within for p in e.passages)), key=lambda e: e.id)


class _Weights(dict[tuple[Ref, Ref], float]):
    """Weights of pairs: those that are kept, and those that do not fit, worked out when grouping asks for them."""

    def __init__(self, pairs: Pairs, places: Mapping[Ref, At]) -> None:
        super().__init__()
        self._pairs, self._places = pairs, places

    def get(self, pair: tuple[Ref, Ref], default: float) -> float:  # type: ignore[override]  # the caller always gives a default
        """The weight of a pair; ``default`` where the two share no key."""
        if pair not in self:
            weight = self._pairs.weight(self._places[pair[0]], self._places[pair[1]])
            self[pair] = default if weight is None else weight
        return self[pair]
