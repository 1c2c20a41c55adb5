"""Events of the record as a list, along time, and on a map: three pages with the same filters."""

from typing import Any

from datasette import Response

from accordingto.model.kinds import EventType, Stance
from accordingto.store import ask as questions
from accordingto.web.maps import Spot, outline_map
from accordingto.web.pages.brief import briefs, features, listed
from accordingto.web.pages.shared import Ask, Content, Stretch, filters_of, pager, respond, stretch_of, wanted_form, with_args
from accordingto.web.queries import MONTHS, MONTHS_OF_TYPE
from accordingto.web.timeline_chart import month_chart

FILTERS = ("type", "place", "source", "stance", "outlet", "since", "until")
ON_MAP = 250
"""Events that one map shows: the latest that fit the filters."""


def _read(request: Any) -> dict[str, Any]:
    filters = filters_of(request, FILTERS)
    if "type" in filters:
        filters["type"] = filters["type"].upper()
    return filters


def _shared(request: Any, filters: dict[str, Any]) -> dict[str, Any]:
    """What the three templates have in common; ``same`` is the address of the filters, for going from one to another."""
    same = with_args(request, page=None, **{"as": None})
    return {
        "filters": filters,
        "types": [kind.value for kind in EventType],
        "stances": [s.value for s in Stance],
        "same": same if same != "?" else "",
    }


async def events_page(datasette: Any, request: Any) -> Response:
    """What is said to have happened, the latest first."""
    return await respond(datasette, request, "accordingto/events.html", _events)


def _events(ask: Ask, request: Any) -> Content:
    filters, stretch = _read(request), stretch_of(request)
    rows = briefs(ask, listed(ask, filters, stretch))
    turned = pager(request, rows, stretch)
    return Content(rows=rows, values={**_shared(request, filters), **turned}, features=lambda: features(ask, rows))


async def timeline_page(datasette: Any, request: Any) -> Response:
    """The same along time: months as bars, then the events of each day with what is claimed of them."""
    return await respond(datasette, request, "accordingto/timeline.html", _timeline)


def _timeline(ask: Ask, request: Any) -> Content:
    filters, stretch = _read(request), stretch_of(request)
    rows = briefs(ask, listed(ask, filters, stretch))
    months = ask.rows(MONTHS_OF_TYPE, type=filters["type"]) if filters.get("type") else ask.rows(MONTHS)
    turned = pager(request, rows, stretch)
    days: dict[str, list[Any]] = {}
    for row in turned["rows"]:
        days.setdefault(row["earliest"] or "", []).append(row)
    chart = month_chart(months, filters.get("type") or "")
    values = {**_shared(request, filters), **turned, "days": list(days.items()), "chart": chart, "months": months}
    return Content(rows=rows, values=values, features=lambda: features(ask, rows))


async def map_page(datasette: Any, request: Any) -> Response:
    """The same on a map: outlines that come with the program, one mark a place, larger where more happened."""
    return await respond(datasette, request, "accordingto/map.html", _map)


def _map(ask: Ask, request: Any) -> Content:
    filters = _read(request)
    stretch = stretch_of(request) if wanted_form(request) != "html" else Stretch(limit=ON_MAP + 1, offset=0, number=1)
    rows = briefs(ask, listed(ask, filters, stretch), figures=wanted_form(request) != "html")
    shown = rows[:ON_MAP]
    places: dict[tuple[float, float], Any] = {}
    nowhere = []
    for row in shown:
        point = questions.event_point(ask.connection, row["id"])
        if point is None:
            nowhere.append(row)
            continue
        spot = places.setdefault((point["lat"], point["lon"]), {"name": point["name"], "precision": point["precision"], "events": []})
        spot["events"].append(row)
    spots = [
        Spot(lat=lat, lon=lon, label=f"{s['name']}: {len(s['events'])}", size=len(s["events"]), link=f"#place{n}", area=_is_area(s))
        for n, ((lat, lon), s) in enumerate(places.items())
    ]
    values = {**_shared(request, filters), "map": outline_map(spots), "places": list(places.values()), "nowhere": nowhere}
    values |= {"more": len(rows) > ON_MAP, "most": ON_MAP, "total": len(shown)}
    return Content(rows=rows, values=values, features=lambda: features(ask, rows))


def _is_area(place: dict[str, Any]) -> bool:
    """Whether the point only stands for an area."""
    return place["precision"] in ("country", "region", "adm1", "adm2")
