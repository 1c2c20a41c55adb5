"""A candidate attribution, before names and stances are settled: what either voice, rules or tagger, proposes.

In: nothing. Out: the type that `rules`, `quotations` and `attributions` share. Tokens are given by number.
"""

from dataclasses import dataclass, replace

from accordingto.model.evidence import Span
from accordingto.withindoc.cues import CueRow, Frame
from accordingto.withindoc.speech.sources import NOBODY, Source
from accordingto.withindoc.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Source, cue and content by token numbers; who carried it; and the rule that proposes it.

    ``like``: the head token of whoever is taken to speak: of a quotation without cue, of "by his own account".
    ``spans``: exact spans of source, cue and content, where the voice gives characters and not tokens.
    """

    source: Source = NOBODY
    cue: frozenset[int] = frozenset()
    content: frozenset[int] = frozenset()
    head: Token | None = None
    row: CueRow | None = None
    frame: Frame | None = None
    rule: str
    confidence: float
    like: Token | None = None
    carrier: Token | None = None
    spans: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]] | None = None

    def adding(self, numbers: frozenset[int]) -> "Candidate":
        """The same with more content."""
        return replace(self, content=self.content | numbers)

    def with_content(self, numbers: frozenset[int]) -> "Candidate":
        """The same with other content."""
        return replace(self, content=numbers)
