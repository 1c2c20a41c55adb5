"""What the review page shows of a row: its words in their sentences, its fields with their choices, who decided what.

In: the ids of a row (or of all mentions of an event in a report). Out: plain values for the template. Raises NotFound.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from accordingto.exports.wording import day_words, number_words
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import EVENT_MODES, TOLL_SLOTS, Slot
from accordingto.model.review import RowKind
from accordingto.store import ask as questions
from accordingto.store.anchors import KIND_OF, anchor_of
from accordingto.store.corrections import ReportState
from accordingto.store.exchange import told
from accordingto.store.fields import FIELDS, MAY_BE_EMPTY, OPTIONAL, OWN_VOICE, column_of
from accordingto.store.reshaping import row_of
from accordingto.web.highlight import Mark, marked

AROUND = 1
"""Sentences shown before and after those of the row."""
COUNTED = (*TOLL_SLOTS, Slot.DAMAGE)
Row = dict[str, Any]


def row_view(connection: sqlite3.Connection, ids: Sequence[str]) -> Row:
    """The row of ``ids[0]``, with the words of all."""
    state = ReportState.of(connection, ids[0], "this record")
    found = state.state.whole
    locals_ = [i.rpartition(".")[2] for i in ids]
    kind = KIND_OF[locals_[0][:1]]
    rows = [row_of(found, kind, i) for i in locals_]
    because = rows[0].because
    sure = "" if because.confidence is None else f", {because.confidence:.2f} sure"
    detail = f": {because.detail}" if because.detail else ""
    return {
        "id": ids[0],
        "ids": list(ids),
        "seen": [state.version(i) for i in ids],
        "kind": kind.value,
        "document": found.document,
        "person": because.rule == "correction",
        "decided": because.detail if because.rule == "correction" else f"{because.rule}{sure}{detail}",
        "status": next((r.status.value for r in state.state.reviews if r.id == locals_[0]), "new"),
        "votes": [told(c) + (f": {c.note}" if c.note else "") for c, placed in state.state.placed if placed in locals_],
        "context": list(context(found, _marks(found, kind, rows))),
        "fields": [_field(found, kind, rows[0], name) for name in FIELDS[kind]],
        "parts": list(_parts(found, kind, set(locals_))),
        "accounts": _accounts(connection, ids[0]) if kind is RowKind.EVENT_MENTION else [],
        "splits_by": _splits_by(kind),
    }


def _splits_by(kind: RowKind) -> str:
    """What to write to part a row of a kind."""
    if kind is RowKind.EVENT_MENTION:
        return "ids of the claims that go to the second event"
    return "ids of the mentions that go to the second" if kind is RowKind.CHAIN else "words with which the second part begins"


# ---- the words


def _marks(found: AnnotatedDocument, kind: RowKind, rows: Iterable[Any]) -> list[Mark]:
    roles = {
        RowKind.ATTRIBUTION: ("source", "cue", "content"), RowKind.EVENT_MENTION: ("trigger",), RowKind.CLAIM: ("words",),
        RowKind.CHAIN: ("mentions",),
    }.get(kind, ("span",))  # fmt: skip
    out = []
    for row in rows:
        for role in roles:
            value = getattr(row, role)
            spans = (value,) if isinstance(value, Span) else value
            out += [Mark(span=s, role="value" if role in ("words", "span", "mentions") else role, id=row.id, label=role) for s in spans]
        if kind is RowKind.EVENT_MENTION:
            out += [
                Mark(span=s, role="value", id=c.id, label=f"{c.slot.value}: {c.value}")
                for c in found.claims
                if c.mention == row.id
                for s in c.words
            ]
    return out or [Mark(span=s, role="value", id=r.id, label="") for r in rows for s in anchor_of(r, found).spans]


def context(found: AnnotatedDocument, marks: Sequence[Mark]) -> Iterator[str]:
    """The sentences of ``marks`` with their neighbours, as HTML; a gap between them begins a new paragraph."""
    sentences = found.sentences or (Span(0, max(1, len(found.document.text))),)
    touched = {n for n, s in enumerate(sentences) for m in marks if m.span.overlaps(s)}
    shown = sorted({k for n in touched for k in range(n - AROUND, n + AROUND + 1) if 0 <= k < len(sentences)})
    runs: list[list[int]] = []
    for n in shown:
        if runs and n == runs[-1][-1] + 1:
            runs[-1].append(n)
        else:
            runs.append([n])
    placed: set[str] = set()
    for run in runs:
        start, end = sentences[run[0]].start, sentences[run[-1]].end
        here = [
            Mark(span=Span(max(m.span.start, start) - start, min(m.span.end, end) - start), role=m.role, id=m.id, label=m.label)
            for m in marks
            if m.span.start < end and start < m.span.end
        ]
        yield marked(found.document.text[start:end], here, placed)


# ---- the fields


def _field(found: AnnotatedDocument, kind: RowKind, row: Any, name: str) -> Row:
    """A field as the form offers it: its value in words, and its choices where the list is closed."""
    return {"name": name, "value": field_text(row, name), "choices": _choices(found, kind, name)}


def field_text(row: Any, name: str) -> str:
    """The value of a field in the words by which `--set` takes it."""
    value = getattr(row, name)
    if name == "according_to":
        return value or OWN_VOICE
    if isinstance(value, Span):
        return f"{value.start}-{value.end}"
    if isinstance(value, tuple):
        return ",".join(f"{s.start}-{s.end}" for s in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "unknown"
    return value.value if isinstance(value, StrEnum) else str(value)


def _choices(found: AnnotatedDocument, kind: RowKind, name: str) -> list[tuple[str, str]]:
    """(value, words) of a closed list; empty where anything may be written."""
    if name == "according_to":
        return [(OWN_VOICE, "the report itself"), *((a.id, f"{a.source_name or 'nobody named'} ({a.id})") for a in found.attributions)]
    if name == "mode" and kind is RowKind.EVENT_MENTION:
        return [(m, m) for m in ("unknown", *sorted({m for modes in EVENT_MODES.values() for m in modes}))]
    column = column_of(kind, name)
    if column.type is bool:
        return [("yes", "yes"), ("no", "no")]
    if isinstance(column.type, type) and issubclass(column.type, StrEnum):
        may_be_empty = name in OPTIONAL or (kind, name) in MAY_BE_EMPTY
        return [(v, v) for v in (*(("unknown",) if may_be_empty else ()), *(v.value for v in column.type))]
    return []


# ---- what belongs to it


def _parts(found: AnnotatedDocument, kind: RowKind, ids: set[str]) -> Iterator[Row]:
    """Claims of an event, or of what an attribution says; each can be looked at by itself."""
    speakers = {a.id: a.source_name or "nobody named" for a in found.attributions}
    for c in found.claims:
        if (c.mention if kind is RowKind.EVENT_MENTION else c.according_to) in ids:
            value = number_words(c.low, c.high) if c.slot in COUNTED else c.value
            if c.slot is Slot.DATE:
                value = day_words(c.earliest.isoformat() if c.earliest else None, c.latest.isoformat() if c.latest else None)
            yield {
                "id": f"{found.document.doc_id}.{c.id}",
                "slot": c.slot.value,
                "value": value,
                "who": c.who,
                "by": speakers.get(c.according_to or "", "the report itself"),
                "words": " … ".join(s.of(found.document.text) for s in c.words),
                "person": c.because.rule == "correction",
            }


def _accounts(connection: sqlite3.Connection, public_id: str) -> list[Row]:
    """What others say of the same event, where they disagree."""
    event = questions.event(connection, public_id)
    return [a for a in questions.accounts(connection, event["id"]) if a["verdict"] == "conflict"] if event else []
