"""An ACLED-like table: one row an event, with ACLED's rule for reports that differ.

In: facts of events. Out: rows with ACLED's columns and five of ours. Rule: `fatalities` is the least figure that a claimant still holds
and nobody denies; round words have fixed values; what is set aside is listed with its words. Nothing is chosen where ACLED leaves no rule:
where two voices name different actors the cell is empty. Ids, `inter` codes, `region`, `source_scale` and tags are that project's own. An
event that ACLED does not collect (an accident, a statement) is no row, and the caller is told how many there were.

Source: ACLED's guides as retold in docs/results/coding.md; check the current codebook before using the rows beside ACLED's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from accordingto.exports.facts import EventFacts, account_in_words
from accordingto.exports.figures import Chosen, conservative
from accordingto.exports.people import kind_of_people
from accordingto.resources.gazetteer import gazetteer
from accordingto.resources.lexicon import rows_of

RULE = "ACLED: the least figure that is held and not denied; dozens 12, hundreds 100, tens 10"
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
    "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2",
    "admin3", "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
    "record_event_id", "rule_for_differing_reports", "accounts_set_aside", "evidence", "review_status",
)  # fmt: skip
GEO_PRECISION = {"point": 1, "populated place": 1, "adm2": 2, "adm1": 3, "region": 3, "country": 3}
WEEK, MONTH = 7, 31
VALUED = ("actor", "place", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """A row of ``acled_types.tsv``."""

    type: str
    mode: str
    against: str
    disorder: str
    event_type: str
    sub_event_type: str
    example: str


def acled_rows(events: Iterable[EventFacts]) -> tuple[list[dict[str, Any]], int]:
    """Rows, and how many events are of no kind that ACLED collects."""
    rows, left_out = [], 0
    for facts in events:
        kind = type_of(facts)
        if kind is None:
            left_out += 1
        else:
            rows.append(_row(facts, kind))
    return rows, left_out


def type_of(facts: EventFacts) -> TypeRow | None:
    """ACLED's type of an event; None: it is not collected."""
    against = kind_of_people([*facts.recipients, *(a["who"] for a in facts.accounts if a["who"])])
    rows: tuple[TypeRow, ...] = rows_of("acled_types.tsv", TypeRow)
    for row in rows:
        if row.type == facts.event["type"] and row.mode in ("*", facts.event["mode"] or "") and row.against in ("", against):
            return row
    return None


def _row(facts: EventFacts, kind: TypeRow) -> dict[str, Any]:
    killed = conservative(facts.slot("killed"))
    earliest, latest = facts.event["earliest"], facts.event["latest"]
    against = kind_of_people([*facts.recipients])
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= _place_cells(facts)
    row |= {
        "event_date": earliest,
        "year": int(earliest[:4]) if earliest else None,
        "time_precision": time_precision(earliest, latest),
        "disorder_type": kind.disorder,
        "event_type": kind.event_type or None,
        "sub_event_type": _sub_event_type(facts, kind, killed),
        "actor1": _only_value(facts, "actor"),
        "actor2": facts.recipients[0] if len(facts.recipients) == 1 else None,
        "civilian_targeting": "Civilian targeting" if against == "civilians" and kind.event_type != "Protests" else None,
        "source": "; ".join(dict.fromkeys(r["outlet"] for r in facts.reports if r["outlet"])) or None,
        "notes": " | ".join(account_in_words(a) for a in facts.accounts) or None,
        "fatalities": killed.number,
        "record_event_id": facts.id,
        "rule_for_differing_reports": RULE,
        "accounts_set_aside": " | ".join(set_aside(facts, killed)) or None,
        "evidence": evidence_of(facts),
        "review_status": facts.status.value,
    }
    return row


def time_precision(earliest: str | None, latest: str | None) -> int | None:
    """1 a day, 2 a week, 3 a month; None where the day is unknown or the range is longer.

    >>> time_precision("2031-05-01", "2031-05-01"), time_precision("2031-05-01", "2031-05-31"), time_precision(None, None)
    (1, 3, None)
    """
    if not earliest or not latest:
        return None
    days = (date.fromisoformat(latest) - date.fromisoformat(earliest)).days + 1
    return 1 if days == 1 else 2 if days <= WEEK else 3 if days <= MONTH else None


def _sub_event_type(facts: EventFacts, kind: TypeRow, killed: Chosen) -> str | None:
    """A protest of which marchers were held or hurt met an intervention; one in which the figure taken has deaths, excessive force."""
    if kind.event_type != "Protests":
        return kind.sub_event_type or None
    if killed.number:
        return "Excessive force against protesters"
    for slot in ("detained", "injured"):
        if any(f.low or f.high for f in (*conservative(facts.slot(slot)).taken, *conservative(facts.slot(slot)).aside)):
            return "Protest with intervention"
    return kind.sub_event_type or None


def _only_value(facts: EventFacts, slot: str) -> str | None:
    """The one value of a slot; None where voices differ, since no rule chooses between them."""
    values = {a["value"].casefold(): a["value"] for a in facts.slot(slot) if a["current"] and a["stance"] != "denies"}
    return next(iter(values.values())) if len(values) == 1 else None


def _place_cells(facts: EventFacts) -> dict[str, Any]:
    point = facts.point
    if point is None:
        return {"location": facts.event["place"]}
    entry = gazetteer().place(point["geonameid"]) if point["geonameid"] else None
    country = gazetteer().country(entry.country) if entry and entry.country else None
    above = [gazetteer().place(n) if n else None for n in (entry.adm1, entry.adm2)] if entry else [None, None]
    return {
        "location": facts.event["place"] or point["name"],
        "latitude": point["lat"],
        "longitude": point["lon"],
        "geo_precision": GEO_PRECISION.get(point["precision"]),
        "country": country.name if country else None,
        "admin1": above[0].name if above[0] else None,
        "admin2": above[1].name if above[1] else None,
    }


def set_aside(facts: EventFacts, killed: Chosen) -> list[str]:
    """Every account of deaths that is not the figure taken, and all of a slot on which voices differ."""
    taken = [a for f in killed.taken for a in f.accounts]
    out = [account_in_words(a) for a in facts.slot("killed") if a not in taken]
    for slot in VALUED:
        accounts = facts.slot(slot)
        if accounts and accounts[0]["verdict"] == "conflict":
            out += [account_in_words(a) for a in accounts]
    return out


def evidence_of(facts: EventFacts) -> str:
    """Where the event is told of: document, offsets, words."""
    return ", ".join(f"{m['doc_id']}:{m['span_start']}-{m['span_end']} “{m['words']}”" for m in facts.mentions)
