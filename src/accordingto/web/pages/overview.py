"""Home: what the record holds, where accounts conflict most, the newest events, what stays open, and with --edit a box to read in."""

from typing import Any

from datasette import Response

from accordingto.web.pages.brief import briefs, listed
from accordingto.web.pages.shared import Ask, Content, Stretch, respond
from accordingto.web.queries import DISPUTED, TALLY

NEWEST, MOST_DISPUTED, OUTLETS = 8, 8, 12


async def home_page(datasette: Any, request: Any) -> Response:
    """The first page; its rows are the events that it shows."""
    return await respond(datasette, request, "accordingto/home.html", _home)


def _home(ask: Ask, _request: Any) -> Content:
    disputed = [row["id"] for row in ask.rows(DISPUTED, limit=MOST_DISPUTED)]
    newest = [i for i in listed(ask, {}, Stretch(limit=NEWEST + len(disputed), offset=0, number=1), told=True) if i not in disputed]
    rows = briefs(ask, [*disputed, *newest[:NEWEST]])
    counts = {about: ask.rows(TALLY, about=about, limit=40, offset=0) for about in ("reports", "statements", "events", "problem", "outlet")}
    values = {
        "disputed": rows[: len(disputed)],
        "newest": rows[len(disputed) :],
        "reports": sum(row["n"] for row in counts["reports"]),
        "statements": sum(row["n"] for row in counts["statements"]),
        "events": sum(row["n"] for row in counts["events"]),
        "problems": counts["problem"],
        "outlets": [row for row in counts["outlet"] if row["name"]][:OUTLETS],
        "sources": [row for row in ask.rows(TALLY, about="source", limit=OUTLETS + 1, offset=0) if row["name"]][:OUTLETS],
    }
    return Content(rows=rows, values=values)
