"""A UCDP-GED-like table: one row an event of fatal violence, with UCDP's three figures.

In: facts of events. Out: rows with GED's columns and five of ours. Rule: only events of violence with at least one death in an account that
is held; `low` is the least and `high` the greatest bound that is told; `best` stays empty unless one account stands alone, since choosing
is a coder's judgement, and the split by side with it. Ids, dyads, `type_of_violence` and conflict names are that project's own.

Source: UCDP's methodology as retold in docs/results/coding.md; check the current codebook before using the rows beside UCDP's own.
"""

from collections.abc import Iterable
from typing import Any

from accordingto.exports.acled import evidence_of
from accordingto.exports.facts import EventFacts, account_in_words
from accordingto.exports.figures import bounds, figures
from accordingto.exports.people import kind_of_people
from accordingto.resources.gazetteer import gazetteer

RULE = "UCDP GED: low the least, high the greatest bound that is held; best only where one account stands alone"
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name",
    "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b",
    "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec",
    "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country",
    "country_id", "region", "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "record_event_id", "rule_for_differing_reports", "accounts_set_aside", "evidence",
    "review_status",
)  # fmt: skip
VIOLENCE = frozenset({"ASSAULT"})
"""Types that are the use of armed force; a protest, an accident or a disaster is none, whoever died."""
WHERE_PRECISION = {"point": 1, "populated place": 1, "adm2": 3, "adm1": 4, "country": 6}
"""GED's scale: 1 exact, 3 second-order and 4 first-order area, 6 country; what a place is not known to be stays empty."""


def ged_rows(events: Iterable[EventFacts]) -> tuple[list[dict[str, Any]], int]:
    """Rows, and how many events are no fatal violence by any account that is held."""
    rows, left_out = [], 0
    for facts in events:
        low, best, high = bounds(facts.slot("killed"))
        if facts.event["type"] in VIOLENCE and (high or low):
            rows.append(_row(facts, (low, best, high)))
        else:
            left_out += 1
    return rows, left_out


def date_precision(earliest: str | None, latest: str | None) -> int | None:
    """1 a day, 2 some days, 3 a week, 4 up to a month, 5 more; None where it is unknown.

    >>> date_precision("2031-05-01", "2031-05-01"), date_precision("2031-05-01", "2031-05-04"), date_precision("2031-01-01", "2031-12-31")
    (1, 2, 5)
    """
    from datetime import date

    if not earliest or not latest:
        return None
    days = (date.fromisoformat(latest) - date.fromisoformat(earliest)).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def _row(facts: EventFacts, deaths: tuple[int | None, int | None, int | None]) -> dict[str, Any]:
    low, best, high = deaths
    earliest, latest = facts.event["earliest"], facts.event["latest"]
    killed = facts.slot("killed")
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= _place_cells(facts) | _split(facts, best) | _source_cells(facts)
    row |= {
        "year": int(earliest[:4]) if earliest else None,
        "source_original": "; ".join(dict.fromkeys(f.claimant for f in sorted(figures(killed), key=_said))) or None,
        "event_clarity": 1 if facts.event["earliest"] and facts.event["earliest"] == facts.event["latest"] else 2,
        "date_prec": date_precision(earliest, latest),
        "date_start": earliest,
        "date_end": latest,
        "low": low,
        "best": best,
        "high": high,
        "record_event_id": facts.id,
        "rule_for_differing_reports": RULE,
        "accounts_set_aside": " | ".join(_set_aside(facts, best)) or None,
        "evidence": evidence_of(facts),
        "review_status": facts.status.value,
    }
    return row


def _said(figure: Any) -> tuple[bool, str, int]:
    """When a figure was first told, for the order of the claimants."""
    days = [a["said"] for a in figure.accounts if a["said"]]
    starts = [e["span_start"] for a in figure.accounts for e in a["evidence"]]
    return (not days, min(days, default=""), min(starts, default=0))


def _source_cells(facts: EventFacts) -> dict[str, Any]:
    def cell(name: str) -> str | None:
        return "; ".join(r[name] for r in facts.reports if r[name]) or None

    return {
        "number_of_sources": len(facts.reports),
        "source_article": cell("doc_id"),
        "source_office": cell("outlet"),
        "source_date": cell("published"),
        "source_headline": cell("title"),
    }


def _place_cells(facts: EventFacts) -> dict[str, Any]:
    point = facts.point
    if point is None:
        return {"where_description": facts.event["place"]}
    entry = gazetteer().place(point["geonameid"]) if point["geonameid"] else None
    country = gazetteer().country(entry.country) if entry and entry.country else None
    areas = [gazetteer().place(n) if n else None for n in (entry.adm1, entry.adm2)] if entry else [None, None]
    return {
        "where_prec": WHERE_PRECISION.get(point["precision"]),
        "where_coordinates": point["name"],
        "where_description": facts.event["place"],
        "adm_1": areas[0].name if areas[0] else None,
        "adm_2": areas[1].name if areas[1] else None,
        "latitude": point["lat"],
        "longitude": point["lon"],
        "geom_wkt": f"POINT ({point['lon']} {point['lat']})",
        "country": country.name if country else None,
    }


def _split(facts: EventFacts, best: int | None) -> dict[str, Any]:
    """Deaths by side, only where one account stands alone and says who they were."""
    if best is None:
        return {}
    who = [a["who"] for f in figures(facts.slot("killed")) for a in f.accounts if a["who"]]
    civilians = best if who and kind_of_people(who) == "civilians" else 0
    return {"deaths_civilians": civilians, "deaths_unknown": best - civilians, "deaths_a": 0, "deaths_b": 0}


def _set_aside(facts: EventFacts, best: int | None) -> list[str]:
    """Accounts of deaths that no figure of the row holds, and, where no best is chosen, all between which it would have to be."""
    held = [a for f in figures(facts.slot("killed")) for a in f.accounts]
    return [account_in_words(a) for a in facts.slot("killed") if a not in held or best is None]
