"""Who gives a figure, and which figure stands: nouns, colons, pronouns and sentences that go on."""

import pytest

from accordingto.api import annotate
from accordingto.model.kinds import TOLL_SLOTS, Slot


def told(text: str) -> list[tuple[str, int | None, int | None, str | None, bool]]:
    found = annotate(text)
    names = {a.id: a.source_name for a in found.attributions}
    claims = [c for c in found.claims if c.slot in TOLL_SLOTS]
    return [(c.slot.value, c.low, c.high, names.get(c.according_to or ""), c.current) for c in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The coast watch has corrected its first bulletin on the wreck: 21 sailors, not 19, drowned on Sunday.",
            [("killed", 21, 21, "coast watch", True), ("killed", 19, 19, "coast watch", False)],
        ),
        (
            "A blast at the works cost at least six lives, by the police count.",
            [("killed", 6, None, "police", True)],
        ),
        (
            "The mining board raised to 58 on Friday the number of dead in the quake; its earlier figure of 31 had left out a village.",
            [("killed", 58, 58, "mining board", True), ("killed", 31, 31, "mining board", False)],
        ),
        (
            "The crash of two trams claimed ten lives, the ambulance service said. It revised the number of injured to 41.",
            [("killed", 10, 10, "ambulance service", True), ("injured", 41, 41, "ambulance service", True)],
        ),
        (
            "The number of people arrested at Sunday's march has grown to 112, up from 85, the works ministry announced.",
            [("detained", 112, 112, "works ministry", True), ("detained", 85, 85, "works ministry", False)],
        ),
        (
            "The singers' league Clear Voice disputed it. A list kept by its lawyers has 130 people who were arrested, the league said.",
            [("detained", 130, 130, "Clear Voice", True)],
        ),
        (
            "A tanker blew up in Orten. The wire, citing the civil defence office, put the injured at 140.",
            [("injured", 140, 140, "civil defence office", True)],
        ),
    ],
)
def test_the_one_who_counts_is_the_claimant(text: str, expected: list[tuple[str, int, int | None, str, bool]]) -> None:
    assert told(text) == expected


def test_a_figure_that_goes_on_from_the_sentence_before_is_the_same_sources() -> None:
    text = "A barge sank in the canal and 27 men drowned, the lock office said. Six people were still missing."

    assert told(text)[-1] == ("missing", 6, 6, "lock office", True)


def test_a_figure_that_does_not_say_that_it_goes_on_is_the_reports_own() -> None:
    text = "A barge sank in the canal and 27 men drowned, the lock office said. Six people were hurt."

    assert told(text)[-1] == ("injured", 6, 6, None, True)


def test_it_is_who_spoke_before_and_not_whom_the_words_tell_of() -> None:
    text = "The high command denies that its guns hit Orten. The Hill Front shelled the town, it says, and 19 people were killed."

    assert ("killed", 19, 19, "high command", True) in told(text)


def test_who_is_remembered_is_not_claimed() -> None:
    text = "Mourners in Orten remembered the six pupils who were killed when a bus plunged into a gorge."

    assert told(text) == [("killed", 6, 6, None, True)]


def test_who_speaks_is_not_counted_among_the_lost() -> None:
    text = "A boat capsized. Survivors were angry. One of them, the teacher Asta Kroll, said she had counted 30 dead on the shore."

    assert [(slot, low) for slot, low, *_ in told(text)] == [("killed", 30)]


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("A fire broke out at the mill. The infirmary admitted nine people.", Slot.INJURED),
        ("Police broke up the march. Forty singers needed treatment.", Slot.INJURED),
        ("A ferry sank. Divers are searching for 12 people.", Slot.MISSING),
        ("A quake hit the valley. Twelve people are still being sought.", Slot.MISSING),
        ("A mine caved in. An officer put the casualties, dead and hurt, at 30.", Slot.CASUALTIES),
    ],
)
def test_words_of_care_and_search_tell_of_the_hurt_and_the_missing(text: str, slot: Slot) -> None:
    assert [s for s, *_ in told(text)] == [slot.value]


@pytest.mark.parametrize(
    "text",
    [
        "A bank was robbed. Police are searching for two men.",
        "The club admitted nine people on Friday after the blast.",
        "A quake hit the valley. The board had left out 31 villages.",
    ],
)
def test_suspects_and_members_are_no_losses(text: str) -> None:
    assert told(text) == []


def test_a_toll_belongs_to_the_event_of_the_toll_before() -> None:
    text = (
        "Inmates set fire to mattresses on Tuesday in a riot in which seven prisoners died, the ministry said. "
        "Three guards were hurt, it said."
    )
    found = annotate(text)
    mentions = {c.mention for c in found.claims if c.slot in TOLL_SLOTS}

    assert len(mentions) == 1


def test_the_first_of_two_verbs_is_no_participle() -> None:
    text = "A rowing boat overturned on Lake Sarne on Saturday and two fishermen drowned, the harbour police said."

    assert "overturned" in {m.trigger.of(text) for m in annotate(text).event_mentions}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The toll of the quake rose from 31 to 58, the mayor said.", [(31, 31, False), (58, 58, True)]),
        ("The mayor raised the number of dead in the flood from 31 to 58 people.", [(31, 31, False), (58, 58, True)]),
        ("From four to six people were hurt in the crash.", [(4, 6, True)]),
    ],
)
def test_from_one_figure_to_another_is_a_change_and_no_range(text: str, expected: list[tuple[int, int, bool]]) -> None:
    assert [(low, high, current) for _, low, high, _, current in told(text)] == expected


def test_the_bomb_is_that_of_the_bombing_told_before() -> None:
    text = "Nobody was killed in the bombing of the clinic, the police said. Chief Anka Moor said the bomb exploded on Sunday."
    found = annotate(text)
    incidents = {m.incident for m in found.event_mentions if m.type is not None}

    assert len(incidents) == 1


def test_a_number_killed_is_not_part_of_who_says_so() -> None:
    text = "The flood in Haddon has killed at least nine people, a volunteer with the fire service said."

    assert told(text) == [("killed", 9, None, "volunteer with the fire service", True)]


def test_who_is_quoted_as_saying_is_the_source_and_the_outlet_carries_it() -> None:
    text = "Nine guards were hurt in the blast on Friday, Radio Vale quoted a diplomat as saying."
    found = annotate(text)

    assert told(text) == [("injured", 9, 9, "diplomat", True)]
    assert [[v.name for v in a.via] for a in found.attributions] == [["Radio Vale"]]


def test_who_says_whom_it_quoted_is_the_source_itself() -> None:
    text = "Nine guards were hurt in the blast on Friday, the mayor said. Radio Vale quoted him."

    assert told(text) == [("injured", 9, 9, "mayor", True)]
