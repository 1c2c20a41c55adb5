"""Every row of the event lexicons does what its example says."""

import pytest

from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.annotate import language
from accordingto.withindoc.events.arguments import ClassRow, core_of
from accordingto.withindoc.events.modes import WeaponRow
from accordingto.withindoc.events.trigger_choice import triggers_of
from accordingto.withindoc.events.triggers import TriggerRow, in_class
from accordingto.withindoc.mending import mended
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc


@pytest.fixture(scope="module")
def parsed() -> dict[str, Doc]:
    rows = (*rows_of("triggers.tsv", TriggerRow), *rows_of("event_words.tsv", ClassRow), *rows_of("weapons.tsv", WeaponRow))
    examples = sorted({row.example for row in rows})
    return dict(zip(examples, map(mended, language().pipe(examples)), strict=True))


CLASSES = [row for row in rows_of("event_words.tsv", ClassRow) if not row.name.endswith(("-verb", "-control", "quantity"))]


@pytest.mark.parametrize("row", rows_of("triggers.tsv", TriggerRow), ids=lambda row: f"{row.word}-{row.pos}-{row.frame}")
def test_a_trigger_is_found_in_its_example_with_its_type_and_mode(row: TriggerRow, parsed: dict[str, Doc]) -> None:
    doc = parsed[row.example]

    found = triggers_of(doc, notes_of(doc))

    assert (row.word, row.type, row.mode) in [(t.word, t.row.type, t.row.mode) for t in found if t.row]


@pytest.mark.parametrize("row", rows_of("weapons.tsv", WeaponRow), ids=lambda row: row.word)
def test_a_weapon_gives_its_mode_to_the_act_in_its_example(row: WeaponRow, parsed: dict[str, Doc]) -> None:
    doc = parsed[row.example]

    found = triggers_of(doc, notes_of(doc))

    assert row.mode in [t.mode for t in found]


@pytest.mark.parametrize("row", CLASSES, ids=lambda row: row.name)
def test_a_class_of_nouns_holds_in_its_example(row: ClassRow, parsed: dict[str, Doc]) -> None:
    assert any(in_class(token, row.name) for token in parsed[row.example])


def test_what_is_counted_is_meant_by_a_quantity(parsed: dict[str, Doc]) -> None:
    (row,) = [row for row in rows_of("event_words.tsv", ClassRow) if row.name == "quantity"]

    counted = [(t.text, core_of(t).text) for t in parsed[row.example] if core_of(t) != t]

    assert counted == [("Dozens", "guards")]
