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


def chains_of_report(connection: sqlite3.Connection, doc_id: str) -> set[Ref]:
    """The chains of a report."""
    return {Ref(doc_id, i) for (i,) in connection.execute("SELECT id FROM chains JOIN documents USING (n) WHERE doc_id = ?", (doc_id,))}


def is_chain(connection: sqlite3.Connection, ref: Ref) -> bool:
    """Whether a chain is in the record, in a report that is current."""
    sql = "SELECT 1 FROM chains JOIN documents USING (n) WHERE doc_id = ? AND current = 1 AND id = ?"
    return connection.execute(sql, (ref.doc_id, ref.local_id)).fetchone() is not None


def chain_of(connection: sqlite3.Connection, ref: Ref) -> tuple[ChainKind, str, bool]:
    """Kind and name of a chain, and whether it is named."""
    sql = "SELECT kind, name, named FROM chains WHERE n = (SELECT n FROM documents WHERE doc_id = ?) AND id = ?"
    kind, name, named = connection.execute(sql, (ref.doc_id, ref.local_id)).fetchone()
    return ChainKind(kind), name, bool(named)


def entity_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The entity that a chain is in."""
    row = connection.execute("SELECT entity_id FROM chain_entities WHERE doc_id = ? AND chain = ?", (ref.doc_id, ref.local_id)).fetchone()
    return row[0] if row else None


def event_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The event that a mention is in."""
    row = connection.execute("SELECT event_id FROM mention_events WHERE doc_id = ? AND mention = ?", (ref.doc_id, ref.local_id)).fetchone()
    return row[0] if row else None


def head_of_entity(connection: sqlite3.Connection, entity_id: str) -> tuple[ChainKind, str, bool]:
    """Kind and name of an entity, and whether it is named."""
    kind, name, named = connection.execute("SELECT kind, name, named FROM entities WHERE entity_id = ?", (entity_id,)).fetchone()
    return ChainKind(kind), name, bool(named)


def reports_of_entity(connection: sqlite3.Connection, entity_id: str) -> set[str]:
    """Reports in which an entity has a chain."""
    return {d for (d,) in connection.execute("SELECT doc_id FROM chain_entities WHERE entity_id = ?", (entity_id,))}


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
    """Take a report out of the groups: the chains, and the reports, that were in one with it. Its events are no more."""
    entities = {e for (e,) in connection.execute("SELECT DISTINCT entity_id FROM chain_entities WHERE doc_id = ?", (doc_id,))}
    events = events_of_report(connection, doc_id)
    connection.execute("DELETE FROM chain_entities WHERE doc_id = ?", (doc_id,))
    chains: set[Ref] = set()
    for entity_id in sorted(entities):
        left = entity(connection, entity_id)
        if left and left.chains:
            chains.update(left.chains)
        else:
            connection.execute("DELETE FROM entities WHERE entity_id = ?", (entity_id,))
    reports = {r.doc_id for e in events for r in mentions_of_event(connection, e)} - {doc_id}
    connection.executemany("DELETE FROM events WHERE event_id = ?", [(e,) for e in sorted(events)])
    return chains, reports


def replace_entities(connection: sqlite3.Connection, old: Iterable[str], new: Sequence[Entity]) -> None:
    """Entities in place of others."""
    connection.executemany("DELETE FROM entities WHERE entity_id = ?", [(e,) for e in sorted(old)])
    for one in new:
        save_entity(connection, one)


def rename_entity(connection: sqlite3.Connection, found: Entity) -> None:
    """What an entity is called now."""
    row = (found.kind.value, found.name, int(found.named), found.id)
    connection.execute("UPDATE entities SET kind = ?, name = ?, named = ? WHERE entity_id = ?", row)


def move_chains(connection: sqlite3.Connection, old: Iterable[str], new: str) -> None:
    """The chains of entities go to another; those entities are no more."""
    for entity_id in sorted(old):
        connection.execute("UPDATE chain_entities SET entity_id = ? WHERE entity_id = ?", (new, entity_id))
        connection.execute("DELETE FROM entities WHERE entity_id = ?", (entity_id,))


def add_chains(connection: sqlite3.Connection, entity_id: str, refs: Iterable[Ref]) -> None:
    """Chains that an entity takes in."""
    connection.executemany("INSERT INTO chain_entities VALUES (?, ?, ?)", [(r.doc_id, r.local_id, entity_id) for r in refs])


def replace_events(connection: sqlite3.Connection, old: Iterable[str], new: Sequence[Event]) -> None:
    """Events in place of others; the accounts of the old ones go with them."""
    connection.executemany("DELETE FROM events WHERE event_id = ?", [(e,) for e in sorted(old)])
    for one in new:
        save_event(connection, one)


def replace_accounts(
    connection: sqlite3.Connection, event_ids: Iterable[str], accounts: Sequence[Account], verdicts: Sequence[Verdict]
) -> None:
    """The accounts and verdicts of events in place of what was there."""
    for event_id in event_ids:
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


def by_day(connection: sqlite3.Connection, reports: Iterable[int]) -> list[tuple[int, str]]:
    """(n, doc_id) of reports, in the order of their days."""
    sql = "SELECT coalesce(published, ''), n, doc_id FROM documents WHERE n = ?"
    return [(n, doc_id) for _, n, doc_id in sorted(tuple(connection.execute(sql, (n,)).fetchone()) for n in reports)]


def number_of(connection: sqlite3.Connection, doc_id: str) -> int:
    """The integer key of a report."""
    return int(connection.execute("SELECT n FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()[0])
