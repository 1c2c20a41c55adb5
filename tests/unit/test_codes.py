"""Codes of actors and recipients: what the words support, and nothing else."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import annotate, read
from accordingto.model.contract import annotation, document_from_line
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import CodeKind, Sector
from accordingto.model.review import Action
from accordingto.resources.lexicon import rows_of
from accordingto.store.corrections import decide
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from accordingto.withindoc.annotate import annotate_all, language
from accordingto.withindoc.events.countries import IsoRow
from accordingto.withindoc.events.role_nouns import BodyRow, SectorRow
from accordingto.withindoc.events.sectors import sector_of
from accordingto.withindoc.notes import read as words_of
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import LoadedRow

CASES = Path(__file__).resolve().parent.parent.parent / "cases" / "codes.jsonl"
KNOWN_TO_FAIL = {
    "codes-07": "\u201crejected\u201d far from its subject: no actor",
    "codes-39": "the participant is NATO alone, not its jets",
    "codes-49": "\u201cthe White House\u201d is not taken for somebody",
    "codes-61": "what somebody leads, told in a clause",
}
CODES = frozenset(row.alpha3 for row in rows_of("iso_codes.tsv", IsoRow)) | {"IGO", "NGO"}


def gold() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    lines = (json.dumps({k: row[k] for k in ("id", "text")}).encode() for row in gold())
    return {row["id"]: row for row in map(annotation, annotate_all(map(document_from_line, lines)))}


def wrong(case: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What differs between the codes of a case and those of the participants at their words."""
    found = [p for event in answer["events"] for key in ("actors", "recipients") for p in event[key]]
    out = []
    for wanted in case["codes"]:
        start, end = wanted["span"]
        at = [p for p in found if p["span"][0] < end and start < p["span"][1]]
        whole = [p for p in at if (p["span"][1] - p["span"][0]) * 2 >= end - start] or at
        if not whole or any(p["code"] != wanted["code"] for p in whole):
            out.append(f"{wanted['words']}: {[p['code'] for p in whole]}, not {wanted['code']}")
    return out


@pytest.mark.parametrize("case", gold(), ids=lambda case: f"{case['id']} {case['note']}")
def test_a_participant_has_the_codes_that_its_words_support(case: dict[str, Any], answers: dict[str, dict[str, Any]]) -> None:
    found = wrong(case, answers[case["id"]])

    assert bool(found) == (case["id"] in KNOWN_TO_FAIL), found


def subject(sentence: str) -> Token:
    return next(t for t in words_of(language()(sentence)) if t.dep_ in ("nsubj", "nsubjpass"))


@pytest.mark.parametrize("row", rows_of("sectors.tsv", SectorRow), ids=lambda row: row.word)
def test_a_noun_gives_the_sector_of_its_example(row: SectorRow) -> None:
    sign = sector_of(subject(row.example))

    assert (sign.value if sign else "") == row.gives


@pytest.mark.parametrize("row", rows_of("bodies.tsv", BodyRow), ids=lambda row: row.name)
def test_a_body_gives_its_codes(row: BodyRow) -> None:
    sign = sector_of(subject(row.example))

    assert sign is not None
    assert (sign.value, " ".join(t.text for t in sign.words)) == (row.sector, row.name)
    assert row.country in CODES
    assert row.sector in set(Sector)


@pytest.mark.parametrize("word", [row.word for row in rows_of("loaded_words.tsv", LoadedRow)])
def test_no_loaded_word_gives_a_sector(word: str) -> None:
    doc = words_of(language()(f"The {word} attacked the town."))

    assert not any(sector_of(token) for token in doc[:2])


def coded(text: str) -> AnnotatedDocument:
    return annotate(text, published="2031-05-14")


def values(found: AnnotatedDocument, words: str) -> set[str]:
    text = found.document.text
    claims = {c.id for c in found.claims if any(words in s.of(text) for s in c.words)}
    return {k.value for k in found.codes if k.claim in claims}


@settings(max_examples=25, deadline=None)
@given(
    people=st.sampled_from(["Norwegian", "Chadian", "Peruvian", "Turkish", "Kenyan"]),
    tie=st.sampled_from(["backed", "led", "born", "armed", "occupied", "based"]),
    noun=st.sampled_from(["rebels", "soldiers", "officials", "gunmen"]),
)
def test_who_is_tied_to_a_country_by_a_hyphen_is_not_of_it(people: str, tie: str, noun: str) -> None:
    found = coded(f"{people}-{tie} {noun} attacked the convoy.")

    assert not any(k.kind is CodeKind.COUNTRY for k in found.codes)


def test_every_code_has_its_words_and_its_rule() -> None:
    found = coded("Norwegian soldiers shelled rebels. Foreign Minister Lena Orrby of Norway accused Peru of lying.")

    assert len(found.codes) == 6
    for code in found.codes:
        assert code.words
        assert code.because.rule.startswith("codes.")
        assert all(0 <= s.start < s.end <= len(found.document.text) for s in code.words)
        assert code.value in (CODES if code.kind is CodeKind.COUNTRY else set(Sector))


def test_words_between_quotation_marks_give_no_code() -> None:
    found = coded("The ministry said on Monday that the \u201crebels\u201d attacked the convoy near the mill.")

    assert "REB" not in {k.value for k in found.codes}


def test_what_another_claimant_calls_somebody_gives_no_code() -> None:
    found = coded("The Dawn Front attacked the convoy. The Dawn Front is a rebel group, the army said.")

    assert values(found, "Dawn Front") == set()


def test_a_code_survives_the_record_and_is_explained(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Norwegian soldiers shelled rebels near the mill on Monday.", encoding="utf-8")
    read([str(tmp_path / "r.txt")], tmp_path / "r.db", published=date(2031, 5, 14))

    with Record(tmp_path / "r.db") as record:
        before = next(iter(record.documents()))
        code = next(k for k in before.codes if k.kind is CodeKind.COUNTRY)
        told = record.why(f"{before.document.doc_id}.{code.id}")
        events = record.with_participants(record.events())

    assert (told["value"], told["evidence"][0]["words"], told["rule"]) == ("NOR", "Norwegian", "codes.demonym")
    assert [p["code"] for p in events[0]["actors"]] == [{"country": "NOR", "sector": "MIL"}]
    assert [p["code"] for p in events[0]["recipients"]] == [{"country": None, "sector": "REB"}]


def test_a_name_that_a_person_has_changed_loses_the_code_of_the_old_words(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("Norwegian soldiers shelled rebels near the mill on Monday.", encoding="utf-8")
    read([str(tmp_path / "r.txt")], tmp_path / "r.db", published=date(2031, 5, 14))

    with Record(tmp_path / "r.db", write=True) as record:
        before = next(iter(record.documents()))
        actor = next(c for c in before.claims if c.value == "Norwegian soldiers")
        wish = Wish(action=Action.EDIT, fields=(("value", "Swedish guards"),))
        decide(record, [f"{before.document.doc_id}.{actor.id}"], wish, by="ann")
        after = next(iter(record.documents()))

    assert any(k.claim == actor.id for k in before.codes)
    assert not any(k.claim == actor.id for k in after.codes)
    assert {k.value for k in after.codes} == {"REB"}
