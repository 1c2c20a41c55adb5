"""What the tests share: the shared folder, invented reports, spans written as words."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from accordingto.model.evidence import Span

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared")).resolve()

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


@pytest.fixture
def span_of_words() -> Callable[[str, str], Span]:
    """Finds the span of words that stand once in a text."""

    def find(text: str, words: str) -> Span:
        assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
        start = text.index(words)
        return Span(start, start + len(words))

    return find
