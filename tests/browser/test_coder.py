"""A coder's morning, in a real browser and on the command line: thirty decisions by keyboard, the export, another model, a colleague."""

import csv
import io
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest

from accordingto.resources import data_path

pytestmark = pytest.mark.browser
KEYS = "aareanraaruareanaareaaruarearn"
"""Thirty decisions: accept, reject, edit, next, undo."""
RULES_ONLY = """[withindoc]
components = ["quotes", "mentions", "chains", "attributions", "counts", "reckonings", "source_chains", "times", "places", "event_mentions",
  "roles", "event_dates", "event_places", "casualties", "factuality", "fillers", "fingerprints"]
"""
"""Another model: the rules without the tagger, which find and cut some statements differently."""


def run(*arguments: str, cwd: Path) -> str:
    done = subprocess.run([sys.executable, "-m", "accordingto", *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(folder: Path, record: str, *more: str) -> list[dict[str, str]]:
    run("export", "csv", record, "-o", "rows.csv", *more, cwd=folder)
    return list(csv.DictReader(io.StringIO((folder / "rows.csv").read_text(encoding="utf-8"))))


@dataclass(slots=True)
class Site:
    """A server of one coder."""

    record: Path
    by: str
    process: Any = None
    address: str = ""

    def __enter__(self) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "accordingto", "serve", str(self.record), "--edit", "--by", self.by, "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().split()[0]
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/events", timeout=2).read()  # our own address
                break
            except OSError:
                time.sleep(0.2)
        return self

    @property
    def base(self) -> str:
        """The address without its token."""
        return self.address.partition("?")[0].removesuffix("-/edit").rstrip("/")

    def open(self, page: Any) -> None:
        """Open the printed address, then the review, as its user does."""
        page.goto(self.address)
        page.goto(f"{self.base}/review")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=60)


@dataclass(slots=True)
class Expected:
    """What the session should come to, kept beside it: the last decision on each row."""

    decided: dict[str, tuple[str, str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def note(self, row: str, status: str, name: str = "") -> None:
        self.decided[row] = (status, name)
        self.order.append(row)

    def take_back(self) -> None:
        self.decided.pop(self.order.pop())


def decide_by_keyboard(page: Any, expected: Expected, keys: str) -> None:
    """Press the keys as a person would, looking only at the row that is shown."""
    for number, key in enumerate(keys):
        row = page.inner_text(".id")
        if key == "e":
            page.keyboard.press("e")
            page.keyboard.press("Control+a")
            page.keyboard.type(f"Source {number}")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            expected.note(row, "accepted", f"Source {number}")
        else:
            with page.expect_navigation():
                page.keyboard.press(key)
        if key in "ar":
            expected.note(row, "accepted" if key == "a" else "rejected")
        elif key == "u":
            expected.take_back()
        assert page.locator(".fault").count() == 0, page.inner_text("main")


def check(rows: list[dict[str, str]], before: dict[str, dict[str, str]], expected: Expected) -> None:
    """The export is what it was, but for what was decided."""
    now = {row["id"]: row for row in rows}
    for row_id, row in before.items():
        status, name = expected.decided.get(row_id, ("new", ""))
        if status == "rejected":
            assert row_id not in now
            continue
        assert now[row_id]["review_status"] == status, row_id
        assert now[row_id]["source_name"] == (name or row["source_name"])
        assert now[row_id]["decided_by"] == ("person" if name else "program")
        assert now[row_id]["content"] == row["content"]
    assert set(now) <= set(before)


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> tuple[Path, dict[str, dict[str, str]], Expected]:
    """A record in which ann has made thirty decisions; what it held before; what she expects."""
    folder = tmp_path_factory.mktemp("coder")
    shutil.copy(data_path("demo/reports.jsonl"), folder / "reports.jsonl")
    run("read", "reports.jsonl", "-o", "ann.db", cwd=folder)
    shutil.copy(folder / "ann.db", folder / "ben.db")
    before = {row["id"]: row for row in rows_of(folder, "ann.db")}
    expected = Expected()
    with Site(folder / "ann.db", "ann") as site:
        page = browser.new_page()
        site.open(page)
        decide_by_keyboard(page, expected, KEYS)
    return folder, before, expected


def test_thirty_decisions_by_keyboard_end_in_the_export_that_is_expected(morning: tuple[Path, dict[str, dict[str, str]], Expected]) -> None:
    folder, before, expected = morning

    assert len(KEYS) == 30
    assert len(expected.decided) == len(KEYS) - KEYS.count("n") - 2 * KEYS.count("u")
    check(rows_of(folder, "ann.db"), before, expected)
    log = rows_of(folder, "ann.db", "--what", "decisions")
    assert {row["by"] for row in log} == {"ann"}
    assert sum(row["state"] == "undone" for row in log) == KEYS.count("u")


def test_another_model_keeps_every_decision(morning: tuple[Path, dict[str, dict[str, str]], Expected]) -> None:
    folder, before, expected = morning
    shutil.copy(folder / "ann.db", folder / "rerun.db")
    (folder / "rules.toml").write_text(RULES_ONLY, encoding="utf-8")
    active = len(expected.decided)

    run("--config", "rules.toml", "read", "reports.jsonl", "-o", "rerun.db", cwd=folder)

    states = [row["state"] for row in rows_of(folder, "rerun.db", "--what", "decisions")]
    unplaced = states.count("unplaced")
    assert states.count("holds") + unplaced == active
    assert unplaced <= active / 5
    problems = json.loads(run("problems", "rerun.db", "--json", cwd=folder))
    assert sum(p["kind"] == "correction_unplaced" for p in problems) == unplaced
    changed = {(row["doc_id"], row["content"]): row for row in rows_of(folder, "rerun.db")}
    held = [before[i] | {"want": name} for i, (status, name) in expected.decided.items() if status == "accepted"]
    found = [(row, changed[row["doc_id"], row["content"]]) for row in held if (row["doc_id"], row["content"]) in changed]
    assert len(found) >= len(held) - unplaced
    for row, now in found:
        assert now["source_name"] == (row["want"] or row["source_name"])
        assert now["stance"] == row["stance"]
        assert now["review_status"] == "accepted"

    run("read", "reports.jsonl", "-o", "rerun.db", cwd=folder)
    check(rows_of(folder, "rerun.db"), before, expected)


def test_a_colleague_takes_it_in_without_loss_and_sees_where_they_differ(
    morning: tuple[Path, dict[str, dict[str, str]], Expected], browser: Any
) -> None:
    folder, before, expected = morning
    shutil.copy(folder / "ben.db", folder / "merged.db")
    both = [row for row, (status, name) in expected.decided.items() if status == "accepted" and not name]
    agree, differ = both[0], both[1]
    alone = next(row for row in before if row not in expected.decided)
    run("correct", "merged.db", agree, "--accept", "--by", "ben", cwd=folder)
    run("correct", "merged.db", differ, "--reject", "--by", "ben", cwd=folder)
    run("correct", "merged.db", alone, "--set", "stance=warns", "--by", "ben", cwd=folder)
    run("corrections", "export", "ann.db", "-o", "ann.jsonl", cwd=folder)
    run("corrections", "export", "merged.db", "--by", "ben", "-o", "ben.jsonl", cwd=folder)

    told = run("corrections", "import", "merged.db", "ann.jsonl", cwd=folder)

    assert [line for line in told.splitlines() if line.startswith("disputed: ")] == [
        line for line in told.splitlines() if differ in line and "ann accepts it" in line and "ben rejects it" in line
    ]
    assert len(re.findall("^disputed: ", told, re.MULTILINE)) == 1
    log = rows_of(folder, "merged.db", "--what", "decisions")
    mine = rows_of(folder, "ann.db", "--what", "decisions")
    assert {(r["by"], r["at"], r["answer"]) for r in log} >= {(r["by"], r["at"], r["answer"]) for r in mine}
    assert sum(row["by"] == "ben" for row in log) == 3
    assert "kappa" in run("agreement", "ann.jsonl", "ben.jsonl", cwd=folder)

    with Site(folder / "merged.db", "ben") as site:  # what is disputed comes first, and is settled with one key
        page = browser.new_page()
        site.open(page)
        assert page.inner_text(".id") == differ
        assert page.inner_text(".status") == "disputed"
        assert "ann accepts it" in page.inner_text("main")
        with page.expect_navigation():
            page.keyboard.press("a")
        assert page.inner_text(".id") != differ
    rows = {row["id"]: row for row in rows_of(folder, "merged.db")}
    assert rows[differ]["review_status"] == "accepted"


def test_the_page_works_without_script_and_has_no_serious_fault(
    morning: tuple[Path, dict[str, dict[str, str]], Expected], browser: Any
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    folder, *_ = morning
    shutil.copy(folder / "ben.db", folder / "plain.db")
    with Site(folder / "plain.db", "eve") as site:
        page = browser.new_context(java_script_enabled=False, viewport={"width": 380, "height": 800}).new_page()
        site.open(page)
        first = page.inner_text(".id")
        page.click("button[value=accept]")
        assert page.inner_text(".id") != first
        page.click("button[value=undo]")
        assert page.inner_text(".id") == first

        page = browser.new_context(viewport={"width": 380, "height": 800}, bypass_csp=True).new_page()
        site.open(page)
        for what in ("attributions", "events"):
            page.goto(f"{site.base}/review?what={what}")
            page.keyboard.press("e")
            assert page.evaluate("document.documentElement.scrollWidth") <= 380
            faults = [v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")]
            assert faults == []
