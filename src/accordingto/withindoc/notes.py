"""Notes: the one typed object on a spaCy Doc that the components fill, one field each.

In: a Doc. Out: its notes. Holds, decides nothing; `assemble` turns the notes into an `AnnotatedDocument`.

A component is a function ``find_x(doc: Doc) -> Doc`` that reads fields filled before it and fills its own. `NEEDS` says which
component must have run before which; a wrong order is refused when the pipeline is built.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from spacy.tokens import Doc as Parsed

from accordingto.errors import ConfigurationError
from accordingto.model.document import Document, Problem, Region
from accordingto.model.evidence import Span
from accordingto.model.found import (
    ActorCode,
    Attribution,
    Chain,
    Claim,
    Count,
    EventMention,
    Mention,
    Place,
    Quote,
    QuotedTerm,
    Time,
)
from accordingto.model.ids import document_of
from accordingto.withindoc.marks import Marks
from accordingto.withindoc.near import Near
from accordingto.withindoc.tagged_attribution import TaggedAttribution
from accordingto.withindoc.tokens import Doc, Tokens

NEEDS: dict[str, tuple[str, ...]] = {
    "quotes": (),
    "tagger": (),
    "mentions": ("quotes",),
    "chains": ("mentions",),
    "attributions": ("quotes", "mentions", "chains"),
    "reckonings": ("attributions", "counts"),
    "source_chains": ("attributions",),
    "times": (),
    "places": (),
    "counts": (),
    "event_mentions": ("attributions", "counts"),
    "roles": ("event_mentions", "chains"),
    "codes": ("roles", "places"),
    "event_dates": ("event_mentions", "times"),
    "event_places": ("event_mentions", "places"),
    "casualties": ("event_mentions", "counts", "attributions"),
    "factuality": ("event_mentions", "attributions"),
    "fillers": ("roles", "event_dates", "casualties", "factuality"),
    "fingerprints": (),
}


@dataclass(slots=True)
class Notes:
    """What the components have found so far."""

    document: Document
    own_places: Path | None = None
    """A user's own places, which win."""
    regions: list[Region] = field(default_factory=list)
    datelines: tuple[Span, ...] = ()
    """Where the report was sent from and by whom: of the regions, those that several components leave out or look at first."""
    marks: Marks | None = None
    """Quotation marks in pairs, where they were read before the parser ran."""
    quotes: list[Quote] = field(default_factory=list)
    quoted_terms: list[QuotedTerm] = field(default_factory=list)
    tagged: tuple[TaggedAttribution, ...] | None = None
    mentions: list[Mention] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    event_mentions: list[EventMention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    codes: list[ActorCode] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fingerprints: tuple[tuple[int, int], ...] = ()
    _left_out: int = 0
    _chain_ids: set[str] = field(default_factory=set)
    by_content: Near[Attribution] = field(default_factory=lambda: Near(lambda a: a.content), repr=False)
    by_source_and_cue: Near[Attribution] = field(default_factory=lambda: Near(lambda a: (*a.source, *a.cue)), repr=False)
    by_mention: Near[Chain] = field(default_factory=lambda: Near(lambda c: c.mentions), repr=False)
    """Chains; who gives one of them one mention more has to say so (`also`)."""
    by_place: Near[Place] = field(default_factory=lambda: Near(lambda p: (p.span,)), repr=False)
    by_time: Near[Time] = field(default_factory=lambda: Near(lambda t: (t.span,)), repr=False)

    def attribution_over(self, span: Span) -> Attribution | None:
        """The innermost attribution in whose content ``span`` lies: the claimant of what stands there.

        None: the report's own voice.
        """
        around = self.attributions_around(span)
        return min(around, key=lambda a: sum(c.end - c.start for c in a.content), default=None)

    def attributions_around(self, span: Span) -> list[Attribution]:
        """Those in whose content ``span`` lies, in their order.

        What replaces one in the list of attributions must keep its content.
        """
        first = Span(span.start, span.start + 1)
        return [a for a in self.by_content.things(self.attributions, first) if any(c.contains(span) for c in a.content)]

    def attributions_beside(self, spans: Iterable[Span]) -> list[Attribution]:
        """Those whose source or cue may touch one of ``spans``, in their order."""
        numbers = {n for span in spans for n in self.by_source_and_cue.numbers(self.attributions, span)}
        return [self.attributions[n] for n in sorted(numbers)]

    def counts_in(self, sentence: Tokens) -> list[Count]:
        """The counts that begin in a sentence."""
        first = bisect_left(self.counts, sentence.start_char, key=lambda c: c.span.start)
        return self.counts[first : bisect_left(self.counts, sentence.end_char, key=lambda c: c.span.start)]

    def next_claim_id(self) -> str:
        """A claim id not used yet, not even by a claim that was left out."""
        return f"c{len(self.claims) + self._left_out + 1}"

    def leave_out(self, claims: Container[str]) -> None:
        """Take claims away by their ids, and the codes of those whom they name."""
        kept = [c for c in self.claims if c.id not in claims]
        self._left_out += len(self.claims) - len(kept)
        self.claims = kept
        self.codes = [k for k in self.codes if k.claim not in claims]

    def next_chain_id(self) -> str:
        """A chain id not used yet."""
        for chain in self.chains[len(self._chain_ids) :]:
            self._chain_ids.add(chain.id)
        if len(self._chain_ids) != len(self.chains):
            self._chain_ids = {c.id for c in self.chains}
        taken = self._chain_ids
        return next(name for n in count(len(taken) + 1) if (name := f"n{n}") not in taken)


Parsed.set_extension("accordingto", default=None, force=True)


def read(parsed: Parsed) -> Doc:
    """The words of a parsed document for the rules, with its notes. Later changes of ``parsed`` are not seen."""
    doc = Doc(parsed)
    doc.notes = notes_of(parsed)
    return doc


def notes_of(doc: Doc | Parsed) -> Notes:
    """The notes of ``doc``, made from its text where a foreign pipeline has made none."""
    if isinstance(doc, Doc) and isinstance(doc.notes, Notes):
        return doc.notes
    parsed = doc.parsed if isinstance(doc, Doc) else doc
    if parsed._.accordingto is None:
        parsed._.accordingto = Notes(document=document_of(parsed.text))
    notes: Notes = parsed._.accordingto
    return notes


def span_of(tokens: Tokens) -> Span:
    """Code points of a stretch of tokens."""
    return Span(tokens.start_char, tokens.end_char)


def overlapping(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """Whether a span overlaps one of ``spans``, which are sought by place."""
    ordered = sorted(spans)
    starts = [s.start for s in ordered]
    longest = max((s.end - s.start for s in ordered), default=0)

    def overlaps(span: Span) -> bool:
        near = ordered[bisect_left(starts, span.start - longest) : bisect_right(starts, span.end)]
        return any(s.overlaps(span) for s in near)

    return overlaps


def tokens_of(doc: Doc, span: Span) -> Tokens:
    """The tokens that ``span`` touches; never empty for a span inside the text."""
    found = doc.touched(span.start, span.end)
    if found is None:
        raise ValueError(f"{span} is no span of a text of {len(doc.text)} characters")
    return found


def check_order(names: tuple[str, ...]) -> None:
    """Raise ConfigurationError where a component stands before one that it needs, or is not known."""
    for at, name in enumerate(names):
        if name not in NEEDS:
            raise ConfigurationError("build the pipeline", name, "no such component", f"Known are: {', '.join(NEEDS)}.")
        missing = [need for need in NEEDS[name] if need not in names[:at]]
        if missing:
            raise ConfigurationError("build the pipeline", name, f"needs {', '.join(missing)} before it", "Mend withindoc.components.")
