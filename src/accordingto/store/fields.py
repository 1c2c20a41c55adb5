"""Which fields of a row a person may set, how a word becomes a value, and a row as plain values.

In: a row and its report. Out: its fields as JSON's types, and back. What refers to another row (whose words a claim is) is written as
that row's anchor, since local ids change from run to run.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from accordingto.errors import UsageError
from accordingto.model.evidence import Precision, Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import EVENT_MODES
from accordingto.model.review import RowKind, anchor_from, anchor_row
from accordingto.store.anchors import anchor_of, place
from accordingto.store.rows import TABLES, Column, columns

TABLE_OF: Mapping[RowKind, str] = {
    RowKind.ATTRIBUTION: "attributions",
    RowKind.MENTION: "mentions",
    RowKind.CHAIN: "chains",
    RowKind.TIME: "times",
    RowKind.PLACE: "places",
    RowKind.EVENT_MENTION: "event_mentions",
    RowKind.CLAIM: "claims",
}
FIELDS: Mapping[RowKind, tuple[str, ...]] = {
    RowKind.ATTRIBUTION: ("source_name", "source_kind", "stance", "mode", "medium", "source", "cue", "content"),
    RowKind.MENTION: ("kind", "span"),
    RowKind.CHAIN: ("name", "kind", "named"),
    RowKind.TIME: ("type", "value", "earliest", "latest", "span"),
    RowKind.PLACE: ("name", "role", "geonameid", "lat", "lon", "country", "precision", "span"),
    RowKind.EVENT_MENTION: ("type", "mode", "factuality", "according_to", "trigger"),
    RowKind.CLAIM: ("value", "low", "high", "who", "extent", "current", "earliest", "latest", "according_to", "words"),
}
"""What may be set, in the order in which a page offers it."""
OPTIONAL = frozenset(
    {"source_name", "source_kind", "medium", "geonameid", "lat", "lon", "country", "low", "high", "who", "extent", "earliest", "latest"}
)
"""Fields that may be empty in every table; `type` and `mode` of an event mention and `value` of a time may be too."""
MAY_BE_EMPTY = {(RowKind.EVENT_MENTION, "type"), (RowKind.EVENT_MENTION, "mode"), (RowKind.TIME, "value")}
EMPTY = ("", "null", "none", "unknown")
"""Words for "the text does not say"."""
OWN_VOICE = "own voice"
"""Word for a claim that the report makes itself."""
SPAN_LIST = re.compile(r"\d+-\d+(,\d+-\d+)*")


class UnplacedError(Exception):
    """What a value refers to is not found in this report."""


def column_of(kind: RowKind, field: str) -> Column:
    """The column of a field. Raises UsageError, naming the fields that can be set."""
    if field not in FIELDS[kind]:
        raise UsageError("set", field, f"no field of a row of kind {kind.value}", f"Its fields: {', '.join(FIELDS[kind])}.")
    return next(c for c in columns(TABLES[TABLE_OF[kind]]) if c.name == field)


def values_of(row: Any, kind: RowKind, found: AnnotatedDocument) -> dict[str, Any]:
    """All fields of ``row`` that may be set, as JSON's types."""
    return {field: _plain(getattr(row, field), field, found) for field in FIELDS[kind]}


