"""A sample of rows for checking by hand, and what the checked sample says of all rows.

In: a record, a kind of row, a size, a seed; later the sample with a mark on each row. Out: the sample, stratified; later the share of
right rows with its interval. Every stratum is drawn from, in proportion to its size but at least one row each, so each row weighs as many
rows as it stands for. The same record, size and seed give the same sample.

Source of the interval: E. B. Wilson, Journal of the American Statistical Association 22 (1927), on the effective size of L. Kish,
Survey Sampling (1965).
"""

import random
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from accordingto.errors import BadFile, UsageError
from accordingto.model.ids import digest_of
from accordingto.store import ask

Row = dict[str, Any]
Z = 1.959964
BANDS = (0.7, 0.9)
"""Bounds of the bands of confidence: unsure, fairly sure, sure."""
RIGHT = ("yes", "y", "1", "true", "right")
WRONG = ("no", "n", "0", "false", "wrong")
UNSURE = ("unsure", "?")
MARK = "right"
"""The column that the checker fills."""
KINDS = ("attributions", "claims", "events")


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What a checked sample says: ``share`` of right rows with ``low`` and ``high`` of its 95 % interval, and each stratum."""

    checked: int
    unchecked: int
    unsure: int
    share: float
    low: float
    high: float
    strata: tuple[tuple[str, int, int, int], ...]
    """(stratum, rows of the record, checked, right)."""


def draw(connection: sqlite3.Connection, what: str, size: int, seed: int) -> list[Row]:
    """A stratified sample. Raises UsageError where there is nothing to draw from."""
    if what not in KINDS:
        raise UsageError("draw a sample of", what, "it is no kind of row that can be drawn", f"One of: {', '.join(KINDS)}.")
    strata: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows_of(connection, what):
        strata[row["stratum"]].append(row)
    if not strata:
        raise UsageError("draw a sample of", what, "the record has none", "Read reports first.")
    sizes = {name: len(rows) for name, rows in strata.items()}
    name = f"s{seed}-{digest_of(*(row['id'] for rows in strata.values() for row in rows))[:8]}"
    out = []
    for stratum, n in allotted(sizes, size).items():
        chosen = random.Random(f"{seed} {stratum}").sample(sorted(strata[stratum], key=lambda r: r["id"]), n)  # noqa: S311  # no secret
        out += [{"sample": name, **row, "stratum_rows": sizes[stratum], MARK: ""} for row in chosen]
    return sorted(out, key=lambda row: row["id"])


def allotted(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many rows to draw from each stratum: at least one, then in proportion by largest remainder.

    >>> allotted({"sure": 80, "unsure": 18, "none": 2}, 10)
    {'none': 1, 'sure': 8, 'unsure': 1}
    """
    size = min(size, sum(sizes.values()))
    names = sorted(sizes)
    if size <= len(names):
        largest = sorted(names, key=lambda n: (-sizes[n], n))[:size]
        return {n: 1 for n in names if n in largest}
    out = dict.fromkeys(names, 1)
    total = sum(sizes.values())
    while sum(out.values()) < size:
        behind = max((n for n in names if out[n] < sizes[n]), key=lambda n: (sizes[n] / total * size - out[n], n))
        out[behind] += 1
    return out


def precision(rows: Sequence[Mapping[str, Any]], name: str) -> Precision:
    """What the marks of a sample say. Raises BadFile, with the row, where a mark or a number cannot be read."""
    strata: defaultdict[str, list[bool]] = defaultdict(list)
    sizes: dict[str, int] = {}
    marks = Counter[str]()
    for number, row in enumerate(rows, 2):
        try:
            sizes[row["stratum"]] = int(row["stratum_rows"])
            word = str(row[MARK] if row[MARK] is not None else "").strip().casefold()
        except (KeyError, ValueError) as error:
            why = f"no usable column {error}" if isinstance(error, KeyError) else "its stratum_rows is no number"
            raise BadFile("read the sample", f"{name}, row {number}", why, "Give the file that `accordingto sample` wrote.") from error
        if word in RIGHT or word in WRONG:
            strata[row["stratum"]].append(word in RIGHT)
        elif word and word not in UNSURE:
            raise BadFile("read the sample", f"{name}, row {number}", f"“{word}” is no mark", "Write yes, no or unsure.")
        marks[word if not word else "unsure" if word in UNSURE else "checked"] += 1
    if not strata:
        raise BadFile("read the sample", name, f"no row is marked in the column `{MARK}`", "Write yes, no or unsure into it.")
    share, low, high = weighted({s: (sizes[s], len(v), sum(v)) for s, v in strata.items()})
    return Precision(
        checked=marks["checked"],
        unchecked=marks[""],
        unsure=marks["unsure"],
        share=share,
        low=low,
        high=high,
        strata=tuple((s, sizes[s], len(strata[s]), sum(strata[s])) for s in sorted(sizes)),
    )


