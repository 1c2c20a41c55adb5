"""Forgetting a report: all of it, really.

In: a record open for writing and a report. Out: a file in which no byte of its text is left: not in a table, not in the search index,
not in a free page, not in the write-ahead log. A hash of the text stays behind, so that it is not read in again by accident.
"""

from datetime import UTC, datetime

from accordingto.store.echoes import mark_changed
from accordingto.store.record import Record


def forget(record: Record, doc_id: str) -> int:
    """Remove the report ``doc_id`` with all its revisions; how many were removed. The links must be made anew afterwards."""
    with record.transaction("forget a report") as connection:
        sql = "SELECT n, doc_id, text_sha, address FROM documents WHERE article_id = (SELECT article_id FROM documents WHERE doc_id = ?)"
        rows = connection.execute(sql, (doc_id,)).fetchall()
        at = datetime.now(UTC).isoformat(timespec="seconds")
        for row in rows:
            connection.execute("INSERT OR IGNORE INTO forgotten VALUES (?, ?)", (row["text_sha"], at))
            connection.execute("DELETE FROM items WHERE doc_id = ?", (row["doc_id"],))
            connection.execute("DELETE FROM judgements WHERE left_id LIKE ?1 OR right_id LIKE ?1", (row["doc_id"] + ".%",))
            connection.execute("DELETE FROM problems WHERE n = ? OR address = ?", (row["n"], row["address"]))
            connection.execute("UPDATE runs SET command = 'read (a path was forgotten)' WHERE instr(command, ?)", (row["address"],))
        connection.execute("DELETE FROM articles WHERE article_id = (SELECT article_id FROM documents WHERE doc_id = ?)", (doc_id,))
        for table in ("verdicts", "accounts", "events", "entities", "links"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables; made anew by linking
        connection.execute("DELETE FROM meta WHERE key = 'linked'")
        mark_changed(connection)
    return len(rows)


def scrub(record: Record) -> None:
    """Write the file anew, so that what was removed is in no page of it. Runs after the links are made anew."""
    with record.errors("clean the record"):
        connection = record.connection
        for index in ("documents_fts", "statements_fts", "names_fts", "events_fts"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608  # names of our own tables
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
