"""One claimant over several reports: offices, papers of bodies, ministers, the outlet itself; and one mishap under several names."""

from datetime import date

import pytest

from accordingto.api import annotate, link
from accordingto.crossdoc.affiliations import bodies_near, speaks_for
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import EventType, Slot, Stance
from accordingto.model.linked import Account


def report(text: str, day: str, outlet: str = "The Marl Tide") -> AnnotatedDocument:
    return annotate(text, published=date.fromisoformat(day), outlet=outlet)


def told(*reports: AnnotatedDocument, slot: Slot = Slot.KILLED) -> list[Account]:
    return [a for a in link(reports).accounts if a.slot is slot]


def test_the_ministry_of_one_report_is_the_one_ministry_that_another_names() -> None:
    found = told(
        report("Police broke up a march in Selm on Monday. The interior ministry said 40 people were detained.", "2043-04-14"),
        report(
            "The march in Selm on Monday ended in arrests. The ministry's figure of 40 detained is too low.", "2043-04-15", "Rights Post"
        ),
        slot=Slot.DETAINED,
    )

    assert {(a.low, len(a.carriers)) for a in found} == {(40, 2)}


def test_the_paper_of_a_body_speaks_for_it() -> None:
    found = told(
        report("Ostro Coal said that two men died in the cave-in at its Marl mine on Tuesday.", "2043-04-15"),
        report(
            "Ostro Coal has not changed its press release, which speaks of two dead in Tuesday's cave-in at Marl.", "2043-04-17", "Argus"
        ),
    )

    assert [len(a.carriers) for a in found if a.low == 2] == [2]


@pytest.mark.parametrize(
    "words",
    ["Deputy Health Minister Corin Ost said", "Corin Ost, the health minister, said", "the minister of health, Corin Ost, said"],
)
def test_a_minister_speaks_for_his_ministry_and_for_no_other(words: str) -> None:
    at = words.index("Corin Ost")
    bodies = bodies_near(words, Span(at, at + len("Corin Ost")))

    assert speaks_for(bodies, "the health ministry", frozenset())
    assert not speaks_for(bodies, "the defence ministry", frozenset())


def test_a_prime_minister_speaks_for_no_ministry_by_his_title() -> None:
    words = "Prime Minister Corin Ost said"
    at = words.index("Corin Ost")

    assert not speaks_for(bodies_near(words, Span(at, at + len("Corin Ost"))), "the prime ministry", frozenset())


def test_what_a_paper_took_for_true_and_calls_its_own_mistake_is_taken_back() -> None:
    (account,) = told(
        report("We wrote that 21 people had been killed in the fire at the Marl mill. That was our own mistake.", "2043-04-15", "Argus")
    )

    assert account.own_voice
    assert account.claimant_name == "Argus"
    assert account.stance is Stance.RETRACTS
    assert not account.current


def test_an_agency_that_names_itself_by_its_letters_is_the_outlet() -> None:
    (account,) = told(
        report("MTA withdraws its report that the toll of the ferry disaster off Marl had reached 52.", "2043-04-15", "Marl Tide Agency")
    )

    assert account.own_voice
    assert account.claimant_name == "Marl Tide Agency"


def test_a_we_between_quotation_marks_is_not_the_outlet() -> None:
    found = told(
        report("The fire at the Marl mill was worse than thought. “We counted nine dead,” said fire chief Ida Roon.", "2043-04-15")
    )

    assert not any(a.own_voice for a in found)


def test_a_later_total_replaces_the_first_although_a_part_stood_beside_that() -> None:
    found = told(
        report(
            "The bombing of Marl on Monday killed at least 24 civilians, the health ministry said. Nine children were killed, it said.",
            "2043-04-13",
        ),
        report("The health ministry said 27 people were killed in Monday's bombing of Marl.", "2043-04-16", "Argus"),
    )

    assert {(a.low, a.current) for a in found} == {(24, False), (9, True), (27, True)}


def test_a_derailment_and_the_accident_of_another_report_are_one_event() -> None:
    found = link(
        [
            report("A night train derailed near Marl on Monday. Two people were killed, the Selm police said.", "2043-04-14"),
            report("The Selm police said that three people had died in Monday's rail accident near Marl.", "2043-04-15", "Argus"),
        ]
    )

    assert [len({m.doc_id for m in e.mentions}) for e in found.events if e.type and e.type.value == "ACCIDENT"] == [2]


