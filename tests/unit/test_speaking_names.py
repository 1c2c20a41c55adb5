"""Names that speak and are taken for places; what a body says in a paper of its own."""

from datetime import date

import pytest

from accordingto.api import annotate, link
from accordingto.model.kinds import ChainKind, Slot

DAY = date(2047, 3, 12)


def kind_of(text: str, name: str) -> ChainKind:
    return next(c.kind for c in annotate(text, published=DAY).chains if c.name == name)


@pytest.mark.parametrize(
    "text",
    [
        "Three people died when a night train derailed near Morr, Northline says.",
        "Northline has put up the number of dead from two to three.",
        "A survivor told Northline that the boat had been full.",
        "Northline said on Monday that nine miners were missing.",
    ],
)
def test_an_unknown_name_that_speaks_is_no_place(text: str) -> None:
    assert kind_of(text, "Northline") is not ChainKind.PLACE


def test_an_unknown_name_in_which_something_happened_stays_a_place() -> None:
    text = "Rebels shelled a school in Northline on Sunday, police said. Two shells fell near Northline."

    assert kind_of(text, "Northline") is ChainKind.PLACE


def test_a_known_place_that_speaks_stays_a_place() -> None:
    assert kind_of("Three people died when a train derailed, Berlin says.", "Berlin") is ChainKind.PLACE


def test_what_a_named_body_later_says_is_a_revision_and_no_conflict() -> None:
    reports = (
        (
            "A night train derailed outside Morr on Sunday. The railway company Northline reported two dead.",
            date(2046, 1, 14),
            "Tavel Press",
        ),
        ("Northline has put up the number of dead in Sunday's derailment near Morr from two to three.", date(2046, 1, 16), "Radio Morr"),
    )
    found = link([annotate(text, published=day, outlet=outlet) for text, day, outlet in reports])

    assert "conflict" not in {v.verdict.value for v in found.verdicts if v.slot is Slot.KILLED}
    assert {(a.low, a.current) for a in found.accounts if a.slot is Slot.KILLED} == {(2, False), (3, True)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The union, in a letter seen by this newspaper, puts the number of dead at nine.", "union"),
        ("The rescue service, in a bulletin published at noon, put the number of dead at 19.", "rescue service"),
        ("Common Furrow, in a post seen by this newspaper, now puts the number of injured at 40.", "Common Furrow"),
    ],
)
def test_who_says_it_in_a_paper_is_who_says_it(text: str, name: str) -> None:
    assert {a.source_name for a in annotate(f"A police officer told the Quenby Evening Post so. {text}", published=DAY).attributions} >= {
        name
    }
