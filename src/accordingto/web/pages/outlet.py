"""Outlet: whom it quotes and how many of them without a name, what it shares with others and who had it first, its words for events."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.web.pages.shared import Ask, Content, Row, pager, respond, stretch_of
from accordingto.web.queries import MOST_REPORTS, OUTLET_ECHOES, OUTLET_REPORTS, OUTLET_SOURCES, OUTLET_WORDS, reports

MOST_QUOTED = 25


async def outlet_page(datasette: Any, request: Any) -> Response:
    """One outlet; ``?as=json|csv`` gives whom it quotes and how often."""
    return await respond(datasette, request, "accordingto/outlet.html", _outlet)


def _outlet(ask: Ask, request: Any) -> Content:
    name, stretch = unquote(request.url_vars["name"]), stretch_of(request)
    told = ask.rows(reports({"outlet": name}), outlet=name, limit=stretch.limit, offset=stretch.offset)
    if not told and stretch.number == 1:
        raise NotFound("No outlet of this name in this record.")
    sources = ask.rows(OUTLET_SOURCES, outlet=name, most=MOST_REPORTS)
    total = sum(row["statements"] for row in sources)
    values = {
        "name": name,
        "told": ask.rows(OUTLET_REPORTS, outlet=name)[0]["n"],
        "most": MOST_REPORTS,
        "sources": sources[:MOST_QUOTED],
        "others": max(0, len(sources) - MOST_QUOTED),
        "total": total,
        "unnamed": sum(row["statements"] for row in sources if row["kind"] == "unnamed"),
        "nobody": sum(row["statements"] for row in sources if not row["name"]),
        "echoes": ask.rows(OUTLET_ECHOES, outlet=name, most=MOST_REPORTS),
        "naming": compared(ask.rows(OUTLET_WORDS, outlet=name)),
        **pager(request, told, stretch),
    }
    return Content(rows=sources, values=values)


def compared(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Events for which this outlet and another use different words: the words of each.

    >>> row = {"event": "d1.e1", "label": "a", "doc_id": "d1", "anchor": "e1"}
    >>> compared([row | {"outlet": "here", "words": "raid"}, row | {"outlet": "B", "words": "Raid"}])
    []
    >>> compared([row | {"outlet": "here", "words": "raid"}, row | {"outlet": "B", "words": "rescue"}])[0]["here"]
    ['raid']
    """
    events: dict[str, dict[str, Any]] = {}
    for row in rows:
        event = events.setdefault(row["event"], {"event": row["event"], "label": row["label"], "here": {}, "there": {}})
        event["here" if row["outlet"] == "here" else "there"].setdefault(row["words"].casefold(), row)
    found = []
    for event in events.values():
        other = [{"words": r["words"], "outlet": r["outlet"]} for key, r in event["there"].items() if key not in event["here"]]
        if other and event["here"]:
            found.append(event | {"here": [r["words"] for r in event["here"].values()], "there": other[:8]})
    return found[:25]
