"""Relinking of a record: echoes, then links, groups and accounts, each only for the parts that changed.

In: a connection inside the caller's transaction, what people decided. Out: the tables that linking fills, the same as if all had been
made at once. Memory holds a batch of reports and the largest connected part, whatever the size of the record.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from accordingto.crossdoc import entities as naming
from accordingto.crossdoc.echoes import repeated_parts
from accordingto.crossdoc.families import EVENT, FAMILIES, IN_ECHO
from accordingto.crossdoc.pairs import Pairs
from accordingto.crossdoc.regroup import Regrouping
from accordingto.crossdoc.renewal import renew_echoes
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Link, Passage, Ref
from accordingto.model.review import Judgement
from accordingto.store import grouped, linking
from accordingto.store.echoes import Changes, load_echoes
from accordingto.store.load import load_documents

BATCH = 100
REPORTS_HELD = 300


def relink_changed(connection: sqlite3.Connection, changes: Changes, judgements: Sequence[Judgement], judged: Iterable[str]) -> None:
    """Link what changed. ``judged``: public ids of findings on which people decided something since linking last ran."""
    touched = renew_echoes(connection, changes)
    read_anew = [grouped.doc_id_of(connection, n) for n in sorted(changes.added)]
    gone = [grouped.doc_id_of(connection, n) for n in sorted(changes.removed)]
    rescored = sorted({*read_anew, *(d for d in touched if grouped.is_current(connection, d))})
    relinking = Relinking(connection, judgements, frozenset(rescored), frozenset(gone))
    relinking.take_out((*read_anew, *gone))
    relinking.renew_links()
    relinking.ask_again(judged)
    relinking.regroup()


class Relinking:
    """What is to be made anew: reports whose pairs are scored again, chains and incidents whose groups are derived again."""

    def __init__(
        self, connection: sqlite3.Connection, judgements: Sequence[Judgement], rescored: frozenset[str], gone: frozenset[str]
    ) -> None:
        self.connection, self.rescored, self.gone = connection, rescored, gone
        self.chains: set[Ref] = set()
        self.incidents: set[Ref] = set()
        self.load = lru_cache(maxsize=REPORTS_HELD)(self._load)
        self.repeated = lru_cache(maxsize=REPORTS_HELD)(self._repeated)
        self.pairs = {about: Pairs(connection, family, self.repeated) for about, family in FAMILIES.items()}
        self.regrouping = Regrouping(connection, judgements, self.pairs[EVENT], self.load)

    def take_out(self, doc_ids: Iterable[str]) -> None:
        """Take reports out of the groups that they were in; the others there are grouped again."""
        near: set[str] = set()
        for doc_id in doc_ids:
            chains, reports = grouped.take_out(self.connection, doc_id)
            self.chains |= chains
            near |= reports
        self.incidents |= {i.ref for d in sorted(near) if self._is_current(d) for i in self.regrouping.incidents_of(d)}

    def renew_links(self) -> None:
        """Score the pairs of the reports that changed."""
        for about, pairs in self.pairs.items():
            dirty = self.incidents if about == EVENT else self.chains
            dirty |= pairs.renew([(self._number(d), d) for d in sorted(self.gone)], ())
            for batch in batched(sorted(self.rescored)):
                numbered = [(self._number(d), d) for d in batch]
                dirty |= pairs.renew(numbered, [(n, self.load(d)) for n, d in numbered])
        for doc_id in sorted(self.rescored | self.gone):
            self.chains |= self._renew_echo_links(doc_id)
        for doc_id in sorted(self.rescored):
            self.chains |= set(grouped.chains_of_report(self.connection, doc_id))

    def _renew_echo_links(self, doc_id: str) -> set[Ref]:
        """Links between chains at the same place of a passage that ``doc_id`` shares; the chains whose links changed."""
        old = linking.links_of_report(self.connection, IN_ECHO, doc_id)
        new: list[Link] = []
        here = () if doc_id in self.gone else self.repeated(doc_id)
        for other in sorted({passage.doc_id for _, passage in here}):
            between = {
                doc_id: [p for p in here if p[1].doc_id == other],
                other: [p for p in self.repeated(other) if p[1].doc_id == doc_id],
            }
            both = sorted((self.load(doc_id), self.load(other)), key=lambda f: f.document.doc_id)
            new += [replace(link, about=IN_ECHO) for link in naming.echo_links(both, between)]
        for link in old:
            linking.drop_link(self.connection, link)
        for link in new:
            linking.add_link(self.connection, link)
        return {r for link in (*old, *new) if link not in old or link not in new for r in (link.left, link.right)}

    def ask_again(self, judged: Iterable[str]) -> None:
        """Group anew what people decided on."""
        for ref in map(Ref.of, judged):
            if self._is_current(ref.doc_id):
                if ref in grouped.chains_of_report(self.connection, ref.doc_id):
                    self.chains.add(ref)
                elif incident := self.regrouping.incident_of(ref):
                    self.incidents.add(incident)

    def regroup(self) -> None:
        """Derive groups, then the accounts of the events that this touches."""
        renamed = self.regrouping.entities(r for r in self.chains if self._is_current(r.doc_id))
        events = self.regrouping.events((r for r in self.incidents if self._is_current(r.doc_id)), self.rescored)
        for doc_id in renamed | self.rescored:
            events |= grouped.events_of_report(self.connection, doc_id)
        self.regrouping.accounts(events)

    def _load(self, doc_id: str) -> AnnotatedDocument:
        return next(load_documents(self.connection, doc_id))

    def _repeated(self, doc_id: str) -> Sequence[tuple[Span, Passage]]:
        echoes = load_echoes(self.connection, "kind <> 'statement' AND (source_doc = ?1 OR copy_doc = ?1)", (doc_id,))
        return repeated_parts(echoes).get(doc_id, ())

    def _number(self, doc_id: str) -> int:
        return grouped.number_of(self.connection, doc_id)

    def _is_current(self, doc_id: str) -> bool:
        return grouped.is_current(self.connection, doc_id)


def batched(doc_ids: Iterable[str]) -> Iterator[list[str]]:
    """Some at a time."""
    waiting = iter(doc_ids)
    while batch := list(islice(waiting, BATCH)):
        yield batch
