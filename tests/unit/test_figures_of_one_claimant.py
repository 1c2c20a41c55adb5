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
