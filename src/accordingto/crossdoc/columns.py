"""Rows of mentions as columns, so that Splink can score the same pairs with the same model files (``link/*.json``).

In: rows of events or of entities. Out: dicts of plain values and lists. Bags become lists of one length, which only the rows given here
share; what a table or a measure of ours says of two words becomes a list of the words of which it says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz.fuzz import ratio

from accordingto.crossdoc import entity_pairs, event_pairs
from accordingto.crossdoc.entity_pairs import LIKE_SPELLING, EntityRow
from accordingto.crossdoc.event_pairs import EventRow
from accordingto.crossdoc.kin import kin
from accordingto.crossdoc.particulars import A_WEEK, NEAR_DAYS
from accordingto.crossdoc.report_rows import ReportRow
from accordingto.crossdoc.words import Bag, vector

Columns = dict[str, Any]
Told = Mapping[str, Mapping[str, list[str]]]


def columns_of(rows: Sequence[EventRow]) -> list[Columns]:
    """One dict a row of an event mention, for ``events.json`` and ``harms.json``; all have the same keys."""
    place = _places(b for r in rows for b in (*_bags(r.report), r.words, r.beside))
    told = _partners(event_pairs.TABLE, {r.head for r in rows}, event_pairs.OFTEN, event_pairs.NEVER)
    return [_event(row, place, told) for row in rows]


def columns_of_entities(rows: Sequence[EntityRow]) -> list[Columns]:
    """One dict a row of an entity mention, for ``entities.json``; all have the same keys."""
    place = _places(b for r in rows for b in (*_bags(r.report), r.context, r.beside))
    told = _partners(entity_pairs.TABLE, {r.head for r in rows}, 2, entity_pairs.NEVER)
    names = sorted({r.text for r in rows if r.capitals})
    spelled = {text: [other for other in names if ratio(text, other) >= LIKE_SPELLING] for text in names}
    return [_entity(row, place, told, spelled) for row in rows]


def _event(row: EventRow, place: Mapping[int, int], told: Told) -> Columns:
    return _report(row.report, place) | {
        "unique_id": f"{row.ref.doc_id}.{row.ref.local_id}",
        "head": row.head,
        "root": row.root,
        "rare": row.rare,
        "vector": None if row.row is None else vector(row.row),
        **told[row.head],
        "sentence_id": f"{row.ref.doc_id} {row.sentence.start} {row.sentence.end}",
        "sentence_words": _dense(row.words, place),
        "beside_words": _dense(row.beside, place),
        "before_word": row.left,
        "after_word": row.right,
        "actors": sorted(row.actors),
        "recipients": sorted(row.recipients),
        "places": sorted(row.places),
        "day_from": row.days[0] if row.days else None,
        "day_to": row.days[1] if row.days else None,
        "numbers": sorted(row.numbers),
        "event_type": row.type,
        "part": row.part,
    }


def _entity(row: EntityRow, place: Mapping[int, int], told: Told, spelled: Mapping[str, list[str]]) -> Columns:
    return _report(row.report, place) | {
        "unique_id": f"{row.ref.doc_id}.{row.ref.local_id}",
        "start": row.span.start,
        "pronoun": row.pronoun,
        "head": row.head,
        "rare": row.rare,
        "vector": None if row.row is None else vector(row.row),
        **told[row.head],
        "text": row.text,
        "initials": "".join(w[0] for w in row.text.split()),
        "words": sorted(row.words),
        "rest": sorted(row.words - {row.head}),
        "is_name": bool(row.capitals),
        "capitals": sorted(row.capitals),
        "spelled": spelled.get(row.text, []),
        "chain": row.chain,
        "called": sorted(row.called),
        "full_name": row.full,
        "kind": row.kind,
        "day_from": row.days[0] if row.days else None,
        "day_to": row.days[1] if row.days else None,
        "numbers": sorted(row.numbers),
        "sentence_id": f"{row.ref.doc_id} {row.sentence.start} {row.sentence.end}",
        "sentence_words": _dense(row.context, place),
        "beside_words": _dense(row.beside, place),
    }


def _report(report: ReportRow, place: Mapping[int, int]) -> Columns:
    """What a row says of its report; days as numbers, with those beside them and those of the weeks around them."""
    days = {day.toordinal() for day in report.particulars.days}
    return {
        "report_id": report.doc_id,
        "report_words": _dense(report.words, place),
        "report_names": _dense(report.names, place),
        "report_known": _dense(report.known, place),
        "focus": list(report.focus),
        "published": report.published,
        "people": sorted(report.particulars.people),
        "surnames": sorted(report.particulars.surnames),
        "ages": sorted(report.particulars.ages),
        "towns": sorted(report.particulars.towns),
        "days": sorted(days),
        "days_beside": _within(days, NEAR_DAYS),
        "days_around": _within(days, A_WEEK),
    }


def _within(days: Iterable[int], most: int) -> list[int]:
    return sorted({day + n for day in days for n in range(-most, most + 1)})


def _bags(report: ReportRow) -> tuple[Bag, Bag, Bag]:
    return report.words, report.names, report.known


def _places(bags: Iterable[Bag]) -> dict[int, int]:
    return {bucket: n for n, bucket in enumerate(sorted({b for bag in bags for b in bag}))}


def _dense(bag: Bag, place: Mapping[int, int]) -> list[float]:
    out = [0.0] * len(place)
    for bucket, weight in bag.items():
        out[place[bucket]] = weight
    return out


def _partners(table: str, heads: set[str], often: int, never: int) -> dict[str, dict[str, list[str]]]:
    """For each head the words that often, once, or never told one thing with it."""
    found: dict[str, defaultdict[str, list[str]]] = {head: defaultdict(list) for head in heads}
    for (a, b), told in kin(table).items():
        kind = "often" if told.one >= often else "once" if told.one else "never" if told.topics >= never else None
        for head, other in ((a, b), (b, a)):
            if kind and head in heads:
                found[head][kind].append(other)
    return {head: {kind: sorted(kinds[kind]) for kind in ("often", "once", "never")} for head, kinds in found.items()}
