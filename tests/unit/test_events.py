"""What is told as having happened: triggers, incidents, participants, factuality."""

from collections.abc import Iterable

import pytest

from accordingto.model.document import Given
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.kinds import Slot
from accordingto.withindoc.annotate import annotate


def read(text: str) -> AnnotatedDocument:
    return annotate(document_of(text))


def triggers(found: AnnotatedDocument, *, typed: bool = True) -> list[tuple[str, str | None]]:
    text = found.document.text
    return [(m.trigger.of(text), m.type) for m in found.event_mentions if m.type or not typed]


def slot(found: AnnotatedDocument, wanted: Slot, trigger: str) -> list[str]:
    text = found.document.text
    ids = [m.id for m in found.event_mentions if m.trigger.of(text) == trigger]
    return [c.value for c in found.claims if c.slot is wanted and c.mention in ids]


def incidents(found: AnnotatedDocument, words: Iterable[str]) -> list[str | None]:
    text = found.document.text
    return [m.incident for word in words for m in found.event_mentions if m.trigger.of(text) == word]


def test_deaths_told_with_their_event_are_no_mention_of_their_own() -> None:
    found = read("Four sailors were killed when a launch was ambushed near Orten on Sunday.")

    assert triggers(found) == [("ambushed", "ASSAULT")]


def test_a_light_verb_gives_its_subject_to_the_attack() -> None:
    found = read("Smugglers carried out an attack on the customs house.")

    assert slot(found, Slot.ACTOR, "attack") == ["Smugglers"]
    assert slot(found, Slot.RECIPIENT, "attack") == ["the customs house"]


def test_a_possessor_is_the_actor_and_of_leads_to_the_recipient() -> None:
    found = read("The army's shelling of the harbour went on all night.")

    assert slot(found, Slot.ACTOR, "shelling") == ["The army"]
    assert slot(found, Slot.RECIPIENT, "shelling") == ["the harbour"]


def test_a_by_phrase_is_the_actor_of_a_passive() -> None:
    found = read("Two villages were raided by smugglers on Monday.")

    assert slot(found, Slot.ACTOR, "raided") == ["smugglers"]
    assert slot(found, Slot.RECIPIENT, "raided") == ["villages"]


def test_a_reduced_relative_clause_has_its_noun_as_recipient() -> None:
    found = read("The clinic bombed by rebels on Friday had been empty.")

    assert slot(found, Slot.ACTOR, "bombed") == ["rebels"]
    assert slot(found, Slot.RECIPIENT, "bombed") == ["The clinic"]


def test_a_weapon_as_subject_is_no_actor_but_where_it_came_from_is() -> None:
    found = read("The airfield was hit by dozens of rockets from Varenia.")

    assert slot(found, Slot.WEAPON, "hit") == ["rockets"]
    assert slot(found, Slot.ACTOR, "hit") == ["Varenia"]


def test_counts_and_hedges_are_left_out_of_a_participant() -> None:
    found = read("Police arrested at least three suspected smugglers.")

    assert slot(found, Slot.RECIPIENT, "arrested") == ["smugglers"]


def test_a_person_is_called_by_name_without_title() -> None:
    found = read("Two men assassinated General John Harper on Tuesday.")

    assert slot(found, Slot.RECIPIENT, "assassinated") == ["John Harper"]


def test_who_claims_an_attack_is_its_actor() -> None:
    found = read("A bomb exploded at the dam. The Dawn Front claimed responsibility for the blast.")

    assert slot(found, Slot.ACTOR, "blast") == ["The Dawn Front"]


def test_who_is_blamed_for_an_attack_is_its_actor() -> None:
    found = read("Officials blamed the raid on smugglers.")

    assert slot(found, Slot.ACTOR, "raid") == ["smugglers"]


def test_a_definite_noun_takes_up_the_event_told_before() -> None:
    found = read("A car bomb exploded outside the bank in Orten on Monday. The blast broke windows across the square.")

    first, second = incidents(found, ["exploded", "blast"])
    assert first == second


def test_a_second_bomb_is_another_incident() -> None:
    found = read("A car bomb exploded in Orten on Monday. A second bomb blast shook the town of Velda on Thursday.")

    first, second = incidents(found, ["exploded", "blast"])
    assert first != second