def test_who_was_killed_nobody_says_where_was_killed_in_the_one_event_of_the_report() -> None:
    text = "A source said that 14 residents were killed by a missile. The army spoke of an air strike on Marl on Tuesday."
    (event,) = [e for e in link([report(text, "2043-04-16")]).events if e.type and e.type.value == "ASSAULT"]

    assert len(event.mentions) == 2


def test_one_number_of_workers_here_and_of_people_there_is_one_account() -> None:
    found = told(
        report("A fire at the mill in Selm killed 17 workers on Monday, the fire brigade said.", "2043-04-14"),
        report("At the mill in Selm 17 people died in Monday's fire, the fire brigade said.", "2043-04-15", "Argus"),
    )

    assert [(a.low, a.who, len(a.carriers)) for a in found] == [(17, None, 2)]


def test_a_number_that_may_be_a_part_is_an_account_of_its_own() -> None:
    found = told(
        report("A fire at the mill in Selm killed 17 people on Monday, among them four children, the fire brigade said.", "2043-04-14"),
        report("Only four people died in Monday's fire at the mill in Selm, the fire brigade said.", "2043-04-15", "Argus"),
    )

    assert {(a.low, a.who, len(a.carriers)) for a in found} == {(17, None, 1), (4, "children", 1), (4, None, 1)}


def test_a_bare_surname_is_the_one_claimant_of_that_name() -> None:
    found = told(
        report("The labour minister, Pella Strand, said that 19 people died in Monday's fire at the mill in Selm.", "2043-04-14"),
        report(
            "Strand, the labour minister, said again that 19 people had died in Monday's fire at the mill in Selm.", "2043-04-16", "Argus"
        ),
    )

    assert [(a.claimant_name, a.low, len(a.carriers)) for a in found] == [("Pella Strand", 19, 2)]


def test_a_paper_that_calls_itself_by_the_end_of_its_name_is_the_outlet() -> None:
    found = told(
        report(
            "Nine people were killed when a bridge fell in Selm on Monday. The toll was counted at the site.", "2043-04-14", "Selm Courier"
        ),
        report(
            "The Courier wrote on Tuesday that nine people were killed when a bridge fell in Selm on Monday.", "2043-04-16", "Selm Courier"
        ),
    )

    assert {(a.claimant_name, a.own_voice) for a in found} == {("Selm Courier", True)}


def test_who_is_called_gunmen_is_no_answer_to_who_did_it() -> None:
    found = told(
        report("Gunmen attacked a convoy near Selm on Monday and killed two soldiers.", "2043-04-14"),
        report("The Dawn Front claimed Monday's attack on a convoy near Selm, in which two soldiers were killed.", "2043-04-15", "Argus"),
        slot=Slot.ACTOR,
    )

    assert {a.value.removeprefix("The ") for a in found} == {"Dawn Front"}


def test_who_is_blamed_is_blamed_for_what_was_told_last() -> None:
    found = told(
        report("Shells hit a clinic in Selm on Monday. The Ostro army blamed the Dawn Front. The roof fell in.", "2043-04-14"),
        slot=Slot.ACTOR,
    )

    assert ("Ostro army", "Dawn Front") in {(a.claimant_name, a.value.removeprefix("the ")) for a in found}


def test_what_is_told_as_part_of_an_event_is_of_that_event() -> None:
    linked = link(
        [
            report("Armed men attacked a camp near Selm on Monday. Six nurses were seized, the aid group Bright Road said.", "2043-04-14"),
            report(
                "Police in Selm said that eight nurses had been seized in Monday's attack on the camp near Selm.", "2043-04-15", "Argus"
            ),
        ]
    )
    seized = [a for a in linked.accounts if a.slot is Slot.DETAINED]

    assert {a.low for a in seized} == {8, 6}
    assert len({a.event for a in seized if a.low == 8} | {e.id for e in linked.events if len(e.mentions) > 1}) == 1


def test_its_secretary_speaks_for_the_body_that_spoke_before() -> None:
    found = told(
        report("The weavers' union stood by its count of 31 dead in Monday's fire at the mill in Selm.", "2043-04-16"),
        report(
            "The weavers' union accuses the owners. In Monday's fire at the mill in Selm 31 women died, its secretary, Mira Tolle, said.",
            "2043-04-15",
            "Argus",
        ),
    )

    assert [(a.low, len(a.carriers)) for a in found] == [(31, 2)]


