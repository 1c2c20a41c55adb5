"""Headline and transcript style: "Holt: no new taxes", "No new taxes - Holt", "WALLACE: Governor, …".

In: a parsed document with its regions. Out: candidates whose cue is a colon or dash. Colons before quotation marks belong to `quotations`.
"""

from collections.abc import Iterator

from accordingto.model.kinds import RegionKind
from accordingto.withindoc.cues import Frame
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.rules import FAIR
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_speaker_noun

LONGEST = 5
"""Words of a source before a headline's colon."""


def by_colons(doc: Doc) -> Iterator[Candidate]:
    """Candidates of headlines and of transcript paragraphs."""
    for region in notes_of(doc).regions:
        tokens = doc.touched(region.span.start, region.span.end)
        if tokens is None or len(tokens) < 3:
            continue
        words = [t for t in tokens if not t.is_space]
        if region.kind is RegionKind.HEADLINE:
            yield from _headline(words)
        elif region.kind in (RegionKind.BODY, RegionKind.SUBHEAD):
            yield from _transcript(words)


def _headline(words: list[Token]) -> Iterator[Candidate]:
    at = next((n for n, t in enumerate(words) if t.text in (":", "–", "—", "-", "--") and 0 < n < len(words) - 1), None)
    if at is None:
        return
    left, right = words[:at], words[at + 1 :]
    if right[0].is_quote or (left and left[-1].is_quote and words[at].text == ":"):
        return
    if _names_a_source(left) and words[at].text == ":" and len(right) >= 3:
        yield _candidate(left, words[at], right)
    elif _names_a_source(right) and len(left) >= 3:
        yield _candidate(right, words[at], left)


def _transcript(words: list[Token]) -> Iterator[Candidate]:
    at = next((n for n, t in enumerate(words[: LONGEST + 1]) if t.text == ":"), None)
    if not at or at + 2 >= len(words) or words[at + 1].is_quote:
        return
    left = [t for t in words[:at] if not t.is_quote]  # a transcript may stand in quotation marks
    if all(t.text.isupper() or t.is_punct for t in left) and any(len(t.text) > 2 for t in left):
        yield _candidate(left, words[at], words[at + 1 :])


def _names_a_source(words: list[Token]) -> bool:
    if not 0 < len(words) <= LONGEST or any(t.pos_ in ("VERB", "AUX") and t.text.islower() for t in words):
        return False
    named = words[-1].text[:1].isupper() and words[-1].is_alpha and not words[-1].is_stop
    return is_speaker_noun(words[-1]) or (
        named
        and all(t.text[:1].isupper() or t.lower_ in ("of", "the", "and", "for") for t in words)
        and words[-1].ent_type_ not in ("DATE", "TIME", "EVENT")
    )


def _candidate(source: list[Token], cue: Token, content: list[Token]) -> Candidate:
    return Candidate(
        source=Source(source[-1], frozenset(t.i for t in source)),
        cue=frozenset({cue.i}),
        content=frozenset(t.i for t in content),
        frame=Frame("clause", frozenset(t.i for t in content)),
        rule="headlines.colon",
        confidence=FAIR,
    )
