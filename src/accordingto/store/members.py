"""The findings of an entity or event, and the link between two of them.

In: a connection and public ids: of an entity, an event, or any finding of one. Out: references, names, the strongest link. Reads only.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accordingto.errors import NotFound
from accordingto.model.linked import Ref

Connection = sqlite3.Connection
Row = dict[str, Any]
CHAINS = "SELECT doc_id, chain AS id FROM chain_entities WHERE entity_id = ? ORDER BY doc_id, chain"
MENTIONS = "SELECT doc_id, mention AS id FROM mention_events WHERE event_id = ? ORDER BY doc_id, mention"


@dataclass(frozen=True, slots=True)
class Members:
    """An entity or event with its findings."""

    about: str
    id: str
    name: str
    refs: tuple[Ref, ...]


def members_of(connection: Connection, words: str, record: str) -> Members:
    """The entity or event that ``words`` mean: its id, the id of one of its findings, or an entity's name. Raises NotFound."""
    doc_id, _, local_id = words.rpartition(".")
    for about, sql, keys in (
        ("entity", "SELECT entity_id, name FROM entities WHERE entity_id = ?", (words,)),
        ("event", "SELECT event_id, label FROM events WHERE event_id = ?", (words,)),
        (
            "entity",
            "SELECT entity_id, name FROM entities JOIN chain_entities USING (entity_id) WHERE doc_id = ? AND chain = ?",
            (doc_id, local_id),
        ),
        (
            "event",
            "SELECT event_id, label FROM events JOIN mention_events USING (event_id) WHERE doc_id = ? AND mention = ?",
            (doc_id, local_id),
        ),
        ("entity", "SELECT entity_id, name FROM entities WHERE name = ? COLLATE NOCASE ORDER BY entity_id LIMIT 1", (words,)),
    ):
        row = connection.execute(sql, keys).fetchone()
        if row:
            refs = connection.execute(CHAINS if about == "entity" else MENTIONS, (row[0],))
            return Members(about, str(row[0]), str(row[1]), tuple(Ref(r["doc_id"], r["id"]) for r in refs))
    raise NotFound("find", words, f"no entity or event of this id or name in {record}", "`accordingto events RECORD` lists ids.")


def names_of(connection: Connection, doc_ids: Iterable[str]) -> dict[Ref, str]:
    """What the chains of some reports are called across reports."""
    sql = "SELECT doc_id, chain, name FROM chain_entities JOIN entities USING (entity_id) WHERE doc_id = ? AND named = 1"
    return {Ref(doc_id, r["chain"]): r["name"] for doc_id in sorted(set(doc_ids)) for r in connection.execute(sql, (doc_id,))}


def strongest_link(connection: Connection, left: str, right: str, record: str) -> Row | None:
    """The link between two findings, else the strongest between those of their groups; None where none was kept."""
    try:
        ours, theirs = members_of(connection, left, record), members_of(connection, right, record)
    except NotFound:
        return None
    asked = {Ref.of(words) for words in (left, right)}
    others = set(theirs.refs)
    sql = """SELECT * FROM links WHERE about = ? AND ((left_doc = ? AND left_id = ?) OR (right_doc = ? AND right_id = ?))"""
    found = [
        row
        for ref in ours.refs
        for row in connection.execute(sql, (ours.about, ref.doc_id, ref.local_id, ref.doc_id, ref.local_id))
        if _pair(row) - {ref} <= others
    ]
    if not found:
        return None
    best = max(found, key=lambda r: (_pair(r) == asked, r["weight"], r["left_doc"], r["left_id"], r["right_doc"], r["right_id"]))
    pair = {"left": f"{best['left_doc']}.{best['left_id']}", "right": f"{best['right_doc']}.{best['right_id']}"}
    return {"about": best["about"], **pair, "together": ours.id == theirs.id, "weight": best["weight"], **json.loads(best["weights"])}


def _pair(row: sqlite3.Row) -> set[Ref]:
    return {Ref(row["left_doc"], row["left_id"]), Ref(row["right_doc"], row["right_id"])}
