"""Of two events in a report each has its own toll: an earlier one that is called to mind does not get the new figure, nor gives its own."""

from datetime import date

import pytest

from accordingto.api import annotate
from accordingto.model.kinds import TOLL_SLOTS

DAY = date(2047, 3, 12)


def dead_by_trigger(text: str) -> dict[int | None, str]:
    found = annotate(text, published=DAY)
    triggers = {m.id: m.trigger.of(text) for m in found.event_mentions}
    return {c.low: triggers[c.mention] for c in found.claims if c.slot in TOLL_SLOTS}


@pytest.mark.parametrize(
    ("text", "earlier", "new", "words"),
    [
        ("Nine people were killed on Sunday, a year after a raid in which 35 died.", 35, 9, {"raid", "died"}),
        ("Six miners died at the Orlo pit on Sunday. The company lost nine men in a fire in 2039.", 9, 6, {"fire", "lost"}),
        ("Five people were shot dead in Selm on Monday, two years after a bombing that killed 30.", 30, 5, {"bombing", "killed"}),
        ("Three people drowned at Selm on Sunday. A storm in 2040 killed 12 there.", 12, 3, {"storm", "killed"}),
    ],
)
def test_a_new_loss_is_not_that_of_an_earlier_event(text: str, earlier: int, new: int, words: set[str]) -> None:
    found = dead_by_trigger(text)

    assert found.get(earlier) in words
    assert found[new] != found.get(earlier)


def test_an_earlier_loss_is_not_that_of_the_new_event() -> None:
    found = dead_by_trigger("The blast at the depot, the worst since 2011, when 70 people died, killed nine.")

    assert found[9] != found.get(70)
