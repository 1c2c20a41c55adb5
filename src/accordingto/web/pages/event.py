"""Event: the accounts as a matrix with verdicts, figures along time, who repeats whom, where, in which words; all evidence as footnotes."""

from collections.abc import Mapping, Sequence
from typing import Any

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.exports.wording import day_words, number_words
from accordingto.store import ask as questions
from accordingto.store.coded import participants
from accordingto.web.charts import toll_chart, toll_steps
from accordingto.web.maps import Spot, outline_map
from accordingto.web.pages.brief import NUMBERS, features
from accordingto.web.pages.naming import MOST_REPORTS, namings
from accordingto.web.pages.shared import Ask, Content, Row, respond
from accordingto.web.queries import EVENT_PLACES, PASSAGES

UNKNOWN = "outlet unknown"
AREAS = ("country", "region", "adm1", "adm2")


async def event_page(datasette: Any, request: Any) -> Response:
    """One event; ``?as=json|csv`` gives its accounts, as the command ``accounts`` does, ``?as=geojson`` the event on the map."""
    return await respond(datasette, request, "accordingto/event.html", _event)


def _event(ask: Ask, request: Any) -> Content:
    event = questions.event(ask.connection, request.url_vars["event_id"])
    if event is None:
        raise NotFound("No such event in this record.")
    accounts = questions.accounts(ask.connection, event["id"])
    reports = questions.event_reports(ask.connection, event["id"])
    rows = [_told(account, reports) for account in accounts]
    notes = footnotes(rows, reports)
    slots = [slot_of(name, rows) for name in slot_order(rows)]
    places = ask.rows(EVENT_PLACES, event=event["id"])
    values = {
        "event": event,
        "slots": slots,
        "claimants": matrix(rows, [slot["name"] for slot in slots]),
        "footnotes": notes,
        "reports": reports,
        "outlets": len({r["outlet"] for r in reports if r["outlet"]}),
        "participants": participants(ask.connection, event["id"]),
        "echoes": echoed(ask.rows(PASSAGES, event=event["id"])),
        "naming": namings(ask, event["id"], reports),
        "compared": MOST_REPORTS,
        "places": places,
        "map": outline_map([_spot(p, n) for n, p in enumerate(places)], "Places that are claimed for this event"),
    }
    return Content(rows=accounts, values=values, features=lambda: features(ask, [event | {"accounts": accounts}]))


def _spot(place: Row, number: int) -> Spot:
    return Spot(lat=place["lat"], lon=place["lon"], label=place["name"], size=1, link=f"#place{number}", area=place["precision"] in AREAS)


# ---- accounts


def slot_order(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Slots that somebody claims: what is counted, then who, where, when, whether at all."""
    order = (*NUMBERS, "actor", "recipient", "weapon", "place", "date", "occurred")
    found = {row["slot"] for row in rows}
    return [name for name in order if name in found] + sorted(found - set(order))


def _told(account: Row, reports: Sequence[Row]) -> Row:
    """An account with its value in words, what makes its claimant one, and the outlets in which it can be read."""
    words = account["value"]
    if account["slot"] in NUMBERS:
        words = number_words(account["low"], account["high"])
    elif account["slot"] == "date" and account["earliest"]:
        words = day_words(account["earliest"], account["latest"])
    outlets = {r["doc_id"]: r["outlet"] or UNKNOWN for r in reports}
    carried = list(dict.fromkeys(outlets.get(doc_id, UNKNOWN) for doc_id in account["carriers"]))
    key = account["claimant_id"] or f"{account['claimant']}/{account['own_voice']}"
    evidence = [dict(one) for one in account["evidence"]]  # a copy: it gets the numbers of its footnotes
    return account | {"words": words, "key": key, "carried": carried, "evidence": evidence}


def slot_of(name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """A slot with its verdict, its rows and its drawings."""
    mine = [row for row in rows if row["slot"] == name]
    counted = name in NUMBERS
    return {
        "name": name,
        "verdict": mine[0]["verdict"],
        "claimants": mine[0]["claimants"],
        "origins": mine[0]["origins"],
        "rows": mine,
        "chart": toll_chart(mine, name) if counted else "",
        "steps": toll_steps(mine, name) if counted else "",
        "counted": counted,
    }


def matrix(rows: Sequence[Row], slots: Sequence[str]) -> list[dict[str, Any]]:
    """One line a claimant with a cell for each of ``slots``; who claims most stands first, an outlet's own voice after the sources."""
    lines: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = lines.setdefault(row["key"], {"name": row["claimant"], "own_voice": row["own_voice"], "carried": {}, "via": {}, "cells": {}})
        line["carried"] |= dict.fromkeys(row["carried"])
        line["via"] |= dict.fromkeys(row["via"])
        line["cells"].setdefault(row["slot"], []).append(row)
    found = [line | {"cells": [line["cells"].get(slot, []) for slot in slots]} for line in lines.values()]
    for line in found:
        line["known"] = [outlet for outlet in line["carried"] if outlet != UNKNOWN]
        line["is_outlet"] = line["name"] in line["known"]
    return sorted(found, key=lambda line: (line["own_voice"], -sum(map(bool, line["cells"])), line["name"]))


def footnotes(accounts: Sequence[Row], reports: Sequence[Row]) -> list[dict[str, Any]]:
    """All evidence, numbered in the order of the page; each row of evidence in ``accounts`` gets its ``number``."""
    documents = {report["doc_id"]: report for report in reports}
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    order = slot_order(accounts)
    for account in sorted(accounts, key=lambda a: order.index(a["slot"])):
        for evidence in account["evidence"]:
            key = (evidence["doc_id"], evidence["span_start"], evidence["span_end"])
            note = seen.setdefault(key, evidence | {"number": len(seen) + 1, "report": documents.get(evidence["doc_id"])})
            evidence["number"] = note["number"]
    return list(seen.values())


# ---- echoes


def echoed(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Passages that stand in two or more of the reports, each with its carriers, the one that it comes from first."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["echo_id"], []).append(row)
    return [
        {"why": rows[0]["why"], "origin": rows[0]["origin"], "words": rows[0]["words"], "carriers": carriers}
        for rows in found.values()
        if len(carriers := list({row["doc_id"]: row for row in rows}.values())) > 1
    ]
