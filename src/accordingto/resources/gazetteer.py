"""The gazetteer: a name in, the places that bear it out.

In: a name as written; `data/places.sqlite`, opened read-only and shared by all processes through the page cache. Out:
candidates, best spelling first: as it is, then without article and generic word, then (for countries that the caller names)
by what it sounds like. A user's own places win over all others. It does not decide which candidate is meant.

>>> [p.name for p in gazetteer().candidates("Al-Anbar")], gazetteer().demonym("Iraqis").name
(['Al Anbār'], 'Iraq')
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from accordingto.resources.files import data_path
from accordingto.resources.lexicon import rows_of
from accordingto.resources.own_places import OwnPlace, load_own_places
from accordingto.resources.place_names import bare_key_of, key_of, kind_wished, long_key_of, sound_of

FILE = "places.sqlite"
MOST = 40
"""Candidates of one name that are looked at, the most populous first: "San Antonio" has over 400."""
BARE, SITE, SOUND = 2, 3, 4
ALIKE = 72
"""Names that sound alike must share this much of their letters (of 100): Hodeidah/Hudaydah 75, Jenin/Junaynah 61."""
OWN_FIRST = -1_000_000
"""Own places without a GeoNames id are numbered downwards from here."""
AREAS = frozenset({"country", "adm1", "adm2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A place of the gazetteer.

    ``id`` below 0: no GeoNames id (sites, seas, regions, own places). ``trust``: 0 by its name, 1 by another name, 2 without article
    or generic word, 3 a site by its bare name, 4 by sound, 5 an old name. ``radius``: reach of an area in km.
    """

    id: int
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int
    adm1: int | None
    adm2: int | None
    radius: float
    trust: int = 0
    capital: bool = False
    own: bool = False

    @property
    def geonameid(self) -> int | None:
        """GeoNames' id, if it has one."""
        return self.id if self.id > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleRow:
    """A row of peoples.tsv."""

    code: str
    names: str
    demonyms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A row of state_forms.tsv."""

    code: str
    written: str
    postal: str


class Gazetteer:
    """Names -> places. Open one per process: `gazetteer()`."""

    def __init__(self, path: Path, own: Iterable[OwnPlace] = ()) -> None:
        """Open ``path`` for reading; ``own``: a user's places, which win."""
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._own: dict[str, tuple[Entry, ...]] = {}
        self._own_ids: dict[int, Entry] = {}
        self._by_key = lru_cache(maxsize=8_000)(self._read_key)
        self.place = lru_cache(maxsize=8_000)(self._read_place)
        for n, place in enumerate(own):
            self._take_own(place, place.geonameid or OWN_FIRST - n)

    def _take_own(self, place: OwnPlace, number: int) -> None:
        area = self._read_place(place.contained_in) if place.contained_in else None
        country = place.country or (area.country if area else "")
        adm2 = area.id if area and area.kind == "adm2" else None
        adm1 = area.id if area and area.kind == "adm1" else area.adm1 if area else None
        entry = Entry(
            id=number, name=place.name, kind=place.kind, country=country, lat=place.lat, lon=place.lon, population=0, adm1=adm1, adm2=adm2,
            radius=0.0, own=True,
        )  # fmt: skip
        self._own_ids[number] = entry
        for key in dict.fromkeys(map(key_of, place.names)):
            self._own[key] = (*self._own.get(key, ()), entry)

    def candidates(self, name: str) -> tuple[Entry, ...]:
        """Places of this name; the next way of spelling is tried only when the one before finds nothing."""
        key = key_of(name)
        if len(key) < 2:
            return ()
        if key in self._own:
            return self._own[key]
        wish = kind_wished(name)
        exact = self._by_key(key) or self._by_key(long_key_of(name))
        if exact and (wish is None or any(_is_wished(e, wish) for e in exact)):
            return exact
        bare = bare_key_of(name)
        if len(bare) < 2 or bare == key or wish == "spot":
            return exact
        return exact + tuple(replace(e, trust=max(e.trust, BARE)) for e in self._own.get(bare) or self._by_key(bare) if e not in exact)

    def sounding(self, name: str, countries: Iterable[str]) -> tuple[Entry, ...]:
        """Places in ``countries`` that sound like ``name``, the most alike first."""
        bare = bare_key_of(name)
        sound = sound_of(bare)
        found: list[tuple[float, int, Entry]] = []
        for country in countries if sound else ():
            for (number,) in self._db.execute("SELECT place FROM sound WHERE country = ? AND sound = ?", (country, sound)):
                entry = self.place(number)
                alike = fuzz.ratio(bare, bare_key_of(entry.name)) if entry else 0
                if entry and alike >= ALIKE:
                    found.append((-alike, -entry.population, replace(entry, trust=SOUND)))
        return tuple(entry for *_, entry in sorted(found, key=lambda f: f[:2])[:MOST])

    def demonym(self, word: str) -> Entry | None:
        """The country (or region) of an adjective or a people."""
        number = demonyms().get(word)
        return self.place(number) if number else None

    def state(self, written: str, *, behind_comma: bool) -> Entry | None:
        """The state of an abbreviation; postal forms only behind a comma."""
        number = state_forms(postal=False).get(written) or (state_forms(postal=True).get(written) if behind_comma else None)
        return self.place(number) if number else None

    def country(self, iso: str) -> Entry | None:
        """The entry of a country."""
        return self.place(country_ids().get(iso, 0))

    def credit(self) -> str:
        """Whom to name where places are shown."""
        return str(self._db.execute("SELECT value FROM metadata WHERE key = 'credit'").fetchone()[0])

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Answer of a reading question, for the tables of this module."""
        return self._db.execute(question).fetchall()

    def _read_place(self, number: int) -> Entry | None:
        if number in self._own_ids:
            return self._own_ids[number]
        row = self._db.execute(f"SELECT {_COLUMNS} FROM place WHERE id = ?", (number,)).fetchone()  # noqa: S608  # fixed columns
        return _entry(row, 0) if row else None

    def _read_key(self, key: str) -> tuple[Entry, ...]:
        question = f"SELECT {_COLUMNS}, trust FROM name JOIN place ON id = place WHERE key = ? ORDER BY population DESC LIMIT {MOST}"  # noqa: S608
        return tuple(_entry(row, row[-1]) for row in self._db.execute(question, (key,)))


_COLUMNS = "id, name, kind, country, lat, lon, population, adm1, adm2, radius, capital"


def _entry(row: tuple[object, ...], trust: int) -> Entry:
    number, name, kind, country, lat, lon, population, adm1, adm2, radius, capital = row[:11]
    return Entry(
        id=number, name=name, kind=kind, country=country, lat=lat, lon=lon, population=population,  # type: ignore[arg-type]
        adm1=adm1, adm2=adm2, radius=radius, trust=trust, capital=bool(capital),  # type: ignore[arg-type]  # STRICT columns
    )  # fmt: skip


def _is_wished(entry: Entry, wish: str) -> bool:
    return wish in {entry.kind, "spot"} or (wish in {"adm1", "adm2"} and entry.kind in {"adm1", "adm2"})


def gazetteer(own: Path | None = None) -> Gazetteer:
    """The gazetteer of the package, with a user's own places if a file of them is given; one per process and state of that file."""
    return _opened(own, own.stat().st_mtime_ns if own and own.exists() else 0)


