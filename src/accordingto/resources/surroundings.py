"""Which area holds a point: that of the nearest town, for own places that name none.

In: places with a point. Out: the same with country and `contained_in`, where a town lies near enough. Borders are not known, so a point
beside one may be put on the wrong side: give `country` or `contained_in` there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from accordingto.errors import ConfigurationError
from accordingto.resources.gazetteer import country_ids, gazetteer
from accordingto.resources.own_places import OwnPlace

REACH_KM = 75.0
"""A town farther away says nothing of the area that a point lies in."""
WITHOUT_AREA = frozenset({"region", "water"})


def set_into_areas(places: Iterable[OwnPlace]) -> Iterator[OwnPlace]:
    """Each place with the district or province around it. Raises ConfigurationError for a country that there is none."""
    towns = _Towns()
    for place in places:
        if place.country and place.country not in country_ids():
            raise ConfigurationError(
                "use an own place", place.name, f"there is no country {place.country}", "Give its two letters, for instance IQ."
            )
        if place.contained_in or place.kind in WITHOUT_AREA:
            yield place
        else:
            country, area = towns.around(place)
            yield replace(place, country=place.country or country, contained_in=area)


class _Towns:
    """All towns: points, countries, areas."""

    def __init__(self) -> None:
        rows = gazetteer().rows("SELECT lat, lon, country, coalesce(adm2, 0), coalesce(adm1, 0) FROM place WHERE kind = 'town'")
        self._points: NDArray[np.float64] = np.radians(np.array([row[:2] for row in rows], dtype=np.float64))
        self._countries = np.array([row[2] for row in rows])
        self._areas = [(int(str(row[3])), int(str(row[4]))) for row in rows]

    def around(self, place: OwnPlace) -> tuple[str, int | None]:
        """Country and smallest area of the nearest town; ("", None) where none is near."""
        lat, lon = np.radians(place.lat), np.radians(place.lon)
        turn = (
            np.sin((self._points[:, 0] - lat) / 2) ** 2
            + np.cos(self._points[:, 0]) * np.cos(lat) * np.sin((self._points[:, 1] - lon) / 2) ** 2
        )
        km = 12742.0 * np.arcsin(np.sqrt(np.clip(turn, 0.0, 1.0)))
        if place.country:
            km = np.where(self._countries == place.country, km, np.inf)
        nearest = int(np.argmin(km))
        if km[nearest] > REACH_KM:
            return "", None
        adm2, adm1 = self._areas[nearest]
        size = {"adm1": 0, "adm2": adm1}.get(place.kind, adm2 or adm1)
        return str(self._countries[nearest]), size or None