def _plain(value: Any, field: str, found: AnnotatedDocument) -> Any:
    if field == "according_to":
        said = next((a for a in found.attributions if a.id == value), None)
        return anchor_row(anchor_of(said, found)) if said else None
    if isinstance(value, Span):
        return [[value.start, value.end]]
    if isinstance(value, tuple):
        return [[s.start, s.end] for s in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def with_value(row: Any, kind: RowKind, field: str, value: Any, known: Mapping[str, Any]) -> Any:
    """``row`` with ``field`` set to a plain value; ``known``: anchors of the attributions. Raises UnplacedError, ValueError."""
    column = column_of(kind, field)
    if field == "according_to":
        found = place(anchor_from(value), known) if value else None
        if value and found is None:
            raise UnplacedError(field)
        return replace(row, according_to=found)
    made = replace(row, **{field: _typed(column, value)})
    if kind in (RowKind.TIME, RowKind.CLAIM) and field in ("earliest", "latest"):
        return replace(made, precision=_precision(made.earliest, made.latest))
    if kind is RowKind.CLAIM and field in ("low", "high"):
        return replace(made, precision=_precision(made.low, made.high))
    return made


def _precision(one: Any, other: Any) -> Precision:
    if one is None and other is None:
        return Precision.UNKNOWN
    return Precision.EXACT if one == other else Precision.RANGE


def _typed(column: Column, value: Any) -> Any:
    if column.spans:
        spans = tuple(Span(int(s), int(e)) for s, e in value)
        return spans[0] if column.spans == "one" else spans
    if value is None:
        return None
    if column.type is date:
        return date.fromisoformat(value)
    return column.type(value)


def parsed(kind: RowKind, field: str, words: str, found: AnnotatedDocument) -> Any:
    """What ``words`` mean for ``field``, as a plain value. Raises UsageError that says what would do."""
    column = column_of(kind, field)
    wanted = words.strip()
    if column.spans:
        return _spans(field, wanted, found.document.text)
    if field == "according_to":
        return _claimant(wanted, found)
    if wanted.casefold() in EMPTY:
        if field in OPTIONAL or (kind, field) in MAY_BE_EMPTY:
            return None
        if not (isinstance(column.type, type) and issubclass(column.type, StrEnum)) or wanted not in set(column.type):
            raise UsageError("set", field, "it cannot be empty", "Give a value, or reject the row.")
    if field == "mode" and kind is RowKind.EVENT_MENTION:
        return _one_of(field, wanted, sorted({m for modes in EVENT_MODES.values() for m in modes}))
    return _value(column, wanted)


def _value(column: Column, wanted: str) -> Any:
    kind = column.type
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _one_of(column.name, wanted, [v.value for v in kind])
    if kind is bool:
        return _one_of(column.name, wanted.casefold(), ["yes", "no", "true", "false"]) in ("yes", "true")
    try:
        if kind is date:
            return date.fromisoformat(wanted).isoformat()
        made = kind(wanted)
    except ValueError as error:
        needs = {date: "a day, YYYY-MM-DD", int: "a whole number", float: "a number"}[kind]
        raise UsageError("set", column.name, f"“{wanted}” is not {needs}", "Give one, or `unknown`.") from error
    if column.name in ("low", "high") and made < 0:
        raise UsageError("set", column.name, "a count cannot be below 0", "Give 0 or more, or `unknown`.")
    return made


def _one_of(field: str, wanted: str, allowed: list[str]) -> str:
    found = next((v for v in allowed if v.casefold() == wanted.casefold()), None)
    if found is None:
        raise UsageError("set", field, f"“{wanted}” is none of its values", f"One of: {', '.join(allowed)}.")
    return found


def _spans(field: str, wanted: str, text: str) -> list[list[int]]:
    """Spans given as ``12-20,31-40``, or as words that stand once in the report."""
    if SPAN_LIST.fullmatch(wanted):
        spans = [[int(n) for n in part.split("-")] for part in wanted.split(",")]
        if all(start < end <= len(text) for start, end in spans):
            return spans
        raise UsageError("set", field, f"{wanted} does not lie in the report", f"It has {len(text)} characters.")
    times = text.count(wanted) if wanted else 0
    if times != 1:
        why = "no words are given" if not wanted else f"“{wanted}” stands {times} times in the report"
        raise UsageError("set", field, why, "Give words that stand once, or offsets: 12-20,31-40.")
    start = text.index(wanted)
    return [[start, start + len(wanted)]]


def _claimant(wanted: str, found: AnnotatedDocument) -> Any:
    """The anchor of an attribution given by its id (a3); None for the report's own voice."""
    if wanted.casefold() in (*EMPTY, OWN_VOICE):
        return None
    said = next((a for a in found.attributions if a.id == wanted.rpartition(".")[2]), None)
    if said is None:
        ids = ", ".join(f"{a.id} ({a.source_name or 'nobody named'})" for a in found.attributions[:8]) or "none"
        raise UsageError("set", "according_to", f"{wanted} is no attribution of this report", f"Its attributions: {ids}; or `{OWN_VOICE}`.")
    return anchor_row(anchor_of(said, found))
