"""Incidents: the event mentions of one document that are about one event, with all that they say of it: what is compared across documents.

In: annotated documents. Out: one value a document's incident. Unknown stays unknown: an incident without a date has none, and a date that
nobody gave speaks neither for nor against a likeness.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from accordingto.crossdoc.names import TITLES, key_words, normal
from accordingto.crossdoc.report_rows import sentence_of
from accordingto.crossdoc.sites import Site, sites_of
from accordingto.crossdoc.words import head_of
from accordingto.model.evidence import Span, touching
from accordingto.model.found import AnnotatedDocument, Claim, EventMention
from accordingto.model.kinds import TOLL_SLOTS, EventType, PlacePrecision, PlaceRole, Slot
from accordingto.model.linked import Ref

WORD = re.compile(r"[^\W\d_]{3,}")
ENDINGS = re.compile(r"(?:ings?|ed|es|s|ions?|ers?)$")
IRREGULAR = {
    "sank": "sink", "sunk": "sink", "struck": "strike", "shot": "shoot", "blew": "blow", "fought": "fight", "broke": "break", "broken":
    "break",
    "fell": "fall", "died": "die", "death": "die", "deaths": "die", "dead": "die", "dying": "die", "burnt": "burn", "blown": "blow",
}  # fmt: skip
DEFINITE = re.compile(r"\b(?:the|this|that)(?: \w+)? $", re.IGNORECASE)
STOP = frozenset(
    """the and that was for with from said were are has had have his her its they their this not but who which will would been into over
    when where after before also more than about there one two on at""".split()
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
    """Words of the names that stand in the report: of places, people, bodies."""
    heads: frozenset[str] = frozenset()
    """Base forms of the triggers."""
    only_toll: bool = False
    """Whether its report tells a toll and nowhere of what: "He put the dead at 22"."""
    placed: bool = False
    """Whether a place is told of the event itself, not only beside it."""
    sites: frozenset[Site] = frozenset()
    """The market, the station at which it happens."""
    given: bool = False
    """Whether it is a mention that the caller handed in: it is grouped by itself."""


def incidents_of(found: Sequence[AnnotatedDocument]) -> tuple[Incident, ...]:
    """All incidents of a collection, ordered by document and mention."""
    return tuple(i for f in sorted(found, key=lambda f: f.document.doc_id) for i in _of_document(f))


def _of_document(found: AnnotatedDocument) -> Iterator[Incident]:
    names = [c.name for c in found.chains if c.named] + [p.name for p in found.places]
    company = frozenset(w for name in (*names, *_names_beside(found)) for w in key_words(name) if len(w) > 1)
    groups: defaultdict[str, list[EventMention]] = defaultdict(list)
    for mention in found.event_mentions:
        groups[mention.incident or mention.id].append(mention)
    by_mention: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in found.claims:
        by_mention[claim.mention].append(claim)
    if found.document.given.events is not None:
        for mention in found.event_mentions:
            yield replace(_incident(found, [mention], by_mention[mention.id], company), given=True)
        return
    untold = not any(m.type in TOLL_TYPES for m in found.event_mentions)
    for mentions in _regrouped(found, list(groups.values()), by_mention):
        claims = [c for m in mentions for c in by_mention[m.id]]
        toll = untold and not any(m.type for m in mentions) and any(c.slot in TOLL_SLOTS for c in claims)
        yield replace(_incident(found, mentions, claims, company), only_toll=toll)


def _names_beside(found: AnnotatedDocument) -> Iterator[str]:
    """Names in the words that say who a named one is: the "Tesh police commander" is of Tesh."""
    for chain in found.chains:
        for span in chain.described:
            yield from (w for w in WORD.findall(span.of(found.document.text)) if w[:1].isupper() and w.lower() not in TITLES)


# ---- what one document tells as one event: places and days told of a mention part it, one sentence and "the clash" join it

TOLD = ("event_places.phrase", "event_places.clause", "event_dates.governed", "event_dates.counted")
"""Rules by which a place or day is told of this very mention."""
ONE_EVENT = (
    frozenset({EventType.PROTEST, EventType.ASSAULT}),
    frozenset({EventType.PROTEST, EventType.COERCE}),
    frozenset({EventType.DISASTER, EventType.ASSAULT}),
)
"""Types that one sentence may give to one event: police fire at a march, and arrest those who walk in it; a landslide strikes a camp."""
TOLL_TYPES = frozenset({EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER, EventType.PROTEST})
"""Types of events in which people come to harm."""
LATELY = 100
"""Events of one report that a mention may go on with: the last told. No report has as many."""
KNOWN_BEFORE = re.compile(r"\b(?:the|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|yester)day['’]s)(?: [a-z-]+)? $", re.IGNORECASE)
"""What stands before the noun of an event that readers know of."""
ANOTHER = re.compile(
    r"\b(?:an?|another|second|third|more|further|earlier|previous|separate|new|other|any|every|such)(?: [a-z-]+)? $", re.IGNORECASE
)
Mentions = list[EventMention]


def _regrouped(found: AnnotatedDocument, groups: list[Mentions], claims: dict[str, list[Claim]]) -> list[Mentions]:
    parted = [part for group in groups for part in _parted(group, claims)]
    parted.sort(key=lambda g: g[0].trigger)
    out: list[Mentions] = []
    for group in parted:
        lately = islice(reversed(out), LATELY)
        partner = next((g for g in lately if _belongs(found, group, g, claims) or _told_first(found, g, group, claims)), None)
        if partner is None:
            out.append(group)
        else:
            partner += group
            partner.sort(key=lambda m: m.trigger)
    out = _with_harms_joined(found, out, claims)
    out = _with_custody_joined(_with_captives_joined(out, claims), claims)
    return _with_strokes_joined(found, out, claims)


HARM_WORDS = frozenset("kill die death wound injure hurt perish drown eliminate neutralize neutralise shoot stab crush".split())
"""Words that tell what an event did to people and not what it was."""
ILL = (" ill", " sick")
"""As in "fell ill"."""


def _tells_harm(text: str, mention: EventMention) -> bool:
    return head_of(mention.trigger.of(text)) in HARM_WORDS or text.startswith(ILL, mention.trigger.end)


def _with_harms_joined(found: AnnotatedDocument, groups: list[Mentions], claims: dict[str, list[Claim]]) -> list[Mentions]:
    """Who “were killed” nobody says where or when were killed in the one event of the report."""
    harmful = [all(_tells_harm(found.document.text, m) for m in g) for g in groups]
    events = [g for g, harms in zip(groups, harmful, strict=True) if not harms and any(m.type in TOLL_TYPES for m in g)]
    if len(events) != 1:
        return groups
    joined = [g for g, harms in zip(groups, harmful, strict=True) if harms and not _is_told(g, claims)]
    return _joined_to(events[0], joined, groups)


def _with_custody_joined(groups: list[Mentions], claims: dict[str, list[Claim]]) -> list[Mentions]:
    """Who “were held overnight” nobody says where were held at the one protest of the report."""
    protests = [g for g in groups if any(m.type is EventType.PROTEST for m in g)]
    if len(protests) != 1:
        return groups
    held = [
        g
        for g in groups
        if all(m.type is EventType.COERCE for m in g)
        and any(c.slot is Slot.DETAINED for m in g for c in claims[m.id])
        and not _differ(g, protests[0], claims)
        and not _tells_more(g, protests[0], Slot.PLACE, claims)
    ]
    return _joined_to(protests[0], held, groups)


def _with_captives_joined(groups: list[Mentions], claims: dict[str, list[Claim]]) -> list[Mentions]:
    """Who “were taken hostage” nobody says where were taken in the one event of the report of which a place or a day is told."""
    told = [g for g in groups if any(m.type in TOLL_TYPES for m in g) and _is_told(g, claims)]
    if len(told) != 1:
        return groups
    attacks = [g for g in groups if g is not told[0] and all(m.type is EventType.ASSAULT for m in g)]
    taken = [g for g in attacks if {c.slot for m in g for c in claims[m.id] if c.slot in TOLL_SLOTS} == {Slot.DETAINED}]
    return _joined_to(told[0], taken, groups)


def _with_strokes_joined(found: AnnotatedDocument, groups: list[Mentions], claims: dict[str, list[Claim]]) -> list[Mentions]:
    """What “our aircraft targeted” is part of “Tuesday's air strike”, where that is the one attack told with a day or a place."""
    attacks = [g for g in groups if any(m.type is EventType.ASSAULT for m in g)]
    told = [g for g in attacks if _is_told(g, claims)]
    if len(told) != 1:
        return groups
    text = found.document.text
    named = any(KNOWN_BEFORE.search(text[max(0, m.trigger.start - 40) : m.trigger.start]) for m in told[0])
    strokes = [g for g in attacks if g is not told[0] and g[0].trigger > told[0][0].trigger and not _is_another(text, g)]
    return _joined_to(told[0], strokes, groups) if named else groups


