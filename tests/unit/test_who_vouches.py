"""A figure belongs to whoever vouches for it: not to who would not confirm it, nor to who asked not to be named beside it."""

import pytest

import accordingto
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import Slot


def claims_of(found: AnnotatedDocument, slot: Slot) -> set[tuple[int | None, int | None, str | None]]:
    sources = {a.id: a.source_name for a in found.attributions}
    return {(c.low, c.high, sources.get(c.according_to or "")) for c in found.claims if c.slot is slot}


@pytest.mark.parametrize(
    "text",
    [
        "The army did not confirm the figure of 17 dead.",
        "The army has not confirmed that 17 soldiers were killed in the raid.",
        "Neither the army nor the rebels confirmed that 17 soldiers were killed in the raid.",
        "No official confirmed that 17 soldiers were killed in the raid.",
        "Nobody confirmed that 17 soldiers were killed in the raid.",
        "None of the officers would confirm that 17 soldiers were killed in the raid.",
        "The army refused to confirm that 17 soldiers were killed in the raid.",
    ],
)
def test_a_figure_that_somebody_would_not_confirm_is_not_his_and_says_so(text: str) -> None:
    found = accordingto.annotate(text)

    assert claims_of(found, Slot.KILLED) == set()
    assert [p.kind.value for p in found.problems if p.span and "17" in p.span.of(text)] == ["source_unresolved"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The raid killed 17 soldiers, a witness who asked not to be named told Vale Wire.", "witness"),
        ("The raid killed 17 soldiers, an officer who was not authorised to speak told Vale Wire.", "officer"),
        ("The raid killed 17 soldiers, a nurse who treated the wounded said on Friday.", "nurse"),
        ("The raid killed 17 soldiers, said a witness who asked not to be named.", "witness"),
        ("The raid killed 17 soldiers, the mayor, who visited the base, said.", "mayor"),
    ],
)
def test_a_source_with_a_clause_of_its_own_is_still_the_source_and_no_victim(text: str, source: str) -> None:
    assert claims_of(accordingto.annotate(text), Slot.KILLED) == {(17, 17, source)}


@pytest.mark.parametrize(
    "text", ["Nine people died in the blast.", "Four died in the attack on the bus.", "Nine guards perished in the raid, police said."]
)
def test_who_died_in_an_attack_did_not_carry_it_out(text: str) -> None:
    found = accordingto.annotate(text)

    assert [c.value for c in found.claims if c.slot is Slot.ACTOR] == []
    assert {(low, high) for low, high, _ in claims_of(found, Slot.KILLED)} <= {(9, 9), (4, 4)}
    assert claims_of(found, Slot.KILLED)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Sanne Idrik, an organiser, told Vale Wire by telephone that over 120 had been arrested.", "that over 120 had been arrested"),
        ("The mayor told reporters in Orten that the bridge was safe.", "that the bridge was safe"),
        ("The union told its members that the strike would go on.", "that the strike would go on"),
    ],
)
def test_who_is_told_is_no_part_of_what_is_said(text: str, content: str) -> None:
    found = accordingto.annotate(text)

    assert ["".join(s.of(text) for s in a.content) for a in found.attributions] == [content]


def test_what_somebody_calls_something_stays_with_what_he_calls_it() -> None:
    text = "The senator called the harbour bill “a disaster for the coast”."

    said = [" ".join(s.of(text) for s in a.content) for a in accordingto.annotate(text).attributions]

    assert any("the harbour bill" in words for words in said)
