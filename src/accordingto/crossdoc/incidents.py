"""Incidents: the event mentions of one document that are about one event, with all that they say of it: what is compared across documents.

In: annotated documents. Out: one value a document's incident. Unknown stays unknown: an incident without a date has none, and a date that
nobody gave speaks neither for nor against a likeness.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from accordingto.crossdoc.names import key_words, normal
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Claim, EventMention
from accordingto.model.kinds import TOLL_SLOTS, EventType, PlacePrecision, PlaceRole, Slot
from accordingto.model.linked import Ref

WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = re.compile(r"(?:ings?|ed|es|s|ions?|ers?)$")
IRREGULAR = {
    "sank": "sink", "sunk": "sink", "struck": "strike", "shot": "shoot", "blew": "blow", "fought": "fight", "broke": "break", "broken": "break",
    "fell": "fall", "died": "die", "death": "die", "deaths": "die", "dead": "die", "dying": "die", "burnt": "burn", "blown": "blow",
}  # fmt: skip
STOP = frozenset(
    """the and that was for with from said were are has had have his her its they their this not but who which will would been into over when where
    after before also more than about there one two on at""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What one document says of one event."""

    ref: Ref
    doc_id: str
    mentions: tuple[Ref, ...]
    spans: tuple[Span, ...]
    types: frozenset[EventType]
    stems: frozenset[str]
    days: tuple[date, date] | None
    places: frozenset[str]
    participants: frozenset[str]
    numbers: frozenset[tuple[str, int]]
    words: frozenset[str]
    published: date | None
    company: frozenset[str]
    """Names that stand in the report: of places, people, bodies."""


def incidents_of(found: Sequence[AnnotatedDocument]) -> tuple[Incident, ...]:
    """All incidents of a collection, ordered by document and mention."""
    return tuple(i for f in sorted(found, key=lambda f: f.document.doc_id) for i in _of_document(f))


def _of_document(found: AnnotatedDocument) -> Iterator[Incident]:
    company = frozenset(normal(c.name) for c in found.chains if c.named) | frozenset(normal(p.name) for p in found.places)
    groups: defaultdict[str, list[EventMention]] = defaultdict(list)
    for mention in found.event_mentions:
        groups[mention.incident or mention.id].append(mention)
    by_mention: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        by_mention[claim.mention].append(claim)
    for mentions in groups.values():
        yield _incident(found, mentions, [c for m in mentions for c in by_mention[m.id]], company)


def _incident(found: AnnotatedDocument, mentions: list[EventMention], claims: list[Claim], company: frozenset[str]) -> Incident:
    text = found.document.text
    sentences = [s for s in found.sentences if any(s.overlaps(m.trigger) for m in mentions)]
    return Incident(
        ref=Ref(found.document.doc_id, mentions[0].id),
        doc_id=found.document.doc_id,
        mentions=tuple(Ref(found.document.doc_id, m.id) for m in mentions),
        spans=tuple(m.trigger for m in mentions),
        types=frozenset(m.type for m in mentions if m.type),
        stems=frozenset(stem(m.trigger.of(text)) for m in mentions),
        days=_days(claims),
        places=frozenset(_places(found, claims, sentences)),
        participants=frozenset(_participants(claims)),
        numbers=frozenset((c.slot.value, c.low) for c in claims if c.slot in TOLL_SLOTS and c.low and c.low > 1),
        words=frozenset(w for s in sentences for w in content_words(s.of(text))),
        published=found.document.published,
        company=company,
    )


def stem(words: str) -> str:
    """The trigger without its endings: "bombing", "bombed" and "bomb" meet.

    >>> stem("bombing"), stem("bombed"), stem("attacks")
    ('bomb', 'bomb', 'attack')
    """
    word = words.lower().split()[-1]
    word = IRREGULAR.get(word, word)
    cut = ENDINGS.sub("", word)
    return cut[:5] if len(cut) >= 3 else word


def content_words(words: str) -> frozenset[str]:
    """Words that carry meaning, without their endings."""
    return frozenset(stem(w) for w in WORD.findall(words.lower()) if w not in STOP)


def _days(claims: list[Claim]) -> tuple[date, date] | None:
    """The most often claimed days, the narrowest of equals."""
    days = Counter((c.earliest, c.latest) for c in claims if c.slot is Slot.DATE and c.earliest and c.latest)
    if not days:
        return None
    best = min(days, key=lambda d: (-days[d], (d[1] - d[0]).days, d) if d[0] and d[1] else (0, 0, d))
    return (best[0], best[1]) if best[0] and best[1] else None


def _places(found: AnnotatedDocument, claims: list[Claim], sentences: list[Span]) -> Iterator[str]:
    """Keys of the places: ids and names; of the sentence's own places where no claim names one."""
    by_id = {p.id: p for p in found.places}
    named = [by_id[c.refers_to] for c in claims if c.slot is Slot.PLACE and c.refers_to in by_id]
    if not named:
        named = [p for p in found.places if p.role is PlaceRole.LITERAL and any(s.contains(p.span) for s in sentences)]
    for place in named:
        if place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION):
            yield normal(place.name)
            if place.geonameid:
                yield f"id {place.geonameid}"
    for claim in claims:
        if claim.slot is Slot.PLACE:
            yield normal(claim.value)


def _participants(claims: list[Claim]) -> Iterator[str]:
    for claim in claims:
        if claim.slot in (Slot.ACTOR, Slot.RECIPIENT):
            yield key_words(claim.value)[-1]