def _is_told(group: Mentions, claims: dict[str, list[Claim]]) -> bool:
    return any(_told(claims[m.id], slot) for m in group for slot in (Slot.PLACE, Slot.DATE))


def _is_another(text: str, group: Mentions) -> bool:
    """Whether it is told as one more, or as any: "a second raid", "an attack"."""
    return bool(ANOTHER.search(text[max(0, group[0].trigger.start - 30) : group[0].trigger.start]))


def _joined_to(home: Mentions, others: list[Mentions], groups: list[Mentions]) -> list[Mentions]:
    home += [m for g in others for m in g]
    home.sort(key=lambda m: m.trigger)
    taken = {id(g) for g in others}
    return [g for g in groups if id(g) not in taken]


def _parted(group: Mentions, claims: dict[str, list[Claim]]) -> list[Mentions]:
    """Mentions of which different places or days are told are not of one event; the others go with the mention before them."""
    out: list[Mentions] = []
    for mention in group:
        home = next((g for g in islice(reversed(out), LATELY) if not _differ(g, [mention], claims)), None)
        told = bool(_told(claims[mention.id], Slot.PLACE) or _told(claims[mention.id], Slot.DATE))
        home = home if told else (out[-1] if out else None)
        if home is None:
            out.append([mention])
        else:
            home.append(mention)
    return out


