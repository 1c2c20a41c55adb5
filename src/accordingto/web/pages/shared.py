"""What every page needs: the record behind Datasette, a template rendered, rows as CSV or JSON, links.

In: Datasette and a request. Out: responses. No page's own question is asked here.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.exports.tables import csv_text
from accordingto.store.migrate import APPLICATION_ID

Answer = TypeVar("Answer")
Row = Mapping[str, Any]


async def ask(datasette: Any, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Ask the record a question, in one of Datasette's read threads."""
    for database in datasette.databases.values():
        if database.name == "_internal":
            continue
        row = (await database.execute("PRAGMA application_id")).first()
        if row and row[0] == APPLICATION_ID:
            answer: Answer = await database.execute_fn(question)
            return answer
    raise NotFound("No record is open here.")


async def page(datasette: Any, request: Any, template: str, **values: Any) -> Response:
    """A rendered page."""
    html = await datasette.render_template(template, values, request=request)
    return Response.html(html)


def wanted_form(request: Any) -> str:
    """``json``, ``csv`` or ``html``, by ``?as=``."""
    form = request.args.get("as") or "html"
    return form if form in ("json", "csv") else "html"


def rows_response(rows: Sequence[Row], form: str) -> Response:
    """Rows as JSON or CSV."""
    if form == "json":
        return Response(msgspec.json.encode(rows).decode(), content_type="application/json; charset=utf-8")
    return Response(csv_text(rows), content_type="text/csv; charset=utf-8")


def url_of(kind: str, name: str) -> str:
    """The address of a source, outlet, event or report."""
    return f"/{kind}/{quote(name, safe='')}"
