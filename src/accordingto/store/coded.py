"""Codes of those who take part in events: country and sector, each with the words that give it.

In: a connection. Out: plain dicts, one a participant of an event as a report names it. What a person has changed has no code any more:
a code is the program's reading of the words that it found. Reads only.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from accordingto.model.found import AnnotatedDocument

Row = dict[str, Any]

PARTICIPANTS = """SELECT m.event_id AS event, c.slot, c.value AS name, d.doc_id, d.doc_id || '.' || c.id AS id, k.kind, k.value AS code,
    d.doc_id || '.' || k.id AS code_id, e.span_start, e.span_end, substr(d.text, e.span_start + 1, e.span_end - e.span_start) AS words
  FROM mention_events m JOIN documents d USING (doc_id)
    JOIN claims c ON c.n = d.n AND c.mention = m.mention AND c.slot IN ('actor', 'recipient')
    LEFT JOIN codes k ON k.n = c.n AND k.claim = c.id LEFT JOIN evidence e ON e.n = k.n AND e.id = k.id AND e.role = 'words' AND e.part = 0
  WHERE m.event_id IN (SELECT value FROM json_each(?)) ORDER BY d.n, c.id, k.kind"""
MOST = 200
"""Participants of one event that are listed; a page of more would not be read."""


def participants(connection: sqlite3.Connection, event_id: str) -> list[Row]:
    """Who takes part in an event: each name once a slot, with its codes where the text gives any."""
    return _each_once(_rows(connection, [event_id])[event_id])[:MOST]


def with_participants(connection: sqlite3.Connection, events: Sequence[Row]) -> list[Row]:
    """``events`` with ``actors`` and ``recipients`` as the contract writes them: name and code."""
    found = _rows(connection, [event["id"] for event in events])
    return [event | _by_slot(_each_once(found[event["id"]])) for event in events]


def _rows(connection: sqlite3.Connection, event_ids: Sequence[str]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(PARTICIPANTS, (json.dumps(event_ids),)):
        found[row["event"]].append(dict(row))
    return found


def _by_slot(rows: Sequence[Row]) -> dict[str, list[Row]]:
    kept = ("name", "code", "id")
    return {f"{slot}s": [{k: r[k] for k in kept} for r in rows if r["slot"] == slot] for slot in ("actor", "recipient")}


def _each_once(rows: Sequence[Row]) -> list[Row]:
    """One row a name and slot. Reports that give it different codes leave it without: they do not mean the same one."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row["slot"], row["name"].casefold())
        kept = found.setdefault(key, {k: row[k] for k in ("slot", "name", "doc_id", "id")} | {"values": {}, "evidence": []})
        if row["kind"]:
            kept["values"].setdefault(row["kind"], set()).add(row["code"])
            kept["evidence"].append({k: row[k] for k in ("kind", "code", "code_id", "doc_id", "span_start", "span_end", "words")})
    return [_with_code(row) for row in found.values()]


def _with_code(row: Row) -> Row:
    values = row.pop("values")
    code = {kind: next(iter(values[kind])) if len(values.get(kind, ())) == 1 else None for kind in ("country", "sector")}
    return row | {"code": code if any(code.values()) else None}


def kept_codes(after: AnnotatedDocument, before: AnnotatedDocument) -> AnnotatedDocument:
    """``after`` with the codes of those claims and places that nobody has changed since ``before``."""
    claims = {c.id: (c.value, c.words, c.slot) for c in before.claims}
    same = {c.id for c in after.claims if claims.get(c.id) == (c.value, c.words, c.slot)}
    places = {p.id: p.country for p in before.places}
    settled = {p.id for p in after.places if places.get(p.id) == p.country} | {None}
    return replace(after, codes=tuple(k for k in after.codes if k.claim in same and k.refers_to in settled))
