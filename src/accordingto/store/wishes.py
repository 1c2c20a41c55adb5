"""What a person asks for, in words, and the changes that it comes to.

In: a wish (accept; reject; set fields; join with another row; part in two) and the row. Out: (field, new value) pairs for `corrections`.
Raises UsageError where the words do not make sense for the row; it saves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from accordingto.errors import UsageError
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import PlacePrecision
from accordingto.model.review import Action, RowKind, anchor_row
from accordingto.store.anchors import anchor_of
from accordingto.store.fields import TABLE_OF, UnplacedError, parsed
from accordingto.store.reshaping import row_of, split

PRECISIONS = {
    "country": PlacePrecision.COUNTRY, "continent": PlacePrecision.REGION, "region": PlacePrecision.REGION,
    "water": PlacePrecision.REGION, "adm1": PlacePrecision.ADM1, "adm2": PlacePrecision.ADM2, "site": PlacePrecision.POINT,
}  # fmt: skip
"""How exact a place of the gazetteer is, by its kind; all others are populated places."""

Change = tuple[str | None, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What to do with a row. ``fields``: (name, words) for an edit; ``other``: the id to join; ``where``: how to part it."""

    action: Action
    fields: tuple[tuple[str, str], ...] = ()
    other: str = ""
    where: str = ""


def as_change(wish: Wish, kind: RowKind, row: Any, found: AnnotatedDocument) -> tuple[Change, ...]:
    """The changes that ``wish`` comes to on ``row``."""
    if wish.action is Action.EDIT:
        changes = tuple(c for name, words in wish.fields for c in _edited(kind, name, parsed(kind, name, words, found)))
        if not changes:
            raise UsageError("edit", row.id, "no field is given", "Give --set FIELD=VALUE.")
        _check_order(row, dict(changes))
        return changes
    if wish.action is Action.MERGE:
        return ((None, anchor_row(anchor_of(_other(wish.other, kind, row, found), found))),)
    if wish.action is Action.SPLIT:
        return ((None, _parting(wish.where, kind, row, found)),)
    return ((None, None),)


def _edited(kind: RowKind, name: str, value: Any) -> Iterator[Change]:
    """An edit with what follows from it: a place of the gazetteer brings its point."""
    yield (name, value)
    if kind is not RowKind.PLACE or name != "geonameid":
        return
    if value is None:
        yield from (("lat", None), ("lon", None), ("country", None), ("precision", PlacePrecision.UNKNOWN.value))
        return
    from accordingto.resources.gazetteer import gazetteer

    entry = gazetteer().place(value)
    if entry is None:
        raise UsageError("set", "geonameid", f"{value} is not in the gazetteer", "Look it up at GeoNames, or set lat and lon.")
    precision = PRECISIONS.get(entry.kind, PlacePrecision.POPULATED_PLACE).value
    yield from (("lat", entry.lat), ("lon", entry.lon), ("country", entry.country), ("precision", precision))


def _check_order(row: Any, changes: dict[str | None, Any]) -> None:
    """A range must not end before it begins."""
    for first, last in (("low", "high"), ("earliest", "latest")):
        if first not in changes and last not in changes:
            continue
        low, high = (changes.get(name, _plain(getattr(row, name, None))) for name in (first, last))
        if low is not None and high is not None and low > high:
            raise UsageError("edit", row.id, f"{first} {low} lies above {last} {high}", f"Set both: --set {first}=… --set {last}=….")


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _other(other: str, kind: RowKind, row: Any, found: AnnotatedDocument) -> Any:
    """The row to be joined with ``row``."""
    doc_id, _, local_id = other.rpartition(".")
    if doc_id and doc_id != found.document.doc_id:
        next_step = "Use `accordingto same` for events and entities of two reports."
        raise UsageError("join", f"{row.id} and {other}", "they stand in two reports", next_step)
    try:
        made = row_of(found, kind, local_id)
    except UnplacedError as error:
        raise UsageError("join", f"{row.id} and {other}", f"{other} is no row of kind {kind.value} there", "Give two of a kind.") from error
    if made.id == row.id:
        raise UsageError("join", row.id, "it is one row already", "Give two different ids.")
    if kind is RowKind.CLAIM and made.slot is not row.slot:
        raise UsageError("join", f"{row.id} and {other}", f"one is {row.slot.value}, the other {made.slot.value}", "Give two of one slot.")
    return made


def _parting(where: str, kind: RowKind, row: Any, found: AnnotatedDocument) -> dict[str, Any]:
    """How to part a row, and a check that both sides keep something."""
    by_rows = kind in (RowKind.CHAIN, RowKind.EVENT_MENTION)
    part_kind = RowKind.MENTION if kind is RowKind.CHAIN else RowKind.CLAIM
    ids = tuple(i.strip().rpartition(".")[2] for i in where.split(",") if i.strip()) if by_rows else ()
    try:
        at = 0 if by_rows else _offset(where, row, kind, found.document.text)
        split(found, kind, row.id, at, ids)
        rows = [anchor_row(anchor_of(row_of(found, part_kind, i), found)) for i in ids]
    except UnplacedError as error:
        what = f"ids of {TABLE_OF[part_kind]} that go to the second" if by_rows else "the words with which the second part begins"
        raise UsageError("part", row.id, f"“{where}” does not part it in two", f"Give {what}.") from error
    return {"rows": rows} if by_rows else {"at": at}


def _offset(where: str, row: Any, kind: RowKind, text: str) -> int:
    """Where the second part begins: an offset, or the words with which it begins."""
    if where.isdigit():
        return int(where)
    field = "content" if kind is RowKind.ATTRIBUTION else "words" if kind is RowKind.CLAIM else "span"
    spans = getattr(row, field)
    found = [
        span.start + at for span in ((spans,) if isinstance(spans, Span) else spans) if where and (at := span.of(text).find(where)) > -1
    ]
    if len(found) != 1:
        raise UnplacedError(where)
    return found[0]
