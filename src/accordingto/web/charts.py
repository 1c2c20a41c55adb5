"""Rows -> SVG on the server: tolls over time by claimant, ranges as bars, open ends as arrows, figures no longer held hollow.

In: account rows of one slot. Out: an SVG without script or style of its own; classes are styled by the page. The page sets its data
beside it as a table. A figure without a number has no mark, and is in the table.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from accordingto.web.highlight import safe

WIDTH, LEFT, RIGHT, ROW, TOP = 720, 210, 24, 26, 26


def toll_chart(rows: Sequence[Mapping[str, Any]], slot: str) -> str:
    """One line a claimant's figure, along an axis of numbers; empty where nothing is counted."""
    counted = [r for r in rows if r["low"] is not None or r["high"] is not None]
    if not counted:
        return ""
    most = max(max(r["low"] or 0, r["high"] or 0) for r in counted) or 1
    height = TOP + ROW * len(counted) + 24
    lines = [_axis(most, height), *(_bar(r, n, most) for n, r in enumerate(counted))]
    title = f"{slot}: {len(counted)} figures, from 0 to {most}"
    opening = f'<svg class="chart" role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{safe(title)}">'
    return f"{opening}<title>{safe(title)}</title>{''.join(lines)}</svg>"


def _x(value: float, most: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value / most


def _axis(most: int, height: int) -> str:
    step = max(1, most // 4)
    ticks = range(0, most + 1, step)
    return "".join(
        f'<line class="grid" x1="{_x(t, most):.1f}" x2="{_x(t, most):.1f}" y1="{TOP - 8}" y2="{height - 22}"/>'
        f'<text class="tick" x="{_x(t, most):.1f}" y="{height - 6}" text-anchor="middle">{t}</text>'
        for t in ticks
    )


def _bar(row: Mapping[str, Any], number: int, most: int) -> str:
    """One figure: a dot for an exact one, a bar for a range, an arrow where it is open."""
    y = TOP + ROW * number + 8
    low, high = row["low"], row["high"]
    start, end = _x(low or 0, most), _x(most if high is None else high, most)
    state = "held" if row["current"] else "replaced"
    name = row["claimant"] if len(row["claimant"]) <= 30 else row["claimant"][:29] + "…"
    label = f'<text class="name" x="{LEFT - 10}" y="{y + 4}" text-anchor="end">{safe(name)}</text>'
    if low is not None and low == high:
        return f'{label}<circle class="{state}" cx="{start:.1f}" cy="{y}" r="6"/>'
    open_end = "open-above" if high is None else "open-below" if low is None else ""
    arrow = f'<path class="{state}" d="M{end - 7:.1f},{y - 6} L{end:.1f},{y} L{end - 7:.1f},{y + 6}"/>' if high is None else ""
    return f'{label}<line class="range {state} {open_end}" x1="{start:.1f}" x2="{end:.1f}" y1="{y}" y2="{y}"/>{arrow}'
