"""What the tests share: the shared folder, invented reports, spans written as words."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from accordingto.api import read
from accordingto.model.evidence import Span

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared")).resolve()

settings.register_profile("repeatable", derandomize=True)
settings.register_profile("fresh", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
"""A run of the tests says the same of the same code; HYPOTHESIS_PROFILE=fresh looks for what no run has seen."""

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"

REPORTS = (
    """Blast at Orten mill
ORTEN (Vale Wire) -- Two workers were killed in an explosion at the Orten mill on Monday, the fire chief said.
“We found no survivors,” Mira Toll told Radio Vale.""",
    "The ministry of works said that four people were injured in the explosion at the Orten mill. A resident claimed losses were heavy.",
    "Farmers marched through Selm on Sunday. Police said 300 people took part, while the organisers spoke of 2,000.",
    "The council of Selm denied that any farmer had been arrested. “Nobody was held,” its spokeswoman, Ada Renn, said.",
    "A ferry ran aground off Port Varr on Friday. The harbour master, Jon Ekk, said all 80 passengers were safe. He said it leaked oil.",
    "The opposition said on Tuesday that soldiers had shelled the village of Ulm Karr. The army denied it.",
)
"""Invented: no such towns, offices or people exist."""


@pytest.fixture
def shared() -> Path:
    """The shared folder; tests that need it are skipped without it."""
    if not SHARED.exists():
        pytest.skip("the shared folder is not at hand (set $SHARED)")
    return SHARED


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of invented reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, text in enumerate(REPORTS, 1):
        (folder / f"report{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the invented reports, read once; not to be changed."""
    folder = tmp_path_factory.mktemp("template")
    rows = [{"id": f"r{n}", "text": t, "published": "2031-05-14", "outlet": f"Outlet {n}"} for n, t in enumerate(REPORTS)]
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    return folder / "record.db"


@pytest.fixture
def record(template: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed at will."""
    copy = tmp_path / "record.db"
    copy.write_bytes(template.read_bytes())
    return copy


@pytest.fixture
def span_of_words() -> Callable[[str, str], Span]:
    """Finds the span of words that stand once in a text."""

    def find(text: str, words: str) -> Span:
        assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
        start = text.index(words)
        return Span(start, start + len(words))

    return find


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed (`apt-get install chromium`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()
