"""Relinking of a record: echoes, then links, groups and accounts, each only for the parts that changed.

In: a connection inside the caller's transaction, what people decided. Out: the tables that linking fills, the same as if all had been
made at once. Memory holds a few hundred reports and the largest connected part, whatever the size of the record; what is still to be done
lies in temporary tables. Reports are taken in the order of their days: those that tell of one event are then near each other.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from accordingto.crossdoc import entities as naming
from accordingto.crossdoc.echoes import repeated_parts
from accordingto.crossdoc.families import ENTITY, EVENT, FAMILIES, IN_ECHO
from accordingto.crossdoc.pairs import Pairs
from accordingto.crossdoc.regroup import EventGroups
from accordingto.crossdoc.regroup_entities import EntityGroups
from accordingto.crossdoc.renewal import renew_echoes
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Link, Passage, Ref
from accordingto.model.review import Judgement
from accordingto.store import grouped, linking, pending
from accordingto.store.echoes import Changes, load_echoes
from accordingto.store.load import load_compared

BATCH = 100
REPORTS_HELD = 300
Shared = Sequence[tuple[Span, Passage]]
At = tuple[int, str]
"""(n, doc_id) of a report."""


def relink_changed(connection: sqlite3.Connection, changes: Changes, judgements: Sequence[Judgement], judged: Iterable[str]) -> None:
    """Link what changed. ``judged``: public ids of findings on which people decided something since linking last ran."""
    pending.begin(connection)
    touched = renew_echoes(connection, changes)
    anew = grouped.by_day(connection, changes.added)
    gone = grouped.by_day(connection, changes.removed)
    beside = touched.difference(d for _, d in (*anew, *gone))
    relinking = Relinking(connection, judgements)
    relinking.take_out([*anew, *gone])
    relinking.renew_links(anew, gone)
    relinking.renew_shared(anew, gone, sorted(beside))
    relinking.ask_again(judged)
    relinking.regroup(frozenset(d for _, d in anew), beside)


@dataclass(slots=True)
class Held:
    """Reports and what they share, as they were last read."""

    connection: sqlite3.Connection

    def report(self, doc_id: str) -> AnnotatedDocument:
        """A report with what linking compares."""
        return load_compared(self.connection, doc_id)

    def beside(self, doc_id: str) -> Mapping[str, Shared]:
        """Other reports -> the stretches of ``doc_id`` that stand in them."""
        echoes = load_echoes(self.connection, "kind <> 'statement' AND (source_doc = ?1 OR copy_doc = ?1)", (doc_id,))
        out: defaultdict[str, list[tuple[Span, Passage]]] = defaultdict(list)
        for part in repeated_parts(echoes).get(doc_id, ()):
            out[part[1].doc_id].append(part)
        return out


class Relinking:
    """What is made anew: pairs of the reports that changed, then the groups of the findings whose links are others than before."""

    def __init__(self, connection: sqlite3.Connection, judgements: Sequence[Judgement]) -> None:
        held = Held(connection)
        self.connection = connection
        self.load = lru_cache(maxsize=REPORTS_HELD)(held.report)
        self.beside = lru_cache(maxsize=REPORTS_HELD)(held.beside)
        self.pairs = {about: Pairs(connection, family, self._shared) for about, family in FAMILIES.items()}
        self.entities = EntityGroups(connection, judgements)
        self.events = EventGroups(connection, judgements, self.pairs[EVENT], self.load)

    def take_out(self, reports: Iterable[At]) -> None:
        """Take reports out of the groups that they were in; the others there are grouped again."""
        for _, doc_id in reports:
            chains, near = grouped.take_out(self.connection, doc_id)
            pending.add(self.connection, ENTITY, chains, lost=True)
            for other in sorted(near):
                pending.add(self.connection, EVENT, (i.ref for i in self.events.incidents_of(other)))

    def renew_links(self, anew: Sequence[At], gone: Sequence[At]) -> None:
        """Exchange the rows of the reports that changed, then score their pairs: each under the keys that all rows have then."""
        for pairs in self.pairs.values():
            pairs.exchange(gone, ())
        for batch in in_batches(anew):
            found = [(n, self.load(doc_id)) for n, doc_id in batch]
            for pairs in self.pairs.values():
                pairs.exchange(batch, found)
            for _, doc_id in batch:
                pending.add(self.connection, ENTITY, grouped.chains_of_report(self.connection, doc_id))
        self.events.incidents_of.cache_clear()
        self.events.telling_of.cache_clear()
        for pairs in self.pairs.values():
            pairs.settle()
        for batch in in_batches(anew):
            for pairs in self.pairs.values():
                pairs.score(n for n, _ in batch)

    def renew_shared(self, anew: Sequence[At], gone: Sequence[At], beside: Sequence[str]) -> None:
        """Links that rest on passages: of reports that changed, and of those ``beside`` them whose passages are others than before."""
        without = {doc_id for _, doc_id in gone}
        for doc_id in (*(d for _, d in (*anew, *gone)), *beside):
            self._renew_echo_links(doc_id, {} if doc_id in without else self.beside(doc_id))
        known = set(beside)
        for doc_id in beside:
            others = (self.beside(doc_id).keys() | self._were_linked_by_echo(doc_id)) & known
            for other in sorted(o for o in others if o > doc_id):
                self.pairs[EVENT].rescore_between(self._number(doc_id), self._number(other))
        for pairs in self.pairs.values():
            pairs.finish()

    def _were_linked_by_echo(self, doc_id: str) -> set[str]:
        links = linking.links_of_report(self.connection, EVENT, doc_id)
        return {r.doc_id for k in links if any(name == "echo" for name, _ in k.weights) for r in (k.left, k.right)}

    def _renew_echo_links(self, doc_id: str, beside: Mapping[str, Shared]) -> None:
        """Links between chains at the same place of a passage that ``doc_id`` shares."""
        old = {(k.left, k.right): k for k in linking.links_of_report(self.connection, IN_ECHO, doc_id)}
        new: dict[tuple[Ref, Ref], Link] = {}
        for other in sorted(beside):
            between = {doc_id: list(beside[other]), other: list(self.beside(other).get(doc_id, ()))}
            both = sorted((self.load(doc_id), self.load(other)), key=lambda f: f.document.doc_id)
            new |= {(k.left, k.right): replace(k, about=IN_ECHO) for k in naming.echo_links(both, between)}
        for pair in old.keys() - new.keys():
            linking.drop_link(self.connection, old[pair])
            pending.add(self.connection, ENTITY, pair, lost=True)
        come = [link for pair, link in new.items() if old.get(pair) != link]
        linking.add_links(self.connection, come)
        pending.add(self.connection, ENTITY, (r for k in come for r in (k.left, k.right)))

    def ask_again(self, judged: Iterable[str]) -> None:
        """Group anew what people decided on."""
        for ref in map(Ref.of, judged):
            if not grouped.is_current(self.connection, ref.doc_id):
                continue
            if ref in grouped.chains_of_report(self.connection, ref.doc_id):
                pending.add(self.connection, ENTITY, [ref], lost=True)
            elif incident := self.events.incident_of(ref):
                pending.add(self.connection, EVENT, [incident])

    def regroup(self, anew: frozenset[str], beside: Iterable[str]) -> None:
        """Derive groups, then the accounts of the events that this touches."""
        touched = sorted({*self.entities.renew(), *beside})
        changed = self.events.renew(anew)
        self.events.accounts(changed | {e for doc_id in touched for e in grouped.events_of_report(self.connection, doc_id)})

    def _shared(self, doc_id: str, other: str) -> Shared:
        return self.beside(doc_id).get(other, ())

    def _number(self, doc_id: str) -> int:
        return grouped.number_of(self.connection, doc_id)


def in_batches(reports: Iterable[At]) -> Iterator[list[At]]:
    """Some at a time."""
    waiting = iter(reports)
    while batch := list(islice(waiting, BATCH)):
        yield batch
