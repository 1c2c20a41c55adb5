"""Writes src/accordingto/web/outlines.json, the outlines behind the maps.

From Natural Earth's 1:50m countries (public domain, naturalearthdata.com) in the TopoJSON form of the npm package `world-atlas` 2.0.2:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python train/build_outlines.py package/countries-50m.json

Arcs are simplified before they are joined (Douglas and Peucker 1973), so that neighbours keep one border between them; areas under
0.02 square degrees are left out. Out: rings, each a flat list of steps in hundredths of a degree: [lon, lat, dlon, dlat, ...].
"""

import json
import sys
from math import hypot
from pathlib import Path

TOLERANCE, SMALLEST = 0.1, 0.02
OUT = Path(__file__).resolve().parent.parent / "src/accordingto/web/outlines.json"
Point = tuple[float, float]


def main() -> None:
    """Read the TopoJSON named on the command line, write the outlines."""
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = [simplified(arc) for arc in decoded(source)]
    shapes = source["objects"]["countries"]["geometries"]
    polygons = [p for shape in shapes for p in ([shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"])]
    rings = [ring_of(ids, arcs) for polygon in polygons for ids in polygon]
    kept = [steps(ring) for ring in rings if len(ring) >= 4 and area(ring) >= SMALLEST]
    OUT.write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {len(kept)} rings, {OUT.stat().st_size} bytes")


def decoded(source: dict) -> list[list[Point]]:
    """Arcs in degrees."""
    (sx, sy), (tx, ty) = source["transform"]["scale"], source["transform"]["translate"]
    arcs = []
    for arc in source["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def simplified(points: list[Point]) -> list[Point]:
    """``points`` without those nearer than TOLERANCE to the line that the others draw."""
    keep, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        length, worst, at = hypot(bx - ax, by - ay), 0.0, None
        for i in range(first + 1, last):
            px, py = points[i]
            far = abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length if length else hypot(px - ax, py - ay)
            if far > worst:
                worst, at = far, i
        if at is not None and worst > TOLERANCE:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def ring_of(ids: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring; ``~i`` is arc i backwards."""
    points: list[Point] = []
    for i in ids:
        arc = arcs[i] if i >= 0 else arcs[~i][::-1]
        points += arc[1:] if points else arc
    return points


def area(ring: list[Point]) -> float:
    """Square degrees."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def steps(ring: list[Point]) -> list[int]:
    """The first point, then the step to each next one that differs, in hundredths of a degree."""
    flat: list[int] = []
    x = y = 0
    for lon, lat in ring:
        dx, dy = round(lon * 100) - x, round(lat * 100) - y
        if dx or dy or not flat:
            flat += [dx, dy]
            x, y = x + dx, y + dy
    return flat


if __name__ == "__main__":
    main()
