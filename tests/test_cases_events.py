"""The cases of events: each text is read and compared with its gold.

What is known to fail is listed beside the cases with its reason, and must fail: a case that has come right is taken off the list.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.model.contract import annotation, document_from_line, line_of
from accordingto.withindoc.annotate import annotate_all
from event_cases import differences

CASES = Path(__file__).resolve().parent.parent / "cases"
SETS = ("events.jsonl", "events_more.jsonl")
FIELDS = ("id", "text", "published", "title", "outlet", "url")
FLOOR = 0.85


def gold() -> list[dict[str, Any]]:
    lines = [line for name in SETS for line in (CASES / name).read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def known_failures() -> dict[str, str]:
    with (CASES / "known_failures.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["why"] for row in csv.DictReader(lines, delimiter="\t") if row["set"] == "events"}


@pytest.fixture(scope="module")
def found() -> dict[str, dict[str, Any]]:
    documents = [document_from_line(json.dumps({k: row.get(k) for k in FIELDS}).encode()) for row in gold()]
    return {f.document.given_id or "": json.loads(line_of(annotation(f))) for f in annotate_all(documents)}


def _parameters() -> list[Any]:
    known = known_failures()
    marks = {name: pytest.mark.xfail(strict=True, reason=why) for name, why in known.items()}
    return [pytest.param(row, id=row["id"], marks=[marks[row["id"]]] if row["id"] in marks else []) for row in gold()]


@pytest.mark.parametrize("row", _parameters())
def test_a_case_is_wholly_right(row: dict[str, Any], found: dict[str, dict[str, Any]]) -> None:
    assert differences(row, found[row["id"]]) == []


def test_the_known_failures_are_cases_and_fewer_than_the_floor_allows() -> None:
    names = {row["id"] for row in gold()}

    assert set(known_failures()) <= names
    assert len(known_failures()) <= (1 - FLOOR) * len(names)


def test_the_comparison_sees_what_is_wrong(found: dict[str, dict[str, Any]]) -> None:
    row = next(r for r in gold() if r["events"] and r["id"] not in known_failures() and r["events"][0]["actors"])
    right = found[row["id"]]
    event = next(e for e in right["events"] if e["type"])
    turned = {**event, "factuality": "unknown", "actors": [], "type": "AID" if event["type"] != "AID" else "AGREE"}

    told = differences(row, {**right, "events": [turned]})

    assert any("factuality" in text for text in told)
    assert any("actors" in text for text in told)
    assert any("type" in text for text in told)
    assert differences(row, {**right, "events": []}) != []
