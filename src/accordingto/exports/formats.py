"""The formats by name: what each writes, and what it tells the person who asked.

In: a record, the name of a format, the table that is wanted. Out: the bytes of a file and a line on what they hold.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from accordingto.errors import UsageError
from accordingto.exports import acled, followthemoney, ged, geojson, listing, webannotation, xlsx
from accordingto.exports.facts import all_facts
from accordingto.exports.tables import csv_text, jsonl_text
from accordingto.store.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file's content, and what it holds in words."""

    content: bytes
    told: str


Writer = Callable[[Record, str], Written]
ANY = ""
"""No table was asked for: the first one, or all where a file can hold several."""


def export(record: Record, name: str, what: str = ANY) -> Written:
    """The file of a format. Raises UsageError where there is no such format or table."""
    if name not in FORMATS:
        raise UsageError("export to", name, "no such format", f"One of: {', '.join(FORMATS)}.")
    if what and (what not in listing.LISTS or name not in TABLE_FORMATS):
        choice = f"One of: {', '.join(listing.LISTS)}." if name in TABLE_FORMATS else f"--what belongs to {', '.join(TABLE_FORMATS)}."
        raise UsageError("export", what, f"{name} has no such table", choice)
    return FORMATS[name](record, what)


def _csv(record: Record, what: str) -> Written:
    name = what or "attributions"
    rows = listing.LISTS[name](record)
    return Written(content=csv_text(rows).encode(), told=f"{len(rows)} {name}")


def _jsonl(record: Record, what: str) -> Written:
    name = what or "attributions"
    rows = listing.LISTS[name](record)
    return Written(content=jsonl_text(rows).encode(), told=f"{len(rows)} {name}")


def _xlsx(record: Record, what: str) -> Written:
    tables = {name: rows_of(record) for name, rows_of in listing.LISTS.items() if what in (ANY, name)}
    return Written(content=xlsx.workbook(tables), told=", ".join(f"{len(rows)} {name}" for name, rows in tables.items()))


def _acled(record: Record, _: str) -> Written:
    rows, left_out = acled.acled_rows(all_facts(record))
    return Written(content=_table(rows, acled.COLUMNS), told=f"{len(rows)} events; {left_out} are of no kind that ACLED collects")


def _ged(record: Record, _: str) -> Written:
    rows, left_out = ged.ged_rows(all_facts(record))
    told = f"{len(rows)} events; {left_out} are no fatal violence by any account that is held"
    return Written(content=_table(rows, ged.COLUMNS), told=told)


def _table(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> bytes:
    """CSV with all columns, also without rows."""
    return csv_text(rows, columns).encode()


def _geojson(record: Record, _: str) -> Written:
    found = geojson.feature_collection(record)
    placed = sum(f["geometry"] is not None for f in found["features"])
    return Written(content=_json(found), told=f"{len(found['features'])} events, {placed} with a point")


def _webannotation(record: Record, _: str) -> Written:
    found = webannotation.collection(record)
    return Written(content=_json(found), told=f"{found['total']} annotations")


def _followthemoney(record: Record, _: str) -> Written:
    text = followthemoney.lines(record)
    return Written(content=text.encode(), told=f"{text.count(chr(10))} entities")


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


TABLE_FORMATS = ("csv", "jsonl", "xlsx")
FORMATS: Mapping[str, Writer] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "xlsx": _xlsx,
    "acled": _acled,
    "ged": _ged,
    "geojson": _geojson,
    "webannotation": _webannotation,
    "followthemoney": _followthemoney,
}
"""Name of a format -> what writes it."""
