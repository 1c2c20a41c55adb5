"""What linking has still to do: findings whose groups are to be derived again, keys whose rows changed, names to look at.

In: a connection that writes. Out: rows of temporary tables, which end with the connection, so that memory does not grow with the record.
It decides nothing.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from accordingto.model.linked import Ref

TABLES = """
CREATE TEMP TABLE IF NOT EXISTS pending_findings (
  about TEXT NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (about, n, id)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS pending_keys (
  about TEXT NOT NULL, key INTEGER NOT NULL, change INTEGER NOT NULL, PRIMARY KEY (about, key)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS pending_names (
  about TEXT NOT NULL, key INTEGER NOT NULL, removed INTEGER, PRIMARY KEY (about, key)
) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS pending_members (
  entity_id TEXT NOT NULL, doc_id TEXT NOT NULL, id TEXT NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (entity_id, doc_id, id)
) WITHOUT ROWID;
"""
NAMES = ("pending_findings", "pending_members", "pending_keys", "pending_names")
AT_ONCE = 500


def begin(connection: sqlite3.Connection) -> None:
    """Empty tables. The statements run one by one: a script would end the caller's transaction."""
    for statement in TABLES.split(";"):
        connection.execute(statement)
    for table in NAMES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables


def add(connection: sqlite3.Connection, about: str, refs: Iterable[Ref], *, lost: bool = False) -> None:
    """Note findings of current reports. ``lost``: what held their group together may be gone; else they only gained links."""
    sql = """INSERT INTO pending_findings SELECT ?, n, ?, ? FROM documents WHERE doc_id = ? AND current = 1
      ON CONFLICT DO UPDATE SET lost = max(lost, excluded.lost)"""
    connection.executemany(sql, [(about, r.local_id, int(lost), r.doc_id) for r in refs])


def findings(connection: sqlite3.Connection, about: str) -> Iterator[Ref]:
    """The findings that are still to be done, in the order of reading; what `done` takes out meanwhile is passed over."""
    last: tuple[int, str] = (-1, "")
    sql = """SELECT n, doc_id, id FROM pending_findings JOIN documents USING (n) WHERE about = ? AND (n, id) > (?, ?)
      ORDER BY n, id LIMIT ?"""
    while rows := connection.execute(sql, (about, *last, AT_ONCE)).fetchall():
        for n, doc_id, local_id in rows:
            if holds(connection, about, (n, local_id)):
                yield Ref(doc_id, local_id)
        last = rows[-1][0], rows[-1][2]


def done(connection: sqlite3.Connection, about: str, refs: Iterable[Ref]) -> None:
    """Findings whose groups are derived."""
    sql = "DELETE FROM pending_findings WHERE about = ? AND n = (SELECT n FROM documents WHERE doc_id = ?) AND id = ?"
    connection.executemany(sql, [(about, r.doc_id, r.local_id) for r in refs])


def gather_members(connection: sqlite3.Connection, about: str) -> None:
    """Note which entity each pending chain is in now; chains that are no more are done."""
    gone = "NOT EXISTS (SELECT 1 FROM chains c WHERE c.n = pending_findings.n AND c.id = pending_findings.id)"
    connection.execute(f"DELETE FROM pending_findings WHERE about = ? AND {gone}", (about,))  # noqa: S608  # our own words
    connection.execute("DELETE FROM pending_members")
    sql = """INSERT INTO pending_members SELECT entity_id, doc_id, id, lost FROM pending_findings JOIN documents USING (n)
      CROSS JOIN chain_entities USING (doc_id) WHERE about = ? AND chain = id"""
    connection.execute(sql, (about,))


def members(connection: sqlite3.Connection, entity_id: str) -> list[tuple[Ref, bool]]:
    """The pending chains of an entity, as they were gathered, each with whether it lost a link."""
    sql = "SELECT doc_id, id, lost FROM pending_members WHERE entity_id = ? ORDER BY doc_id, id"
    return [(Ref(doc_id, local_id), bool(lost)) for doc_id, local_id, lost in connection.execute(sql, (entity_id,))]


def holds(connection: sqlite3.Connection, about: str, at: tuple[int, str]) -> bool:
    """Whether a finding (n, local id) is still to be done."""
    sql = "SELECT 1 FROM pending_findings WHERE (about, n, id) = (?, ?, ?)"
    return connection.execute(sql, (about, *at)).fetchone() is not None


def events(connection: sqlite3.Connection) -> list[str]:
    """Events of which an incident is pending."""
    sql = """SELECT DISTINCT event_id FROM pending_findings JOIN documents USING (n) CROSS JOIN mention_events USING (doc_id)
      WHERE about = 'event' AND mention = id ORDER BY event_id"""
    return [event_id for (event_id,) in connection.execute(sql)]


def count_keys(connection: sqlite3.Connection, about: str, changes: Mapping[int, int]) -> None:
    """Add to how many more rows each key has."""
    sql = "INSERT INTO pending_keys VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET change = change + excluded.change"
    connection.executemany(sql, [(about, key, change) for key, change in changes.items() if change])


def changed_keys(connection: sqlite3.Connection, about: str) -> Iterator[tuple[int, int]]:
    """(key, how many more rows it has), in order."""
    last = -1
    sql = "SELECT key, change FROM pending_keys WHERE about = ? AND key > ? AND change <> 0 ORDER BY key LIMIT ?"
    while rows := connection.execute(sql, (about, last, AT_ONCE)).fetchall():
        yield from map(tuple, rows)
        last = rows[-1][0]


def add_names(connection: sqlite3.Connection, about: str, names: Iterable[tuple[int, int | None]]) -> None:
    """Note keys of names; with each the rank of a report that had the name and has changed, None for one that has it now."""
    sql = """INSERT INTO pending_names VALUES (?, ?, ?)
      ON CONFLICT DO UPDATE SET removed = min(coalesce(removed, excluded.removed), coalesce(excluded.removed, removed))"""
    connection.executemany(sql, [(about, key, removed) for key, removed in names])


def names(connection: sqlite3.Connection, about: str) -> Iterator[tuple[int, int | None]]:
    """(key of a name, the least rank of a report that had it and has changed), in order."""
    last = -1
    sql = "SELECT key, removed FROM pending_names WHERE about = ? AND key > ? ORDER BY key LIMIT ?"
    while rows := connection.execute(sql, (about, last, AT_ONCE)).fetchall():
        yield from map(tuple, rows)
        last = rows[-1][0]


def settled(connection: sqlite3.Connection, about: str) -> None:
    """Keys and names that are looked at."""
    connection.execute("DELETE FROM pending_keys WHERE about = ?", (about,))
    connection.execute("DELETE FROM pending_names WHERE about = ?", (about,))