def test_a_spokeswoman_speaks_for_the_body_to_whose_figure_she_adds() -> None:
    found = link(
        [
            report(
                "The city hospital said that two men died in Monday's fire at the mill in Selm. It had treated 54 injured, "
                "a spokeswoman said.",
                "2043-04-15",
            )
        ]
    ).accounts

    assert {a.claimant_name for a in found if a.slot in (Slot.KILLED, Slot.INJURED)} == {"city hospital"}


def test_what_a_paper_wrote_and_regrets_is_taken_back() -> None:
    found = told(
        report("A bridge fell in Selm on Monday. Twenty-two people were injured.", "2043-04-14", "Selm Courier"),
        report(
            "Correction. The Courier wrote on Tuesday that 22 people had been injured when a bridge fell in Selm on Monday. "
            "The fire brigade says that 12 were injured. We regret the error.",
            "2043-04-16",
            "Selm Courier",
        ),
        slot=Slot.INJURED,
    )

    assert {(a.low, a.stance, a.current) for a in found} == {(22, Stance.RETRACTS, False), (12, Stance.STATES, True)}


def test_who_was_held_nobody_says_where_was_held_at_the_protest_of_the_report() -> None:
    found = report(
        "Police fired tear gas at a teachers' rally in Selm on Saturday. Sixty people were held overnight, the union said.", "2043-04-19"
    )
    linked = link([found])
    (held,) = (a for a in linked.accounts if a.slot is Slot.DETAINED)

    event = next(e for e in linked.events if e.id == held.event)
    assert EventType.PROTEST in {m.type for m in found.event_mentions if m.id in {r.local_id for r in event.mentions}}


SENTENCE = "Two swimmers were injured on Monday when the ferry Orla sank off Selm in a gale."


@pytest.mark.parametrize(
    ("other", "origins"), [(SENTENCE, 1), ("The ferry Orla went down off Selm on Monday. Two swimmers were injured.", 2)]
)
def test_a_figure_in_the_very_words_of_another_report_has_its_origin(other: str, origins: int) -> None:
    linked = link(
        [
            report(f"{SENTENCE} The coast guard looked for others until it was dark.", "2043-04-14"),
            report(f"{other} The school of the island was closed so that its beds could be used.", "2043-04-15", "Argus"),
        ]
    )
    (verdict,) = (v for v in linked.verdicts if v.slot is Slot.INJURED)

    assert (verdict.claimants, verdict.origins) == (2, origins)


def test_by_how_much_a_toll_rose_is_no_toll() -> None:
    found = told(
        report("Gunmen attacked a convoy near Selm on Monday. Nine soldiers were killed, the defence ministry said.", "2043-04-14"),
        report(
            "The defence ministry raised to twelve the number of soldiers killed in Monday's attack near Selm. "
            "Three had died of their wounds, the ministry said.",
            "2043-04-16",
            "Argus",
        ),
    )

    assert {(a.low, a.current) for a in found} == {(9, False), (12, True)}


def test_one_coastguard_of_two_reports_replaces_its_figure() -> None:
    found = told(
        report("The coastguard said that it had recovered eight bodies after a boat capsized off Selm on Sunday.", "2043-04-13"),
        report("Eleven people died in Sunday's shipwreck off Selm, the coastguard said.", "2043-04-15", "Argus"),
    )

    assert {(a.low, a.current) for a in found} == {(8, False), (11, True)}


def test_a_fire_chief_speaks_for_the_fire_brigade() -> None:
    found = told(
        report("Fire chief Dora Venn said that nine people died in Monday's explosion in Selm.", "2043-04-14"),
        report("According to the fire brigade, nine people died in Monday's explosion in Selm.", "2043-04-15", "Argus"),
    )

    assert [(a.low, len(a.carriers)) for a in found] == [(9, 2)]


def test_who_was_taken_hostage_was_taken_in_the_event_of_the_report() -> None:
    found = report("A riot broke out in Selm prison on Wednesday. Two warders were taken hostage, the prison service said.", "2043-04-17")
    linked = link([found])
    (taken,) = (a for a in linked.accounts if a.slot is Slot.DETAINED)
    event = next(e for e in linked.events if e.id == taken.event)

    assert "riot" in {m.trigger.of(found.document.text) for m in found.event_mentions if m.id in {r.local_id for r in event.mentions}}
