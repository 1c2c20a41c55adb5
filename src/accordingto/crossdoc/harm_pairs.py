"""Two mentions of armed attacks, compared: the part of the attack, whom, where and when the reports name.

In: rows of two mentions of which both tell a part of an armed attack. Out: the level of each comparison, and the weights of any two rows:
such pairs by a model of their own (``link/harms.json``), the others by ``link/events.json``. Reports of two shootings share all their
common words, so what the general model learns of likeness misleads there; names, ages, towns and days tell them apart.
"""

from accordingto.crossdoc import particulars
from accordingto.crossdoc.event_pairs import EventRow, day_level, event_levels
from accordingto.crossdoc.matching import Weights, model
from accordingto.crossdoc.report_rows import ONE, band, report_levels
from accordingto.crossdoc.words import likeness

EVENTS, HARMS = "link/events.json", "link/harms.json"
NAMED_PARTS = ("death", "fire")
"""Parts that are told in many words: "killed", "slaying"; "shots", "gunfire"."""


def weigh_events(a: EventRow, b: EventRow, share: float) -> Weights:
    """The weights of a pair; ``share`` is the likeness of the two reports' words."""
    if are_harms(a, b):
        return model(HARMS).weigh(harm_levels(a, b, share))
    return model(EVENTS).weigh(event_levels(a, b, share))


def are_harms(a: EventRow, b: EventRow) -> bool:
    """Whether both tell a part of an armed attack."""
    return a.part is not None and b.part is not None


def harm_levels(a: EventRow, b: EventRow, share: float) -> dict[str, str]:
    """The level of each comparison of two parts of armed attacks. The same for either order."""
    one_report = a.report.doc_id == b.report.doc_id
    one_sentence = one_report and a.sentence == b.sentence
    levels = report_levels(a.report, b.report, share)
    levels["known"] = ONE if one_report else band(likeness(a.report.known, b.report.known), 4.0, 8)
    for name, level in particulars.levels_of(a.report.particulars, b.report.particulars).items():
        levels[name] = ONE if one_report else level
    levels["beside"] = "one sentence" if one_sentence else band(likeness(a.beside, b.beside), 0.1, 8)
    levels["day"] = day_level(a.days, b.days)
    levels["part"] = _part(a, b)
    return levels


def _part(a: EventRow, b: EventRow) -> str:
    """How the two parts and their words are related."""
    if a.part != b.part:
        return "one word, other part" if a.head == b.head else "other part"
    if a.head == b.head or a.root == b.root:
        return "one word, one part"
    return f"one part, {a.part}" if a.part in NAMED_PARTS else "one part"
