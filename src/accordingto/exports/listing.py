"""The record as plain tables: attributions, claims, events, accounts, decisions. For CSV, JSONL and XLSX.

In: a record. Out: rows with document, offsets and words of their evidence, who decided each value (the program or a person) and how far
its review has come.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from accordingto.exports.facts import all_facts, evidence_in_words
from accordingto.store import ask
from accordingto.store.record import Record
from accordingto.store.reviews import Reviews, statuses

Row = dict[str, Any]
PERSON = "correction"
"""The rule of a row that a person has changed."""


def attributions(record: Record) -> list[Row]:
    """Who said what."""
    known = statuses(record.connection)
    because = _because(record.connection, "attributions")
    return [_attribution(row, known, because) for row in ask.quotes(record.connection, {})]


def _attribution(row: Row, known: Reviews, because: Mapping[str, sqlite3.Row]) -> Row:
    fields = ("id", "doc_id", "outlet", "published", "title", "source_name", "source_kind", "stance", "mode", "medium", "inside")
    words = {key: value for role in ("source", "cue", "content") for key, value in _words(role, row).items()}
    return {name: row[name] for name in fields} | words | _decided(row["id"], known, because)


def _words(role: str, row: Row) -> Row:
    return {role: row[role], f"{role}_offsets": _offsets(row[f"{role}_spans"])}


def _offsets(spans: Sequence[Sequence[int]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


def _because(connection: sqlite3.Connection, table: str) -> dict[str, sqlite3.Row]:
    sql = f"""SELECT doc_id || '.' || t.id AS id, rule, confidence, detail FROM {table} t JOIN documents USING (n)
      JOIN reasons USING (reason_id)"""  # noqa: S608  # names of our own tables
    return {row["id"]: row for row in connection.execute(sql)}


def _decided(public_id: str, known: Reviews, because: Mapping[str, sqlite3.Row]) -> Row:
    """Who decided a row, and how far its review has come."""
    row = because[public_id]
    status, by = known.get(public_id, ("new", ()))
    return {
        "decided_by": "person" if row["rule"] == PERSON else "program",
        "rule": row["rule"],
        "confidence": row["confidence"],
        "decided_how": row["detail"],
        "review_status": str(status),
        "reviewed_by": list(by),
    }


CLAIMS = """SELECT d.doc_id || '.' || c.id AS id, d.doc_id, d.outlet, d.published, me.event_id AS event,
    d.doc_id || '.' || c.mention AS mention,
    c.slot, c.value, c.low, c.high, c.who, c.extent, c.current, c.earliest, c.latest, c.precision,
    coalesce(a.source_name, CASE WHEN c.according_to IS NULL THEN d.outlet END) AS claimant, c.according_to IS NULL AS own_voice,
    coalesce(a.stance, 'states') AS stance,
    (SELECT k.value FROM codes k WHERE k.n = c.n AND k.claim = c.id AND k.kind = 'country') AS country_code,
    (SELECT k.value FROM codes k WHERE k.n = c.n AND k.claim = c.id AND k.kind = 'sector') AS sector_code,
    p.geonameid, p.lat, p.lon, p.precision AS place_precision, d.n, c.id AS local_id, d.text
  FROM claims c JOIN documents d USING (n) LEFT JOIN attributions a ON a.n = c.n AND a.id = c.according_to
    LEFT JOIN mention_events me ON me.doc_id = d.doc_id AND me.mention = c.mention LEFT JOIN places p ON p.n = c.n AND p.id = c.refers_to
  WHERE d.current = 1 ORDER BY d.n, CAST(substr(c.id, 2) AS INTEGER)"""


def claims(record: Record) -> list[Row]:
    """Every value of every slot, with who says it."""
    known = statuses(record.connection)
    because = _because(record.connection, "claims")
    spans: defaultdict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for n, local_id, start, end in record.connection.execute(
        "SELECT n, id, span_start, span_end FROM evidence WHERE role = 'words' ORDER BY n, id, part"
    ):
        spans[n, local_id].append((start, end))
    out = []
    for row in map(dict, record.connection.execute(CLAIMS)):
        own, text = spans[row.pop("n"), row.pop("local_id")], row.pop("text")
        row |= {"own_voice": bool(row["own_voice"]), "current": bool(row["current"])}
        words = {"words": " … ".join(text[start:end] for start, end in own), "offsets": _offsets(own)}
        out.append(row | words | _decided(row["id"], known, because))
    return out


def events(record: Record) -> list[Row]:
    """Events with their place on the map, review and evidence."""
    out = []
    for facts in all_facts(record):
        point = facts.point or {}
        places = {f"place_{name}": point.get(name) for name in ("name", "geonameid", "lat", "lon", "precision")}
        evidence = [f"{m['doc_id']}:{m['span_start']}-{m['span_end']} “{m['words']}”" for m in facts.mentions]
        corrected = any(m["rule"] == PERSON for m in facts.mentions)
        decided = {"decided_by": "person" if corrected else "program", "review_status": facts.status.value}
        documents = [r["doc_id"] for r in facts.reports]
        out.append({**facts.event, **places, "documents": documents, "evidence": evidence, **decided})
    return out


def accounts(record: Record) -> list[Row]:
    """Accounts of all events with the verdict of their slot."""
    out = []
    for row in ask.accounts(record.connection, None):
        evidence = evidence_in_words(row)
        out.append({**row, "evidence": evidence, "documents": [e["doc_id"] for e in row["evidence"]]})
    return out


def decisions(record: Record) -> list[Row]:
    """What people decided."""
    return record.decisions()


LISTS: Mapping[str, Callable[[Record], list[Row]]] = {
    "attributions": attributions,
    "claims": claims,
    "events": events,
    "accounts": accounts,
    "decisions": decisions,
}
"""Name of a table -> its rows."""
