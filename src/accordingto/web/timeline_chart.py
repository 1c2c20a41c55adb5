"""Counts along months as drawings: events of the record as bars, statements of a source as dots by stance.

In: rows of months. Out: SVG, empty where there is nothing to draw; the page has the same numbers as a table.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from accordingto.web.highlight import safe
from accordingto.web.svg import frame, line, short, text

WIDTH, HEIGHT, LEFT = 720, 150, 8
MOST_MONTHS, DOT_MONTHS = 120, 48
NAME, DOT_ROW = 150, 30
FIRST_DOT, AFTER_LAST = NAME + 10, 36
"""Where the first dot stands, and the room that the last one leaves for half of its month's name."""
MOST_LINES = 12


def number_of(month: str) -> int:
    """Months since year 0.

    >>> number_of("2031-05") - number_of("2030-12")
    5
    """
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def month_of(number: int) -> str:
    """The month of a number.

    >>> month_of(number_of("2031-01") - 1)
    '2030-12'
    """
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def last_day(number: int) -> str:
    """The last day of a month.

    >>> last_day(number_of("2032-02"))
    '2032-02-29'
    """
    year, month = divmod(number, 12)
    return f"{month_of(number)}-{monthrange(year, month + 1)[1]}"


def month_chart(rows: Sequence[Mapping[str, Any]], kind: str) -> str:
    """Events by month as bars, each a link to its month; the last ten years where there are more."""
    counts = {number_of(row["month"]): row["events"] for row in rows}
    if not counts:
        return ""
    last = max(counts)
    first = max(min(counts), last - MOST_MONTHS + 1)
    shown = {n: c for n, c in counts.items() if n >= first}
    most, slots = max(shown.values()), max(12, last - first + 1)
    step = (WIDTH - 2 * LEFT) / slots
    parts = [line(LEFT, HEIGHT - 24, WIDTH - LEFT, HEIGHT - 24, "base")]
    for n, count in sorted(shown.items()):
        x, height = LEFT + (n - first) * step, max(2, (HEIGHT - 50) * count / most)
        query = urlencode({k: v for k, v in (("type", kind), ("since", f"{month_of(n)}-01"), ("until", last_day(n))) if v})
        words = f"{month_of(n)}: {count} event{'' if count == 1 else 's'}"
        bar = (
            f'<rect class="bar" x="{x + step * 0.12:.1f}" y="{HEIGHT - 24 - height:.1f}" width="{step * 0.76:.1f}" height="{height:.1f}"/>'
        )
        number = text(x + step / 2, HEIGHT - 28 - height, str(count), "tick", "middle") if step > 26 or count == most else ""
        parts.append(f'<a href="/timeline?{safe(query)}" aria-label="{words}"><title>{words}</title>{bar}{number}</a>')
    every = max(1, round(slots / 8))
    months = [(n, max(LEFT + 22.0, LEFT + (n - first + 0.5) * step)) for n in range(first, last + 1, every)]
    parts += [text(x, HEIGHT - 8, month_of(n), "tick", "middle") for n, x in months]
    return frame(WIDTH, HEIGHT, f"Events by month, {month_of(first)} to {month_of(last)}, at most {most} in one", parts, role="group")


def stacked_months(rows: Sequence[Mapping[str, Any]], kind: str) -> str:
    """Statements of a source: a line for each value of ``kind``, a dot a month, larger where there are more, with its number."""
    dated = {number_of(row["month"]): row["counts"] for row in rows if row["month"]}
    if len(dated) < 2:
        return ""
    last = max(dated)
    first = max(min(dated), last - DOT_MONTHS + 1)
    shown = {n: counts for n, counts in dated.items() if n >= first}
    totals: dict[str, int] = {}
    for counts in shown.values():
        for value, count in counts.items():
            totals[value] = totals.get(value, 0) + count
    order = sorted(totals, key=lambda value: (-totals[value], value))[:MOST_LINES]
    height = 16 + DOT_ROW * len(order) + 24
    step = (WIDTH - FIRST_DOT - AFTER_LAST) / max(1, last - first)
    most = max(max(counts.values()) for counts in shown.values())
    parts = []
    for row, value in enumerate(order):
        y = 16 + DOT_ROW * row + DOT_ROW / 2
        parts += [text(NAME - 14, y + 4, short(value, 22), "name", "end"), line(NAME, y, WIDTH - 10, y, "grid")]
        for n, counts in sorted(shown.items()):
            if counts.get(value):
                parts.append(_dot(FIRST_DOT + (n - first) * step, y, counts[value], most))
    parts += [text(FIRST_DOT + (n - first) * step, height - 6, month_of(n), "tick", "middle") for n in _spread(first, last)]
    return frame(WIDTH, height, f"Statements by {kind} and month, {month_of(first)} to {month_of(last)}", parts)


def _dot(x: float, y: float, count: int, most: int) -> str:
    radius = 3 + 8 * (count / most) ** 0.5
    return f'<circle class="held" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>{text(x + radius + 2, y - 5, str(count), "tick")}'


def _spread(first: int, last: int) -> list[int]:
    """At most seven months from the first to the last.

    >>> _spread(0, 12)
    [0, 2, 4, 6, 8, 10, 12]
    """
    parts = min(6, last - first)
    marks = [first + round((last - first) * i / parts) for i in range(parts + 1)]
    return [marks[0], *(b for a, b in pairwise(marks) if b > a)]
