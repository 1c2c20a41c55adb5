"""Event mentions: words that tell of an event, with type, mode, claimant, and the incident they belong to.

In: parsed tokens, attributions. Out: `notes.event_mentions`, in text order. It does not decide who took part (roles), when
and where (event_dates, event_places), how many were hurt (casualties) or whether it happened (factuality).

"Three soldiers were killed when a patrol was ambushed": one mention, "ambushed"; the deaths are its toll.
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from accordingto.model.evidence import Because, Span
from accordingto.model.found import EventMention
from accordingto.model.kinds import EventType, Factuality, RegionKind
from accordingto.withindoc.arguments import arguments_of, lemma_of
from accordingto.withindoc.incidents import incidents_of
from accordingto.withindoc.modes import mode_of
from accordingto.withindoc.notes import Notes, notes_of
from accordingto.withindoc.plans import planned_type, ways_up
from accordingto.withindoc.triggers import TriggerRow, trigger_row, words_of_class

RESULTS = frozenset({"kill", "wound", "injure", "slay", "arrest", "detain", "displace"})
"""Verbs that tell what came of an event; a mention only where their sentence tells of it in no other word."""
EVENTS = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER, EventType.PROTEST)
NOT_READ = (RegionKind.DATELINE, RegionKind.BYLINE, RegionKind.CREDIT, RegionKind.BOILERPLATE)


SPOKEN = (EventType.AGREE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.CONCEDE)
"""What is agreed, asked, refused, threatened or given up is not told as an event of its own (PLOVER: the plain type covers it)."""
TALK = (*SPOKEN, EventType.SUPPORT, EventType.CONSULT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.ACCUSE)
"""What is told as a purpose only ("met to discuss peace") is not told as done."""
APART = frozenset(
    {"after", "following", "since", "because", "despite", "over", "before", "during", "amid", "when", "while", "relcl", "if", "unless"}
)
"""What stands below one of these is told for itself: "demanded a trial after the murder"."""


@dataclass(slots=True)
class Trigger:
    """A word that tells of an event, before its claimant is known."""

    token: Token
    row: TriggerRow
    type: EventType
    mode: str


def find_event_mentions(doc: Doc) -> Doc:
    """Fill ``notes.event_mentions``."""
    notes = notes_of(doc)
    found = triggers_of(doc, notes)
    incidents = incidents_of(doc, [t.token for t in found], [t.type for t in found], [t.mode for t in found])
    for n, (trigger, incident) in enumerate(zip(found, incidents, strict=True), 1):
        span = Span(trigger.token.idx, trigger.token.idx + len(trigger.token))
        over = notes.attribution_over(span)
        notes.event_mentions.append(
            EventMention(
                id=f"e{n}",
                trigger=span,
                type=trigger.type,
                mode=trigger.mode or None,
                incident=incident,
                according_to=over.id if over else None,
                factuality=Factuality.CERTAIN_YES,
                because=Because(rule="event_mentions.trigger", confidence=0.8, detail=trigger.row.word),
            )
        )
    return doc


def triggers_of(doc: Doc, notes: Notes) -> list[Trigger]:
    """All triggers in text order, one for what one sentence tells twice."""
    skipped = [r.span for r in notes.regions if r.kind in NOT_READ]
    found = []
    for token in doc:
        row = trigger_row(token)
        if row is None or any(s.start <= token.idx < s.end for s in skipped):
            continue
        kind = EventType(row.type)
        mode = mode_of(token, arguments_of(token), row.mode) if kind is EventType.ASSAULT else row.mode
        planned = planned_type(token, kind)
        found.append(Trigger(token, row, planned, mode if planned is kind else ""))
    by_place = {t.token.i: t for t in found}
    for t in found:
        if t.token.dep_ == "dobj" and lemma_of(t.token.head) in words_of_class("light-verb"):
            by_place.setdefault(t.token.head.i, t)
    return [t for t in found if not _is_only_a_result(t, found) and not _is_only_a_crowd(t, found) and not _is_told_by_another(t, by_place)]


def _is_only_a_result(trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether the trigger tells only what came of an event that another word tells."""
    if trigger.row.word not in RESULTS:
        return False
    events = [o for o in found if o.row.word not in RESULTS and o.type in EVENTS]
    if not arguments_of(trigger.token).subjects:
        return bool(events)
    return trigger.type is EventType.ASSAULT and any(o.token.sent == trigger.token.sent for o in events)


def _is_only_a_crowd(trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether protesters are named in a document that tells of their protest in another word."""
    if "agent" not in trigger.row.frame:
        return False
    same = [o for o in found if o.type is EventType.PROTEST and o.token != trigger.token]
    return any("agent" not in o.row.frame or o.token.i < trigger.token.i for o in same)


def _is_told_by_another(trigger: Trigger, by_place: dict[int, Trigger]) -> bool:
    """Whether the trigger is what another one asks for, offers, refuses or threatens, or says it again in other words."""
    return any(_covers(by_place[above], trigger, path) for above, path in ways_up(trigger.token) if above in by_place)


def _covers(above: Trigger, below: Trigger, path: tuple[str, ...]) -> bool:
    if above is below or any(step in APART for step in path):
        return False
    if above.type is EventType.RETREAT and below.type in (EventType.COERCE, EventType.SANCTION):
        return True
    if "purpose" in path and below.type in TALK:
        return True
    if above.type in SPOKEN:
        return True
    if above.type is EventType.PROTEST and below.type in (EventType.REQUEST, EventType.ACCUSE, EventType.PROTEST):
        return True
    return above.type is below.type and above.type is not EventType.ASSAULT and above.type is not EventType.ACCUSE