def weighted(strata: Mapping[str, tuple[int, int, int]]) -> tuple[float, float, float]:
    """Share of right rows over all strata (rows, checked, right), with Wilson's interval on the effective size.

    >>> [round(x, 3) for x in weighted({"all": (1000, 100, 90)})]
    [0.9, 0.826, 0.945]
    """
    total = sum(rows for rows, _, _ in strata.values())
    share = sum(rows * right / checked for rows, checked, right in strata.values()) / total
    weights = [(rows / checked, checked) for rows, checked, _ in strata.values()]
    n = sum(w * k for w, k in weights) ** 2 / sum(w * w * k for w, k in weights)
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    reach = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return share, max(0.0, middle - reach), min(1.0, middle + reach)


# ---- the rows and their strata


def rows_of(connection: sqlite3.Connection, what: str) -> list[Row]:
    """All rows of a kind that can be drawn, each with its stratum and the words to check it by."""
    if what == "attributions":
        return [_attribution(row) for row in ask.quotes(connection, {})]
    if what == "claims":
        return [_claim(dict(row)) for row in connection.execute(CLAIMS)]
    return [_event(connection, row) for row in ask.events(connection, {})]


CLAIMS = """SELECT d.doc_id || '.' || c.id AS id, d.doc_id, d.outlet, d.published, c.slot, c.value, c.low, c.high, c.who, c.confidence,
    a.source_name AS claimant, substr(d.text, s.span_start + 1, s.span_end - s.span_start) AS sentence, s.span_start, s.span_end
  FROM claims c JOIN documents d USING (n) JOIN evidence e ON e.n = c.n AND e.id = c.id AND e.role = 'words' AND e.part = 0
    LEFT JOIN attributions a ON a.n = c.n AND a.id = c.according_to
    LEFT JOIN sentences s ON s.n = c.n AND s.span_start <= e.span_start AND s.span_end > e.span_start
  WHERE d.current = 1 ORDER BY c.n, c.id"""


def band(confidence: float | None) -> str:
    """The band of confidence of a row.

    >>> band(None), band(0.95), band(0.7), band(0.2)
    ('by rule', 'sure', 'fairly sure', 'unsure')
    """
    if confidence is None:
        return "by rule"
    return "unsure" if confidence < BANDS[0] else "fairly sure" if confidence < BANDS[1] else "sure"


def _attribution(row: Row) -> Row:
    shown = ("id", "doc_id", "outlet", "published", "source_name", "source_kind", "stance", "mode", "medium", "source", "cue", "content")
    spans = {f"{role}_spans": _offsets(row[f"{role}_spans"]) for role in ("source", "cue", "content")}
    return {"stratum": f"{row['mode']}, {band(row['confidence'])}", **{k: row[k] for k in shown}, **spans}


def _offsets(spans: Sequence[Sequence[int]]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


def _claim(row: Row) -> Row:
    confidence = row.pop("confidence")
    return {"stratum": f"{row['slot']}, {band(confidence)}", **row}


def _event(connection: sqlite3.Connection, row: Row) -> Row:
    accounts = ask.accounts(connection, row["id"])
    words = [f"{e['doc_id']}:{e['span_start']}-{e['span_end']} “{e['words']}”" for a in accounts for e in a["evidence"]]
    shown = ("id", "label", "type", "mode", "earliest", "latest", "place", "reports", "claimants", "conflicts")
    stratum = f"{row['type']}, {'several reports' if row['reports'] > 1 else 'one report'}"
    return {"stratum": stratum, **{k: row[k] for k in shown}, "evidence": "; ".join(dict.fromkeys(words))}


def check_ids(connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """How many rows of a sample the record no longer has."""
    known = {row["id"] for what in KINDS for row in rows_of(connection, what)}
    return sum(row.get("id") not in known for row in rows)
