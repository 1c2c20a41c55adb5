"""A user's own places: a CSV file that is read, merged and written; they win over the gazetteer.

In: a CSV file with the columns name, lat, lon and, if wanted, other_names (split by |), kind, country, geonameid, contained_in. Out:
places, or a ConfigurationError with the line at fault: a file is taken whole or not at all. It looks nothing up in the gazetteer.

>>> parse_own_places("name;lat;lon;kind\\nOrten camp;12.5;41.25;site", "own.csv")[0].kind
'site'
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from accordingto.errors import ConfigurationError, UsageError
from accordingto.resources.place_names import key_of

KINDS = ("town", "site", "adm2", "adm1", "region", "water")
"""A town or village; a base, camp, bridge; a district; a province; a region without bounds; a sea, lake or river."""
NEEDED = ("name", "lat", "lon")
SEPARATORS = (",", ";", "\t")
EXAMPLE = "Write for instance: name,lat,lon and below it Orten,12.5,41.25"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """One line of the file. ``contained_in``: GeoNames id of the smallest area around it."""

    name: str
    lat: float
    lon: float
    other_names: tuple[str, ...] = ()
    kind: str = "town"
    country: str = ""
    geonameid: int | None = None
    contained_in: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names by which it is found."""
        return (self.name, *self.other_names)


COLUMNS = tuple(f.name for f in fields(OwnPlace))


def load_own_places(path: Path) -> tuple[OwnPlace, ...]:
    """The places of a file. Raises ConfigurationError with the line at fault."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise ConfigurationError("read the own places", str(path), str(why), "Save them as CSV in UTF-8.") from error
    return parse_own_places(text, str(path))


def parse_own_places(text: str, name: str) -> tuple[OwnPlace, ...]:
    """The places of a CSV text; ``name`` is what errors call it."""
    rows = list(_rows(text, name))
    if not rows:
        raise ConfigurationError("use the own places", name, "no place in it", EXAMPLE)
    return tuple(_place(row, where) for where, row in rows)


def _rows(text: str, name: str) -> Iterator[tuple[str, dict[str | None, str | list[str] | None]]]:
    """(file and line, cells by column), without empty lines."""
    header = text.partition("\n")[0]
    separator = max(SEPARATORS, key=header.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        columns = [c.strip().lower() for c in next(reader, [])]
        _check_columns(columns, name)
        table = csv.DictReader(io.StringIO(text), fieldnames=columns, delimiter=separator, strict=True)
        next(table)
        for row in table:
            if any(v.strip() for v in row.values() if isinstance(v, str)):
                yield f"{name} line {table.line_num}", row
    except csv.Error as error:
        raise ConfigurationError("use the own places", name, f"not CSV ({error})", "Save them as CSV in UTF-8.") from error


def _check_columns(columns: list[str], name: str) -> None:
    missing = [c for c in NEEDED if c not in columns]
    if missing:
        raise ConfigurationError("use the own places", name, f"the first line names no column {', '.join(missing)}", EXAMPLE)
    unknown = [c for c in columns if c not in COLUMNS]
    if unknown:
        raise ConfigurationError(
            "use the own places", name, f"there is no column {', '.join(map(repr, unknown))}", f"Known are: {', '.join(COLUMNS)}."
        )


def _place(row: dict[str | None, str | list[str] | None], where: str) -> OwnPlace:
    cells = {column: value.strip() for column, value in row.items() if column and isinstance(value, str)}
    if len(cells) != len(row):
        raise _bad(where, "another number of cells than the first line has", "Put a name that holds a comma in quotation marks.")
    others = tuple(filter(None, (n.strip() for n in cells.get("other_names", "").split("|"))))
    for name in (cells["name"], *others):
        if len(key_of(name)) < 2:
            raise _bad(where, f"{name!r} is no name of two letters or more", EXAMPLE)
    kind = cells.get("kind") or "town"
    if kind not in KINDS:
        raise _bad(where, f"there is no kind {kind!r}", f"Known are: {', '.join(KINDS)}.")
    country = cells.get("country", "").upper()
    if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise _bad(where, f"{country!r} is no country code", "Give its two letters, for instance IQ.")
    return OwnPlace(
        name=cells["name"], lat=_degrees(cells, "lat", 90, where), lon=_degrees(cells, "lon", 180, where), other_names=others, kind=kind,
        country=country, geonameid=_id(cells, "geonameid", where), contained_in=_id(cells, "contained_in", where),
    )  # fmt: skip


def _degrees(cells: dict[str, str], column: str, most: int, where: str) -> float:
    try:
        value = float(cells[column])
    except ValueError:
        raise _bad(
            where, f"{column} {cells[column]!r} is no number", "Write degrees with a point: 41.25, south and west below 0."
        ) from None
    if not abs(value) <= most:
        raise _bad(where, f"{column} {cells[column]} is not on the globe", f"It lies between -{most} and {most}; are lat and lon swapped?")
    return value


def _id(cells: dict[str, str], column: str, where: str) -> int | None:
    written = cells.get(column, "")
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and 0 < int(written) < 10**10):
        raise _bad(where, f"{column} {written!r} is no GeoNames id", "Give a whole number, or nothing.")
    return int(written)


def _bad(where: str, why: str, next_step: str) -> ConfigurationError:
    return ConfigurationError("use an own place", where, why, next_step)


def save_own_places(path: Path, places: Iterable[OwnPlace]) -> None:
    """Write the file, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}.partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(asdict(p) | {"other_names": "|".join(p.other_names)} for p in places)
    partial.replace(path)


def merged(kept: Iterable[OwnPlace], new: Iterable[OwnPlace]) -> tuple[tuple[OwnPlace, ...], int]:
    """``kept`` with ``new`` behind, and how many were replaced: the same name within about a kilometre is the same place."""
    places, replaced = list(kept), 0
    for place in new:
        at = next((n for n, old in enumerate(places) if _is_same(old, place)), None)
        if at is None:
            places.append(place)
        else:
            places[at] = place
            replaced += 1
    return tuple(places), replaced


def _is_same(old: OwnPlace, new: OwnPlace) -> bool:
    return key_of(old.name) == key_of(new.name) and abs(old.lat - new.lat) < 0.01 and abs(old.lon - new.lon) < 0.01


def without(kept: Iterable[OwnPlace], name: str) -> tuple[tuple[OwnPlace, ...], tuple[OwnPlace, ...]]:
    """What stays and what goes when the places called ``name`` are removed; another name of a place goes alone. Raises UsageError."""
    key, stays, goes = key_of(name), [], []
    for place in kept:
        others = tuple(n for n in place.other_names if key_of(n) != key)
        if key_of(place.name) == key:
            goes.append(place)
        elif others != place.other_names:
            goes.append(place)
            stays.append(replace(place, other_names=others))
        else:
            stays.append(place)
    if not goes:
        raise UsageError("remove an own place", name, "no own place has this name", "`accordingto places list` lists them.")
    return tuple(stays), tuple(goes)
