"""Events from their mentions: type, days, place, and the name by which a record lists them, in the words of the reports.

In: the incidents of one event, and the reports that tell of it. Out: the `Event`. It does not decide what belongs to it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accordingto.crossdoc.incidents import Incident
from accordingto.model.found import AnnotatedDocument, Claim, EventMention
from accordingto.model.kinds import BORROWED_PLACES, EventType, Slot
from accordingto.model.linked import Event, Ref
from accordingto.withindoc.words import neutral

HOLDING = frozenset({EventType.PROTEST, EventType.DISASTER})
"""Of two types that are told as often, the one within which the other happens: those who are held at a march, those whom a flood kills."""
LONGEST_PART = 60
NEXT_WORD = re.compile(r"\s+([a-z]+)\b")
FIXED = re.compile(r"(?:obj|part)=([a-z ]+)")
"""In the frame of a trigger, the words of its object or particle: "open obj=fire", "go part=down"."""
NOUN_BEFORE = re.compile(r"\b(?:the|a|an|this|that|of|car|rocket|suicide|[A-Z][\w-]+|\w+['’]s)(?: \w+)? $")
"""What stands before a noun: an article, a name, another noun."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A report's event mentions by id and its claims by mention, so that each event of a long report looks at its own only."""

    text: str
    mentions: Mapping[str, EventMention]
    claims: Mapping[str, Sequence[Claim]]


def telling_of(found: AnnotatedDocument) -> Telling:
    """What a report tells of its events."""
    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        claims[claim.mention].append(claim)
    return Telling(found.document.text, {m.id: m for m in found.event_mentions}, dict(claims))


def event_of(members: list[Incident], documents: Mapping[str, Telling]) -> Event:
    """The event of a group of incidents: its type, days, place and label by what most of its mentions say."""
    mentions = tuple(sorted(m for i in members for m in i.mentions))
    types = Counter(t for i in members for t in i.types)
    kind = min(types, key=lambda t: (-types[t], t not in HOLDING, t.value)) if types else None
    days = Counter(i.days for i in members if i.days)
    when: tuple[date, date] | None = min(days, key=lambda d: (-days[d], (d[1] - d[0]).days, d)) if days else None
    place = _place(mentions, documents)
    first = members[0].ref
    modes = Counter(m.mode for m in _mentions(mentions, documents) if m.mode and m.type is kind)
    return Event(
        id=f"{first.doc_id}.{first.local_id}",
        type=kind,
        mode=min(modes, key=lambda m: (-modes[m], m)) if modes else None,
        label=_label(mentions, documents, place, kind),
        earliest=when[0] if when else None,
        latest=when[1] if when else None,
        place=place,
        mentions=mentions,
    )


def _mentions(refs: Sequence[Ref], documents: Mapping[str, Telling]) -> list[EventMention]:
    return [documents[r.doc_id].mentions[r.local_id] for r in refs]


def _claims(ref: Ref, documents: Mapping[str, Telling]) -> Sequence[Claim]:
    return documents[ref.doc_id].claims.get(ref.local_id, ())


def _place(mentions: Sequence[Ref], documents: Mapping[str, Telling]) -> str | None:
    """The place that most mentions are told to be at, the longest of equals; a neighbour's place is not the event's."""
    told = (c for ref in mentions for c in _claims(ref, documents) if c.slot is Slot.PLACE)
    names = Counter(c.value for c in told if c.because.rule not in BORROWED_PLACES)
    return min(names, key=lambda n: (-names[n], -len(n), n)) if names else None


def _trigger_words(text: str, mention: EventMention) -> str:
    """The trigger, with the next word where its frame asks for that: "opened fire", "went down"."""
    following = NEXT_WORD.match(text, mention.trigger.end)
    asked = {w for place in FIXED.findall(mention.because.detail or "") for w in place.split()}
    last = following.group(1).lower() if following else ""
    return f"{mention.trigger.of(text)} {last}".lower() if last in asked else mention.trigger.of(text).lower()


def _label(mentions: Sequence[Ref], documents: Mapping[str, Telling], place: str | None, kind: EventType | None) -> str:
    """The trigger in the text's own word, with what it hit or where; loaded words are left out.

    A noun says it best ("bombing"), and one of the event's own type; of equals the label that says most.
    """
    best: tuple[bool, bool, int, str] | None = None
    for ref, m in zip(mentions, _mentions(mentions, documents), strict=True):
        text = documents[ref.doc_id].text
        trigger = _trigger_words(text, m)
        hit = next((c.value for c in _claims(ref, documents) if c.slot is Slot.RECIPIENT), None)
        label = f"{trigger}: {neutral(hit)}" if hit and len(hit) < LONGEST_PART else trigger
        noun = bool(NOUN_BEFORE.search(text[max(0, m.trigger.start - 24) : m.trigger.start]))
        choice = (m.type is kind, noun, len(label), label)
        best = choice if best is None or choice > best else best
    words = best[3] if best else ""
    where = f", {place}" if place and place.lower() not in words.lower() else ""
    return f"{neutral(words) or words}{where}"
