"""Why a finding is what it is: the rule, how sure it is, what it saw, the words; and the same of what it rests on.

In: a connection and an id, or two. Out: plain dicts. Reads only.

A date of an event rests on a time, and that perhaps on the time of saying from which it counts: each is told with its rule and anchor. A
place is told with its candidates and their weights.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from accordingto.errors import NotFound
from accordingto.store.ask import find_document
from accordingto.store.members import strongest_link
from accordingto.store.sharing import side_by_side

Row = dict[str, Any]
Connection = sqlite3.Connection

TABLE_OF = {
    "a": "attributions",
    "m": "mentions",
    "n": "chains",
    "t": "times",
    "p": "places",
    "e": "event_mentions",
    "c": "claims",
    "k": "codes",
}
"""Kind letter of a local id -> table."""
HIDDEN = frozenset({"n", "reason_id"})


def why(connection: Connection, public_id: str, record: str) -> Row:
    """What decided a finding: the rule, its confidence, what it saw, and the words. Raises NotFound."""
    doc_id, _, local_id = public_id.rpartition(".")
    document = connection.execute("SELECT n, text FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    row = _finding(connection, document, local_id) if document else None
    if row is None:
        raise NotFound("explain", public_id, f"not in {record}", "Ids are shown by `quotes`, `events --json` and `show`.")
    row["rests_on"] = list(_grounds(connection, document, row))
    if row["kind_of_row"] == "event_mentions":
        sql = "SELECT ? || '.' || id AS id, slot, value FROM claims WHERE n = ? AND mention = ? ORDER BY slot, id"
        row["claims"] = [dict(claim) for claim in connection.execute(sql, (doc_id, document["n"], local_id))]
    if row["kind_of_row"] == "claims":
        sql = "SELECT ? || '.' || id AS id, kind, value FROM codes WHERE n = ? AND claim = ? ORDER BY kind"
        row["codes"] = [dict(code) for code in connection.execute(sql, (doc_id, document["n"], local_id))]
    return row


def _finding(connection: Connection, document: sqlite3.Row, local_id: str) -> Row | None:
    table = TABLE_OF.get(local_id[:1])
    sql = f"SELECT t.*, rule FROM {table} t JOIN reasons USING (reason_id) WHERE n = ? AND id = ?"  # noqa: S608  # our own tables
    row = connection.execute(sql, (document["n"], local_id)).fetchone() if table else None
    if row is None:
        return None
    sql = "SELECT role, span_start, span_end FROM evidence WHERE n = ? AND id = ? ORDER BY role, part"
    evidence = connection.execute(sql, (document["n"], local_id)).fetchall()
    return {k: v for k, v in dict(row).items() if k not in HIDDEN} | {
        "kind_of_row": table,
        "evidence": [{"role": r, "start": s, "end": e, "words": document["text"][s:e]} for r, s, e in evidence],
    }


def _grounds(connection: Connection, document: sqlite3.Row, row: Row) -> Iterator[Row]:
    """The time or place that a claim refers to, and the time from which that one counts; each once."""
    seen, at = {row["id"]}, row
    while (local_id := at.get("refers_to") or at.get("anchor")) and local_id not in seen:
        seen.add(local_id)
        ground = _finding(connection, document, local_id)
        if ground is None:  # an anchor that is no finding: "published", "dateline"
            return
        yield ground
        at = ground


def why_linked(connection: Connection, left: str, right: str, record: str) -> Row:
    """The weights of the pair, or the passages that two reports share."""
    strongest = strongest_link(connection, left, right, record)
    if strongest:
        return strongest
    shared = side_by_side(connection, *(_report(connection, words, record) for words in (left, right)))
    if shared is None:
        raise NotFound("explain", f"{left} and {right}", f"no link between them in {record}", "They share nothing that was compared.")
    return shared


def _report(connection: Connection, words: str, record: str) -> str:
    """The doc_id that ``words`` mean; the words themselves where they mean none."""
    try:
        return find_document(connection, words, record)
    except NotFound:
        return words
