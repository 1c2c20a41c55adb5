"""Places on an outline map, drawn on the server: no tiles, nothing fetched.

In: spots. Out: SVG over the outlines of Natural Earth (public domain, 1:50m, simplified; `train/build_outlines.py`). The view is what
holds the spots, with room around them; an area's point is drawn hollow, since it happened somewhere within.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

from accordingto.web.highlight import safe
from accordingto.web.svg import frame, short, text

WIDTH = 960.0
ASPECT = 0.5
LEAST = 14.0
"""Degrees of latitude that a map shows at least: less would pretend to more detail than the outlines have."""
LABELS = 14
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place: its point, how it is called, how much happened there, where its link leads, whether it is an area."""

    lat: float
    lon: float
    label: str
    size: int
    link: str
    area: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The part of the world that is drawn, degrees, and how degrees become units of the drawing."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the world lies in the drawing."""
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale


@lru_cache(maxsize=1)
def outlines() -> tuple[tuple[Ring, tuple[float, float, float, float]], ...]:
    """Rings in degrees (longitude, latitude), each with its bounds: west, south, east, north."""
    found = []
    for steps in json.loads(Path(__file__).with_name("outlines.json").read_text(encoding="utf-8")):
        x = y = 0
        ring = []
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x / 100, y / 100))
        lons, lats = [p[0] for p in ring], [p[1] for p in ring]
        found.append((tuple(ring), (min(lons), min(lats), max(lons), max(lats))))
    return tuple(found)


def outline_map(spots: Sequence[Spot], title: str = "") -> str:
    """The map; empty where there is no spot."""
    if not spots:
        return ""
    view = view_of(spots)
    parts = [f'<path class="land" d="{land_path(view)}"/>']
    order = sorted(spots, key=lambda s: -s.size)  # the small ones above the large
    parts += [_mark(spot, view) for spot in order]
    parts += _labels(order, view)
    words = title or f"Map of {len(spots)} place{'' if len(spots) == 1 else 's'}; the list below has the same"
    return frame(WIDTH, view.height, words, parts, kind="map", role="group")


def view_of(spots: Sequence[Spot]) -> View:
    """The view that holds all spots with a margin of a fifth."""
    west, east = min(s.lon for s in spots), max(s.lon for s in spots)
    south, north = max(-84.0, min(s.lat for s in spots)), min(84.0, max(s.lat for s in spots))
    squeeze = max(0.2, cos(radians((south + north) / 2)))
    tall = max(LEAST, (north - south) * 1.4, (east - west) * 1.4 * squeeze * ASPECT)
    tall = min(tall, 170.0)
    wide = tall / ASPECT / squeeze
    middle, centre = (west + east) / 2, (south + north) / 2
    if wide > 360:
        wide, middle = 360.0, 0.0
    scale = WIDTH / (wide * squeeze)
    top = min(centre + tall / 2, 90.0)
    return View(west=middle - wide / 2, north=top, scale=scale, squeeze=squeeze, height=tall * scale)


def land_path(view: View) -> str:
    """The outlines that lie in the view, as the data of a path; points closer than a unit to the last are left out."""
    east, south = view.west + WIDTH / (view.scale * view.squeeze), view.north - view.height / view.scale
    parts = []
    for ring, (w, s, e, n) in outlines():
        if w > east or e < view.west or n < south or s > view.north:
            continue
        points: list[tuple[float, float]] = []
        for lon, lat in ring:
            x, y = view.point(lon, lat)
            x, y = min(max(x, -400.0), WIDTH + 400), min(max(y, -400.0), view.height + 400)
            if not points or abs(points[-1][0] - x) + abs(points[-1][1] - y) >= 1:
                points.append((x, y))
        if len(points) > 2:
            parts.append("M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in points) + "Z")
    return "".join(parts)


def _radius(spot: Spot) -> float:
    return float(min(26.0, 5 + 2.5 * (spot.size - 1) ** 0.5))


def _mark(spot: Spot, view: View) -> str:
    x, y = view.point(spot.lon, spot.lat)
    radius = _radius(spot)
    area = f'<circle class="area" cx="{x:.1f}" cy="{y:.1f}" r="{radius + 14:.1f}"/>' if spot.area else ""
    dot = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{3.5 if spot.area else radius:.1f}"/>'
    name = safe(short(spot.label, 120))
    return f'<a href="{safe(spot.link)}" aria-label="{name}"><title>{name}</title>{area}{dot}</a>'


def _labels(spots: Sequence[Spot], view: View) -> list[str]:
    """Names of the largest spots, as far as they do not cover each other."""
    taken: list[tuple[float, float, float]] = []
    found = []
    for spot in spots:
        x, y = view.point(spot.lon, spot.lat)
        words = short(spot.label, 28)
        wide, right = 7.2 * len(words), x > WIDTH * 0.8
        start = x - _radius(spot) - 5 - wide if right else x + _radius(spot) + 5
        if all(abs(y - other) > 15 or start + wide < left or start > end for left, end, other in taken):
            taken.append((start, start + wide, y))
            found.append(text(start + wide if right else start, y + 4, words, "", "end" if right else "start"))
        if len(found) == LABELS:
            break
    return found
