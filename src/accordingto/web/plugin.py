"""The explorer: a Datasette plugin with pages of its own beside Datasette's tables.

In: a record opened by Datasette. Out: routes, headers, template variables. Pages are server-rendered and complete without script;
nothing is fetched from elsewhere.
"""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from datasette import hookimpl
from datasette.utils.asgi import asgi_static

from accordingto.web.access import access_of
from accordingto.web.guard import Application, guarded
from accordingto.web.pages.document import document_page
from accordingto.web.pages.event import event_page
from accordingto.web.pages.events import events_page, map_page, timeline_page
from accordingto.web.pages.lists import outlets_page, problems_page, reports_page, sources_page
from accordingto.web.pages.outlet import outlet_page
from accordingto.web.pages.overview import home_page
from accordingto.web.pages.paste import paste_page
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
        (r"^/-/read$", paste_page),
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
def extra_template_vars(datasette: Any, request: Any) -> dict[str, Any]:
    """Whether the pages offer to decide and to read in: only to who has the printed address."""
    return {"editing": request is not None and access_of(datasette).may_edit(request.scope)}


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Application], Application]:
    """Headers of every answer, the check of Host, and of the token."""
    return lambda app: guarded(app, access_of(datasette))


LONGEST = 4000
"""Characters of one value on a page: a name of a million is shown by its beginning. Texts of reports are not values."""


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Any) -> None:
    """Values that strangers made endless are cut where they are shown."""
    env.finalize = _cut


def _cut(value: Any) -> Any:
    is_words = isinstance(value, str) and not hasattr(value, "__html__")
    return f"{value[:LONGEST]}…" if is_words and len(value) > LONGEST else value


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(scope: Any) -> bool:
    """Forms with files check their token themselves (`pages.paste`): Datasette's check fails on newer parsers of such forms."""
    return bool(scope["path"] == "/-/read")
