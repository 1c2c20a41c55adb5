"""What linking compares and what it found of each pair <-> rows.

In: a connection, inside the caller's transaction. Out: rows with the keys under which they may meet others; links by their ends. It
does not score and does not group.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from accordingto.model.linked import Link, Ref

KEPT = ("link_rows", "link_keys", "links", "entities", "events")
"""Tables that linking fills, beside the echoes; the others go with `entities` and `events`."""


def clear(connection: sqlite3.Connection) -> None:
    """Forget all that linking made, but for the echoes."""
    for table in ("verdicts", "accounts", *KEPT):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables


def has_given(connection: sqlite3.Connection) -> bool:
    """Whether a report came with mentions that its reader handed in."""
    return (
        connection.execute("SELECT 1 FROM documents INDEXED BY documents_given WHERE given IS NOT NULL AND current = 1 LIMIT 1").fetchone()
        is not None
    )


def judged_ids(connection: sqlite3.Connection) -> list[str]:
    """Public ids of the findings on which people ever decided something."""
    return [i for (i,) in connection.execute("SELECT left_id FROM judgements UNION SELECT right_id FROM judgements ORDER BY 1")]


def add_row(connection: sqlite3.Connection, about: str, at: tuple[int, Ref], body: str, keys: Iterable[int]) -> None:
    """A row of the report ``at``: its integer key and the finding."""
    n, ref = at
    connection.execute("INSERT INTO link_rows VALUES (?, ?, ?, ?)", (n, about, ref.local_id, body))
    rank = rank_of(ref.doc_id)
    connection.executemany("INSERT OR IGNORE INTO link_keys VALUES (?, ?, ?, ?)", [(key, rank, n, ref.local_id) for key in keys])


def drop_row(connection: sqlite3.Connection, about: str, at: tuple[int, Ref], keys: Iterable[int]) -> None:
    """Take a row out again; ``keys`` as they were when it was added."""
    n, ref = at
    connection.execute("DELETE FROM link_rows WHERE n = ? AND about = ? AND id = ?", (n, about, ref.local_id))
    rank = rank_of(ref.doc_id)
    found = [(key, rank, n, ref.local_id) for key in keys]
    connection.executemany("DELETE FROM link_keys WHERE key = ? AND rank = ? AND n = ? AND id = ?", found)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether no report has a row."""
    return connection.execute("SELECT 1 FROM link_rows LIMIT 1").fetchone() is None


def rank_of(doc_id: str) -> int:
    """Orders reports by their ids: 63 bits."""
    return int(doc_id[1:], 16) >> 1


def bodies(connection: sqlite3.Connection, about: str, n: int) -> list[str]:
    """The rows of a report."""
    sql = "SELECT body FROM link_rows WHERE n = ? AND about = ? ORDER BY id"
    return [body for (body,) in connection.execute(sql, (n, about))]


def ids_of(connection: sqlite3.Connection, about: str, n: int) -> list[str]:
    """Local ids of the rows of a report."""
    sql = "SELECT id FROM link_rows WHERE n = ? AND about = ? ORDER BY id"
    return [local_id for (local_id,) in connection.execute(sql, (n, about))]


def body(connection: sqlite3.Connection, about: str, n: int, local_id: str) -> str | None:
    """One row."""
    found = connection.execute("SELECT body FROM link_rows WHERE n = ? AND about = ? AND id = ?", (n, about, local_id)).fetchone()
    return found[0] if found else None


def block(connection: sqlite3.Connection, key: int, limit: int) -> list[tuple[int, str]]:
    """(n, id) of the first rows of a key, ordered by their reports' ids."""
    sql = "SELECT n, id FROM link_keys WHERE key = ? ORDER BY rank, n, id LIMIT ?"
    return [(n, local_id) for n, local_id in connection.execute(sql, (key, limit))]


def add_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Write links in place of what was there for their pairs."""
    sql = "INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?, ?)"
    rows = ((k.about, *_sides(k), k.weight, json.dumps(dict(k.weights))) for k in links)
    connection.executemany(sql, rows)


def drop_link(connection: sqlite3.Connection, link: Link) -> bool:
    """Take a link out; whether it was there."""
    sql = "DELETE FROM links WHERE about = ? AND left_doc = ? AND left_id = ? AND right_doc = ? AND right_id = ?"
    return connection.execute(sql, (link.about, *_sides(link))).rowcount > 0


def links_of_report(connection: sqlite3.Connection, about: str, doc_id: str) -> list[Link]:
    """Links with one end in a report.

    The index is named: left to itself, SQLite takes the key, which begins with what the links are about, and reads all links of that kind.
    """
    sql = """SELECT * FROM links WHERE left_doc = ?1 AND about = ?2
      UNION SELECT * FROM links INDEXED BY links_right WHERE right_doc = ?1 AND about = ?2"""
    return [_link(row) for row in connection.execute(sql, (doc_id, about))]


def links_at(connection: sqlite3.Connection, ref: Ref, about: str) -> list[Link]:
    """Links with one end at a finding."""
    sql = (
        """SELECT * FROM links WHERE left_doc = ?1 AND left_id = ?2 UNION ALL SELECT * FROM links WHERE right_doc = ?1 AND right_id = ?2"""
    )
    return [link for row in connection.execute(sql, (ref.doc_id, ref.local_id)) if (link := _link(row)).about == about]


def ties_at(connection: sqlite3.Connection, ref: Ref, abouts: Sequence[str], least: float) -> list[tuple[str, float, Ref]]:
    """What a finding is linked with by at least ``least``: (about, weight, the other end)."""
    sql = """SELECT about, weight, right_doc, right_id FROM links WHERE left_doc = ?1 AND left_id = ?2 AND weight >= ?3
      UNION ALL SELECT about, weight, left_doc, left_id FROM links WHERE right_doc = ?1 AND right_id = ?2 AND weight >= ?3"""
    found = connection.execute(sql, (ref.doc_id, ref.local_id, least))
    return [(about, weight, Ref(doc_id, local_id)) for about, weight, doc_id, local_id in found if about in abouts]


def _sides(link: Link) -> tuple[str, str, str, str]:
    return link.left.doc_id, link.left.local_id, link.right.doc_id, link.right.local_id


def _link(row: sqlite3.Row) -> Link:
    about, left_doc, left_id, right_doc, right_id, weight, weights = row
    told = tuple(json.loads(weights).items())
    return Link(about=about, left=Ref(left_doc, left_id), right=Ref(right_doc, right_id), weight=weight, weights=told)
