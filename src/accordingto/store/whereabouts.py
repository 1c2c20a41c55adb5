"""Where an event lies, in words: the area and country around its place, and how exactly the place is known.

In: a connection, an event's id. Out: the place with its point, what is around it, and its precision in words. The names of areas are those
of the gazetteer, in the spelling of the record's own reports where one of them names the area. It decides nothing.

“Ain al-Assad airbase” lies in “Al-Anbar, Iraq”; known is the site itself.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from accordingto.model.kinds import BORROWED_PLACES
from accordingto.resources.gazetteer import Entry, gazetteer
from accordingto.resources.place_names import key_of

PRECISION_WORDS = {
    "point": "the site itself",
    "populated place": "the town as a whole",
    "adm2": "a district",
    "adm1": "a province",
    "country": "a country",
    "region": "a region",
}
"""How exactly a place is known, in words."""


def whereabouts(connection: sqlite3.Connection, event_id: str) -> dict[str, Any] | None:
    """The place that most mentions of the event are told to be at, the most precise first; None where none has a point.

    A place that a mention has from its neighbours is not the event's.
    """
    sql = f"""
      SELECT p.name, p.lat, p.lon, p.precision, p.geonameid, p.contained_in, p.country, r.rule, d.doc_id || '.' || p.id AS place_id,
        count(*) AS times
      FROM mention_events m JOIN documents d USING (doc_id) JOIN claims c ON c.n = d.n AND c.mention = m.mention AND c.slot = 'place'
      JOIN reasons cr ON cr.reason_id = c.reason_id JOIN places p ON p.n = d.n AND p.id = c.refers_to
      JOIN reasons r ON r.reason_id = p.reason_id
      WHERE m.event_id = ? AND p.lat IS NOT NULL AND cr.rule NOT IN ({", ".join("?" * len(BORROWED_PLACES))}) GROUP BY p.lat, p.lon
      ORDER BY times DESC, p.precision IN ('country', 'region', 'adm1') LIMIT 1"""  # noqa: S608  # question marks only
    row = connection.execute(sql, (event_id, *sorted(BORROWED_PLACES))).fetchone()
    if row is None:
        return None
    found = dict(row)
    areas = [_spelling(connection, area) for area in _around(found)]
    found["around"] = ", ".join(areas) or None
    only_around = found.pop("rule") == "places.contained"
    found["known"] = f"not in the gazetteer, shown at {areas[0]}" if only_around and areas else PRECISION_WORDS.get(found["precision"])
    return found


def _around(place: dict[str, Any]) -> Iterator[Entry]:
    """The areas that hold a place, the smallest first."""
    places = gazetteer()
    itself = places.place(place["geonameid"]) if place["geonameid"] else None
    area = places.place(place["contained_in"] or (itself.adm1 if itself else None) or 0)
    seen = {itself.id} if itself else set()
    for entry in (area, places.place(area.adm1) if area and area.adm1 else None, places.country(place["country"] or "")):
        if entry is not None and entry.id not in seen:
            seen.add(entry.id)
            yield entry


def _spelling(connection: sqlite3.Connection, area: Entry) -> str:
    """The area's name as a report of this record writes it, where it is the same name."""
    sql = "SELECT name, count(*) FROM places WHERE geonameid = ? AND role = 'literal' GROUP BY name ORDER BY count(*) DESC, name"
    written = (str(name) for name, _ in connection.execute(sql, (area.id,)))
    return next((name for name in written if key_of(name) == key_of(area.name) and not name.isupper()), area.name)
