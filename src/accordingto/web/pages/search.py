"""Search: statements, reports, names and events that hold the words, narrowed by source, stance, kind, outlet, place, days."""

from typing import Any

from datasette import Response

from accordingto.model.kinds import SourceKind, Stance
from accordingto.web.pages.brief import briefs
from accordingto.web.pages.shared import Ask, Content, filters_of, pager, respond, stretch_of
from accordingto.web.queries import EVENTS_NAMED, NAMES, match_of, reports, statements, words_to_match

FILTERS = ("q", "source", "stance", "kind", "outlet", "place", "since", "until")
BESIDE = 12
"""Reports, names and events shown beside the statements."""


async def search_page(datasette: Any, request: Any) -> Response:
    """What holds the words; ``?as=csv|json`` gives the statements."""
    return await respond(datasette, request, "accordingto/search.html", _search)


def _search(ask: Ask, request: Any) -> Content:
    filters, stretch = filters_of(request, FILTERS), stretch_of(request)
    values: dict[str, Any] = {
        "filters": filters,
        "words": filters.get("q", ""),
        "stances": [s.value for s in Stance],
        "kinds": [k.value for k in SourceKind],
        "reports": [],
        "names": [],
        "events": [],
    }
    if not filters:
        return Content(rows=[], values=values | {"rows": [], "newer": None, "older": None})
    given = {**filters, "match": match_of(filters)}
    found = ask.rows(statements(filters), **given, limit=stretch.limit, offset=stretch.offset)
    rows = list({row["id"]: row for row in found}.values())  # one that holds the words in two of its parts stands here once
    words = words_to_match(filters.get("q", ""))
    if words:
        narrowed = {k: v for k, v in filters.items() if k in ("q", "outlet", "place", "since", "until")}
        values["reports"] = ask.rows(reports(narrowed), **{**narrowed, "words": words}, limit=BESIDE, offset=0)
        values["names"] = ask.rows(NAMES, words=words, limit=BESIDE)
        values["events"] = briefs(ask, [row["id"] for row in ask.rows(EVENTS_NAMED, words=words, limit=BESIDE)])
    more = len(found) >= stretch.limit
    turned = pager(request, rows + rows[-1:] * (stretch.limit - len(rows)) if more else rows, stretch)
    return Content(rows=rows, values=values | turned)
