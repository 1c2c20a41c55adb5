"""Findings <-> rows: one description of how a dataclass becomes columns, used in both directions.

In: a finding type. Out: its columns, its row, its evidence; and back. Spans go to `evidence`, the rule to `reasons`; every other
field is a column of the same name. No SQL here.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from accordingto.model.evidence import Because, Span
from accordingto.model.found import ActorCode, Attribution, Carrier, Chain, Claim, EventMention, Mention, Place, Time

TABLES: Mapping[str, type] = types.MappingProxyType(
    {
        "mentions": Mention,
        "chains": Chain,
        "attributions": Attribution,
        "times": Time,
        "places": Place,
        "event_mentions": EventMention,
        "claims": Claim,
        "codes": ActorCode,
    }
)
"""Table -> type of its rows, in the order in which they are saved."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A field of a finding: its name, its Python type without None, whether it holds spans."""

    name: str
    type: Any
    spans: str = ""  # "", "one", "many"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A finding as the file holds it."""

    values: tuple[Any, ...]
    because: Because
    evidence: tuple[tuple[str, int, int, int], ...]
    """(role, part, start, end)"""


@lru_cache(maxsize=32)
def columns(row_type: Any) -> tuple[Column, ...]:
    """All fields but `because`, in order."""
    hints = get_type_hints(row_type)
    return tuple(_column(f.name, hints[f.name]) for f in fields(row_type) if f.name != "because")


def plain_columns(row_type: type) -> tuple[str, ...]:
    """Names of the columns of the table, without key and reason."""
    return tuple(c.name for c in columns(row_type) if not c.spans)


def _column(name: str, hint: Any) -> Column:
    if hint is Span:
        return Column(name=name, type=Span, spans="one")
    if hint == tuple[Span, ...]:
        return Column(name=name, type=Span, spans="many")
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(a for a in get_args(hint) if a is not type(None))
    return Column(name=name, type=hint)


def pack(found: Any) -> Packed:
    """The row of a finding."""
    values: list[Any] = []
    evidence: list[tuple[str, int, int, int]] = []
    for column in columns(type(found)):  # type: ignore[arg-type]  # mypy does not see that classes are hashable
        value = getattr(found, column.name)
        if column.spans:
            spans = (value,) if column.spans == "one" else value
            evidence += [(column.name, part, s.start, s.end) for part, s in enumerate(spans)]
        else:
            values.append(_packed(value))
    return Packed(values=tuple(values), because=found.because, evidence=tuple(evidence))


def _packed(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return json.dumps([_plain(v) for v in value], ensure_ascii=False, separators=(",", ":"))
    return value


def _plain(value: Any) -> Any:
    return [value.name, value.span.start, value.span.end] if isinstance(value, Carrier) else value


def unpack(row_type: type[Found], row: Mapping[str, Any], evidence: Mapping[str, tuple[Span, ...]]) -> Found:
    """The finding of a row; ``row`` has the plain columns and rule, confidence, detail."""
    values: dict[str, Any] = {"because": Because(rule=row["rule"], confidence=row["confidence"], detail=row["detail"])}
    for column in columns(row_type):  # type: ignore[arg-type]  # mypy does not see that classes are hashable
        if column.spans:
            spans = evidence.get(column.name, ())
            values[column.name] = spans[0] if column.spans == "one" else spans
        else:
            values[column.name] = _unpacked(column, row[column.name])
    return row_type(**values)


def _unpacked(column: Column, value: Any) -> Any:
    if value is None:
        return None
    if column.type is bool:
        return bool(value)
    if column.type is date:
        return date.fromisoformat(value)
    if column.type == tuple[Carrier, ...]:
        return tuple(Carrier(name=name, span=Span(start, end)) for name, start, end in json.loads(value))
    if get_origin(column.type) is tuple:
        return tuple(json.loads(value))
    if isinstance(column.type, type) and issubclass(column.type, StrEnum):
        return column.type(value)
    return value
