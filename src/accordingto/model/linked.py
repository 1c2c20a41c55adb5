"""What is found across documents: echoes, links with their weights, entities, events, accounts, verdicts.

In: nothing. Out: frozen values whose references are document ids and local ids (``Ref``). Rows here never change a
document's own annotations.
"""

from dataclasses import dataclass
from datetime import date

from accordingto.model.evidence import Span
from accordingto.model.kinds import ChainKind, EchoKind, EventType, Slot, Stance, VerdictKind


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A finding of a document: its doc_id and the local id there."""

    doc_id: str
    local_id: str

    @classmethod
    def of(cls, public_id: str) -> "Ref":
        """The finding of a public id.

        >>> Ref.of("d0123456789abcdef.a3")
        Ref(doc_id='d0123456789abcdef', local_id='a3')
        """
        doc_id, _, local_id = public_id.rpartition(".")
        return cls(doc_id, local_id)


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of one document's text."""

    doc_id: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """What two documents share: pairs of passages, the earlier one's and the later one's. ``origin``: whence it comes; None: unknown.

    ``share``: how much of the later text they are (0..1).
    """

    id: str
    kind: EchoKind = EchoKind.COPY
    passages: tuple[Passage, ...]
    origin: str | None
    why: str
    share: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A scored pair. ``weights``: match weight (log2 of m/u) by the name of the comparison; ``weight`` is their sum with the prior."""

    about: str
    left: Ref
    right: Ref
    weight: float
    weights: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Chains that are one thing. ``named`` is False for a description only ("a security source")."""

    id: str
    kind: ChainKind
    name: str
    named: bool
    chains: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Event mentions that are about one event."""

    id: str
    type: EventType | None
    mode: str | None
    label: str
    earliest: date | None
    latest: date | None
    place: str | None
    mentions: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one claimant says of one slot of one event, over all documents that carry it.

    ``claimant``: entity id, or None for an outlet that no text names. ``own_voice``: the outlet itself tells it. ``origin``: key
    shared by accounts that are not independent of each other. ``evidence``: the words of the value, once in each carrier.
    """

    id: str
    event: str
    claimant: str | None
    claimant_name: str
    own_voice: bool
    slot: Slot
    value: str
    low: int | None
    high: int | None
    who: str | None
    earliest: date | None
    latest: date | None
    stance: Stance
    current: bool
    said: date | None
    via: tuple[str, ...]
    carriers: tuple[str, ...]
    evidence: tuple[Passage, ...]
    claims: tuple[Ref, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the current accounts of one slot of one event stand to each other."""

    event: str
    slot: Slot
    verdict: VerdictKind
    claimants: int
    origins: int
    carriers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """All that linking found in a collection."""

    echoes: tuple[Echo, ...] = ()
    links: tuple[Link, ...] = ()
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    accounts: tuple[Account, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
