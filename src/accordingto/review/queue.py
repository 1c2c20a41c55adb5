"""What to look at next: the most disputed and the most doubtful first.

In: a record. Out: rows to decide on (attributions, or events report by report), each with why it stands where it stands. Rows that
somebody has decided on stand last, but for those on which people differ, which stand first. It decides nothing.
"""

import json
import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from accordingto.errors import UsageError
from accordingto.model.review import Status
from accordingto.store.reviews import statuses, together

KINDS = ("attributions", "events")
SURE = 1.0
"""Doubt counts from here: a row decided by an exact rule has no confidence, and none is needed."""
DIGITS = 6
"""Of a doubt, so that a place in the queue survives being written into an address."""
CONFLICT_WEIGHT = 0.25
"""What a conflict of accounts adds to the doubt of an event, once for each slot: two make up for a confidence of 0.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row, or the rows of one event in one report, to decide on. ``ids``: all that one decision concerns, the first to be edited."""

    ids: tuple[str, ...]
    what: str
    status: Status
    doubt: float
    why: str
    label: str
    by: tuple[str, ...]
    words: str = ""

    @property
    def id(self) -> str:
        """The row that stands for all."""
        return self.ids[0]


def queue(connection: sqlite3.Connection, what: str, status: str | None = None) -> list[Entry]:
    """Rows to look at; ``status`` leaves only those of one status. Raises UsageError."""
    if what not in KINDS:
        raise UsageError("list for review", what, "not a kind that is reviewed in a queue", f"One of: {', '.join(KINDS)}.")
    if status is not None and status not in set(Status):
        raise UsageError("list for review", status, "no status", f"One of: {', '.join(Status)}.")
    found = _attributions(connection) if what == "attributions" else _events(connection)
    rejected = _rejected(connection, "attribution" if what == "attributions" else "event mention")
    entries = [e for e in (*found, *rejected) if status is None or e.status == status]
    order = {Status.DISPUTED: 0, Status.NEW: 1, Status.ACCEPTED: 2, Status.REJECTED: 2}
    return sorted(entries, key=lambda e: (order[e.status], -e.doubt, e.id))


ATTRIBUTIONS = """SELECT d.doc_id || '.' || a.id AS id, a.source_name, a.stance, a.confidence FROM attributions a JOIN documents d USING (n)
  WHERE d.current = 1"""
CONTENT = """SELECT substr(d.text, e.span_start + 1, e.span_end - e.span_start) AS words FROM documents d JOIN evidence e USING (n)
  WHERE d.doc_id = ? AND e.id = ? AND e.role = 'content' ORDER BY part"""


def _attributions(connection: sqlite3.Connection) -> list[Entry]:
    known = statuses(connection)
    out = []
    for row in connection.execute(ATTRIBUTIONS):
        status, by = known.get(row["id"], (Status.NEW, ()))
        doubt = round(SURE - (row["confidence"] if row["confidence"] is not None else SURE), DIGITS)
        why = "by an exact rule" if row["confidence"] is None else f"{row['confidence']:.2f} sure"
        label = f"{row['source_name'] or 'nobody named'} {row['stance']}"
        out.append(Entry(ids=(row["id"],), what="attributions", status=status, doubt=doubt, why=why, label=label, by=by))
    return out


def words_of_entry(connection: sqlite3.Connection, entry: Entry) -> str:
    """The words of an entry: read only for those that are shown."""
    if entry.words or entry.what != "attributions":
        return entry.words
    doc_id, _, local_id = entry.id.rpartition(".")
    return " … ".join(row["words"] for row in connection.execute(CONTENT, (doc_id, local_id)))


EVENTS = """SELECT e.event_id, e.label, d.doc_id || '.' || m.id AS id, d.doc_id, m.confidence,
    (SELECT count(*) FROM verdicts v WHERE v.event_id = e.event_id AND verdict = 'conflict') AS conflicts,
    substr(d.text, t.span_start + 1, t.span_end - t.span_start) AS words
  FROM events e JOIN mention_events USING (event_id) JOIN documents d USING (doc_id) JOIN event_mentions m ON m.n = d.n AND m.id = mention
    JOIN evidence t ON t.n = d.n AND t.id = m.id AND t.role = 'trigger'
  WHERE e.type IS NOT NULL AND m.type IS NOT NULL AND d.current = 1 ORDER BY d.n, CAST(substr(m.id, 2) AS INTEGER)"""


def _events(connection: sqlite3.Connection) -> list[Entry]:
    """One entry for each event in each report: a coder reads report by report."""
    known = statuses(connection)
    groups: defaultdict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in connection.execute(EVENTS):
        groups[row["event_id"], row["doc_id"]].append(row)
    out = []
    for rows in groups.values():
        sure = min((r["confidence"] for r in rows if r["confidence"] is not None), default=SURE)
        conflicts = rows[0]["conflicts"]
        found = [known.get(r["id"], (Status.NEW, ())) for r in rows]
        why = f"{conflicts} conflicts of accounts, " if conflicts else ""
        entry = Entry(
            ids=tuple(r["id"] for r in rows), what="events", status=together(s for s, _ in found),
            doubt=round(SURE - sure + CONFLICT_WEIGHT * conflicts, DIGITS), why=f"{why}{sure:.2f} sure", label=rows[0]["label"],
            words=" … ".join(r["words"] for r in rows), by=tuple(dict.fromkeys(b for _, names in found for b in names)),
        )  # fmt: skip
        out.append(entry)
    return out


def _rejected(connection: sqlite3.Connection, kind: str) -> list[Entry]:
    """Rows that were taken away: they are in no other table, and a decision can still be made anew."""
    sql = """SELECT doc_id || '.' || r.id AS public_id, r.status, r.words, r.by FROM reviews r JOIN documents USING (n)
      WHERE kind = ? AND current = 1 AND r.id NOT IN (SELECT a.id FROM attributions a WHERE a.n = r.n
        UNION ALL SELECT m.id FROM event_mentions m WHERE m.n = r.n)"""
    what = "attributions" if kind == "attribution" else "events"
    return [
        Entry(
            ids=(row["public_id"],),
            what=what,
            status=Status(row["status"]),
            doubt=0.0,
            why="taken away",
            label="(rejected)",
            words=row["words"],
            by=tuple(json.loads(row["by"])),
        )
        for row in connection.execute(sql, (kind,))
    ]
