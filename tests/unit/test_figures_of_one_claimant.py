"""What one claimant says in several reports is put together: a part of a total, a figure that was replaced."""

from datetime import date

import pytest

from accordingto.api import annotate, link
from accordingto.crossdoc.compare import same_group
from accordingto.crossdoc.names import body_words
from accordingto.model.kinds import Slot
from accordingto.model.linked import Account, Linked

REPORTS = {
    "replaced": (
        ("An explosion at the Marl works on Monday killed two employees, the company Ostro said.", "2043-04-14"),
        ("Four people were killed in Monday's explosion at the Marl works, the company Ostro said.", "2043-04-16"),
    ),
    "part": (
        ("Two buses collided near Marl on Monday. Ten people were killed, the Selm police said.", "2043-04-14"),
        (
            "The collision of two buses near Marl on Monday killed 10 people, after two people died in hospital, the coroner said.",
            "2043-04-15",
        ),
    ),
}


def linked(name: str) -> Linked:
    return link([annotate(text, published=date.fromisoformat(day)) for text, day in REPORTS[name]])


def killed(name: str) -> list[Account]:
    return [a for a in linked(name).accounts if a.slot is Slot.KILLED]


def test_a_later_total_replaces_an_earlier_figure_of_a_named_group() -> None:
    assert {(a.low, a.current) for a in killed("replaced")} == {(2, False), (4, True)}


def test_a_part_of_a_toll_is_in_no_conflict_with_another_s_toll() -> None:
    verdicts = {v.slot: v.verdict.value for v in linked("part").verdicts}

    assert verdicts[Slot.KILLED] == "agree"


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [("inmates", "prisoners", True), ("soldiers", "civilians", False), ("soldiers", None, False), (None, None, True)],
)
def test_two_words_for_the_same_people_are_one_group(left: str | None, right: str | None, *, one: bool) -> None:
    assert same_group(left, right) is one
    assert same_group(right, left) is one


def test_justice_is_no_title_in_the_name_of_a_ministry() -> None:
    assert set(body_words("the justice ministry")) == {"justice", "ministry"}


def test_a_number_is_not_who_speaks() -> None:
    found = annotate(
        "A boat capsized on Friday, the harbour office said. Twenty-two had drowned and 11 were missing, it said at midnight.",
        published=date(2044, 6, 3),
    )

    assert {a.source_name for a in found.attributions} == {"harbour office"}


def test_the_day_of_raising_a_toll_is_not_the_day_of_the_event() -> None:
    found = annotate("The ministry raised the toll of the riot at Korrow prison to 11 prisoners on Thursday.", published=date(2044, 9, 23))

    assert not [c for c in found.claims if c.slot is Slot.DATE]


def accounts(*reports: tuple[str, str, str]) -> list[Account]:
    return list(linked_reports(*reports).accounts)


def linked_reports(*reports: tuple[str, str, str]) -> Linked:
    return link([annotate(text, published=date.fromisoformat(day), outlet=outlet) for text, day, outlet in reports])


def test_who_concedes_a_figure_has_given_up_its_denial() -> None:
    found = accounts(
        ("Ostro Chemicals denied that four workers had died in Monday's blast at Marl.", "2043-04-14", "Vale Wire"),
        ("Ostro Chemicals conceded that four workers had died in Monday's blast at Marl.", "2043-04-16", "Vale Wire"),
    )

    assert {(a.stance.value, a.current) for a in found if a.slot is Slot.KILLED} == {("denies", False), ("confirms", True)}


def test_a_denial_of_another_figure_stands_beside_a_later_one() -> None:
    found = accounts(
        ("The defence ministry denied that 20 soldiers had died in Monday's blast at Marl.", "2043-04-14", "Vale Wire"),
        ("The defence ministry said 11 soldiers had died in Monday's blast at Marl.", "2043-04-16", "Vale Wire"),
    )

    assert {(a.low, a.current) for a in found if a.slot is Slot.KILLED} == {(20, True), (11, True)}


def test_this_newspaper_is_the_outlet_itself() -> None:
    found = accounts(
        ("Sixteen people were killed in the collapse of the hall in Marl on Saturday.", "2043-04-12", "The Marl Argus"),
        (
            "On Sunday this newspaper reported 16 deaths in the collapse of the hall in Marl. That number was wrong.",
            "2043-04-14",
            "The Marl Argus",
        ),
    )
    ours = [a for a in found if a.slot is Slot.KILLED]

    assert [(a.claimant_name, a.own_voice, a.current) for a in ours] == [("The Marl Argus", True, False)]


def test_a_chief_speaks_for_the_agency_of_his_field() -> None:
    found = accounts(
        ("The civil defence agency said 31 people died in Tuesday's earthquake in Marl.", "2043-04-15", "Vale Wire"),
        ("Civil defence chief Jorun Hald said 58 people died in Tuesday's earthquake in Marl.", "2043-04-16", "Radio Marl"),
    )

    assert {(a.low, a.current) for a in found if a.slot is Slot.KILLED} == {(31, False), (58, True)}
    assert len({a.claimant_name for a in found if a.slot is Slot.KILLED}) == 1


def test_two_words_for_one_group_make_no_two_accounts_of_one_number() -> None:
    found = accounts(
        ("Seven prisoners died in Monday's riot at Marl prison, the justice ministry said.", "2043-04-14", "Vale Wire"),
        ("Seven inmates died in Monday's riot at Marl prison, the justice ministry said.", "2043-04-15", "Radio Marl"),
    )

    assert [len(a.carriers) for a in found if a.slot is Slot.KILLED] == [2]


def test_two_lakes_are_two_places() -> None:
    events = linked_reports(
        ("A boat capsized on Lake Varo on Friday and 22 people drowned, the harbour office said.", "2044-06-03", "Vale Wire"),
        ("A rowing boat overturned on Lake Sarne on Saturday and two men drowned, the police said.", "2044-06-04", "Radio Marl"),
    ).events

    assert all(len({m.doc_id for m in e.mentions}) == 1 for e in events)


def test_who_denies_a_deed_denies_no_day() -> None:
    found = linked_reports(
        ("Shells hit Marl on Wednesday and at least 17 people died, the mayor's office said.", "2045-08-02", "Vale Wire"),
        ("The general staff denies that the army shelled Marl on Wednesday.", "2045-08-03", "Army Bulletin"),
    )

    assert "conflict" not in {v.verdict.value for v in found.verdicts if v.slot in (Slot.DATE, Slot.PLACE)}


def test_who_is_named_in_place_of_the_denied_did_it_in_the_same_event() -> None:
    found = annotate(
        "The general staff denies that the army fired on Tamar on Wednesday. The Hill Front shelled the town, it says.",
        published=date(2045, 8, 3),
    )

    assert len({m.incident for m in found.event_mentions}) == 1


def test_a_deed_elsewhere_is_no_substitute_for_a_denied_one() -> None:
    found = annotate("The army denied firing on a crowd in Orten on Monday. Rebels attacked a convoy near Vale, it said.")

    assert len({m.incident for m in found.event_mentions}) == 2
