"""Numbers that count nobody lost are never tolls: dates, years, ages, money, votes, scores, flights, pages and the like."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accordingto.api import annotate
from accordingto.model.kinds import TOLL_SLOTS, ProblemKind, Slot

COUNTED = (*TOLL_SLOTS, Slot.DAMAGE)

NUMBERS = st.integers(2, 9_999)
TEMPLATES = (
    "The attack of {day} March {year} shook Orten.",
    "The raid came in {year}, a year before the truce.",
    "A {age}-year-old woman saw the attack.",
    "The mayor, {age}, was in Orten when the bomb exploded.",
    "Rebuilding after the blast will cost {n} dollars.",
    "The rebels demanded ${n} for the road after the attack.",
    "Deputies condemned the attack by {n} votes to {m}.",
    "Orten beat Selm {score} a day after the explosion.",
    "Flight {n} left Orten an hour before the crash.",
    "The report on the massacre fills {n} pages.",
    "Page {n} of the report tells of the massacre.",
    "The blast was felt {n} kilometres away.",
    "The attack began at {hour}:30 on Monday.",
    "Some {share} per cent of those asked blamed the army for the attack.",
    "Resolution {n} condemned the shelling of the town.",
    "A temperature of {share} degrees was measured on the day of the explosion.",
    "The {n}th Brigade was in Orten during the attack.",
    "Highway {n} was closed after the attack.",
    "The rebels fired {n} rockets at the town.",
)


@pytest.mark.parametrize("template", TEMPLATES)
@settings(max_examples=8, deadline=None)
@given(numbers=st.tuples(NUMBERS, NUMBERS), year=st.integers(1900, 2099), small=st.integers(2, 28))
def test_other_numbers_are_never_tolls(template: str, numbers: tuple[int, int], year: int, small: int) -> None:
    n, m = numbers
    text = template.format(n=n, m=m, year=year, day=small, age=small + 20, hour=small % 24, share=small, score=f"{small % 7}-{small % 5}")

    assert [(c.slot.value, c.value) for c in annotate(text).claims if c.slot in COUNTED and (c.low or c.high)] == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_they_do_not_disturb_a_toll_beside_them(template: str) -> None:
    text = template.format(n=312, m=40, year=2031, day=12, age=61, hour=14, share=17, score="3-1")

    found = annotate(f"Six miners were killed on Monday, the police said. {text}")

    assert [(c.low, c.high) for c in found.claims if c.slot is Slot.KILLED] == [(6, 6)]


@settings(max_examples=20, deadline=None)
@given(number=st.integers(10_000_001, 10**17), verb=st.sampled_from(["killed", "injured", "arrested", "displaced"]))
@example(number=8_802_539_482, verb="killed")
def test_a_number_beyond_sense_is_kept_as_words_with_a_problem(number: int, verb: str) -> None:
    found = annotate(f"The agency said that {number:,} people were {verb} in the attack.")

    assert [c for c in found.claims if c.slot in COUNTED] == []
    (problem,) = [p for p in found.problems if p.kind is ProblemKind.NUMBER_BEYOND_SENSE]
    assert problem.span is not None
    assert f"{number:,}" in problem.span.of(found.document.text)


@pytest.mark.parametrize(
    "text",
    [
        "Three people, all of them over seventy, died in the fire.",
        "Three people died in the fire, since two names had been listed twice.",
        "Boats picked up 64 survivors after the sinking and three bodies.",
        "Another two bodies were found, bringing the toll of the fire to three, the police said.",
    ],
)
def test_ages_double_entries_survivors_and_what_a_total_holds_are_no_tolls(text: str) -> None:
    assert [c.low for c in annotate(text).claims if c.slot in TOLL_SLOTS] == [3]


@settings(max_examples=20, deadline=None)
@given(age=st.integers(1, 99), other=st.integers(1, 99))
def test_ages_are_never_tolls(age: int, other: int) -> None:
    texts = (
        f"Ilka Moen, {age}, and Jorun Hald, {other}, were killed when the mill burned.",
        f"Two brothers, {age} and {other}, drowned in the canal.",
        f"A woman of {age} was killed in the crash.",
    )
    for text in texts:
        found = annotate(text, published="2031-05-14")

        assert not [c for c in found.claims if c.slot in COUNTED and c.low in (age, other) and c.low not in (1, 2)], text


@pytest.mark.parametrize(
    "text",
    [
        "Had the bomb gone off, hundreds of people would have been killed.",
        "Were 20 people really killed at Telvik?",
        "In the novel, a storm kills nine sailors off Selm.",
        "It is false that 40 people were killed at Telvik.",
        "Most of the 300 passengers were hurt in the crash.",
        "Police said guards had killed 12 prisoners, the prisoners three.",
    ],
)
def test_a_figure_that_is_left_out_is_a_row_of_problems(text: str) -> None:
    found = annotate(text, published="2031-05-14")

    assert ProblemKind.FIGURE_UNDECIDED in {p.kind for p in found.problems}


def test_who_calls_a_report_untrue_denies_it() -> None:
    found = annotate("It is not true that 40 people were killed at Telvik, the army said.", published="2031-05-14")

    assert [(a.source_name, a.stance.value) for a in found.attributions] == [("army", "denies")]


def test_a_number_that_is_only_asked_about_is_no_answer_of_an_earlier_sentence() -> None:
    text = "Forty people fell ill in Selm, a nurse said.\n\nMORROW: How many are missing?\n\nQUILL: Nobody knows.\n\nMORROW: Six?"

    found = annotate(text)

    assert [(c.slot, c.low) for c in found.claims if c.slot in COUNTED] == [(Slot.INJURED, 40)]
    assert ProblemKind.FIGURE_UNDECIDED in {p.kind for p in found.problems}
