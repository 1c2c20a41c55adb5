"""A town in a dateline or before an event's noun neither speaks nor attacks."""

from pathlib import Path

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


@pytest.mark.parametrize(
    "text",
    [
        "The Saint Irma hospital said it had received eleven wounded.",
        "The Saint Irma hospital said it had received eleven wounded, two of them children.",
        "The clinic in Orten treated nine wounded after the blast.",
        "Medics of the Harbour League carried away four dead.",
    ],
)
def test_who_takes_in_the_wounded_did_not_wound_them(text: str) -> None:
    found = accordingto.annotate(text)

    assert [c.value for c in found.claims if c.slot is Slot.ACTOR] == []
    assert [c for c in found.claims if c.slot in (Slot.INJURED, Slot.KILLED)]


def test_who_held_the_marchers_is_no_account_of_who_marched() -> None:
    from accordingto.api import link

    first = accordingto.annotate("Teachers marched through Selm on 3 May 2031. Police detained 31 marchers.", outlet="Vale Wire")
    second = accordingto.annotate("Teachers marched in Selm on 3 May 2031. Police detained 40 of the marchers.", outlet="Orrin Post")

    linked = link([first, second])

    protest = {e.id for e in linked.events if e.type is not None and e.type.value == "PROTEST"}
    assert protest
    assert not {a.value for a in linked.accounts if a.event in protest and a.slot is Slot.ACTOR} & {"Police"}


def test_a_record_tells_who_did_it_as_linking_the_stream_does(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Gunmen attacked a checkpoint near Orten on 3 May 2031. The army said that two soldiers were killed.")
    accordingto.read(tmp_path / "a.txt", tmp_path / "record.db")

    with accordingto.Record(tmp_path / "record.db") as record:
        assert [a["value"] for a in record.accounts() if a["slot"] == "actor"] == ["Gunmen"]