def test_attacks_in_two_years_are_two_incidents() -> None:
    found = read("Rebels attacked the mine on 3 May 2031. Rebels attacked the mine in June 2019 as well.")

    first, second = incidents(found, ["attacked"])
    assert first != second


def test_a_strike_that_is_denied_is_the_strike_told_before() -> None:
    found = read("A drone strike killed two farmers on 2 June. The ministry denied that any strike took place.")

    first, second = incidents(found, ["strike"])
    assert first == second
    assert triggers(found)[1] == ("strike", "ASSAULT")


def test_a_demand_covers_what_is_demanded() -> None:
    found = read("The union demanded the withdrawal of troops from the valley.")

    assert triggers(found) == [("demanded", "REQUEST")]
    assert slot(found, Slot.RECIPIENT, "demanded") == ["troops"]


def test_a_promised_visit_is_an_agreement_and_a_refused_one_a_refusal() -> None:
    promised, refused = read("The premier will visit the island."), read("The premier said he will not visit the island.")

    assert triggers(promised) == [("visit", "AGREE")]
    assert triggers(refused) == [("visit", "REJECT")]


def test_those_who_say_that_they_will_blockade_a_port_threaten_it() -> None:
    found = read("The fishermen said on Friday they would blockade the port.")

    assert triggers(found) == [("blockade", "THREATEN")]


def test_what_is_only_supposed_is_not_told() -> None:
    assert triggers(read("The general said troops would respond to any attack.")) == []
    assert triggers(read("If rebels attack the dam, the town will be moved.")) == []


def test_barring_a_group_from_entering_is_told_with_both_sides() -> None:
    found = read("Soldiers prevented a team of engineers from entering the plant.")

    assert triggers(found) == [("prevented", "COERCE")]
    assert slot(found, Slot.ACTOR, "prevented") == ["Soldiers"]
    assert slot(found, Slot.RECIPIENT, "prevented") == ["a team of engineers"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The army shelled the town.", "certain+"),
        ("The army did not shell the town.", "certain-"),
        ("Guards foiled an attack on the bank.", "certain-"),
        ("Rebels may have attacked the bank.", "possible+"),
        ("Rebels probably attacked the bank.", "probable+"),
        ("Rebels failed to attack the bank.", "certain-"),
        ("Rebels plan to attack the bank.", "unknown"),
        ("Nobody attacked the bank.", "certain-"),
        ("The army denied shelling the town.", "certain-"),
        ("The army denied a role in the attack on the bank.", "certain+"),
    ],
)
def test_factuality_is_seen_from_the_claimant(text: str, wanted: str) -> None:
    found = read(text)

    assert [m.factuality for m in found.event_mentions if m.type == "ASSAULT"] == [wanted]


def test_given_mentions_are_exactly_those_given() -> None:
    text = "Rebels stormed a clinic and burned its store. The raid lasted an hour."
    spans = (Span(7, 14), Span(50, 54))

    found = annotate(document_of(text, given=Given(events=spans)))

    assert tuple(m.trigger for m in found.event_mentions) == spans


def test_a_text_in_capitals_is_read_like_any_other() -> None:
    text = "GUNMEN ATTACKED A POLICE STATION IN THE TOWN OF ORTEN ON TUESDAY. TWO OFFICERS WERE WOUNDED IN THE ATTACK."

    found = read(text)

    assert slot(found, Slot.RECIPIENT, "ATTACKED") == ["a police station"]
    assert found.document.text == text


def test_a_month_and_the_name_of_a_body_are_no_triggers() -> None:
    assert triggers(read("Amnesty International said in March that the Popular Mobilization Units were paid.")) == []


def test_what_has_a_day_is_kept_without_a_type() -> None:
    assert triggers(read("The school closed on Monday."), typed=False) == [("closed", None)]


@pytest.mark.parametrize(
    "text",
    [
        "The senator beat the governor by two points.",
        "The governor won a legal battle over the dam.",
        "The senator captured two states in the vote.",
        "I want it all made public, she said.",
        "The market crashed on Tuesday.",
    ],
)
def test_words_of_war_in_politics_and_trade_are_no_events_of_violence(text: str) -> None:
    assert triggers(read(text)) == []


def test_nobody_who_claims_an_attack_is_no_actor() -> None:
    found = read("A bomb exploded at the dam. No group has claimed responsibility for the blast.")

    assert slot(found, Slot.ACTOR, "blast") == []
