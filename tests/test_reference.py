"""The reference report, from the shared folder: what it holds must come out right, and nothing else may be claimed.

None of its text is kept here beyond the words that are looked for.
"""

import re
from datetime import date
from pathlib import Path

import pytest

from accordingto.api import annotate, link
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ProblemKind, Slot, Stance, VerdictKind
from accordingto.model.linked import Account, Event, Linked

LOADED = re.compile(r"terror|occup|traitor|crimin|murder|martyr|evil|regime|resistance forces", re.IGNORECASE)
"""Words that stay inside the quotes of whoever used them."""


@pytest.fixture(scope="module")
def text() -> str:
    from conftest import SHARED

    path = SHARED / "reference/report.txt"
    if not path.exists():
        pytest.skip("the shared folder is not at hand (set $SHARED)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(text: str) -> AnnotatedDocument:
    return annotate(text, published="2021-07-09")


@pytest.fixture(scope="module")
def linked(found: AnnotatedDocument) -> Linked:
    return link([found])


def attack(linked: Linked, day: date) -> Event:
    """The one event of ``day`` of which somebody claims how many were hurt."""
    told = {a.event for a in linked.accounts if a.slot in (Slot.INJURED, Slot.CASUALTIES)}
    events = [e for e in linked.events if e.id in told]
    assert len(events) == 1, events
    assert (events[0].earliest, events[0].latest) == (day, day)
    return events[0]


def accounts(linked: Linked, event: Event, slot: Slot) -> list[Account]:
    return sorted((a for a in linked.accounts if a.event == event.id and a.slot is slot), key=lambda a: a.claimant_name)


def test_the_latest_attack_has_three_claimants_with_their_numbers(linked: Linked) -> None:
    event = attack(linked, date(2021, 7, 7))

    injured = {a.claimant_name: (a.low, a.high, a.who, a.stance) for a in accounts(linked, event, Slot.INJURED)}
    heavy = [(a.claimant_name, a.low, a.high, a.stance) for a in accounts(linked, event, Slot.CASUALTIES)]

    by_agency = next(v for k, v in injured.items() if "Sabereen" in k)
    by_spokesman = next(v for k, v in injured.items() if "Wayne Marotto" in k)
    assert len(injured) == 2
    assert by_agency == (5, 5, None, Stance.STATES)
    assert by_spokesman == (2, 2, None, Stance.ALLEGES)
    assert [(low, high, stance) for _, low, high, stance in heavy] == [(None, None, Stance.SPECULATES)]
    assert "security source" in heavy[0][0]


def test_the_unnamed_source_keeps_the_medium_that_was_last_named_for_it(linked: Linked) -> None:
    event = attack(linked, date(2021, 7, 7))

    (heavy,) = accounts(linked, event, Slot.CASUALTIES)
    damage = [a for a in accounts(linked, event, Slot.DAMAGE) if a.claimant == heavy.claimant]

    assert any("Al-Maalomah" in v for v in heavy.via)
    assert [a.stance for a in damage] == [Stance.SPECULATES]


def test_injured_is_a_conflict_and_casualties_one_account(linked: Linked) -> None:
    event = attack(linked, date(2021, 7, 7))

    verdicts = {v.slot: v.verdict for v in linked.verdicts if v.event == event.id}

    assert verdicts[Slot.INJURED] is VerdictKind.CONFLICT
    assert verdicts[Slot.CASUALTIES] is VerdictKind.ONE_ACCOUNT


def test_the_attack_is_placed_in_al_anbar(found: AnnotatedDocument, linked: Linked) -> None:
    event = attack(linked, date(2021, 7, 7))

    assert "Assad" in (event.place or "")
    base = next(p for p in found.places if "Ain al-Assad" in p.name)
    assert base.country == "IQ"
    assert 99592 in (base.geonameid, base.contained_in), base


def test_the_barred_team_is_an_event_of_its_own_and_the_killing_has_no_borrowed_place(found: AnnotatedDocument, linked: Linked) -> None:
    event = attack(linked, date(2021, 7, 7))
    text = found.document.text
    words = {m.id: m.trigger.of(text) for m in found.event_mentions}

    assert "prevented" not in {words[r.local_id] for r in event.mentions}
    assert "attack" in event.label
    killing = next(e for e in linked.events if any(words[r.local_id] == "assassination" for r in e.mentions))
    assert killing.place is None


def test_no_label_of_ours_repeats_a_loaded_word(found: AnnotatedDocument, linked: Linked) -> None:
    labels = (
        [a.source_name for a in found.attributions] + [a.medium for a in found.attributions] + [c.name for c in found.chains if c.named]
    )
    labels += [e.label for e in linked.events] + [a.claimant_name for a in linked.accounts] + [e.name for e in linked.entities if e.named]

    assert [label for label in labels if label and LOADED.search(label)] == []


def test_without_a_date_the_weekday_stays_open_and_says_so(text: str) -> None:
    found = annotate(text)

    weekdays = [t for t in found.times if t.span.of(text) in ("Wednesday", "Thursday", "Friday")]
    assert len(weekdays) >= 4
    assert {(t.earliest, t.latest) for t in weekdays} == {(None, None)}
    assert {ProblemKind.NO_DATE, ProblemKind.TIME_UNRESOLVED} & {p.kind for p in found.problems}


def test_without_a_date_the_full_date_and_what_is_counted_from_it_resolve(text: str) -> None:
    found = annotate(text)

    dates = {t.span.of(text): t.earliest for t in found.times}
    assert dates["January 8, 2020"] == date(2020, 1, 8)
    killing = [c for c in found.claims if c.slot is Slot.DATE and c.earliest == date(2020, 1, 3)]
    assert killing, "five days before January 8, 2020"


# ---- metamorphic: the answer follows the text, by general means

SWAPS = (
    ("Sabereen", "Tarvenka"),
    ("Wayne Marotto", "Dirk Ellison"),
    ("Marotto", "Ellison"),
    ("Al-Maalomah", "Al-Nuqta"),
    ("at five", "at eleven"),
    ("only two troops", "only four troops"),
    ("Wednesday", "Tuesday"),
)


@pytest.fixture(scope="module")
def changed(text: str) -> Linked:
    for old, new in SWAPS:
        text = text.replace(old, new)
    text = text.replace("a rocket attack yesterday", "a rocket attack on Tuesday")
    return link([annotate(text, published="2021-07-09")])


def test_other_names_numbers_and_days_give_other_answers(changed: Linked) -> None:
    event = attack(changed, date(2021, 7, 6))

    injured = {a.claimant_name: (a.low, a.high) for a in accounts(changed, event, Slot.INJURED)}
    (heavy,) = accounts(changed, event, Slot.CASUALTIES)

    assert sorted(injured.values()) == [(4, 4), (11, 11)]
    assert any("Tarvenka" in name for name in injured)
    assert any("Dirk Ellison" in name for name in injured)
    assert any("Al-Nuqta" in v for v in heavy.via)


def test_the_order_of_the_last_two_accounts_does_not_matter(text: str, linked: Linked) -> None:
    body, _, last = text.rpartition("\n")
    first, second = last.split("Afterwards, ")
    turned = f"{body}\nU{second[1:]} On Wednesday, {first.removeprefix('On Wednesday, ').strip()}"

    other = link([annotate(turned, published="2021-07-09")])

    def values(result: Linked) -> list[tuple[int | None, int | None]]:
        return sorted((a.low, a.high) for a in result.accounts if a.slot is Slot.INJURED)

    assert values(other) == values(linked) == [(2, 2), (5, 5)]


def test_the_shared_folder_is_not_copied(text: str) -> None:
    """No sentence of the report stands in a file of this repository."""
    root = Path(__file__).resolve().parent.parent
    sentence = max(re.split(r"(?<=[.”])\s", text), key=len)

    found = [
        p for p in root.glob("src/**/*.*") if p.suffix in (".py", ".tsv", ".toml", ".jsonl") and sentence in p.read_text(encoding="utf-8")
    ]

    assert found == []
