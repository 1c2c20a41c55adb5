"""The things that a report names which could have had a part in an event: noun phrases, one thing's mentions together.

In: a parsed document with chains. Out: `Entity`s with their `Candidate` mentions. It does not decide in which event or what part.

"The Dawn Front claimed the blast. The group ..." gives one entity of two mentions, where the chains say that both are one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from accordingto.model.evidence import Span
from accordingto.model.found import Chain
from accordingto.model.kinds import ChainKind, RegionKind
from accordingto.withindoc.events.arguments import core_of
from accordingto.withindoc.events.modes import weapon_mode
from accordingto.withindoc.events.participants import chain_of
from accordingto.withindoc.events.phrases import phrase_of
from accordingto.withindoc.events.roles import kind_of
from accordingto.withindoc.notes import Notes
from accordingto.withindoc.tokens import Doc, Token

NOT_READ = (RegionKind.DATELINE, RegionKind.BYLINE, RegionKind.CREDIT, RegionKind.BOILERPLATE)
NUMBERS = ("DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY")
NAMES_BEFORE = ("ORG", "NORP", "PERSON")
"""Names that count for themselves when they stand before a noun: "Dawn Front fighters"."""
NEAR = 4
ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One noun phrase. ``sentence`` counts from 0."""

    head: Token
    span: Span
    chain: Chain | None
    sentence: int

    @property
    def kind(self) -> str:
        """The kind of its chain or of its noun, or "weapon" for one."""
        if weapon_mode(self.head) is not None:
            return "weapon"
        return str(self.chain.kind if self.chain is not None else kind_of(core_of(self.head)))


@dataclass(frozen=True)
class Entity:
    """Mentions of one thing, in text order."""

    candidates: tuple[Candidate, ...]

    @cached_property
    def named(self) -> bool:
        """Whether a name stands for it."""
        return any(c.head.pos_ == "PROPN" or (c.chain is not None and c.chain.named) for c in self.candidates)

    @cached_property
    def fullest(self) -> Candidate:
        """The mention to show: of a named one the longest, else the first."""
        return max(self.candidates, key=lambda c: c.span.end - c.span.start) if self.named else self.candidates[0]

    @property
    def chain(self) -> Chain | None:
        """The chain of its mentions."""
        return self.candidates[0].chain

    @property
    def kind(self) -> str:
        """The kind of its first mention."""
        return self.candidates[0].kind

    @property
    def is_person(self) -> bool:
        """Whether its chain is that of a person or a group."""
        return self.kind in (ChainKind.PERSON, ChainKind.GROUP)


def sentence_numbers(doc: Doc) -> dict[int, int]:
    """The number of the sentence of each token."""
    return {token.i: n for n, sentence in enumerate(doc.sents) for token in sentence}


def entities_of(doc: Doc, notes: Notes, sentences: dict[int, int]) -> tuple[Entity, ...]:
    """Each thing once, in the order in which the report first names them."""
    text = doc.text
    found: dict[str, list[Candidate]] = {}
    for head in _heads(doc, notes):
        span = phrase_of(head)
        chain = chain_of(notes, span)
        key = chain.id if chain is not None else f"={_bare(span.of(text))}"
        found.setdefault(key, []).append(Candidate(head, span, chain, sentences[head.i]))
    return tuple(Entity(tuple(candidates)) for candidates in found.values())


def _bare(words: str) -> str:
    words = " ".join(words.lower().split())
    return next((words[len(a) :] for a in ARTICLES if words.startswith(a)), words)


def _heads(doc: Doc, notes: Notes) -> Iterator[Token]:
    skipped = [r.span for r in notes.regions if r.kind in NOT_READ]
    for token in doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in NUMBERS or any(s.start <= token.idx < s.end for s in skipped):
            continue
        if token.dep_ == "compound" and token.head.pos_ in ("NOUN", "PROPN") and not _stands_alone(token):
            continue
        yield token


def _stands_alone(token: Token) -> bool:
    """Whether a word before a noun names something of its own: a body, a people, a weapon ("a grenade attack")."""
    part = token.ent_type_ and token.head.ent_type_ == token.ent_type_ and token.head.i - token.i < NEAR
    return not part and (token.ent_type_ in NAMES_BEFORE or weapon_mode(token) is not None)
