"""Events as GeoJSON features (RFC 7946), each at the point of its place, with what is claimed of it.

In: a record. Out: a FeatureCollection. An event whose place has no point is a feature without geometry: it is not left out, and it is
put nowhere.
"""

from typing import Any

from accordingto.store.record import Record

CLAIMED = ("slot", "claimant", "stance", "value", "low", "high", "who", "current", "verdict", "decided_by", "evidence")
CREDIT = "Place names and points: GeoNames, CC BY 4.0"


def feature_collection(record: Record, **filters: str | None) -> dict[str, Any]:
    """All events that a reader would list, as features."""
    return {
        "type": "FeatureCollection",
        "attribution": CREDIT,
        "features": [_feature(record, event) for event in record.events(**filters)],
    }


def _feature(record: Record, event: dict[str, Any]) -> dict[str, Any]:
    point = record.event_point(event["id"])
    accounts = [{key: account[key] for key in CLAIMED} for account in record.accounts(event["id"])]
    properties = {k: v for k, v in event.items() if k != "id"}
    if point:
        properties |= {"place_name": point["name"], "place_precision": point["precision"], "place_known": point["known"]}
        properties |= {"around": point["around"], "geonameid": point["geonameid"], "place_id": point["place_id"]}
    geometry = {"type": "Point", "coordinates": [point["lon"], point["lat"]]} if point else None
    return {"type": "Feature", "id": event["id"], "geometry": geometry, "properties": properties | {"accounts": accounts}}
