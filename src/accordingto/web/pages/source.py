"""Source: what one source is said to have said, by report and stance."""

from collections import Counter
from typing import Any
from urllib.parse import unquote

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.store import ask as questions
from accordingto.web.pages.shared import ask, page, rows_response, wanted_form


async def source_page(datasette: Any, request: Any) -> Response:
    """One source by the name that it has in the record; ``?as=json|csv`` gives the rows."""
    name = unquote(request.url_vars["name"])
    rows = [r for r in await ask(datasette, lambda c: questions.quotes(c, {"by": name})) if r["source_name"] == name]
    if not rows:
        raise NotFound("No source of this name in this record.")
    form = wanted_form(request)
    if form != "html":
        return rows_response(rows, form)
    stances = Counter(r["stance"] for r in rows).most_common()
    return await page(datasette, request, "accordingto/source.html", name=name, rows=rows, stances=stances, kind=rows[0]["source_kind"])
