"""What is found in one document: mentions, attributions, times, places, event mentions and claims.

In: nothing. Out: frozen values with the spans they rest on and the rule that made them. Ids are local to the document
(``a1``, ``t3``, ``e2``), numbered in text order. An event mention is an anchor only: all that is said of it is claims.
"""

from dataclasses import dataclass
from datetime import date

from accordingto.model.document import Document, Problem, Region
from accordingto.model.evidence import Because, Precision, Span, Spans
from accordingto.model.kinds import (
    ChainKind,
    CodeKind,
    EventType,
    Factuality,
    MentionKind,
    Mode,
    PlacePrecision,
    PlaceRole,
    Slot,
    SourceKind,
    Stance,
    TimeType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A stretch in quotation marks, marks included. ``closed``: False where the paragraph ended without the mark.

    ``scare``: too short and too much part of its sentence to be speech (“ghost fleet”); a quoted term, not a quotation.
    """

    span: Span
    closed: bool
    scare: bool = False
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedTerm:
    """Words set in quotation marks inside running text, and whose they are (an attribution id, or the report itself)."""

    span: Span
    according_to: str | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for somebody or something."""

    id: str
    span: Span
    kind: MentionKind
    chain: str | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Mentions of one thing in one document; ``name`` is its fullest name or description there.

    ``described``: of a named one, the words that say who it is ("coast brigade spokesman Maj."); empty where none do.
    """

    id: str
    kind: ChainKind
    name: str
    named: bool
    mentions: Spans
    described: Spans = ()
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Through whom or what something was said."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue, content: who is said to have said what, by which words."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    mode: Mode
    stance: Stance
    chain: str | None
    source_name: str | None
    source_kind: SourceKind | None
    medium: str | None
    via: tuple[Carrier, ...]
    inside: str | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """An expression of time. ``value`` is TIMEX3; None: nothing in the text fixes it.

    ``anchor``: ``published``, ``dateline`` or a time's id.
    """

    id: str
    span: Span
    type: TimeType
    value: str | None
    earliest: date | None
    latest: date | None
    precision: Precision
    anchor: str | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place name, resolved to GeoNames where that is possible; else the smallest known containing place, else unknown."""

    id: str
    span: Span
    name: str
    role: PlaceRole
    geonameid: int | None
    contained_in: int | None
    lat: float | None
    lon: float | None
    country: str | None
    precision: PlacePrecision
    candidates: tuple[int, ...]
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of things: the words, its bounds (None: open or unknown), the token span of the counted noun, if any."""

    span: Span
    low: int | None
    high: int | None
    noun: Span | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One trigger. ``incident`` joins the mentions of one event in the document.

    ``according_to`` is an attribution id, None the report's own voice.
    """

    id: str
    trigger: Span
    type: EventType | None
    mode: str | None
    incident: str | None
    according_to: str | None
    factuality: Factuality
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value for one slot of one event mention, said by one claimant.

    ``value``: the name or the words. ``low``/``high`` bound a count (None: open or unknown). ``who``: the group counted, or the thing
    damaged. ``extent``: of damage. ``current`` is False for a figure that its claimant later replaced, took back or only predicts.
    ``earliest``/``latest`` belong to dates. ``refers_to``: id of a chain, place or time of this document.
    """

    id: str
    mention: str
    slot: Slot
    value: str
    words: Spans
    according_to: str | None
    low: int | None = None
    high: int | None = None
    who: str | None = None
    extent: str | None = None
    current: bool = True
    earliest: date | None = None
    latest: date | None = None
    refers_to: str | None = None
    precision: Precision = Precision.EXACT
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCode:
    """One PLOVER code of an actor or recipient, by the words that give it: a country (ISO 3166-1 alpha-3, or IGO, NGO) or a sector.

    ``claim``: id of the claim that names the participant. ``refers_to``: the place behind a country.
    """

    id: str
    claim: str
    kind: CodeKind
    value: str
    words: Spans
    refers_to: str | None = None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """All that was found in one document."""

    document: Document
    regions: tuple[Region, ...] = ()
    sentences: Spans = ()
    quotes: tuple[Quote, ...] = ()
    quoted_terms: tuple[QuotedTerm, ...] = ()
    mentions: tuple[Mention, ...] = ()
    chains: tuple[Chain, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    event_mentions: tuple[EventMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    codes: tuple[ActorCode, ...] = ()
    problems: tuple[Problem, ...] = ()
    fingerprints: tuple[tuple[int, int], ...] = ()
    """(hash of a five-word run, code point where it starts), winnowed."""
    own_chains: tuple[Chain, ...] = ()
    """What the annotation found, where ``chains`` are the caller's own mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one item: an annotated document, or the problem that stands in its place. ``key`` is (address, payload hash)."""

    address: str
    key: tuple[str, str]
    found: AnnotatedDocument | None = None
    problem: Problem | None = None
