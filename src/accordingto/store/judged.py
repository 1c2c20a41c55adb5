"""Which two findings a judgement is about, found again by their characters.

In: a connection. Out: judgements with the ids that their findings have now. One whose finding is gone is left out here and listed as
unplaced; it holds again as soon as the finding is there again.
"""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from accordingto.model.evidence import Span
from accordingto.model.review import Anchor, Answer, Judgement, anchor_from, anchor_row
from accordingto.store.anchors import place

ROLES = {"n": "mentions", "e": "trigger"}
"""Letter of a finding that can be judged -> the role of its characters in `evidence`."""


def side_of(connection: sqlite3.Connection, public_id: str) -> dict[str, Any]:
    """One side of a judgement: report, hash of its text, kind letter, characters."""
    doc_id, _, local_id = public_id.rpartition(".")
    row = connection.execute("SELECT n, text_sha FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    anchors = _anchors(connection, row["n"], local_id[0])
    return {"doc_id": doc_id, "text_sha": row["text_sha"], "letter": local_id[0], **anchor_row(anchors[local_id])}


def _anchors(connection: sqlite3.Connection, n: int, letter: str) -> dict[str, Anchor]:
    """Characters of all findings of a kind in one report."""
    sql = "SELECT id, span_start, span_end FROM evidence WHERE n = ? AND role = ? AND substr(id, 1, 1) = ? ORDER BY id, part"
    spans: dict[str, tuple[Span, ...]] = {}
    for local_id, start, end in connection.execute(sql, (n, ROLES[letter], letter)):
        spans[local_id] = (*spans.get(local_id, ()), Span(start, end))
    return {local_id: Anchor(spans=own) for local_id, own in spans.items()}


def load_judgements(connection: sqlite3.Connection) -> tuple[Judgement, ...]:
    """What people have said of pairs and not undone, in the order in which they said it, by the ids of now."""
    sql = "SELECT * FROM judgements WHERE undone_at IS NULL ORDER BY judgement_id"
    out = []
    for row in connection.execute(sql).fetchall():
        sides = sides_now(connection, row)
        if sides:
            left, right = sorted(sides)
            answer = Answer(row["answer"])
            out.append(Judgement(about=row["about"], left=left, right=right, answer=answer, by=row["by"], at=row["at"], note=row["note"]))
    return tuple(out)


def sides_now(connection: sqlite3.Connection, row: sqlite3.Row | Mapping[str, Any]) -> tuple[str, str] | None:
    """The ids that the two findings of a judgement have now; None where one is not found."""
    if row["anchors"] is None:  # made before anchors were kept
        return row["left_id"], row["right_id"]
    found = [_now(connection, side) for side in json.loads(row["anchors"])]
    return (found[0], found[1]) if found[0] and found[1] else None


def _now(connection: sqlite3.Connection, side: Mapping[str, Any]) -> str | None:
    sql = "SELECT n, doc_id FROM documents WHERE doc_id = ?1 OR (text_sha = ?2 AND current = 1) ORDER BY doc_id <> ?1, n LIMIT 1"
    row = connection.execute(sql, (side["doc_id"], side["text_sha"])).fetchone()
    if row is None:
        return None
    known = {local_id: (anchor,) for local_id, anchor in _anchors(connection, row["n"], side["letter"]).items()}
    found = place(anchor_from(side), known)
    return f"{row['doc_id']}.{found}" if found else None
