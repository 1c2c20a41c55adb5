"""Lists: reports, sources, outlets, open questions. Each in pages, and as CSV and JSON (``?as=``)."""

from typing import Any

from datasette import Response

from accordingto.model.kinds import explained
from accordingto.web.pages.shared import Ask, Content, filters_of, pager, respond, stretch_of, wanted_form
from accordingto.web.queries import PROBLEMS, TALLY, reports

FIRST_OF_A_KIND = 8
"""Open questions of each kind on the page of all kinds."""


async def reports_page(datasette: Any, request: Any) -> Response:
    """Reports, the latest published first."""
    return await respond(datasette, request, "accordingto/reports.html", _reports)


def _reports(ask: Ask, request: Any) -> Content:
    filters, stretch = filters_of(request, ("outlet", "since", "until", "place")), stretch_of(request)
    rows = ask.rows(reports(filters), **filters, limit=stretch.limit, offset=stretch.offset)
    return Content(rows=rows, values={"filters": filters, **pager(request, rows, stretch)})


async def sources_page(datasette: Any, request: Any) -> Response:
    """Who is quoted, the most quoted first."""
    return await respond(datasette, request, "accordingto/sources.html", _sources)


def _sources(ask: Ask, request: Any) -> Content:
    stretch = stretch_of(request)
    found = ask.rows(TALLY, about="source", limit=stretch.limit, offset=stretch.offset)
    rows = [{"source": r["name"] or None, "kind": r["kind"] or None, "statements": r["n"]} for r in found]
    return Content(rows=rows, values=pager(request, rows, stretch))


async def outlets_page(datasette: Any, request: Any) -> Response:
    """Who publishes."""
    return await respond(datasette, request, "accordingto/outlets.html", _outlets)


def _outlets(ask: Ask, request: Any) -> Content:
    stretch = stretch_of(request)
    found = ask.rows(TALLY, about="outlet", limit=stretch.limit, offset=stretch.offset)
    rows = [{"outlet": r["name"] or None, "reports": r["n"]} for r in found]
    return Content(rows=rows, values=pager(request, rows, stretch))


async def problems_page(datasette: Any, request: Any) -> Response:
    """What stays open: some of each kind, or all of one."""
    return await respond(datasette, request, "accordingto/problems.html", _problems)


def _problems(ask: Ask, request: Any) -> Content:
    stretch, wanted = stretch_of(request), filters_of(request, ("kind",)).get("kind")
    counts = ask.rows(TALLY, about="problem", limit=100, offset=0)
    kinds = [{"kind": c["name"], "n": c["n"], "means": explained(c["name"])} for c in counts]
    if wanted or wanted_form(request) != "html":
        asked_for = [wanted] if wanted else [k["kind"] for k in kinds]
        rows = [row for kind in asked_for for row in ask.rows(PROBLEMS, kind=kind, limit=stretch.limit, offset=stretch.offset)]
        turned = pager(request, rows, stretch)
        groups = [k | {"rows": turned["rows"]} for k in kinds if k["kind"] == wanted]
        return Content(rows=rows, values={"kinds": kinds, "groups": groups, "wanted": wanted, **turned})
    groups = [k | {"rows": ask.rows(PROBLEMS, kind=k["kind"], limit=FIRST_OF_A_KIND, offset=0)} for k in kinds]
    rows = [row for group in groups for row in group["rows"]]
    return Content(rows=rows, values={"kinds": kinds, "groups": groups, "wanted": None, "newer": None, "older": None})
