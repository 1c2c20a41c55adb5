"""Who took part in an incident by the whole report: adds what stands beyond the sentence of the deed, drops what does not hold.

In: event mentions with their claims (after factuality). Out: further claims of actors, recipients and weapons, each with the chance that
the weights give and how far off it stands; a mention that speaks of violence in general loses its type. It does not decide what is quoted,
when, where, or how many.

Only in texts that came in capitals: their letters are restored, the parse errs often, and the weights were learned on such texts. In
others the parse is the better judge (docs/decisions/0058-fillers.md).

"A BOMB WENT OFF AT THE DEPOT. … THE DAWN FRONT SAID THAT IT HAD PLANTED IT." gives the explosion the Dawn Front as actor.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Span
from accordingto.model.found import Chain, Claim
from accordingto.model.kinds import TOLL_SLOTS, ChainKind, ProblemKind, Slot
from accordingto.withindoc.events.arguments import core_of
from accordingto.withindoc.events.roles import kind_of
from accordingto.withindoc.filling.entities import Candidate, Entity
from accordingto.withindoc.filling.names import body_name, person_name
from accordingto.withindoc.filling.reading import Reading, reading_of
from accordingto.withindoc.filling.standing import Incident, is_of, slot_of
from accordingto.withindoc.filling.weights import PARTS, Weights, weights
from accordingto.withindoc.notes import Notes, notes_of
from accordingto.withindoc.tokens import Doc
from accordingto.withindoc.truecase import is_in_capitals
from accordingto.withindoc.words import neutral

SLOTS = {"person": Slot.ACTOR, "body": Slot.ACTOR, "thing": Slot.RECIPIENT, "victim": Slot.RECIPIENT, "weapon": Slot.WEAPON}
FILLED = frozenset(SLOTS.values())
KINDS = {"body": ChainKind.ORGANIZATION, "victim": ChainKind.PERSON}
"""What a name must be that takes the part, whatever the name finder took it for."""
PEOPLE = (ChainKind.PERSON, ChainKind.GROUP)
FAR = 0.6
"""The most that is believed of what no sentence says of the deed itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """An entity's part in an incident, as the weights see it. ``any``: the chance that it took any part."""

    entity: Entity
    name: str
    chance: float
    any: float


def find_fillers(doc: Doc) -> Doc:
    """Complete the claims of ``notes.claims``; may take the type from ``notes.event_mentions`` that speak in general."""
    notes = notes_of(doc)
    if not is_in_capitals(notes.document.text):
        return doc
    known = weights()
    for incident, told, parts in parts_of(reading_of(doc), known):
        if told < known.least_told and not _counts(incident):
            _take_type(notes, incident, told)
            continue
        _drop(notes, incident, parts, known)
        for part in parts:
            _mend_kind(notes, incident, part)
            _cut_name(doc, notes, incident, part)
            if part.chance >= known.enough[part.name] and not any(_names(c, part.entity) for c in incident.claims):
                _add(doc, notes, incident, part)
    return doc


def _counts(incident: Incident) -> bool:
    """Whether a number hangs on it: what has a toll or damage is told as something that happened."""
    return any(c.slot in TOLL_SLOTS or c.slot is Slot.DAMAGE for c in incident.claims)


def _take_type(notes: Notes, incident: Incident, told: float) -> None:
    ids = {m.id for m in incident.mentions}
    because = Because(rule="fillers.in_general", confidence=round(1 - told, 4), detail="told in general, or in passing")
    notes.problems += [_left_out("an event told in general, or in passing", m.trigger) for m in incident.mentions if m.type is not None]
    notes.event_mentions = [replace(m, type=None, mode=None, because=because) if m.id in ids else m for m in notes.event_mentions]


def _part(entity: Entity, chances: NDArray[np.float32]) -> Part:
    best = int(np.argmax(chances[1:])) + 1
    return Part(entity, PARTS[best], float(chances[best]), float(chances[1:].sum()))


def _names(claim: Claim, entity: Entity) -> bool:
    """Whether the claim is of the entity."""
    same = claim.refers_to is not None and entity.chain is not None and claim.refers_to == entity.chain.id
    return claim.slot in FILLED and (same or any(is_of(claim, c.span) for c in entity.candidates))


def _drop(notes: Notes, incident: Incident, parts: tuple[Part, ...], known: Weights) -> None:
    """Take away what the parse put beside a trigger and the rest of the report does not bear out; states are not judged."""
    places = {c.id for c in notes.chains if c.kind is ChainKind.PLACE}
    doubted = set()
    for claim in incident.claims:
        chances = [p.any for p in parts if _names(claim, p.entity)]
        if claim.slot in FILLED and chances and max(chances) < known.least_part and claim.refers_to not in places:
            doubted.add(claim.id)
    notes.problems += [
        _left_out(f"who or what stands beside the verb as {slot_of(c)}", c.words[0]) for c in incident.claims if c.id in doubted
    ]
    notes.leave_out(doubted)


def _left_out(what: str, span: Span) -> Problem:
    return Problem(kind=ProblemKind.LEFT_OUT, message=f"{what}: the rest of the report does not bear it out", span=span, step="fillers")


