"""A town in a dateline or before an event's noun neither speaks nor attacks."""

import pytest

import accordingto
from accordingto.model.kinds import Slot


def test_it_after_a_dateline_is_the_ministry_that_spoke_last_and_not_the_town() -> None:
    found = accordingto.annotate(
        "TARVESK (Vale Wire) -- Gunmen opened fire on the Tarvesk checkpoint late on Thursday. "
        "The defence ministry said one soldier was killed. Three soldiers were wounded, it said."
    )
    sources = {a.id: a.source_name for a in found.attributions}

    assert {sources[c.according_to or ""] for c in found.claims if c.slot is Slot.INJURED} == {"defence ministry"}


@pytest.mark.parametrize("text", ["Nine soldiers died in the Tarvesk bombing.", "The Tarvesk attack killed two guards, police said."])
def test_the_town_that_an_attack_is_called_by_is_not_its_actor(text: str) -> None:
    assert [c.value for c in accordingto.annotate(text).claims if c.slot is Slot.ACTOR] == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A NATO strike killed two guards near Orten, police said.", "NATO"),
        ("An Israeli raid killed two guards near Orten, police said.", "Israel"),
        ("A Highland Front attack killed two guards near Orten, police said.", "Highland Front"),
    ],
)
def test_a_nation_or_a_body_before_the_noun_is(text: str, actor: str) -> None:
    assert [c.value for c in accordingto.annotate(text).claims if c.slot is Slot.ACTOR and actor in c.value]
