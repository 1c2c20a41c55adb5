"""Look-alike incidents: the part of an attack that a trigger tells, and who, where and when tell two attacks apart."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.crossdoc.event_pairs import EventRow, event_rows
from accordingto.crossdoc.harm_pairs import HARMS, are_harms, harm_levels, weigh_events
from accordingto.crossdoc.harms import ARMS, FORMS, HarmRow, part_of
from accordingto.crossdoc.link import with_given
from accordingto.crossdoc.matching import model, total
from accordingto.crossdoc.particulars import Particulars, ages_of, levels_of
from accordingto.crossdoc.words import likeness
from accordingto.model.document import Given
from accordingto.model.evidence import Span
from accordingto.model.ids import document_of
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.annotate import annotate

ARMED = "\nA gun was found."
NOBODY = Particulars(people=frozenset(), surnames=frozenset(), ages=frozenset(), towns=frozenset(), days=frozenset())


def part(text: str, words: str) -> str | None:
    at = text.index(words)
    return part_of(text, Span(at, at + len(words)))


@pytest.mark.parametrize("row", rows_of("link/harms.tsv", HarmRow), ids=lambda r: f"{r.word} {r.form}")
def test_each_word_tells_its_part_in_its_example(row: HarmRow) -> None:
    assert row.form in ("any", *FORMS)
    assert part(row.example + ARMED, row.trigger) == row.part


def test_a_shot_that_hits_and_shots_that_are_heard_are_two_parts() -> None:
    text = "A man was shot near the pier after four shots were heard; the shooting is not solved."

    assert [part(text, w) for w in ("shot", "shots", "shooting")] == ["hit", "fire", "attack"]


def test_a_verb_in_ing_hits_somebody() -> None:
    assert part("He is accused of shooting a guard.", "shooting") == "hit"


def test_in_a_report_without_arms_nothing_is_a_part_of_an_attack() -> None:
    assert part("A quake struck the coast and a fire broke out.", "struck") is None
    assert not ARMS.search("A quake struck the coast and a fire broke out.")


@given(st.text(max_size=60), st.integers(0, 59), st.integers(1, 60))
def test_any_text_has_a_part_or_none(text: str, start: int, length: int) -> None:
    words = f"{text} shot."

    assert part_of(words, Span(start, start + length)) in (None, "hit", "fire", "wound", "death", "attack")


def test_ages_are_read_in_their_three_forms_and_nothing_else() -> None:
    assert ages_of("Mara Oskell, 31, was hurt with a 24-year-old man and a boy aged 6 at 14 Pier Road on May 3.") == {6, 24, 31}


def test_namesakes_are_others_than_one_person() -> None:
    a = replace(NOBODY, people=frozenset({"mara oskell"}), surnames=frozenset({"oskell"}))
    b = replace(NOBODY, people=frozenset({"piet oskell"}), surnames=frozenset({"oskell"}))

    assert levels_of(a, b)["people"] == "namesake"
    assert levels_of(a, a)["people"] == "one"
    assert levels_of(a, NOBODY)["people"] == "unknown"


days = st.frozensets(st.dates(date(2040, 1, 1), date(2040, 3, 1)), max_size=3)
words = st.frozensets(st.sampled_from(["ada holm", "eva holm", "ada berg"]), max_size=2)
some = st.builds(Particulars, people=words, surnames=words, ages=st.frozensets(st.integers(1, 90), max_size=3), towns=words, days=days)


@given(some, some)
def test_particulars_compare_the_same_in_either_order(a: Particulars, b: Particulars) -> None:
    assert levels_of(a, b) == levels_of(b, a)


REPORTS = (
    (
        "A 24-year-old man was shot to death outside a store in Clinton on Saturday, police said. Dennis Orvell died at the scene.",
        "2043-06-07",
    ),
    ("Police said Dennis Orvell, 24, was killed on Saturday in Clinton. Neighbours heard the shooting and four gunshots.", "2043-06-08"),
    ("A 51-year-old woman was shot to death outside a bank in Salem on Monday, police said. Lena Marrow died at the scene.", "2043-09-15"),
)
TRIGGERS = ("shot", "death", "died", "killed", "shooting", "gunshots")


@pytest.fixture(scope="module")
def rows() -> list[EventRow]:
    found: list[EventRow] = []
    for n, (text, day) in enumerate(REPORTS):
        spans = tuple(Span(text.index(w), text.index(w) + len(w)) for w in TRIGGERS if w in text)
        document = document_of(text, given_id=f"h{n}", published=date.fromisoformat(day))
        found += event_rows(with_given(annotate(replace(document, given=Given(events=spans)))))
    return found


def weight(a: EventRow, b: EventRow) -> float:
    return total(weigh_events(a, b, likeness(a.report.words, b.report.words)))


def test_levels_of_harms_are_the_same_for_either_order_and_all_in_the_model(rows: list[EventRow]) -> None:
    for a in rows:
        for b in rows:
            assert are_harms(a, b)
            assert harm_levels(a, b, 0.4) == harm_levels(b, a, 0.4)
            assert harm_levels(a, b, 0.4).keys() == model(HARMS).comparisons.keys()


def test_the_death_of_one_man_is_one_event_and_that_of_another_woman_is_not(rows: list[EventRow]) -> None:
    reports = list(dict.fromkeys(r.ref.doc_id for r in rows))
    death = [next(r for r in rows if r.ref.doc_id == d and r.part == "death") for d in reports]

    assert weight(death[0], death[1]) > weight(death[0], death[2])
    assert weight(death[0], death[2]) < 0


def test_being_shot_and_dying_of_it_are_two(rows: list[EventRow]) -> None:
    first = rows[0].ref.doc_id
    hit, death = (next(r for r in rows if r.ref.doc_id == first and r.part == p) for p in ("hit", "death"))

    assert weight(hit, death) < weight(next(r for r in rows if r.part == "death" and r.ref.doc_id == first and r.head == "die"), death)
