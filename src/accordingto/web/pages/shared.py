"""What every page needs: the record behind Datasette, questions that are remembered, a template rendered, rows as files, pages of a list.

In: Datasette, a request, a function that builds the page from a record. Out: responses. No page's own question is asked here.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.exports.tables import csv_text
from accordingto.store.migrate import APPLICATION_ID
from accordingto.web.highlight import BIDI
from accordingto.web.queries import Query

Answer = TypeVar("Answer")
Row = dict[str, Any]

SHOWN = 50
"""Rows of a list on one page."""
IN_FILES = 5000
"""Rows of a list in CSV, JSON or GeoJSON; whole tables come from Datasette, streamed."""


class Ask:
    """A record that is asked named questions and remembers them, so that the page can show its SQL."""

    def __init__(self, connection: sqlite3.Connection, database: str) -> None:
        self.connection = connection
        self.database = database
        self.asked: list[dict[str, str]] = []

    def rows(self, query: Query, **values: Any) -> list[Row]:
        """The rows of ``query``."""
        used = {k: v for k, v in values.items() if f":{k}" in query.sql}
        link = f"/{quote(self.database, safe='')}?{urlencode({'sql': query.sql.strip()} | used)}"
        if query.name not in {a["name"] for a in self.asked} and len(link) < 4000:
            self.asked.append({"name": query.name, "link": link})
        return [dict(row) for row in self.connection.execute(query.sql, used)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page is made of: ``rows`` for the files, ``values`` for the template, ``features`` for GeoJSON where it has places."""

    rows: Sequence[Mapping[str, Any]]
    values: Mapping[str, Any] = field(default_factory=dict)
    features: Callable[[], Mapping[str, Any]] | None = None


async def ask(datasette: Any, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """Ask the record a question, in one of Datasette's read threads."""
    database = await record_of(datasette)
    answer: Answer = await database.execute_fn(question)
    return answer


async def record_of(datasette: Any) -> Any:
    """Datasette's database that is a record. Raises NotFound where none is open."""
    for database in datasette.databases.values():
        if database.name == "_internal":
            continue
        row = (await database.execute("PRAGMA application_id")).first()
        if row and row[0] == APPLICATION_ID:
            return database
    raise NotFound("No record is open here.")


async def respond(datasette: Any, request: Any, template: str, build: Callable[[Ask, Any], Content]) -> Response:
    """The page that ``build`` makes, or its rows as a file where ``?as=`` says so."""
    database = await record_of(datasette)

    def built(connection: sqlite3.Connection) -> tuple[Content, Ask, str]:
        asker = Ask(connection, database.name)
        content = build(asker, request)
        form = wanted_form(request)
        return content, asker, file_text(content, form) if form != "html" else ""

    content, asker, text = await database.execute_fn(built)
    form = wanted_form(request)
    if form != "html":
        return Response(text, content_type=CONTENT_TYPES[form])
    values = {"asked": asker.asked, "files": files_of(request, geo=content.features is not None), **content.values}
    return await page(datasette, request, template, **values)


async def page(datasette: Any, request: Any, template: str, **values: Any) -> Response:
    """A rendered page, without controls of direction: words of strangers must not rearrange it."""
    html = await datasette.render_template(template, values, request=request)
    return Response.html(html.translate(BIDI))


CONTENT_TYPES = {
    "json": "application/json; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json; charset=utf-8",
}


def wanted_form(request: Any) -> str:
    """``json``, ``csv``, ``geojson`` or ``html``, by ``?as=``."""
    form = request.args.get("as") or "html"
    return form if form in CONTENT_TYPES else "html"


def file_text(content: Content, form: str) -> str:
    """The rows of a page in the wanted form. Raises NotFound for GeoJSON of a page without places."""
    if form == "csv":
        return csv_text(content.rows)
    if form == "json":
        return msgspec.json.encode(content.rows).decode()
    if content.features is None:
        raise NotFound("This page has no places; CSV and JSON are there.")
    return msgspec.json.encode(content.features()).decode()


def rows_response(rows: Sequence[Mapping[str, Any]], form: str) -> Response:
    """Rows as JSON or CSV."""
    return Response(file_text(Content(rows=rows), form), content_type=CONTENT_TYPES[form])


def files_of(request: Any, *, geo: bool) -> list[dict[str, str]]:
    """Links to the same rows as files."""
    forms = (("csv", "CSV"), ("json", "JSON"), *((("geojson", "GeoJSON"),) if geo else ()))
    return [{"name": name, "link": with_args(request, **{"as": form})} for form, name in forms]


def with_args(request: Any, **changes: str | None) -> str:
    """The address of this page with other arguments; None leaves one out.

    >>> class Request:
    ...     args = {"type": "ASSAULT", "page": "2"}
    >>> with_args(Request, page=None, **{"as": "csv"})
    '?type=ASSAULT&as=csv'
    """
    kept = {key: request.args[key] for key in request.args if key not in changes} | changes
    return "?" + urlencode({k: v for k, v in kept.items() if v})


def number_of(request: Any, name: str, most: int = 100_000) -> int:
    """A number of the address, 1 where there is none or nonsense."""
    words = request.args.get(name) or ""
    return min(int(words), most) if words.isascii() and words.isdigit() and int(words[:9]) > 0 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which rows of a list: ``limit`` (one more than is shown, to know whether there are more) and ``offset``."""

    limit: int
    offset: int
    number: int


def stretch_of(request: Any) -> Stretch:
    """The rows that the request wants: a page of them, or as many as a file holds."""
    if wanted_form(request) != "html":
        return Stretch(limit=IN_FILES, offset=0, number=1)
    number = number_of(request, "page")
    return Stretch(limit=SHOWN + 1, offset=(number - 1) * SHOWN, number=number)


def pager(request: Any, rows: Sequence[Any], stretch: Stretch) -> dict[str, Any]:
    """What the template needs to turn pages."""
    more = len(rows) >= stretch.limit
    return {
        "rows": rows[: stretch.limit - 1] if more else rows,
        "first": stretch.offset + 1,
        "newer": with_args(request, page=str(stretch.number - 1) if stretch.number > 2 else None) if stretch.number > 1 else None,
        "older": with_args(request, page=str(stretch.number + 1)) if more else None,
    }


def filters_of(request: Any, names: Sequence[str]) -> dict[str, str]:
    """The filters of the address that are given, without blanks at their ends; a day that is none is no filter."""
    given = {name: (request.args.get(name) or "").strip()[:500] for name in names}
    return {name: value for name, value in given.items() if value and (name not in DAYS or _is_day(value))}


DAYS = ("since", "until")


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return len(words) == len("2031-05-14")
