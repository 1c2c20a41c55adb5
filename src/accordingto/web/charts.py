"""Figures of one slot as drawings: side by side along an axis of numbers, and along time for each claimant.

In: account rows of one slot. Out: SVG. Ranges are bars, open ends arrows, figures no longer held hollow, revisions steps. A figure
without a number has no mark; the page's table beside it has them all.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accordingto.exports.wording import number_words
from accordingto.model.kinds import Stance
from accordingto.web.svg import frame, line, short, text

WIDTH, LEFT, RIGHT = 720, 210, 96
ROW, TOP = 26, 18
BAND, RISE = 54, 30
"""Height of one claimant's band along time, and of its largest figure."""
Rows = Sequence[Mapping[str, Any]]


def counted(rows: Rows) -> list[Mapping[str, Any]]:
    """Rows with a number."""
    return [r for r in rows if r["low"] is not None or r["high"] is not None]


def most_of(rows: Rows) -> int:
    """The largest number of any row, at least 1."""
    return max((max(r["low"] or 0, r["high"] or 0) for r in rows), default=0) or 1


# ---- side by side


def toll_chart(rows: Rows, slot: str) -> str:
    """One line a claimant's figure, along an axis of numbers; empty where nothing is counted."""
    shown = counted(rows)
    if not shown:
        return ""
    most, height = most_of(shown), TOP + ROW * len(shown) + 26
    ticks = range(0, most + 1, max(1, -(-most // 5)))
    parts = [
        line(_x(t, most), TOP - 8, _x(t, most), height - 24, "grid") + text(_x(t, most), height - 8, str(t), "tick", "middle")
        for t in ticks
    ]
    parts += [_bar(r, n, most) for n, r in enumerate(shown)]
    return frame(WIDTH, height, f"{slot}: {len(shown)} figures side by side, from 0 to {most}", parts)


def _x(value: float, most: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * value / most


def cross(x: float, y: float) -> str:
    """The mark of a figure that is denied."""
    return f'<path class="denied" d="M{x - 5:.1f},{y - 5:.1f} L{x + 5:.1f},{y + 5:.1f} M{x + 5:.1f},{y - 5:.1f} L{x - 5:.1f},{y + 5:.1f}"/>'


def _bar(row: Mapping[str, Any], number: int, most: int) -> str:
    """One figure: a dot for an exact one, a bar for a range, an arrow where it is open."""
    y = TOP + ROW * number + 8
    low, high = row["low"], row["high"]
    start, end = _x(low or 0, most), _x(most if high is None else high, most)
    state = "held" if row["current"] else "replaced"
    label = text(LEFT - 12, y + 4, short(row["claimant"], 30), "name", "end")
    if row["stance"] == Stance.DENIES:
        return label + cross(start, y) + text(start + 10, y + 4, f"denies {number_words(low, high)}", "dim")
    if low is not None and low == high:
        return f'{label}<circle class="{state}" cx="{start:.1f}" cy="{y}" r="5.5"/>'
    if high is None:
        end = max(end, start + 16) + 12
        arrow = f'<path class="open" d="M{end - 7:.1f},{y - 6} L{end:.1f},{y} L{end - 7:.1f},{y + 6}"/>'
        return label + line(start, y, end - 4, y, f"range {state}") + arrow
    return label + line(start, y, end, y, f"range {state}")


# ---- along time


def toll_steps(rows: Rows, slot: str) -> str:
    """One band a claimant, its figures at the days on which they were said, joined by steps; empty where they were said on one day."""
    dated = sorted((r for r in counted(rows) if r["said"]), key=lambda r: (r["said"], not r["current"]))
    days = sorted({r["said"] for r in dated})
    if len(days) < 2:
        return ""
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    most = most_of(dated)
    bands: dict[str, list[Mapping[str, Any]]] = {}
    for row in dated:
        bands.setdefault(row.get("key") or row["claimant"], []).append(row)
    height = TOP + BAND * len(bands) + 26
    parts = [_day_tick(day, first, last, height) for day in _ticks(days, first, last)]
    parts += [_band(band, TOP + BAND * n, (first, last), most) for n, band in enumerate(bands.values())]
    return frame(
        WIDTH, height, f"{slot}: figures of {len(bands)} claimants by the day on which they were said, {days[0]} to {days[-1]}", parts
    )


def _at(day: str, first: date, last: date) -> float:
    share = (date.fromisoformat(day) - first).days / max(1, (last - first).days)
    return LEFT + 8 + (WIDTH - LEFT - RIGHT - 4) * share


def _ticks(days: Sequence[str], first: date, last: date) -> list[str]:
    """Days that are written on the axis: the first, the last, and those between that leave room."""
    kept = [days[0]]
    for day in days[1:-1]:
        if _at(day, first, last) - _at(kept[-1], first, last) > 80 and _at(days[-1], first, last) - _at(day, first, last) > 80:
            kept.append(day)
    return [*kept, days[-1]]


def _day_tick(day: str, first: date, last: date, height: float) -> str:
    x = _at(day, first, last)
    return line(x, TOP - 8, x, height - 24, "grid") + text(x, height - 8, day, "tick", "middle")


def _band(rows: Rows, top: float, span: tuple[date, date], most: int) -> str:
    """One claimant's figures: marks with their numbers, and the step from each to the next."""
    base = top + BAND - 12
    parts = [text(LEFT - 12, base - 8, short(rows[0]["claimant"], 30), "name", "end"), line(LEFT, base, WIDTH - 8, base, "grid")]
    path, before = "", 0.0
    for row in rows:
        x = max(_at(row["said"], *span), before + 34 if before else 0)
        y = base - RISE * _middle(row) / most
        if row["stance"] != Stance.DENIES:  # what is denied is no step of the claimant's own figures
            path += f"H{x:.1f} V{y:.1f} " if path else f"M{x:.1f},{y:.1f} "
        parts.append(_mark(row, x, base, most))
        before = x
    path += f"H{WIDTH - 8}" if path and rows[-1]["current"] else ""
    return f'<path class="step" d="{path.strip()}"/>' + "".join(parts)


def _middle(row: Mapping[str, Any]) -> float:
    low, high = row["low"], row["high"]
    return float(low if high is None else high if low is None else (low + high) / 2)


def _mark(row: Mapping[str, Any], x: float, base: float, most: int) -> str:
    """One figure at its day, its number beside it."""
    low, high = row["low"], row["high"]
    state = "held" if row["current"] else "replaced"
    top, bottom = base - RISE * (most if high is None else high) / most, base - RISE * (low or 0) / most
    if row["stance"] == Stance.DENIES:
        return cross(x, bottom) + text(x + 9, bottom - 5, f"denies {number_words(low, high)}", "dim")
    words = number_words(low, high).replace(" or more", "+").replace("up to ", "≤ ")
    label = text(x + 9, base - RISE * _middle(row) / most - 5, words, "" if row["current"] else "dim")
    if low is not None and low == high:
        return f'<circle class="{state}" cx="{x:.1f}" cy="{bottom:.1f}" r="5"/>{label}'
    if high is None:
        top = bottom - 14
        arrow = f'<path class="open" d="M{x - 5:.1f},{top + 6:.1f} L{x:.1f},{top:.1f} L{x + 5:.1f},{top + 6:.1f}"/>'
        return line(x, bottom, x, top + 3, f"range {state}") + arrow + label
    return line(x, bottom, x, min(top, bottom - 3), f"range {state}") + label
