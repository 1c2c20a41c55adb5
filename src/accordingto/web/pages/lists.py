"""Lists: events, reports, sources, problems, one outlet, search. Each also as CSV and JSON (``?as=``)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.store import ask as questions
from accordingto.web.pages.shared import ask, page, rows_response, wanted_form

FILTERS = ("type", "place", "since", "until")
SHOWN = 200
"""Rows of a list; the rest is in the CSV, and the page says so."""


async def _list(datasette: Any, request: Any, template: str, rows: Sequence[Any], **values: Any) -> Response:
    form = wanted_form(request)
    if form != "html":
        return rows_response(rows, form)
    return await page(datasette, request, template, rows=rows[:SHOWN], total=len(rows), shown=SHOWN, **values)


async def events_page(datasette: Any, request: Any) -> Response:
    """What is said to have happened."""
    filters = {name: request.args.get(name) for name in FILTERS}
    rows = await ask(datasette, lambda c: questions.events(c, filters))
    return await _list(datasette, request, "accordingto/events.html", rows, filters=filters)


async def reports_page(datasette: Any, request: Any) -> Response:
    """All reports."""
    return await _list(datasette, request, "accordingto/reports.html", await ask(datasette, questions.reports))


async def sources_page(datasette: Any, request: Any) -> Response:
    """Who is quoted."""
    return await _list(datasette, request, "accordingto/sources.html", await ask(datasette, questions.sources))


async def problems_page(datasette: Any, request: Any) -> Response:
    """What stays open."""
    return await _list(datasette, request, "accordingto/problems.html", await ask(datasette, questions.problems))


async def search_page(datasette: Any, request: Any) -> Response:
    """Reports and statements that hold the words."""
    words = (request.args.get("q") or "").strip()
    reports = await ask(datasette, lambda c: questions.search(c, words)) if words else []
    said = await ask(datasette, lambda c: questions.quotes(c, {"search": words})) if words else []
    return await _list(datasette, request, "accordingto/search.html", said, words=words, reports=reports[:SHOWN])


async def outlet_page(datasette: Any, request: Any) -> Response:
    """One outlet: whom it quotes, how many of them unnamed, what it shares with others."""
    name = unquote(request.url_vars["name"])
    rows = await ask(datasette, lambda c: questions.quotes(c, {"outlet": name}))
    reports = [r for r in await ask(datasette, questions.reports) if r["outlet"] == name]
    if not reports:
        raise NotFound("No outlet of this name in this record.")
    unnamed = sum(r["source_kind"] == "unnamed" for r in rows)
    sources = Counter(r["source_name"] or "(nobody named)" for r in rows).most_common()
    echoes = await ask(datasette, lambda c: questions.outlet_echoes(c, name))
    return await _list(
        datasette, request, "accordingto/outlet.html", rows, name=name, reports=reports, unnamed=unnamed, sources=sources, echoes=echoes
    )
