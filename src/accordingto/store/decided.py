"""What people decided, as a list to read: on pairs and on rows, with where each decision stands now.

In: a connection. Out: plain dicts, in the order in which people decided.
"""

import json
import sqlite3
from typing import Any

from accordingto.store.judged import sides_now

Row = dict[str, Any]


def load_decisions(connection: sqlite3.Connection) -> list[Row]:
    """All decisions. ``state``: holds, undone, unplaced (its row is not found now), waiting (its report is not here)."""
    return sorted([*_pairs(connection), *_rows(connection)], key=lambda row: (row["at"], row["decision"]))


def _pairs(connection: sqlite3.Connection) -> list[Row]:
    out = []
    for row in connection.execute("SELECT * FROM judgements ORDER BY judgement_id").fetchall():
        sides = sides_now(connection, row)
        state = "undone" if row["undone_at"] else "holds" if sides else "unplaced"
        ids = " ".join(sides or (row["left_id"], row["right_id"]))
        plain = {name: row[name] for name in ("by", "at", "note", "undone_at")}
        out.append(
            {"decision": str(row["judgement_id"]), "answer": row["answer"], "rows": ids, "words": row["about"], "state": state, **plain}
        )
    return out


def _rows(connection: sqlite3.Connection) -> list[Row]:
    sql = """SELECT c.*, p.id AS local_id, p.n, coalesce(here.doc_id, c.doc_id) AS at_doc, here.text FROM corrections c
      LEFT JOIN placements p USING (correction_id) LEFT JOIN documents here ON here.n = coalesce(p.n,
        (SELECT n FROM documents d WHERE d.doc_id = c.doc_id)) ORDER BY c.at, c.correction_id"""
    return [_decision(row) for row in connection.execute(sql)]


def _decision(row: sqlite3.Row) -> Row:
    answer = row["action"]
    if answer == "edit":
        was, now = json.loads(row["was"]).get(row["field"]), json.loads(row["now"])
        answer = f"{row['field']}: {_shown(was)} → {_shown(now)}"
    state = "waiting" if row["text"] is None else "holds" if row["local_id"] else "unplaced"
    spans = json.loads(row["anchor"])["spans"]
    return {
        "decision": row["act"],
        "answer": answer,
        "rows": f"{row['at_doc']}.{row['local_id']}" if row["local_id"] else f"{row['at_doc']} ({row['kind']})",
        "words": " … ".join(row["text"][start:end] for start, end in spans) if row["text"] else None,
        "state": "undone" if row["undone_at"] else state,
        **{name: row[name] for name in ("by", "at", "note", "undone_at")},
    }


def _shown(value: Any) -> str:
    return "unknown" if value is None else str(value)
