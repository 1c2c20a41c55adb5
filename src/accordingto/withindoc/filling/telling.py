"""How an incident is told: as one that happened then and there, or as one of which the report speaks in general or in passing.

In: an `Incident`, the document's notes. Out: traits, short strings that the weights know. It does not decide anything, and looks at no
names; what the sides of a fight are is no trait (an army's battle happened as much as a bombing did).
"""

from collections.abc import Iterator
from datetime import date

from accordingto.model.found import Claim, EventMention
from accordingto.model.kinds import Slot
from accordingto.withindoc.events.arguments import is_verb, lemma_of
from accordingto.withindoc.filling.standing import Incident, slot_of
from accordingto.withindoc.notes import Notes
from accordingto.withindoc.tokens import Token

ARTICLES = ("the", "a", "an", "this", "that", "these", "such", "no", "any", "all", "those", "other", "new", "recent", "every")
AROUND = 8
"""Words on either side of a trigger that are looked at."""
MOST = 4
MOST_INCIDENTS = 6
WEEK, SEASON, YEAR = 8, 70, 370
"""Days."""


def telling_of(notes: Notes, incident: Incident, order: int, incidents: int, sentences: int) -> frozenset[str]:
    """All traits of one incident: the ``order``-th of ``incidents``, in a report of so many sentences."""
    found = {f"n={min(len(incident.mentions), MOST)}", f"o={min(order, MOST)}", f"tot={min(incidents, MOST_INCIDENTS)}"}
    found |= {f"nsent={min(sentences // 4, 6)}"}
    for mention, trigger, sentence in zip(incident.mentions, incident.triggers, incident.sentences, strict=True):
        found.update(_of_trigger(notes, mention, trigger))
        found.add(f"s={min(sentence, MOST_INCIDENTS)}")
    for claim in incident.claims:
        found.add(f"slot={slot_of(claim)}")
        if claim.slot is Slot.DATE:
            found.update(_of_date(claim, notes.document.published))
    return frozenset(found)


def _of_trigger(notes: Notes, mention: EventMention, trigger: Token) -> Iterator[str]:
    part = "v" if is_verb(trigger) else "n"
    yield from (f"l={lemma_of(trigger)}", f"lt={lemma_of(trigger)}:{trigger.tag_}", f"tag={trigger.tag_}", f"fact={mention.factuality}")
    yield from (f"mode={mention.mode}", f"dep={trigger.dep_}", f"part={part}")
    for child in trigger.children:
        if child.lower_ in ARTICLES:
            yield f"w={child.lower_}:{trigger.tag_}"
        if child.dep_ in ("aux", "neg", "mark", "det"):
            yield f"{child.dep_}={child.lower_}"
        elif child.dep_ in ("prep", "nsubj", "nsubjpass", "dobj", "advmod", "npadvmod"):
            yield f"has={child.dep_}:{part}"
    if trigger.head.pos_ != "PROPN":
        yield f"head={lemma_of(trigger.head)}:{trigger.dep_}"
    over = notes.attribution_over(mention.trigger)
    yield f"stance={over.stance if over is not None else 'own'}"
    if any(q.span.start <= trigger.idx < q.span.end for q in notes.quotes):
        yield f"quoted={part}"
    yield from _words_around(trigger)


def _words_around(trigger: Token) -> Iterator[str]:
    sentence = trigger.sent
    for token in trigger.doc[max(sentence.start, trigger.i - AROUND) : min(sentence.end, trigger.i + AROUND + 1)]:
        if token != trigger and token.is_alpha and token.pos_ in ("NOUN", "VERB", "ADJ", "ADV", "AUX"):
            yield f"b={lemma_of(token)}"


def _of_date(claim: Claim, published: date | None) -> Iterator[str]:
    if claim.earliest is None or claim.latest is None:
        yield "date=open"
        return
    long = (claim.latest - claim.earliest).days
    yield f"long={'day' if long <= 1 else 'week' if long < WEEK else 'longer'}"
    if published is not None:
        ago = (published - claim.latest).days
        yield f"ago={'to come' if ago < 0 else 'week' if ago < WEEK else 'season' if ago < SEASON else 'year' if ago < YEAR else 'long'}"