@lru_cache(maxsize=4)
def _opened(own: Path | None, _changed: int) -> Gazetteer:
    return Gazetteer(data_path(FILE), load_own_places(own) if own else ())


@cache
def country_ids() -> dict[str, int]:
    """ISO 3166 code -> GeoNames id."""
    rows = gazetteer().rows("SELECT country, id FROM place WHERE kind = 'country'")
    return {str(iso): int(str(number)) for iso, number in rows}


@cache
def demonyms() -> dict[str, int]:
    """Adjective or people -> id of the country or region."""
    found: dict[str, int] = {}
    for row in rows_of("peoples.tsv", PeopleRow):
        number = _number_of(row.code)
        for word in filter(None, row.demonyms.split("|")):
            found.setdefault(word, number)
    return found


def _number_of(code: str) -> int:
    """Id behind a code of peoples.tsv: a country's, XX-id, or = and the name of an own region."""
    if code.startswith("="):
        return next(e.id for e in gazetteer().candidates(code[1:]) if e.kind == "region")
    return int(code[3:]) if code.startswith("XX-") else country_ids().get(code, 0)


@cache
def state_forms(*, postal: bool) -> dict[str, int]:
    """Abbreviation -> id of the state."""
    found: dict[str, int] = {}
    for row in rows_of("state_forms.tsv", StateRow):
        number = subdivision_ids().get(row.code)
        for form in filter(None, (row.postal if postal else row.written).split("|")):
            if number:
                found[form] = number
    return found


@cache
def subdivision_ids() -> dict[str, int]:
    """GeoNames' code of the subdivisions in the table of abbreviations -> id."""
    rows = gazetteer().rows("SELECT key, value FROM metadata WHERE key LIKE 'code %'")
    return {str(key)[5:]: int(str(number)) for key, number in rows}
