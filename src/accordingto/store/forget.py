"""Forgetting a report: all of it, really.

In: a record open for writing and a report. Out: a file in which no byte of its text is left: not in a table, not in the search index,
not in a correction about it, not in a free page, not in the write-ahead log. A hash of the text stays behind, so that it is not read in
again by accident. `pipeline.forget` withdraws a report, links what it touched anew, and erases it, all in one transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

from accordingto.errors import RecordLocked
from accordingto.store.record import Record


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A report on its way out, with all its revisions."""

    article: int
    revisions: int
    judged: tuple[str, ...]
    """Public ids of findings, here and in other reports, on which a decision went with it."""


def withdraw(connection: sqlite3.Connection, doc_id: str) -> Withdrawn:
    """Take the report ``doc_id`` out of what is current, with all that people decided on it; linking then takes it out of the links."""
    (article,) = connection.execute("SELECT article_id FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    rows = connection.execute("SELECT n, doc_id, text_sha, address FROM documents WHERE article_id = ?", (article,)).fetchall()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    judged: set[str] = set()
    for row in rows:
        connection.execute("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", (row["text_sha"], at))
        connection.execute("DELETE FROM items WHERE doc_id = ? OR address = ?", (row["doc_id"], row["address"]))
        judged |= _drop_judgements(connection, row["doc_id"], row["text_sha"])
        connection.execute("DELETE FROM corrections WHERE doc_id = ? OR text_sha = ?", (row["doc_id"], row["text_sha"]))
        connection.execute("DELETE FROM problems WHERE n = ? OR address = ?", (row["n"], row["address"]))
        connection.execute("UPDATE runs SET command = 'read (a path was forgotten)' WHERE instr(command, ?)", (row["address"],))
    connection.execute("UPDATE documents SET current = 0 WHERE article_id = ?", (article,))
    return Withdrawn(article, len(rows), tuple(sorted(judged)))


def _drop_judgements(connection: sqlite3.Connection, doc_id: str, text_sha: str) -> set[str]:
    where = "left_id LIKE ?1 OR right_id LIKE ?1 OR instr(anchors, ?2)"
    values = (doc_id + ".%", text_sha)
    found = connection.execute(f"SELECT left_id, right_id FROM judgements WHERE {where}", values).fetchall()  # noqa: S608  # our own words
    connection.execute(f"DELETE FROM judgements WHERE {where}", values)  # noqa: S608  # our own words
    return {public_id for row in found for public_id in row}


def erase(connection: sqlite3.Connection, report: Withdrawn) -> None:
    """Remove a withdrawn report that is in no link any more."""
    connection.execute("DELETE FROM articles WHERE article_id = ?", (report.article,))
    at = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('to_clean', ?)", (at,))


def is_to_clean(record: Record) -> bool:
    """Whether something was forgotten and the file not yet written anew: the command was stopped, or somebody was reading."""
    return record.connection.execute("SELECT 1 FROM meta WHERE key = 'to_clean'").fetchone() is not None


def scrub(record: Record) -> None:
    """Write the file anew, so that what was removed is in no page of it. Runs after the links are made anew.

    Raises RecordLocked where another process still reads: then its view of the file, with the old pages, cannot be given up.
    """
    with record.errors("clean the record"):
        connection = record.connection
        connection.execute("PRAGMA temp_store = MEMORY")  # the copy that VACUUM makes must not lie in a temporary file
        for (index,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'").fetchall():
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608  # names of our own tables
        _checkpoint(record)
        connection.execute("VACUUM")
        _checkpoint(record)
        connection.execute("DELETE FROM meta WHERE key = 'to_clean'")
        _checkpoint(record)


def _checkpoint(record: Record) -> None:
    """Empty the write-ahead log into the file."""
    busy = record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        why = "the report is forgotten, but another process reads the file, so old pages of it cannot be removed yet"
        raise RecordLocked("clean the record", record.name, why, "Close whatever has it open and run the same command again.")
