"""The cases of tolls: each text is read and compared with its gold; what is known to fail must fail."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from accordingto.api import annotate
from toll_cases import Case, differences

CASES = Path(__file__).resolve().parent.parent / "cases"
READ_ON = date(2047, 3, 12)
FLOOR = 0.85


def rows_of(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def known_failures() -> dict[str, str]:
    return {row["id"]: row["why"] for row in rows_of("known_failures.tsv") if row["set"] == "tolls"}


def gold() -> list[Case]:
    return [Case(**row) for row in rows_of("tolls.tsv")]


def _parameters() -> list[Any]:
    marks = {name: pytest.mark.xfail(strict=True, reason=why) for name, why in known_failures().items()}
    return [pytest.param(case, id=case.id, marks=[marks[case.id]] if case.id in marks else []) for case in gold()]


@pytest.mark.parametrize("case", _parameters())
def test_a_case_is_wholly_right(case: Case) -> None:
    assert differences(case, annotate(case.text, published=READ_ON)) == []


def test_the_known_failures_are_cases_and_fewer_than_the_floor_allows() -> None:
    names = {case.id for case in gold()}

    assert set(known_failures()) <= names
    assert len(known_failures()) <= (1 - FLOOR) * len(names)


def test_the_comparison_sees_what_is_wrong() -> None:
    case = next(c for c in gold() if "by prefect" in c.tolls)
    found = annotate(case.text, published=READ_ON)

    assert differences(Case(id="x", kind="x", text=case.text, tolls=case.tolls.replace("11..11", "12..12"), dates=""), found)
    assert differences(Case(id="x", kind="x", text=case.text, tolls=case.tolls.replace("prefect", "mayor"), dates=""), found)
    assert differences(Case(id="x", kind="x", text=case.text, tolls="", dates="none"), found)
