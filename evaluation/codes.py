"""How actor codes agree with the PLOVER gold records: precision of those given, coverage, by country and sector.

In: `plover_gsr.jsonl` (not part of the project) and what the program finds in it. Out: a table. Only participants that both have are
compared; a code of ours where the gold has none counts as wrong for a country, and is listed apart for a sector, since the gold
leaves many open. `--show` prints the disagreements of the half that may be looked at (the first byte of SHA-256 of the id is even).

    python evaluation/codes.py ../shared/data/events/plover_gsr.jsonl
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from accordingto.model.contract import annotation, document_from_line
from accordingto.withindoc.annotate import annotate_all

Row = dict[str, Any]
SLIPS = {"JAP": "JPN", "VTN": "VNM", "CIV": "CVL"}
"""Slips of the gold: codes that stand for others in it."""
OPEN = ("***", "IMG")
"""Codes of the gold for what is unknown, or for groups of several countries."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="agreement of actor codes with the PLOVER gold records")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--show", action="store_true", help="print disagreements of the look half")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    counts: Counter[tuple[str, str, str]] = Counter()
    for row, found in zip(rows, _found(rows), strict=True):
        half = "look" if hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 0 else "blind"
        for wanted, got in _pairs(row, found):
            counts[half, "both", "participants"] += 1
            for part, ours, theirs in _parts(wanted, got):
                answer = _answer(ours, theirs, part)
                counts[half, part, answer] += 1
                if options.show and half == "look" and answer not in ("agree", "neither"):
                    print(f"{part} {answer}: {wanted['name']!r} as {got['name']!r}: ours {ours}, gold {theirs}")
    for half in ("look", "blind", "all"):
        _print(half, counts)


def _found(rows: list[Row]) -> Iterator[Row]:
    lines = (json.dumps({"id": r["id"], "text": r["text"]}).encode() for r in rows)
    return (annotation(found) for found in annotate_all(map(document_from_line, lines)))


def _pairs(row: Row, found: Row) -> Iterator[tuple[Row, Row]]:
    """Each participant of the gold with the one of ours that shares most words with it."""
    ours = [p for e in found["events"] if e["type"] for key in ("actors", "recipients") for p in e[key]]
    for wanted in (p for e in row["events"] for key in ("actors", "recipients") for p in e[key] if p["span"]):
        best = max(ours, key=lambda p: _common(p["span"], wanted["span"]), default=None)
        if best is not None and _common(best["span"], wanted["span"]) > 0:
            yield wanted, best


def _common(one: list[int], other: list[int]) -> float:
    """Shared characters as a part of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / max(one[1] - one[0], other[1] - other[0])


def _parts(wanted: Row, got: Row) -> Iterator[tuple[str, str | None, str | None]]:
    ours = got["code"] or {"country": None, "sector": None}
    country, sector = (SLIPS.get(v, v) if v and v not in OPEN else None for v in (wanted["code"], (wanted["sector"] or "")[:3]))
    if country in ("NGO", "IGO") and sector is None:
        sector = country  # the gold writes it once
    if country == "NGO" and ours["country"] is None:
        country = None
    yield "country", ours["country"], country
    yield "sector", ours["sector"], sector


def _answer(ours: str | None, theirs: str | None, part: str) -> str:
    if ours is None:
        return "neither" if theirs is None else "missed"
    if theirs is None:
        return "gold open" if part == "sector" else "differ"
    return "agree" if ours == theirs else "differ"


def _print(half: str, counts: Counter[tuple[str, str, str]]) -> None:
    def total(part: str, answer: str) -> int:
        return sum(n for (h, p, a), n in counts.items() if half in (h, "all") and (p, a) == (part, answer))

    print(f"{half}: {total('both', 'participants')} participants in both")
    for part in ("country", "sector"):
        agree, differ, missed, left = (total(part, a) for a in ("agree", "differ", "missed", "gold open"))
        precision = agree / (agree + differ) if agree + differ else 0.0
        coverage = agree / (agree + differ + missed) if agree + differ + missed else 0.0
        print(f"  {part}: precision {precision:.3f} ({agree} of {agree + differ}), coverage {coverage:.3f}, {left} where the gold is open")


if __name__ == "__main__":
    main()
