"""The reference report's events, from the shared folder: seven that it tells, each with who says so, and nothing beside them that is wrong.

None of its text is kept here beyond the words that are looked for.
"""

from datetime import date

import pytest

from accordingto.api import annotate
from accordingto.model.found import AnnotatedDocument, Claim, EventMention
from accordingto.model.kinds import Factuality, Slot


@pytest.fixture(scope="module")
def found() -> AnnotatedDocument:
    from conftest import SHARED

    path = SHARED / "reference/report.txt"
    if not path.exists():
        pytest.skip("the shared folder is not at hand (set $SHARED)")
    return annotate(path.read_text(encoding="utf-8"), published="2021-07-09")


def mentions(found: AnnotatedDocument, trigger: str, **slots: str) -> list[EventMention]:
    """Mentions with this trigger whose named slots hold these words."""
    out = []
    for mention in found.event_mentions:
        if mention.trigger.of(found.document.text).lower() != trigger:
            continue
        values = {slot: " ".join(c.value for c in claims(found, mention, Slot(slot))) for slot in slots}
        if all(words in values[slot] for slot, words in slots.items()):
            out.append(mention)
    return out


def claims(found: AnnotatedDocument, mention: EventMention, slot: Slot) -> list[Claim]:
    return [c for c in found.claims if c.mention == mention.id and c.slot is slot]


def claimants(found: AnnotatedDocument, told: list[EventMention]) -> set[str]:
    """Who says so; the report itself is "the report"."""
    names = {a.id: a.source_name or "nobody named" for a in found.attributions}
    return {names[m.according_to] if m.according_to else "the report" for m in told}


def days(found: AnnotatedDocument, told: list[EventMention]) -> set[tuple[date | None, date | None]]:
    return {(c.earliest, c.latest) for m in told for c in claims(found, m, Slot.DATE)}


def test_the_law_of_january_2020(found: AnnotatedDocument) -> None:
    told = mentions(found, "demanding", actor="parliament", recipient="forces")

    assert [m.type for m in told] == ["REQUEST"]
    assert claimants(found, told) == {"the report"}
    assert days(found, told) == {(date(2020, 1, 1), date(2020, 1, 31))}


def test_the_killing_is_one_event_with_two_victims_told_by_two_claimants(found: AnnotatedDocument) -> None:
    told = mentions(found, "assassination")
    named = mentions(found, "assassination", recipient="Soleimani")

    assert {m.type for m in told} == {"ASSAULT"}
    assert len({m.incident for m in told}) == 1
    assert any("Muhandis" in c.value for m in named for c in claims(found, m, Slot.RECIPIENT))
    assert claimants(found, told) >= {"Saad al-Saadi", "the report"}
    assert days(found, told) == {(date(2020, 1, 3), date(2020, 1, 3))}


def test_the_missile_attack_of_january_2020(found: AnnotatedDocument) -> None:
    told = mentions(found, "targeted", actor="Iran", recipient="Ain al-Assad", weapon="missiles")

    assert [m.type for m in told] == ["ASSAULT"]
    assert claimants(found, told) == {"the report"}
    assert days(found, told) == {(date(2020, 1, 8), date(2020, 1, 8))}


def test_the_air_raid_on_the_border(found: AnnotatedDocument) -> None:
    told = mentions(found, "raid", actor="U.S. military", recipient="targets")

    assert [(m.type, m.mode) for m in told] == [("ASSAULT", "aerial")]
    assert claimants(found, told) == {"the report"}
    assert [c.value for m in told for c in claims(found, m, Slot.PLACE) if "Assad" in c.value] == []


def test_the_rocket_attack_of_july_2021(found: AnnotatedDocument) -> None:
    first = next(m for m in mentions(found, "attack") if claims(found, m, Slot.DATE))
    told = [m for m in mentions(found, "attack") if m.incident == first.incident]

    assert {m.type for m in told} == {"ASSAULT"}
    assert days(found, told) == {(date(2021, 7, 7), date(2021, 7, 7))}
    assert any("security source" in name for name in claimants(found, told))
    assert any("Wayne Marotto" in name for name in claimants(found, told))
    assert any("Sabereen" in name for name in claimants(found, told))


def test_the_barred_team_and_the_barred_vehicles_are_two_events_of_one_source(found: AnnotatedDocument) -> None:
    team = mentions(found, "prevented", actor="U.S.", recipient="team") + mentions(found, "prevented", actor="U.S.", recipient="group")
    vehicles = mentions(found, "prevented", actor="U.S.", recipient="security vehicles")

    assert {m.type for m in (*team, *vehicles)} == {"COERCE"}
    assert len({m.incident for m in team}) == 1
    assert {m.incident for m in team}.isdisjoint({m.incident for m in vehicles})
    assert all("security source" in name for name in claimants(found, [*team, *vehicles]))


def test_nothing_is_told_as_done_that_is_not(found: AnnotatedDocument) -> None:
    """What the headline announces is not told as certain; nobody but those named by the report acts."""
    announced = mentions(found, "expulsion")
    actors = {c.value for c in found.claims if c.slot is Slot.ACTOR}

    assert all(m.factuality is not Factuality.CERTAIN_YES for m in announced)
    assert {a for a in actors if not any(w in a for w in ("U.S.", "Iran", "Iraqi parliament", "resistance", "Saadi"))} == set()


def test_no_number_but_the_two_tolls_is_a_toll(found: AnnotatedDocument) -> None:
    numbers = {(c.slot, c.low, c.high) for c in found.claims if c.low is not None or c.high is not None}

    assert numbers == {(Slot.INJURED, 5, 5), (Slot.INJURED, 2, 2)}
