"""The explorer: a Datasette plugin with pages of its own beside Datasette's tables.

In: a record opened by Datasette. Out: routes, headers, template variables. Pages are server-rendered and complete without script;
nothing is fetched from elsewhere.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import asgi_static

from accordingto.web.editing import editor_of
from accordingto.web.guard import guarded
from accordingto.web.pages.document import document_page
from accordingto.web.pages.event import event_page
from accordingto.web.pages.events import events_page, map_page, timeline_page
from accordingto.web.pages.lists import outlets_page, problems_page, reports_page, sources_page
from accordingto.web.pages.outlet import outlet_page
from accordingto.web.pages.overview import home_page
from accordingto.web.pages.review import enter_page, review_page
from accordingto.web.pages.search import search_page
from accordingto.web.pages.source import source_page

STATIC = Path(__file__).with_name("static")
TEMPLATES = Path(__file__).with_name("templates")

Routes = list[tuple[str, Callable[..., Awaitable[Any]]]]


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> Routes:
    """Our pages; they come before Datasette's own."""
    return [
        (r"^/-/accordingto/(?P<path>.*)$", asgi_static(STATIC)),
        (r"^/$", home_page),
        (r"^/doc/(?P<doc_id>[^/]+)$", document_page),
        (r"^/event/(?P<event_id>[^/]+)$", event_page),
        (r"^/source/(?P<name>.+)$", source_page),
        (r"^/outlet/(?P<name>.+)$", outlet_page),
        (r"^/events$", events_page),
        (r"^/timeline$", timeline_page),
        (r"^/map$", map_page),
        (r"^/reports$", reports_page),
        (r"^/sources$", sources_page),
        (r"^/outlets$", outlets_page),
        (r"^/problems$", problems_page),
        (r"^/search$", search_page),
        (r"^/review$", review_page),
        (r"^/-/edit$", enter_page),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: Any) -> dict[str, Any]:
    """Whether the pages offer to decide."""
    return {"editing": editor_of(datasette) is not None}


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Headers of every answer, and the check of Host."""
    return guarded
