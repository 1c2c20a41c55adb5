"""Numbers, losses, who claims them: by the lexicon's own examples and by sentences that read alike and mean something else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import annotate
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, ProblemKind, Slot
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.tolls.losses import LossRow

COUNTED = (*TOLL_SLOTS, Slot.DAMAGE)


def tolls(found: AnnotatedDocument) -> list[Claim]:
    return [c for c in found.claims if c.slot in COUNTED]


def told(text: str) -> list[tuple[str, int | None, int | None, str | None]]:
    return [(c.slot.value, c.low, c.high, c.who) for c in tolls(annotate(text))]


def claimants(text: str) -> list[tuple[str, int | None, str | None]]:
    found = annotate(text)
    names = {a.id: a.source_name for a in found.attributions}
    return [(c.slot.value, c.low, names.get(c.according_to or "")) for c in tolls(found)]


@pytest.mark.parametrize("row", [r for r in rows_of("losses.tsv", LossRow) if r.example], ids=lambda r: f"{r.word} {r.kind}")
def test_every_row_of_the_lexicon_reads_its_example(row: LossRow) -> None:
    found = tolls(annotate(row.example))

    assert row.kind in {c.slot.value for c in found if c.low}, row.example


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 people were killed in the blast and 30 injured.", [("killed", 12, None, None), ("injured", 30, 30, None)]),
        ("More than 20 soldiers died in the raid.", [("killed", 21, None, "soldiers")]),
        ("Up to 30 guards were wounded in the attack.", [("injured", None, 30, "guards")]),
        ("Between four and six miners were trapped after the blast.", [("missing", 4, 6, "miners")]),
        ("Dozens of people were hurt in the crash.", [("injured", 24, 99, None)]),
        ("Nobody was killed in the attack.", [("killed", 0, 0, None)]),
        ("Only two troops were injured in the attack.", [("injured", 2, 2, None)]),
        ("Fourteen people, including four children, died in the fire.", [("killed", 14, 14, None), ("killed", 4, 4, "children")]),
        ("Two hundred and six houses were destroyed in the quake.", [("damage", 206, 206, "houses")]),
        ("Both drivers were killed in the crash.", [("killed", 2, 2, "drivers")]),
        ("Not one herder died in the raid.", [("killed", 0, 0, "herders")]),
        ("The raid was carried out without loss of life.", [("killed", 0, 0, None)]),
        ("The raid ended with the loss of nine lives.", [("killed", 9, 9, None)]),
        ("There were no civilian casualties in the raid.", [("killed", 0, 0, "civilians"), ("injured", 0, 0, "civilians")]),
        ("Two soldiers died and five were wounded in the raid.", [("killed", 2, 2, "soldiers"), ("injured", 5, 5, "soldiers")]),
        ("The army suffered heavy casualties in the attack.", [("casualties", None, None, "soldiers")]),
    ],
)
def test_numbers_have_their_bounds_and_their_group(text: str, expected: list[tuple[str, int | None, int | None, str | None]]) -> None:
    assert sorted(told(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "The attack of 12 March 2031 killed the talks.",
        "A 12-year-old boy saw the blast.",
        "Flight 204 crashed near Orten.",
        "The attack cost $5 million.",
        "Selm beat Orten 3-1 after the attack.",
        "The council rejected the motion on the attack by 30 votes to 12.",
        "The blast was heard 400 metres away.",
        "Resolution 1701 condemned the attack.",
        "Twelve passengers were rescued after the crash.",
        "The attack came two weeks after 40 per cent had voted.",
        "See page 12 for a map of the attack.",
    ],
)
def test_dates_ages_money_votes_scores_and_numbers_of_things_are_no_tolls(text: str) -> None:
    assert told(text) == []


def test_a_number_too_large_to_be_a_count_is_kept_as_words_with_a_problem() -> None:
    found = annotate("The agency said that 900 million people were killed in the attack.")

    assert tolls(found) == []
    assert ProblemKind.NUMBER_BEYOND_SENSE in {p.kind for p in found.problems}


def test_each_number_is_its_claimant_s() -> None:
    text = "A blast hit Orten on Monday. The police said four people were killed. The Saint Vee hospital put the number of the dead at six."

    assert claimants(text) == [("killed", 4, "police"), ("killed", 6, "Saint Vee hospital")]


def test_a_figure_that_was_replaced_is_not_current() -> None:
    found = annotate("A blast hit Orten. The police revised the toll to 12, down from 14.")

    assert {(c.low, c.current) for c in tolls(found)} >= {(14, False)}


def test_a_figure_that_is_only_expected_is_not_current() -> None:
    found = annotate("A blast hit Orten. The mayor said that up to 40 people could die.")

    assert [c.current for c in tolls(found)] in ([False], [])


def test_what_is_denied_is_one_or_more() -> None:
    found = annotate("A raid hit Orten. The army denied that any civilians had been killed.")

    assert [(c.slot, c.low, c.high) for c in tolls(found)] == [(Slot.KILLED, 1, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Herders counted 23 bodies at Orten after the raid.", [("killed", 23, "Herders")]),
        ("Six men died in the raid. The union has a list of eight dead.", [("killed", 6, None), ("killed", 8, "union")]),
        ("Six men died in the raid. The army stood by its figure of four.", [("killed", 6, None), ("killed", 4, "army")]),
        (
            "Six men died in it, police said. “I counted nine dead,” said Ada Renn.",
            [("killed", 6, "police"), ("killed", 9, "Ada Renn")],
        ),
    ],
)
def test_who_counts_is_a_claimant(text: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert claimants(text) == expected


def test_a_figure_that_is_dismissed_is_denied_by_who_dismisses_it() -> None:
    found = annotate("A blast hit Orten. Doctors spoke of 20 dead. The ministry called that number a fantasy.")

    stances = {a.id: a.stance.value for a in found.attributions}
    assert [(c.low, stances[c.according_to or ""]) for c in tolls(found)] == [(20, "states"), (20, "denies")]


def test_a_claimants_own_later_figure_replaces_the_earlier_one() -> None:
    found = annotate("A blast hit Orten. The mayor, Ada Renn, said five people had died. In the evening she spoke of seven.")

    assert [(c.low, c.current) for c in tolls(found)] == [(5, False), (7, True)]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 9_999), st.sampled_from(["killed", "injured", "arrested"]))
def test_any_whole_number_is_read_as_it_stands(number: int, verb: str) -> None:
    found = tolls(annotate(f"The attack on Monday was grave. In all, {number:,} people were {verb}, the police said."))

    assert [(c.low, c.high) for c in found] == [(number, number)]
