"""What happened and is of no listed type, kept for its date: words that are found as event mentions, with their days."""

import pytest

from accordingto.model.contract import document_from_line, line_of
from accordingto.model.kinds import Slot
from accordingto.withindoc.annotate import annotate

FRIDAY = "2031-05-16"


def days(text: str) -> dict[str, str | None]:
    """Trigger -> day of every mention of an invented text that was published on a Friday."""
    found = annotate(document_from_line(line_of({"id": "r1", "text": text, "published": FRIDAY}).encode()))
    dated = {c.mention: str(c.earliest) for c in found.claims if c.slot is Slot.DATE}
    return {m.trigger.of(text): dated.get(m.id) for m in found.event_mentions}


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("A fire damaged the town hall of Orten on Monday.", "damaged", "2031-05-12"),
        ("A crush at the gate of the shrine on 12 May injured at least 30 pilgrims.", "injured", "2031-05-12"),
        ("The funeral is on Tuesday.", "funeral", "2031-05-20"),
        ("The funeral of the mayor was held in Orten on Tuesday.", "funeral", "2031-05-13"),
        ("Thousands came to Monday's vigil in Orten.", "vigil", "2031-05-12"),
        ("The next round of talks opens on Tuesday in Orten.", "opens", "2031-05-20"),
        ("Elections are due on Tuesday.", "due", "2031-05-20"),
        ("Voting ended on Monday.", "ended", "2031-05-12"),
        ("The vote was held on Monday.", "vote", "2031-05-12"),
    ],
)
def test_a_happening_that_is_told_with_its_day_is_kept(text: str, trigger: str, day: str) -> None:
    assert days(text)[trigger] == day


@pytest.mark.parametrize(
    "text", ["The house is in Orten.", "He owns a funeral parlour.", "The vote of one man counts.", "She has two sons."]
)
def test_a_state_or_a_thing_is_no_happening(text: str) -> None:
    assert days(text) == {}
