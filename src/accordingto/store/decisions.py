"""What people say of pairs: added, undone, never erased.

In: a record open for writing, two ids, an answer. Out: a row in `judgements`. Ids of events and entities are kept as ids of their first
finding, since groups change and findings stay; beside them stand the characters of both findings (`judged`), since another model
numbers findings anew.
"""

import json
import sqlite3
from datetime import UTC, datetime

from accordingto.errors import NotFound, UsageError
from accordingto.model.review import Answer
from accordingto.store.judged import side_of
from accordingto.store.record import Record


def judge(record: Record, ids: tuple[str, str], answer: Answer, *, by: str, note: str | None = None) -> int:
    """Note that the two are one, or are not; the number of the judgement."""
    with record.transaction("save a judgement") as connection:
        (left, about), (right, other) = (_finding(connection, i, record.name) for i in ids)
        if about != other:
            raise UsageError(
                "judge", f"{ids[0]} and {ids[1]}", f"one is about an {about}, the other about an {other}", "Give two of a kind."
            )
        if left == right:
            raise UsageError("judge", ids[0], "it is one thing with itself already", "Give two different ids.")
        sql = "INSERT INTO judgements (about, left_id, right_id, answer, by, at, note, anchors) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        left, right = sorted((left, right))
        anchors = json.dumps([side_of(connection, left), side_of(connection, right)])
        row = (about, left, right, answer.value, by, _now(), note, anchors)
        return int(connection.execute(sql, row).lastrowid or 0)


def undo(record: Record, judgement_id: int) -> None:
    """Take a judgement back; it stays in the record as undone."""
    with record.transaction("undo a judgement") as connection:
        row = connection.execute("SELECT undone_at FROM judgements WHERE judgement_id = ?", (judgement_id,)).fetchone()
        if row is None:
            raise NotFound("undo", f"decision {judgement_id}", f"not in {record.name}", "`accordingto decisions RECORD` lists them.")
        if row["undone_at"]:
            raise UsageError("undo", f"decision {judgement_id}", f"undone already, at {row[0]}", "Decide anew if you want it back.")
        connection.execute("UPDATE judgements SET undone_at = ? WHERE judgement_id = ?", (_now(), judgement_id))


def _finding(connection: sqlite3.Connection, public_id: str, record: str) -> tuple[str, str]:
    """(id of a chain or event mention, what it is about)."""
    for sql, about in (
        ("SELECT doc_id || '.' || chain FROM chain_entities WHERE entity_id = ? ORDER BY doc_id, chain LIMIT 1", "entity"),
        ("SELECT doc_id || '.' || mention FROM mention_events WHERE event_id = ? ORDER BY doc_id, mention LIMIT 1", "event"),
        ("SELECT doc_id || '.' || id FROM chains JOIN documents USING (n) WHERE doc_id || '.' || id = ?", "entity"),
        ("SELECT doc_id || '.' || id FROM event_mentions JOIN documents USING (n) WHERE doc_id || '.' || id = ?", "event"),
    ):
        row = connection.execute(sql, (public_id,)).fetchone()
        if row:
            return str(row[0]), about
    raise NotFound("judge", public_id, f"no entity, event or finding of this id in {record}", "`accordingto events RECORD` lists ids.")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
