"""Groups of the parts of a record whose links changed: entities, events, and the accounts of the events that this touches.

In: a connection inside the caller's transaction, the findings whose links changed. Out: rows of `entities`, `events`, `accounts`,
`verdicts`: a pure function of the links and of what people decided, made again for the connected parts only.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from accordingto.crossdoc import entities as naming
from accordingto.crossdoc import events as telling
from accordingto.crossdoc.accounts import accounts_of
from accordingto.crossdoc.echoes import repeated_parts
from accordingto.crossdoc.families import ENTITY_ABOUTS, EVENT
from accordingto.crossdoc.groups import Groups
from accordingto.crossdoc.incidents import Incident, incidents_of
from accordingto.crossdoc.pairs import Pairs
from accordingto.model.evidence import Because
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.linked import Echo, Entity, Event, Link, Ref
from accordingto.model.review import Answer, Judgement
from accordingto.store import grouped, linking
from accordingto.store.echoes import load_echoes

READ_BACK = Because(rule="record")
Load = Callable[[str], AnnotatedDocument]


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that links and decisions hold together, and the links between them."""

    members: tuple[Ref, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What regrouping reads from."""

    connection: sqlite3.Connection
    judgements: Sequence[Judgement]
    incidents: Pairs
    load: Load

    # ---- entities

    def entities(self, dirty: Iterable[Ref]) -> set[str]:
        """Make the entities of the parts around ``dirty`` anew; the reports whose entities changed."""
        changed: set[str] = set()
        for part in self._parts(dirty, ENTITY_ABOUTS, self._decided("entity")):
            new = self._entities_of(part)
            old = {key for ref in part.members if (key := grouped.entity_of(self.connection, ref))}
            before = {key: grouped.entity(self.connection, key) for key in old}
            after = {e.id: e for e in new}
            if before == after:
                continue
            differing = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
            grouped.replace_entities(self.connection, old & differing, [e for e in new if e.id in differing])
            changed |= {r.doc_id for k in differing for e in (before.get(k), after.get(k)) if e for r in e.chains}
        return changed

    def _entities_of(self, part: Part) -> list[Entity]:
        groups = Groups(part.members)
        for j in self.judgements:
            if j.about == "entity" and j.answer is not Answer.UNSURE:
                groups.decide(Ref.of(j.left), Ref.of(j.right), same=j.answer is Answer.SAME)
        for link in sorted(part.links, key=lambda k: (-k.weight, k.left, k.right)):
            groups.join(link.left, link.right)
        chains = self._chains({r.doc_id for r in part.members})
        return [naming.entity_of(members, chains) for members in groups.all()]

    def _chains(self, doc_ids: Iterable[str]) -> dict[Ref, Chain]:
        out: dict[Ref, Chain] = {}
        for doc_id in doc_ids:
            for ref, (kind, name, named) in grouped.chains_of_report(self.connection, doc_id).items():
                out[ref] = Chain(id=ref.local_id, kind=kind, name=name, named=named, mentions=(), because=READ_BACK)
        return out

    # ---- events

    def events(self, dirty: Iterable[Ref], reports: Iterable[str]) -> set[str]:
        """Make the events of the parts around ``dirty`` anew; ``reports``: those that were read anew. The ids of events that changed."""
        anew = set(reports)
        changed: set[str] = set()
        for part in self._parts(dirty, (EVENT,), self._decided_events()):
            rows = {i.ref: i for doc_id in {r.doc_id for r in part.members} for i in self.incidents_of(doc_id)}
            incidents = [rows[r] for r in part.members if r in rows]  # a correction, or another model, may have taken one away
            groups = [[rows[r] for r in members] for members in self._event_groups(incidents, part.links)]
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
                    new.append(self._event(members))
            grouped.replace_events(self.connection, old, new)
            changed |= {e.id for e in new}
        return changed

    def incidents_of(self, doc_id: str) -> tuple[Incident, ...]:
        """The incidents of a report."""
        return incidents_of([self.load(doc_id)])

    def _event_groups(self, incidents: Sequence[Incident], links: Sequence[Link]) -> list[tuple[Ref, ...]]:
        """Groups by average link; pairs that were compared and do not fit count too."""
        weights = _Weights(self.incidents, {i.ref: i for i in incidents})
        weights.update({(k.left, k.right): k.weight for k in links})
        return telling.group_incidents(incidents, links, weights, self.judgements).all()

    def _event(self, members: list[Incident]) -> Event:
        documents = {i.doc_id: self.load(i.doc_id) for i in members}
        return telling.event_of(members, documents)

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
        found = (e for d in within for e in load_echoes(self.connection, "copy_doc = ? AND kind <> 'statement'", (d,)))
        return sorted((e for e in found if all(p.doc_id in within for p in e.passages)), key=lambda e: e.id)

    # ---- connected parts

    def _decided(self, about: str) -> Mapping[Ref, set[Ref]]:
        """Pairs that a person called one."""
        out: defaultdict[Ref, set[Ref]] = defaultdict(set)
        for j in self.judgements:
            if j.about == about and j.answer is Answer.SAME:
                left, right = Ref.of(j.left), Ref.of(j.right)
                out[left].add(right)
                out[right].add(left)
        return out

    def _decided_events(self) -> Mapping[Ref, set[Ref]]:
        """The same of incidents: a judgement names a mention."""
        out: defaultdict[Ref, set[Ref]] = defaultdict(set)
        for left, others in self._decided(EVENT).items():
            for right in others:
                if (a := self.incident_of(left)) and (b := self.incident_of(right)):
                    out[a].add(b)
        return out

    def incident_of(self, mention: Ref) -> Ref | None:
        """The incident that a mention is part of, if it is in the record."""
        if grouped.is_current(self.connection, mention.doc_id):
            return next((i.ref for i in self.incidents_of(mention.doc_id) if mention in i.mentions), None)
        return None

    def _parts(self, dirty: Iterable[Ref], abouts: Sequence[str], decided: Mapping[Ref, set[Ref]]) -> Iterator[Part]:
        least = naming.THRESHOLD if abouts is ENTITY_ABOUTS else telling.THRESHOLD
        seen: set[Ref] = set()
        for start in sorted(dirty):
            if start in seen:
                continue
            members, links, waiting = {start}, dict[tuple[str, Ref, Ref], Link](), [start]
            while waiting:
                at = waiting.pop()
                near = set(decided.get(at, ()))
                for link in linking.links_at(self.connection, at, abouts):
                    if link.weight >= least:
                        links[link.about, link.left, link.right] = link
                        near |= {link.left, link.right}
                waiting += near - members
                members |= near
            seen |= members
            yield Part(tuple(sorted(members)), tuple(links[k] for k in sorted(links)))


class _Weights(dict[tuple[Ref, Ref], float]):
    """Weights of pairs: those that are kept, and those that do not fit, worked out when grouping asks for them."""

    def __init__(self, pairs: Pairs, rows: Mapping[Ref, Incident]) -> None:
        super().__init__()
        self._pairs, self._rows = pairs, rows

    def get(self, pair: tuple[Ref, Ref], default: float) -> float:  # type: ignore[override]  # the caller always gives a default
        """The weight of a pair; ``default`` where the two share no key."""
        if pair not in self:
            a, b = self._rows[pair[0]], self._rows[pair[1]]
            meet = a.doc_id != b.doc_id and self._pairs.may_meet(a, b)
            link = self._pairs.family.score(a, b, self._pairs.known) if meet else None
            self[pair] = default if link is None else link.weight
        return self[pair]
