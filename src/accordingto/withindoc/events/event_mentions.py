"""Event mentions: words that tell of an event, with type, mode, claimant, and the incident they belong to.

In: parsed tokens, attributions. Out: `notes.event_mentions`, in text order. It does not decide who took part (roles), when
and where (event_dates, event_places), how many were hurt (casualties) or whether it happened (factuality).

"Three soldiers were killed when a patrol was ambushed": one mention, "ambushed"; the deaths are its toll.
"""

from accordingto.model.evidence import Because, Span
from accordingto.model.found import EventMention
from accordingto.model.kinds import Factuality
from accordingto.withindoc.events.incidents import incidents_of
from accordingto.withindoc.events.trigger_choice import Trigger, given_triggers, triggers_of
from accordingto.withindoc.notes import Notes, notes_of
from accordingto.withindoc.tokens import Doc

CONFIDENCE = {"verb": 0.72, "noun": 0.61, "adj": 0.6, "modal": 0.6}
"""Share of typed mentions whose type is that of their sentence's coded event, by part of speech, on the PLOVER gold records: verbs 103 of
144, nouns 25 of 41. The records code one event a sentence, so a right second one counts as wrong: the true shares lie higher. Adjectives
and modal verbs are too few to measure (7): theirs are estimates."""


def find_event_mentions(doc: Doc) -> Doc:
    """Fill ``notes.event_mentions``; where the caller gives mentions, exactly these."""
    notes = notes_of(doc)
    found = triggers_of(doc, notes) if notes.document.given.events is None else given_triggers(doc, notes)
    incidents = incidents_of(notes, found)
    notes.event_mentions = [
        _mention(notes, f"e{n}", trigger, incident) for n, (trigger, incident) in enumerate(zip(found, incidents, strict=True), 1)
    ]
    return doc


def _mention(notes: Notes, name: str, trigger: Trigger, incident: str) -> EventMention:
    last = next((c for c in trigger.token.children if c.dep_ == "prt" and c.i == trigger.token.i + 2), trigger.token)  # "cave-in"
    span = trigger.span or Span(trigger.token.idx, last.idx + len(last))
    over = notes.attribution_over(span)
    row = trigger.row
    rule = "event_mentions.given" if trigger.span else "event_mentions.trigger" if row else "event_mentions.happening"
    return EventMention(
        id=name,
        trigger=span,
        type=trigger.type,
        mode=trigger.mode or None,
        incident=incident,
        according_to=over.id if over else None,
        factuality=Factuality.CERTAIN_YES,
        because=Because(
            rule=rule, confidence=CONFIDENCE[row.pos] if row else 0.5, detail=f"{row.word} {row.frame}".strip() if row else None
        ),
    )
