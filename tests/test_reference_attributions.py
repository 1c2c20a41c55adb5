"""The reference report, from the shared folder: who said what, with name, kind, stance and medium.

None of its text is kept here beyond the words that are looked for.
"""

import pytest

from accordingto.api import annotate
from accordingto.model.evidence import words_of
from accordingto.model.found import AnnotatedDocument
from conftest import SHARED

COMMANDER, MEMBER, SPOKESMAN = "Abu Ali al-Askari", "Saad al-Saadi", "Wayne Marotto"


@pytest.fixture(scope="module")
def text() -> str:
    path = SHARED / "reference/report.txt"
    if not path.exists():
        pytest.skip("the shared folder is not at hand (set $SHARED)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(text: str) -> AnnotatedDocument:
    return annotate(text, published="2021-07-09")


def test_every_attribution_has_its_source_and_stance(found: AnnotatedDocument) -> None:
    told = [(a.source_name, a.stance.value) for a in found.attributions if a.source_name]

    assert [s for n, s in told if n == COMMANDER] == ["states", "states", "warns", "states", "states", "states"]
    assert [s for n, s in told if n == MEMBER] == ["states"] * 6
    assert [s for n, s in told if n and "security source" in n] == ["states", "states", "speculates", "states"]
    assert [s for n, s in told if n and "Sabereen" in n] == ["states"]
    assert [s for n, s in told if n == SPOKESMAN] == ["alleges"]


def test_nothing_else_is_attributed_but_a_law_a_pledge_and_hearsay(found: AnnotatedDocument) -> None:
    known = (COMMANDER, MEMBER, SPOKESMAN)
    others = [
        a for a in found.attributions if a.source_name not in known and not any(w in str(a.source_name) for w in ("source", "Sabereen"))
    ]

    assert {a.stance.value for a in others} <= {"demands", "threatens", "hears"}
    assert len(others) <= 3


def test_kinds_and_media(found: AnnotatedDocument) -> None:
    media = [(a.source_name, a.medium) for a in found.attributions if a.medium]
    kinds = {a.source_name: a.source_kind for a in found.attributions if a.source_name in (COMMANDER, MEMBER, SPOKESMAN)}

    assert {m for n, m in media if n == COMMANDER} == {"Twitter"}
    assert [m for n, m in media if n == MEMBER] == ["Shafaq news agency"]
    assert [m for n, m in media if n and "source" in n] == ["Al-Maalomah news agency"]
    assert set(kinds.values()) == {"person"}
    assert {a.source_kind for a in found.attributions if a.source_name and "security source" in a.source_name} == {"unnamed"}


def test_the_count_of_the_agency_is_found(found: AnnotatedDocument, text: str) -> None:
    (said,) = [a for a in found.attributions if a.source_name and "Sabereen" in a.source_name]

    assert words_of(text, said.cue).startswith("put")
    assert words_of(text, said.content).endswith("five")
