"""Source: what one source is said to have said, along time by stance, medium and outlet; and by which other names it goes."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.web.pages.shared import Ask, Content, Row, pager, respond, stretch_of
from accordingto.web.queries import MOST_STATEMENTS, SOURCE_KINDS, SOURCE_OTHER_NAMES, SOURCE_SHAPE, SOURCE_STATEMENTS
from accordingto.web.timeline_chart import stacked_months


async def source_page(datasette: Any, request: Any) -> Response:
    """One source by the name that reports give it; ``?as=json|csv`` gives its statements."""
    return await respond(datasette, request, "accordingto/source.html", _source)


def _source(ask: Ask, request: Any) -> Content:
    name, stretch = unquote(request.url_vars["name"]), stretch_of(request)
    kinds = ask.rows(SOURCE_KINDS, name=name)
    if not kinds or not name:
        raise NotFound("No source of this name in this record.")
    rows = ask.rows(SOURCE_STATEMENTS, name=name, limit=stretch.limit, offset=stretch.offset)
    shape = ask.rows(SOURCE_SHAPE, name=name, most=MOST_STATEMENTS)
    unnamed = any(row["kind"] == "unnamed" for row in kinds)
    values = {
        "name": name,
        "kinds": kinds,
        "unnamed": unnamed,
        "most": MOST_STATEMENTS,
        "total": sum(row["n"] for row in kinds),
        "by": {key: summed(shape, key) for key in ("stance", "medium", "outlet")},
        "months": months_of(shape, "stance"),
        "charts": [(key, chart) for key in ("stance", "medium", "outlet") if (chart := stacked_months(months_of(shape, key), key))],
        "also": [] if unnamed else ask.rows(SOURCE_OTHER_NAMES, name=name),
        **pager(request, rows, stretch),
    }
    return Content(rows=rows, values=values)


def summed(shape: Sequence[Row], key: str) -> list[tuple[str, int]]:
    """Statements by the values of ``key``, the most first.

    >>> summed([{"stance": "denies", "statements": 2}, {"stance": "states", "statements": 3}], "stance")
    [('states', 3), ('denies', 2)]
    """
    counts: Counter[str] = Counter()
    for row in shape:
        counts[row[key]] += row["statements"]
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def months_of(shape: Sequence[Row], key: str) -> list[dict[str, Any]]:
    """Statements by month and the values of ``key``, in the order of the months; those in reports without a date last."""
    months: dict[str, Counter[str]] = {}
    for row in sorted(shape, key=lambda row: (not row["month"], row["month"])):
        months.setdefault(row["month"], Counter())[row[key] or "not told"] += row["statements"]
    return [{"month": month, "counts": dict(counts.most_common()), "statements": counts.total()} for month, counts in months.items()]
