"""Which event mentions can have caused a loss, sought by place.

In: the event mentions of a document. Out: for a kind of loss, those of a fitting type, in their order; those of one sentence; those told
before it. It does not choose among them.

"A bomb went off. Six people were killed": the bomb can have killed, and so can a march where nothing violent is told.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from accordingto.model.found import EventMention
from accordingto.model.kinds import EventType, Slot
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc
from accordingto.withindoc.tolls.losses import losses_in

HAPPENED = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER)
CAUSES = {
    Slot.KILLED: (*HAPPENED, EventType.PROTEST),
    Slot.INJURED: (*HAPPENED, EventType.PROTEST, EventType.COERCE),
    Slot.CASUALTIES: (*HAPPENED, EventType.PROTEST),
    Slot.MISSING: HAPPENED,
    Slot.DETAINED: (EventType.COERCE, EventType.PROTEST, EventType.ASSAULT),
    Slot.DISPLACED: HAPPENED,
    Slot.DAMAGE: (*HAPPENED, EventType.PROTEST),
}
FIRST_CAUSES = {
    Slot.KILLED: HAPPENED,
    Slot.INJURED: HAPPENED,
    Slot.CASUALTIES: HAPPENED,
    Slot.DAMAGE: HAPPENED,
    Slot.DETAINED: (EventType.PROTEST,),
}
"""Of several events told before, the likelier cause: people are hurt by what is violent, and held at a march."""


OWN_DAYS = frozenset({"event_dates.governed", "event_dates.counted"})
"""Days that the words beside a mention tell; what it has from another mention says nothing against a third."""
Days = Mapping[str, tuple[date, date]]
"""First and last day of the mentions that the words beside them date."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """Mentions that can be the cause, in their order."""

    mentions: tuple[EventMention, ...]

    def between(self, start: int, end: int) -> list[EventMention]:
        """Those whose trigger begins in [start, end)."""
        return list(self.mentions[self._before(start) : self._before(end)])

    def before(self, start: int) -> tuple[EventMention, ...]:
        """Those whose trigger begins before."""
        return self.mentions[: self._before(start)]

    def _before(self, start: int) -> int:
        return bisect_left(self.mentions, start, key=lambda m: m.trigger.start)


class Causes:
    """The mentions of a document by the loss that they can have caused."""

    def __init__(self, doc: Doc, notes: Notes) -> None:
        self._doc, self._notes = doc, notes
        self.days = _days_of_mentions(notes)
        self._known: dict[Slot, tuple[int, Fitting, Fitting]] = {}
        self._losses: dict[str, frozenset[Slot]] = {}
        self._at: dict[int, list[EventMention]] = {}
        for mention in notes.event_mentions:
            self._at.setdefault(mention.trigger.start, []).append(mention)

    def told_at(self, slot: Slot, start: int) -> EventMention | None:
        """The mention of a fitting type that begins at a code point."""
        return next((m for m in self._at.get(start, ()) if m.type in CAUSES[slot]), None)

    def untyped_at(self, start: int) -> EventMention | None:
        """The mention without a type that begins at a code point: a loss that tells no event by itself."""
        return next((m for m in self._at.get(start, ()) if m.type is None), None)

    def of(self, slot: Slot) -> Fitting:
        """Those of a fitting type, and not told by the loss itself where another word tells the event."""
        return self._of(slot)[0]

    def likelier(self, slot: Slot) -> Fitting:
        """Of those, the likelier ones."""
        return self._of(slot)[1]

    def _of(self, slot: Slot) -> tuple[Fitting, Fitting]:
        known = self._known.get(slot)
        if known is None or known[0] not in (-1, len(self._notes.event_mentions)):
            self._known[slot] = known = self._sought(slot)
        return known[1:]

    def _sought(self, slot: Slot) -> tuple[int, Fitting, Fitting]:
        every = self._notes.event_mentions
        typed = [m for m in every if m.type in CAUSES[slot]]
        fitting = typed or [m for m in every if m.type is None] or list(every)
        fitting = [m for m in fitting if slot not in self._losses_of(m)] or fitting
        likelier = [m for m in fitting if m.type in FIRST_CAUSES.get(slot, ())]
        return -1 if typed else len(every), _in_order(fitting), _in_order(likelier)

    def _losses_of(self, mention: EventMention) -> frozenset[Slot]:
        """What the trigger tells by itself."""
        if mention.id not in self._losses:
            self._losses[mention.id] = frozenset(x.slot for x in losses_in(tokens_of(self._doc, mention.trigger)))
        return self._losses[mention.id]


def _days_of_mentions(notes: Notes) -> Days:
    """The days by which the words beside each mention date it."""
    found: dict[str, tuple[date, date]] = {}
    for claim in notes.claims:
        if claim.slot is Slot.DATE and claim.because.rule in OWN_DAYS and claim.earliest is not None and claim.latest is not None:
            first, last = found.get(claim.mention, (claim.earliest, claim.latest))
            found[claim.mention] = (min(first, claim.earliest), max(last, claim.latest))
    return found


def _in_order(mentions: list[EventMention]) -> Fitting:
    """By place; mentions come in text order but for those that only a toll told."""
    ordered = all(a.trigger.start <= b.trigger.start for a, b in pairwise(mentions))
    return Fitting(tuple(mentions if ordered else sorted(mentions, key=lambda m: m.trigger.start)))
