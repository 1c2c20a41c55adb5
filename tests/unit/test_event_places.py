"""Event places: the place that governs the mention, never one that acts."""

from datetime import date

import pytest

from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Claim, EventMention
from accordingto.model.ids import document_of
from accordingto.model.kinds import EventType, Factuality, Slot
from accordingto.withindoc.annotate import _prepared, language
from accordingto.withindoc.notes import notes_of, read
from accordingto.withindoc.places.event_places import find_event_places
from accordingto.withindoc.places.places import find_places

TODAY = date(2031, 5, 14)


def places_of(text: str, *triggers: str) -> list[Claim]:
    doc = find_places(read(language()(_prepared(language(), document_of(text, published=TODAY)))))
    for n, words in enumerate(triggers, 1):
        start = text.index(words)
        mention = EventMention(
            id=f"e{n}", trigger=Span(start, start + len(words)), type=EventType.ASSAULT, mode=None, incident=None, according_to=None,
            factuality=Factuality.CERTAIN_YES, because=Because(rule="test"),
        )  # fmt: skip
        notes_of(doc).event_mentions.append(mention)
    return [c for c in notes_of(find_event_places(doc)).claims if c.slot is Slot.PLACE]


@pytest.mark.parametrize(
    ("text", "trigger", "place"),
    [
        ("Gunmen attacked a market in Mosul on Monday, Baghdad said.", "attacked", "Mosul"),
        ("An attack on a convoy near Tikrit killed two.", "attack", "Tikrit"),
        ("Jets bombed Raqqa at dawn, an officer in Damascus said.", "bombed", "Raqqa"),
        ("A blast was heard in Basra.", "blast", "Basra"),
    ],
)
def test_the_place_that_governs_the_trigger_is_taken(text: str, trigger: str, place: str) -> None:
    claims = places_of(text, trigger)

    assert [c.value for c in claims] == [place]
    assert claims[0].refers_to is not None


def test_where_somebody_speaks_is_not_where_it_happened() -> None:
    assert [c.value for c in places_of("Rockets wounded two men, a spokesman said in Ankara.", "wounded")] == []


def test_a_capital_that_acts_is_not_where_it_happened() -> None:
    assert places_of("Moscow denied that the attack had been its own.", "attack") == []


def test_the_base_is_the_base_named_before() -> None:
    text = "The Ain al-Asad airbase lies in Iraq. The latest attack against the airbase wounded five."

    assert [c.value for c in places_of(text, "attack")] == ["Ain al-Asad airbase"]


def test_a_dateline_is_no_more_than_a_range() -> None:
    claims = places_of("MOSUL, May 14 -- Rockets wounded two men and a child, police said.", "wounded")

    assert [(c.value, c.precision) for c in claims] == [("MOSUL", Precision.RANGE)]


@pytest.mark.parametrize(
    ("text", "trigger", "places"),
    [
        ("The governor of Kandahar was assassinated in Kabul.", "assassinated", ["Kabul"]),
        ("A mayor of Kandahar was shot dead.", "shot", []),
        ("An explosion rocked Beirut's southern suburbs.", "explosion", ["Beirut"]),
        ("A bomb exploded in Kabul's eastern district.", "exploded", ["Kabul"]),
        ("Shells hit the outskirts of Kharkiv.", "hit", ["Kharkiv"]),
        ("Kharkiv was hit by missiles fired from Belgorod.", "hit", ["Kharkiv"]),
        ("Iran targeted the Ain al-Asad airbase on January 8, 2020.", "targeted", ["Ain al-Asad airbase"]),
    ],
)
def test_the_place_is_that_of_the_event_not_that_of_somebodys_office(text: str, trigger: str, places: list[str]) -> None:
    assert [c.value for c in places_of(text, trigger)] == places
