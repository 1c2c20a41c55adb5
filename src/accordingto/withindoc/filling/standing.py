"""How a thing stands to one incident: by the parse beside a trigger, by the sentences between, by what the rules made of it.

In: an entity and an `Incident`. Out: traits, short strings that the weights know. It does not decide anything.

A thing that is the object of "attacked" gives ``p=dobj!`` and ``d=0``; one named two sentences later ``d=+2``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from accordingto.model.evidence import Span
from accordingto.model.found import Claim, EventMention
from accordingto.model.kinds import TOLL_SLOTS
from accordingto.withindoc.events.arguments import core_of, lemma_of
from accordingto.withindoc.filling.entities import Candidate, Entity
from accordingto.withindoc.filling.traits import word_of
from accordingto.withindoc.tokens import Token

FILLED = ("actor", "recipient", "weapon", "damage", "toll")
LONGEST_PATH = 6
FARTHEST = 4
"""Sentences, mentions or incidents beyond which no difference is made."""
STEP, STEPS = 4, 5


@dataclass(frozen=True, slots=True)
class Incident:
    """The mentions of one act of violence, their triggers and sentences, and the slots that the rules filled."""

    id: str
    mentions: tuple[EventMention, ...]
    triggers: tuple[Token, ...]
    sentences: tuple[int, ...]
    claims: tuple[Claim, ...]

    @property
    def filled(self) -> frozenset[str]:
        """Names of the slots that are filled."""
        return frozenset(slot_of(c) for c in self.claims)

    def nearest(self, candidate: Candidate) -> tuple[int, int]:
        """The mention nearest to the candidate: its number, and how many sentences the candidate stands after it."""
        steps = [(abs(candidate.sentence - s), abs(t.i - candidate.head.i), n) for n, (s, t) in enumerate(self._places())]
        number = min(steps)[2]
        return number, candidate.sentence - self.sentences[number]

    def _places(self) -> Iterator[tuple[int, Token]]:
        return zip(self.sentences, self.triggers, strict=True)


def slot_of(claim: Claim) -> str:
    """The slot, all tolls as one."""
    return "toll" if claim.slot in TOLL_SLOTS else str(claim.slot)


def is_of(claim: Claim, span: Span) -> bool:
    """Whether the claim's words are those of the phrase: they end where it ends."""
    return any(w.end == span.end and w.start < span.end for w in claim.words)


def standing_of(entity: Entity, incident: Incident, others: tuple[Incident, ...]) -> frozenset[str]:
    """All traits of an entity beside one incident; ``others``: the report's further incidents."""
    found: set[str] = set()
    for candidate in entity.candidates:
        found.update(_by_rules(candidate, incident, others))
        number, after = incident.nearest(candidate)
        if after == 0:
            found.update(_beside(candidate, incident.triggers[number]))
    found.update(_at_large(entity, incident, len(others) + 1))
    return frozenset(found)


def _by_rules(candidate: Candidate, incident: Incident, others: tuple[Incident, ...]) -> Iterator[str]:
    for claim in incident.claims:
        if is_of(claim, candidate.span):
            yield from (f"r={slot_of(claim)}", f"rk={slot_of(claim)}:{candidate.kind}")
        elif claim.refers_to is not None and candidate.chain is not None and claim.refers_to == candidate.chain.id:
            yield f"rc={slot_of(claim)}"
    for other in others:
        yield from (f"ro={slot_of(claim)}" for claim in other.claims if is_of(claim, candidate.span))


def _beside(candidate: Candidate, trigger: Token) -> Iterator[str]:
    path, word, kind = _path(candidate.head, trigger), lemma_of(trigger), candidate.kind
    side = "b" if candidate.head.i < trigger.i else "a"
    yield from (f"p={path}", f"pt={path}:{word}", f"pk={path}:{kind}", f"tk={word}:{kind}", f"side={side}:{kind}")
    yield f"near={min(abs(candidate.head.i - trigger.i) // STEP, STEPS)}"


def _path(noun: Token, trigger: Token) -> str:
    """The links from the noun up to what stands over both, and down to the trigger."""
    ours, theirs = [noun, *noun.ancestors], [trigger, *trigger.ancestors]
    places = {t.i: n for n, t in enumerate(ours)}
    for down, token in enumerate(theirs):
        if token.i in places:
            up = places[token.i]
            if up + down > LONGEST_PATH:
                return "far"
            links = [f"prep_{t.lower_}" if t.dep_ == "prep" else t.dep_ for t in ours[:up]]
            return "^".join(links) + "!" + "v".join(t.dep_ for t in theirs[:down])
    return "none"


def _at_large(entity: Entity, incident: Incident, incidents: int) -> Iterator[str]:
    after = min((incident.nearest(c)[1] for c in entity.candidates), key=abs)
    kind, word = entity.kind, word_of(core_of(entity.candidates[0].head))
    distance = f"{'-' if after < 0 else '+'}{min(abs(after), FARTHEST)}" if after else "0"
    yield from (f"d={distance}", f"dk={distance}:{kind}", f"cnt={min(len(entity.candidates), FARTHEST)}:{kind}")
    for mode in {m.mode or "" for m in incident.mentions}:
        yield from (f"ty={mode}:{kind}", f"tyh={mode}:{word}")
    yield from (f"no{slot}:{kind}" for slot in FILLED if slot not in incident.filled)
    yield f"ninc={min(incidents, FARTHEST)}"