def _told(claims: list[Claim], slot: Slot) -> list[Claim]:
    return [c for c in claims if c.slot is slot and c.because.rule in TOLD]


def _differ(left: Mentions, right: Mentions, claims: dict[str, list[Claim]]) -> bool:
    """Whether a place or a day that is told of the one cannot be the other's."""
    for slot in (Slot.DATE, Slot.PLACE):
        ours = [c for m in left for c in _told(claims[m.id], slot)]
        theirs = [c for m in right for c in _told(claims[m.id], slot)]
        if ours and theirs and not any(_meet(a, b) for a in ours for b in theirs):
            return True
    return False


def _meet(a: Claim, b: Claim) -> bool:
    if a.slot is Slot.DATE:
        return bool(a.earliest and a.latest and b.earliest and b.latest and a.earliest <= b.latest and b.earliest <= a.latest)
    return bool(set(normal(a.value).split()) & set(normal(b.value).split()))


def _belongs(found: AnnotatedDocument, group: Mentions, other: Mentions, claims: dict[str, list[Claim]]) -> bool:
    """One sentence tells both, of types that go together; or the one is "the clash", of which nothing of its own is told."""
    ours, theirs = {m.type for m in group if m.type}, {m.type for m in other if m.type}
    together = any(frozenset({a, b}) in ONE_EVENT for a in ours for b in theirs)
    if _differ(group, other, claims):
        return False
    if _is_inside(found.document.text, group, other):
        return True
    around = [s for a in group for s in touching(found.sentences, a.trigger)] if together else []
    if any(s.contains(a.trigger) and s.contains(b.trigger) for s in around for a in group for b in other):
        return True
    alike = together or bool(ours & theirs) or not ours
    text = found.document.text
    definite = all(DEFINITE.search(text[max(0, m.trigger.start - 24) : m.trigger.start]) for m in group)
    return definite and alike and bool(theirs) and not any(_tells_more(group, other, slot, claims) for slot in (Slot.PLACE, Slot.DATE))


INSIDE = re.compile(r"\s(?:\w+ )?(?:in|during) (?:the|a|an|this|that|\w+['’]s?)(?: [a-z-]+){0,3} ")
"""What stands between a deed and the event of which it is part: "were seized in Sunday's attack"."""


def _is_inside(text: str, group: Mentions, other: Mentions) -> bool:
    """Whether a mention of the one is told as part of one of the other."""
    here = group[0].trigger
    pairs = ((m.trigger, here) if m.trigger < here else (here, m.trigger) for m in other)
    return any(INSIDE.fullmatch(text, first.end, last.start) for first, last in pairs)


def _told_first(found: AnnotatedDocument, group: Mentions, other: Mentions, claims: dict[str, list[Claim]]) -> bool:
    """“The ferry disaster … the ferry sank off Issel”: a mishap is named before it is told; no report tells of two by chance."""
    mishaps = all(m.type in (EventType.ACCIDENT, EventType.DISASTER) for m in (*group, *other))
    return mishaps and _belongs(found, group, other, claims)


def _tells_more(group: Mentions, other: Mentions, slot: Slot, claims: dict[str, list[Claim]]) -> bool:
    """Whether a place or day is told of the one and none of the other: "the ferry disaster off Issel" may be another."""
    return any(_told(claims[m.id], slot) for m in group) and not any(_told(claims[m.id], slot) for m in other)


def _incident(found: AnnotatedDocument, mentions: list[EventMention], claims: list[Claim], company: frozenset[str]) -> Incident:
    text = found.document.text
    sentences = sorted({s for m in mentions for s in touching(found.sentences, m.trigger)})
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
        heads=frozenset(head_of(m.trigger.of(text)) for m in mentions),
        placed=any(c.slot is Slot.PLACE and c.because.rule in TOLD for c in claims),
        sites=frozenset(site for m in mentions for site in sites_of(text, sentence_of(found, m.trigger), m.trigger)),
    )


def stem(words: str) -> str:
    """The trigger without its endings: "bombing", "bombed" and "bomb" meet.

    >>> stem("bombing"), stem("bombed"), stem("attacks")
    ('bomb', 'bomb', 'attac')
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
