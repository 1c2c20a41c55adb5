"""Events told in brief: label, day, place, how many say it, and which figures stand against each other.

In: ids of events. Out: rows for the template `events.html` and its relatives, and for files.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from accordingto.exports.geojson import CREDIT
from accordingto.exports.wording import number_words
from accordingto.model.kinds import TOLL_SLOTS, Slot, Stance
from accordingto.store import ask as questions
from accordingto.web.pages.shared import Ask, Row, Stretch
from accordingto.web.queries import CLAIMED, EVENT_DETAILS, Filters, events, words_to_match

NUMBERS = (*(slot.value for slot in TOLL_SLOTS), Slot.DAMAGE.value)
"""Slots whose figures are set side by side."""


def listed(ask: Ask, filters: Filters, stretch: Stretch, *, told: bool = False) -> list[str]:
    """Ids of events, the latest first, those without a day at the end."""
    values = {**filters, "place": words_to_match(filters.get("place") or "")}
    span = {"limit": stretch.limit, "offset": stretch.offset}
    found = [row["id"] for row in ask.rows(events(filters, dated=True, told=told), **values, **span)]
    if len(found) == stretch.limit or filters.get("since") or filters.get("until"):
        return found
    before = 0
    if stretch.offset:  # how many of the dated ones lie on earlier pages
        before = len(ask.rows(events(filters, dated=True, told=told), **values, limit=stretch.offset, offset=0))
    rest = {"limit": stretch.limit - len(found), "offset": max(0, stretch.offset - before)}
    return found + [row["id"] for row in ask.rows(events(filters, dated=False, told=told), **values, **rest)]


def briefs(ask: Ask, ids: Sequence[str], *, figures: bool = True) -> list[Row]:
    """Rows of ``ids``, in this order, each with the figures of its slots where they are wanted."""
    rows = ask.rows(EVENT_DETAILS, ids=json.dumps(ids))
    if not figures:
        return rows
    claimed: defaultdict[str, list[Row]] = defaultdict(list)
    for row in ask.rows(CLAIMED, ids=json.dumps(ids)):
        claimed[row["event"]].append(row)
    return [row | {"figures": in_brief(claimed[row["id"]])} for row in rows]


def in_brief(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Slots with the values that are claimed, each once; what is counted first, then what is in conflict."""
    slots: defaultdict[str, dict[str, None]] = defaultdict(dict)
    verdicts = {}
    for row in rows:
        if row["slot"] in NUMBERS or row["verdict"] == "conflict":
            words = number_words(row["low"], row["high"]) if row["slot"] in NUMBERS else row["value"]
            slots[row["slot"]][f"{words} (denied)" if row["stance"] == Stance.DENIES else words] = None
            verdicts[row["slot"]] = row["verdict"]
    order = sorted(slots, key=lambda slot: (slot not in NUMBERS, verdicts[slot] != "conflict", slot))
    return [{"slot": slot, "verdict": verdicts[slot], "values": list(slots[slot])} for slot in order]


def features(ask: Ask, rows: Sequence[Row]) -> dict[str, Any]:
    """Events as GeoJSON; one whose place has no point is a feature without geometry."""
    return {"type": "FeatureCollection", "attribution": CREDIT, "features": [_feature(ask, row) for row in rows]}


def _feature(ask: Ask, row: Row) -> dict[str, Any]:
    point = questions.event_point(ask.connection, row["id"])
    geometry = {"type": "Point", "coordinates": [point["lon"], point["lat"]]} if point else None
    return {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": {k: v for k, v in row.items() if k != "id"}}
