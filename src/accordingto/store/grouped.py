"""Groups as they stand in the record: which finding is in which entity or event; and groups in place of others.

In: a connection, inside the caller's transaction. Out: rows of `entities`, `events`, `accounts`, `verdicts`. It does not decide who
belongs together.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from accordingto.model.kinds import ChainKind, EventType
from accordingto.model.linked import Account, Entity, Event, Ref, Verdict
from accordingto.store.links import save_accounts, save_entity, save_event


def chains_of_report(connection: sqlite3.Connection, doc_id: str) -> dict[Ref, tuple[ChainKind, str, bool]]:
    """Kind, name and whether it is named, of the chains of a report."""
    sql = "SELECT id, kind, name, named FROM chains JOIN documents USING (n) WHERE doc_id = ?"
    return {Ref(doc_id, i): (ChainKind(kind), name, bool(named)) for i, kind, name, named in connection.execute(sql, (doc_id,))}


def entity_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The entity that a chain is in."""
    row = connection.execute("SELECT entity_id FROM chain_entities WHERE doc_id = ? AND chain = ?", (ref.doc_id, ref.local_id)).fetchone()
    return row[0] if row else None


def event_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The event that a mention is in."""
    row = connection.execute("SELECT event_id FROM mention_events WHERE doc_id = ? AND mention = ?", (ref.doc_id, ref.local_id)).fetchone()
    return row[0] if row else None


def entity(connection: sqlite3.Connection, entity_id: str) -> Entity | None:
    """An entity with its chains."""
    row = connection.execute("SELECT kind, name, named FROM entities WHERE entity_id = ?", (entity_id,)).fetchone()
    if row is None:
        return None
    chains = connection.execute("SELECT doc_id, chain FROM chain_entities WHERE entity_id = ? ORDER BY doc_id, chain", (entity_id,))
    kind, name, named = row
    members = tuple(sorted(Ref(d, c) for d, c in chains))
    return Entity(id=entity_id, kind=ChainKind(kind), name=name, named=bool(named), chains=members)


def mentions_of_event(connection: sqlite3.Connection, event_id: str) -> tuple[Ref, ...]:
    """The mentions of an event."""
    sql = "SELECT doc_id, mention FROM mention_events WHERE event_id = ?"
    return tuple(sorted(Ref(d, m) for d, m in connection.execute(sql, (event_id,))))


def type_of_event(connection: sqlite3.Connection, event_id: str) -> EventType | None:
    """The type of an event."""
    row = connection.execute("SELECT type FROM events WHERE event_id = ?", (event_id,)).fetchone()
    return EventType(row[0]) if row and row[0] else None


def events_of_report(connection: sqlite3.Connection, doc_id: str) -> set[str]:
    """Events that a report tells of."""
    return {e for (e,) in connection.execute("SELECT DISTINCT event_id FROM mention_events WHERE doc_id = ?", (doc_id,))}


def take_out(connection: sqlite3.Connection, doc_id: str) -> tuple[set[Ref], set[str]]:
    """Take a report out of the groups: the chains, and the reports, that were in one with it."""
    entities = {e for (e,) in connection.execute("SELECT DISTINCT entity_id FROM chain_entities WHERE doc_id = ?", (doc_id,))}
    events = events_of_report(connection, doc_id)
    chains = {r for e in entities if (found := entity(connection, e)) for r in found.chains if r.doc_id != doc_id}
    reports = {r.doc_id for e in events for r in mentions_of_event(connection, e)} - {doc_id}
    connection.executemany("DELETE FROM entities WHERE entity_id = ?", [(e,) for e in sorted(entities)])
    connection.executemany("DELETE FROM events WHERE event_id = ?", [(e,) for e in sorted(events)])
    return chains, reports


def replace_entities(connection: sqlite3.Connection, old: Iterable[str], new: Sequence[Entity]) -> None:
    """Entities in place of others."""
    connection.executemany("DELETE FROM entities WHERE entity_id = ?", [(e,) for e in sorted(old)])
    for one in new:
        save_entity(connection, one)


def replace_events(connection: sqlite3.Connection, old: Iterable[str], new: Sequence[Event]) -> None:
    """Events in place of others; the accounts of the old ones go with them."""
    connection.executemany("DELETE FROM events WHERE event_id = ?", [(e,) for e in sorted(old)])
    for one in new:
        save_event(connection, one)


def replace_accounts(connection: sqlite3.Connection, event_id: str, accounts: Sequence[Account], verdicts: Sequence[Verdict]) -> None:
    """The accounts and verdicts of an event in place of what was there."""
    connection.execute("DELETE FROM accounts WHERE event_id = ?", (event_id,))
    connection.execute("DELETE FROM verdicts WHERE event_id = ?", (event_id,))
    save_accounts(connection, accounts, verdicts)


def entities_in(connection: sqlite3.Connection, doc_ids: Iterable[str]) -> list[Entity]:
    """The entities of some reports, each with its chains in those reports only."""
    chains: defaultdict[str, list[Ref]] = defaultdict(list)
    heads: dict[str, Entity] = {}
    sql = "SELECT chain, entity_id, kind, name, named FROM chain_entities JOIN entities USING (entity_id) WHERE doc_id = ?"
    for doc_id in sorted(doc_ids):
        for chain, entity_id, kind, name, named in connection.execute(sql, (doc_id,)):
            chains[entity_id].append(Ref(doc_id, chain))
            heads[entity_id] = Entity(id=entity_id, kind=ChainKind(kind), name=name, named=bool(named), chains=())
    return [replace(heads[e], chains=tuple(sorted(chains[e]))) for e in sorted(heads)]


def is_current(connection: sqlite3.Connection, doc_id: str) -> bool:
    """Whether a report is in the record and is its article's current revision."""
    return connection.execute("SELECT 1 FROM documents WHERE doc_id = ? AND current = 1", (doc_id,)).fetchone() is not None


def doc_id_of(connection: sqlite3.Connection, n: int) -> str:
    """The id of a report, by its integer key."""
    return str(connection.execute("SELECT doc_id FROM documents WHERE n = ?", (n,)).fetchone()[0])


def number_of(connection: sqlite3.Connection, doc_id: str) -> int:
    """The integer key of a report."""
    return int(connection.execute("SELECT n FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()[0])
