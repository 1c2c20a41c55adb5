"""The demo: its reports say that they are invented, its record answers, its digest reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.resources import data_path
from accordingto.store.record import Record


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("demo")
    done = subprocess.run([sys.executable, "-m", "accordingto", "--debug", "demo"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "demo.db", done.stdout


def test_every_demo_report_says_that_it_is_invented() -> None:
    rows = [json.loads(line) for line in data_path("demo/reports.jsonl").read_text(encoding="utf-8").splitlines()]

    assert len(rows) >= 24
    assert len({row["outlet"] for row in rows}) == 6
    assert all(row["note"].startswith("invented") for row in rows)
    assert sum(row["published"] is None for row in rows) == 1


def test_the_digest_sets_the_accounts_of_the_bombing_side_by_side(demo: tuple[Path, str]) -> None:
    _, digest = demo

    assert "killed – conflict" in digest
    assert "Highland Front" in digest
    assert "security official" in digest
    assert "no longer its figure" in digest


def test_no_label_of_the_digest_repeats_a_loaded_word(demo: tuple[Path, str]) -> None:
    _, digest = demo

    for word in ("terrorist", "martyr", "regime", "occupation", "bandit", "mercenar", "heroes"):
        assert word not in digest.lower()


def test_the_record_is_sound_and_a_second_run_adds_nothing(demo: tuple[Path, str]) -> None:
    record, _ = demo

    again = subprocess.run([sys.executable, "-m", "accordingto", "demo"], cwd=record.parent, capture_output=True, text=True, check=True)

    assert "0 read, 25 unchanged" in again.stderr
    with Record(record) as opened:
        assert opened.check() == []


def test_the_report_without_a_date_leaves_its_weekday_open(demo: tuple[Path, str]) -> None:
    record, _ = demo

    with Record(record) as opened:
        kinds = {(p["kind"], p["words"]) for p in opened.problems()}

    assert ("time_unresolved", "Sunday") in kinds
