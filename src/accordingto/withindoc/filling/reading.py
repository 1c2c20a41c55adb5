"""A report laid out for the weights: its incidents of violence, the things it names, and the traits of both.

In: an annotated document. Out: a `Reading`. It does not decide anything; training and the program read a report by this one function.
"""

from dataclasses import dataclass

from accordingto.model.found import Claim, EventMention
from accordingto.model.kinds import EventType, Factuality
from accordingto.withindoc.filling.entities import Entity, entities_of, sentence_numbers
from accordingto.withindoc.filling.standing import Incident, standing_of
from accordingto.withindoc.filling.telling import telling_of
from accordingto.withindoc.filling.traits import traits_of
from accordingto.withindoc.notes import notes_of, tokens_of
from accordingto.withindoc.tokens import Doc

MOST_INCIDENTS = 40
"""Incidents of one report beyond which it is a list, and is left as it is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``tellings``: the traits of each incident. ``standings``: for each incident, the traits of each entity."""

    incidents: tuple[Incident, ...]
    entities: tuple[Entity, ...]
    tellings: tuple[frozenset[str], ...]
    standings: tuple[tuple[frozenset[str], ...], ...]


def reading_of(doc: Doc) -> Reading:
    """The reading of a report; empty where it tells of no violence."""
    notes = notes_of(doc)
    sentences = sentence_numbers(doc)
    incidents = _incidents(doc, sentences)
    if not incidents or len(incidents) > MOST_INCIDENTS:
        return Reading((), (), (), ())
    entities = entities_of(doc, notes, sentences)
    own = [frozenset[str]().union(*map(traits_of, e.candidates)) for e in entities]
    last = max(sentences.values()) + 1
    return Reading(
        incidents=incidents,
        entities=entities,
        tellings=tuple(telling_of(notes, i, n, len(incidents), last) for n, i in enumerate(incidents)),
        standings=tuple(
            tuple(traits | standing_of(e, i, (*incidents[:n], *incidents[n + 1 :])) for e, traits in zip(entities, own, strict=True))
            for n, i in enumerate(incidents)
        ),
    )


def _incidents(doc: Doc, sentences: dict[int, int]) -> tuple[Incident, ...]:
    notes = notes_of(doc)
    mentions: dict[str, list[EventMention]] = {}
    for mention in notes.event_mentions:
        if mention.type is EventType.ASSAULT and mention.incident and mention.factuality is not Factuality.CERTAIN_NO:
            mentions.setdefault(mention.incident, []).append(mention)
    claims: dict[str, list[Claim]] = {}
    for claim in notes.claims:
        claims.setdefault(claim.mention, []).append(claim)
    found = []
    for name, same in mentions.items():
        triggers = tuple(tokens_of(doc, m.trigger).root for m in same)
        told = tuple(c for m in same for c in claims.get(m.id, ()))
        found.append(Incident(name, tuple(same), triggers, tuple(sentences[t.i] for t in triggers), told))
    return tuple(found)
