"""Which event a toll belongs to.

In: a toll, the event mentions that can have caused it, the days of both. Out: the event mention that its claim hangs on; one of its own
where the text tells no other. It does not decide who claims it.

"Nine were killed on Sunday, a year after a raid in which 35 died": the 35 are the raid's, the nine are not.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from accordingto.model.evidence import Because
from accordingto.model.found import EventMention
from accordingto.model.kinds import Factuality
from accordingto.withindoc.notes import Notes, span_of, tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.causes import Causes
from accordingto.withindoc.tolls.losses import HARMS
from accordingto.withindoc.tolls.tolls import Toll

HANGING = ("advcl", "xcomp", "conj")
"""Links over which a word of loss hangs on the deed that caused it."""
BEHIND = frozenset("after since following later before earlier".split())
LONG_AGO = 60
"""Days after which an undated event of the report is another than the one that the loss is dated by."""


def event_of(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll, causes: Causes) -> EventMention:
    """The event mention of a toll; the loss's own, where what would be chosen is told to be another event."""
    chosen = _likeliest(doc, notes, sentence, toll, causes)
    own = causes.untyped_at(toll.at.idx)
    if own is None or own.id == chosen.id:
        return chosen
    ours, theirs = causes.days.get(own.id), causes.days.get(chosen.id)
    if ours is not None and theirs is not None and apart(ours, theirs):
        return own
    if own.incident != chosen.incident and _is_long_before(tokens_of(doc, chosen.trigger)[-1]):
        return own
    published = notes.document.published
    if ours is not None and theirs is None and published is not None and (published - ours[1]).days > LONG_AGO:
        alone = replace(own, incident=None)  # "the worst since 2011, when 70 people died"
        notes.event_mentions = [alone if m.id == own.id else m for m in notes.event_mentions]
        return alone
    return chosen


def apart(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two stretches of days share none."""
    return one[1] < other[0] or other[1] < one[0]


def _is_long_before(token: Token) -> bool:
    """“A year after a raid”, “two days before the strike”: a time stands between the two."""
    link = token.head
    if link.lower_ not in BEHIND or token.dep_ not in ("pobj", "pcomp"):
        return False
    doc = token.doc
    return link.i > 0 and doc[link.i - 1].ent_type_ in ("DATE", "TIME")


def _likeliest(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll, causes: Causes) -> EventMention:
    """The mention in the same sentence that can cause the loss, else the last one told, else the first, else one of its own."""
    of_loss = causes.told_at(toll.slot, toll.at.idx)
    if of_loss is not None:
        return of_loss  # "killed four farmers" tells its own toll, whatever is told elsewhere
    fitting = causes.of(toll.slot)
    start = sentence.start_char
    here = fitting.between(start, sentence.end_char)
    own = _told_by(doc, here, toll)
    if own is not None:
        return own
    if here:
        return min(here, key=lambda m: abs(m.trigger.start - toll.words.start))
    before = fitting.before(start)
    gone_on = _goes_on(doc, notes, toll, before)
    if gone_on is not None:
        return gone_on
    before = causes.likelier(toll.slot).before(start) or before
    if before:
        return next((m for m in reversed(before) if not stands_behind(tokens_of(doc, m.trigger)[-1])), before[-1])
    if fitting.mentions:
        return fitting.mentions[0]
    span = span_of(doc[toll.at.i : toll.at.i + 1])
    known = next((m for m in notes.event_mentions if m.trigger == span), None)
    if known:
        return known
    attribution = notes.attribution_over(span)
    made = EventMention(
        id=f"e{len(notes.event_mentions) + 1}",
        trigger=span,
        type=None,
        mode=None,
        incident=None,
        according_to=attribution.id if attribution else None,
        factuality=Factuality.CERTAIN_YES,
        because=Because(rule="casualties.only_told_by_its_toll", confidence=0.5),
    )
    notes.event_mentions.append(made)
    return made


def _goes_on(doc: Doc, notes: Notes, toll: Toll, before: Sequence[EventMention]) -> EventMention | None:
    """The event of the toll before, where no other was told since: "a riot in which seven died after a fire was lit. Three were hurt"."""
    last = next((c for c in reversed(notes.claims) if c.slot in HARMS and c.words[0].end <= toll.words.start), None)
    if last is None or toll.slot not in HARMS:
        return None
    told = tokens_of(doc, last.words[0])[0].sent
    mention = next((m for m in reversed(before) if m.id == last.mention), None)
    return mention if before and before[-1].trigger.start < told.end_char else None


def _told_by(doc: Doc, here: list[EventMention], toll: Toll) -> EventMention | None:
    """The mention whose word the loss is, or hangs on: "wounded a guard and killed a driver", "opened fire, killing two"."""
    at: dict[int, EventMention] = {tokens_of(doc, m.trigger).root.i: m for m in here}
    token = toll.at
    while token.i not in at and token.head != token and token.dep_ in HANGING:
        token = token.head
    return at.get(token.i)


def stands_behind(token: Token) -> bool:
    """“After the raid”, “a week before they left”: what stands behind such a word is of another time."""
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "prep", "advmod") and c.i < token.i}
    above = token.head.lower_ if token.dep_ in ("pobj", "pcomp") else ""
    return (bool(BEHIND & marks) and token.dep_ in ("advcl", "pcomp", "ccomp")) or above in BEHIND
