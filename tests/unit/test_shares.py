"""Shares of a number, numbers that are negated, losses told by their own verb, figures that were spoken of before."""

from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import annotate
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, EventType
from accordingto.withindoc.annotate import language
from accordingto.withindoc.notes import notes_of, read
from accordingto.withindoc.tolls.counts import find_counts

PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def bounds(text: str) -> list[tuple[int | None, int | None]]:
    return [(c.low, c.high) for c in notes_of(find_counts(read(language()(text)))).counts]


def tolls(found: AnnotatedDocument) -> list[Claim]:
    return [c for c in found.claims if c.slot in TOLL_SLOTS]


@settings(max_examples=20, deadline=None)
@given(part=st.sampled_from(sorted(PARTS)), whole=st.integers(20, 900))
def test_a_fraction_of_a_number_is_that_share_of_it(part: str, whole: int) -> None:
    assert bounds(f"A {part} of the {whole} sailors died.")[0] == (whole // PARTS[part],) * 2


@settings(max_examples=20, deadline=None)
@given(left=st.integers(2, 9), whole=st.integers(10, 900))
def test_all_but_some_of_a_number_is_the_rest(left: int, whole: int) -> None:
    assert bounds(f"All but {left} of the {whole} climbers died.") == [(whole - left, whole - left)]


def test_a_fraction_of_an_unknown_number_is_unknown() -> None:
    assert bounds("Two thirds of the crew died.") == [(None, None)]


def test_those_of_whom_all_but_two_died_are_no_toll_of_two() -> None:
    found = annotate("All but two of the crew died when the mill at Orten burned on Monday, the mayor said.", published="2031-05-14")

    assert not [c for c in tolls(found) if c.low == 2]


def test_a_number_that_is_not_but_another_is_left_out() -> None:
    assert bounds("It was not six but nine guards that they shot.") == [(9, 9)]


def test_each_deed_has_its_own_toll() -> None:
    text = "Raiders killed four farmers near Orten on Monday. In Selm, two people were shot dead on Tuesday."
    found = annotate(text, published="2031-05-14")
    triggers = {m.id: m.trigger.of(text) for m in found.event_mentions}

    assert {(triggers[c.mention], c.low) for c in tolls(found)} == {("killed", 4), ("shot", 2)}


def test_a_verb_that_is_left_out_the_second_time_is_read_on() -> None:
    text = "The march in Orten on Monday ended in a mass arrest. The police speak of 40 people in custody, the students' council of 75."
    found = annotate(text, published="2031-05-14")
    names = {a.id: a.source_name for a in found.attributions}

    assert {(names.get(c.according_to or ""), c.low) for c in tolls(found)} == {("police", 40), ("students' council", 75)}


def test_what_follows_a_strike_by_a_day_is_another_event() -> None:
    text = "A strike hit the depot on Sunday. A day after the strike, gunmen attacked a convoy in Telvik."
    found = annotate(text, published="2031-05-14")
    incidents = [(m.trigger.of(text), m.incident) for m in found.event_mentions if m.type is EventType.ASSAULT]

    assert [word for word, _ in incidents] == ["strike", "strike", "attacked"]
    assert incidents[0][1] == incidents[1][1] != incidents[2][1]


def test_a_figure_that_somebody_had_spoken_of_is_the_earlier_one() -> None:
    text = "The surgeon general said that 17 people had died in the fire. She had spoken of 15 dead on Saturday."
    found = annotate(text, published="2031-05-14")

    assert {(c.low, c.current) for c in tolls(found)} == {(17, True), (15, False)}


def test_the_event_of_a_verb_with_its_noun_is_called_by_both() -> None:
    from accordingto.api import link

    text = "Gunmen opened fire on the Orten checkpoint on Thursday."
    labels = [e.label for e in link([annotate(text, published="2031-05-14")]).events]

    assert labels == ["opened fire: the Orten checkpoint"]
