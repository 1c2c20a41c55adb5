"""A row of an event mention as columns, so that Splink can score the same pairs with the same model file (``link/events.json``).

In: event rows. Out: dicts of plain values and lists. Bags become lists of one length, which only the rows given here share.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from accordingto.crossdoc.event_pairs import NEVER, OFTEN, TABLE, EventRow
from accordingto.crossdoc.kin import kin
from accordingto.crossdoc.words import Bag, vector


def columns_of(rows: Sequence[EventRow]) -> list[dict[str, Any]]:
    """One dict a row; all have the same keys."""
    buckets = sorted({b for row in rows for bag in (row.report.words, row.report.names, row.words, row.beside) for b in bag})
    place = {bucket: n for n, bucket in enumerate(buckets)}
    told = _partners({row.head for row in rows})
    return [_columns(row, place, told) for row in rows]


def _columns(row: EventRow, place: dict[int, int], told: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
    return {
        "unique_id": f"{row.ref.doc_id}.{row.ref.local_id}",
        "report_id": row.report.doc_id,
        "report_words": _dense(row.report.words, place),
        "report_names": _dense(row.report.names, place),
        "focus": list(row.report.focus),
        "published": row.report.published,
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
    }


def _dense(bag: Bag, place: dict[int, int]) -> list[float]:
    out = [0.0] * len(place)
    for bucket, weight in bag.items():
        out[place[bucket]] = weight
    return out


def _partners(heads: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """For each head the words that often, once, or never told one event with it."""
    wanted = set(heads)
    found: dict[str, defaultdict[str, list[str]]] = {head: defaultdict(list) for head in wanted}
    for (a, b), told in kin(TABLE).items():
        kind = "often" if told.one >= OFTEN else "once" if told.one else "never" if told.topics >= NEVER else None
        for head, other in ((a, b), (b, a)):
            if kind and head in wanted:
                found[head][kind].append(other)
    return {head: {kind: sorted(kinds[kind]) for kind in ("often", "once", "never")} for head, kinds in found.items()}