def _mend_kind(notes: Notes, incident: Incident, part: Part) -> None:
    """Give the chain of a name the kind that its part asks for: who claims attacks is no person."""
    wanted, chain = KINDS.get(part.name), part.entity.chain
    if wanted is None or chain is None or not part.entity.named or not _may_be(chain, wanted):
        return
    slot = SLOTS[part.name]
    if any(c.slot is slot and _names(c, part.entity) for c in incident.claims):
        _with_kind(notes, chain, wanted, part.chance)


def _cut_name(doc: Doc, notes: Notes, incident: Incident, part: Part) -> None:
    """Give a claim of a person hit the person's name for its words: "newsman Ada Mora" becomes "Ada Mora"."""
    if part.name != "victim" or not part.entity.named or part.entity.kind == ChainKind.GROUP:
        return
    span = person_name(part.entity)
    ours = {c.id for c in incident.claims if c.slot is Slot.RECIPIENT and _names(c, part.entity)}
    value = neutral(" ".join(span.of(doc.text).split()))
    notes.claims = [replace(c, value=value, words=tuple(dict.fromkeys((span, *c.words[1:])))) if c.id in ours else c for c in notes.claims]


def _may_be(chain: Chain, wanted: ChainKind) -> bool:
    """Whether the name finder may have been wrong: it takes names of bodies for persons and the other way round."""
    return chain.named and chain.kind in (ChainKind.OTHER, ChainKind.PERSON, ChainKind.ORGANIZATION) and chain.kind is not wanted


def _with_kind(notes: Notes, chain: Chain, kind: ChainKind, chance: float) -> Chain:
    at = next((n for n, c in enumerate(notes.chains) if c.id == chain.id), None)
    because = Because(rule="fillers.part", confidence=round(chance, 4), detail=chain.because.rule)
    mended = replace(chain if at is None else notes.chains[at], kind=kind, because=because)
    if at is None:
        notes.chains.append(mended)
    else:
        notes.chains[at] = mended
    return mended


def _add(doc: Doc, notes: Notes, incident: Incident, part: Part) -> None:
    shown, near, number, after = _where(incident, part.entity)
    chain = _chain(notes, part, shown)
    if chain is None:
        return
    mention = incident.mentions[number]
    name = person_name(part.entity) if part.name == "victim" else body_name(part.entity) if part.name == "body" else shown.span
    over = notes.attribution_over(near.span)
    said_by = mention.according_to if after == 0 else over.id if over is not None else None
    chance = min(part.chance, FAR) if after else part.chance
    where = "in its sentence" if after == 0 else f"{abs(after)} sentence{'s' * (abs(after) > 1)} {'after' if after > 0 else 'before'} it"
    notes.claims.append(
        Claim(
            id=notes.next_claim_id(),
            mention=mention.id,
            slot=SLOTS[part.name],
            value=neutral(" ".join(name.of(doc.text).split())),
            words=tuple(dict.fromkeys((name, near.span))),
            according_to=said_by,
            refers_to=chain.id,
            because=Because(
                rule="fillers.over_sentences" if after else "fillers.in_sentence", confidence=round(chance, 4), detail=f"named {where}"
            ),
        )
    )


def _where(incident: Incident, entity: Entity) -> tuple[Candidate, Candidate, int, int]:
    """The mention to show, the one nearest to the deed, the event mention that it is nearest to, and the sentences between."""
    places = [(abs(after), n, number, after) for n, c in enumerate(entity.candidates) for number, after in (incident.nearest(c),)]
    _, n, number, after = min(places)
    return entity.fullest, entity.candidates[n], number, after


def _chain(notes: Notes, part: Part, shown: Candidate) -> Chain | None:
    """The chain of the entity, of a kind that fits its part; None where it cannot be what the part asks for."""
    entity, wanted = part.entity, KINDS.get(part.name)
    chain = next((c for c in notes.chains if entity.chain is not None and c.id == entity.chain.id), None) or _new_chain(notes, shown)
    if part.name == "thing" and chain.kind in PEOPLE:
        return None
    if part.name == "victim" and not (chain.named and chain.kind in (ChainKind.PERSON, ChainKind.OTHER)):
        return None
    if part.name in ("person", "body") and chain.kind is ChainKind.PLACE:
        return None
    if wanted is not None and _may_be(chain, wanted):
        return _with_kind(notes, chain, wanted, part.chance)
    if not any(c.id == chain.id for c in notes.chains):
        notes.chains.append(chain)
    return chain


def _new_chain(notes: Notes, shown: Candidate) -> Chain:
    core = core_of(shown.head)
    return Chain(
        id=notes.next_chain_id(),
        kind=kind_of(core),
        name=neutral(" ".join(shown.span.of(shown.head.doc.text).split())),
        named=core.pos_ == "PROPN",
        mentions=(shown.span,),
        because=Because(rule="fillers.participant", confidence=FAR),
    )


def parts_of(reading: Reading, known: Weights) -> Iterator[tuple[Incident, float, tuple[Part, ...]]]:
    """Each incident with the chance that it is told as one that happened, and the parts of all entities."""
    for incident, telling, standings in zip(reading.incidents, reading.tellings, reading.standings, strict=True):
        told = float(known.told.chances(telling)[1])
        yield incident, told, tuple(_part(e, known.parts.chances(s) * told) for e, s in zip(reading.entities, standings, strict=True))
