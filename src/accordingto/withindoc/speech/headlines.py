"""Headline style: "Holt: no new taxes", "No new taxes - Holt", "Stay indoors, mayor tells town".

In: a parsed document with its regions. Out: candidates whose cue is a colon or dash, or the verb after what is said. Colons before
quotation marks belong to `quotations`, those of turns to `transcripts`.
"""

from collections.abc import Iterator
from dataclasses import replace

from accordingto.model.kinds import RegionKind
from accordingto.withindoc.cues import CueRow, Frame, is_known, row_for
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.rules import FAIR
from accordingto.withindoc.speech.sources import ADDRESSING, Source
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_speaker_noun, noun_row

LONGEST = 5
"""Words of a source before a headline's colon."""
LONGEST_MORE = 9
"""Words of a source with what tells which one it is: "nurse at the Selm clinic"."""
SPOKEN_TO = 3
"""Words for whom a headline's source speaks to."""
AT = ("of", "at", "on", "for", "in", "from", "with", "who", "behind")
FINITE = ("VBD", "VBZ", "VBP")
IMPERATIVE = ("VB", "VBP")


def by_colons(doc: Doc) -> Iterator[Candidate]:
    """Candidates of headlines."""
    for region in notes_of(doc).regions:
        tokens = doc.touched(region.span.start, region.span.end) if region.kind is RegionKind.HEADLINE else None
        if tokens is None or len(tokens) < 3:
            continue
        words = [t for t in tokens if not t.is_space]
        yield from _headline(words)


def _headline(words: list[Token]) -> Iterator[Candidate]:
    at = next((n for n, t in enumerate(words) if t.text in (":", "–", "—", "-", "--") and 0 < n < len(words) - 1), None)
    if at is None:
        yield from _said_last(words)
        return
    left, right = words[:at], words[at + 1 :]
    if left[0].is_quote and left[-1].is_quote and words[at].text == ":":
        yield from _quoted_first(left, words[at], right)
        return
    if right[0].is_quote or (left and left[-1].is_quote and words[at].text == ":"):
        return
    if _names_a_source(left) and words[at].text == ":" and len(right) >= 3:
        yield _candidate(left, words[at], right)
    elif _names_a_source(right) and len(left) >= 3:
        yield _candidate(right, words[at], left)


def _quoted_first(quote: list[Token], colon: Token, right: list[Token]) -> Iterator[Candidate]:
    """As in "‘They shredded the files’: former clerk on the inquiry"."""
    more = next((n for n, t in enumerate(right) if t.lower_ in AT), len(right))
    if len(right) <= LONGEST_MORE and _names_a_source(right[:more]):
        yield replace(_candidate(right, colon, quote), source=Source(right[more - 1], frozenset(t.i for t in right)))


def _said_last(words: list[Token]) -> Iterator[Candidate]:
    """As in "Bridge was never safe, inspector says", "Stay off the ice, coast guard tells skaters"."""
    comma = max((n for n, t in enumerate(words) if t.text == ","), default=0)
    said, tail = words[:comma], words[comma + 1 :]
    first = tail[0] if tail else None
    if (
        first is not None
        and len(said) >= 3
        and not said[0].is_quote
        and first.tag_ in FINITE
        and is_known(first)
        and _names_a_source(tail[1:])
    ):
        yield from _last(tail[1:], first, said, [])
        return
    at = next((n for n, t in enumerate(tail) if n and t.pos_ == "VERB" and is_known(t)), None)
    if len(said) < 3 or said[0].is_quote or at is None or not _names_a_source(tail[:at]):
        return
    to = tail[at + 1 :]
    if len(to) > SPOKEN_TO or any(t.pos_ not in ("NOUN", "PROPN", "PRON", "DET", "ADJ") for t in to):
        return
    yield from _last(tail[:at], tail[at], said, to)


def _last(source: list[Token], verb: Token, said: list[Token], to: list[Token]) -> Iterator[Candidate]:
    frame, row = _said_by(verb, said, to)
    if row is not None:
        yield replace(_candidate(source, verb, said), head=verb, row=row, frame=frame, rule="headlines.last")


def _said_by(verb: Token, said: list[Token], to: list[Token]) -> tuple[Frame, CueRow | None]:
    """What the verb makes of the words before it: an imperative to somebody is a demand."""
    content = frozenset(t.i for t in said)
    kinds = ("to", "objto", "clause") if to and said[0].tag_ in IMPERATIVE and verb.lemma_.lower() in ADDRESSING else ("clause",)
    frames = [Frame(kind, content) for kind in kinds]
    return next(((f, row) for f in frames if (row := row_for(verb, f)) is not None), (frames[-1], None))


def _names_a_source(words: list[Token]) -> bool:
    if not 0 < len(words) <= LONGEST:
        return False
    if any(t.pos_ in ("VERB", "AUX") and t.text.islower() and noun_row(t) is None for t in words):
        return False
    named = words[-1].text[:1].isupper() and words[-1].is_alpha and not words[-1].is_stop
    return is_speaker_noun(words[-1]) or (
        named
        and all(t.text[:1].isupper() or t.lower_ in ("of", "the", "and", "for") for t in words)
        and words[-1].ent_type_ not in ("DATE", "TIME", "EVENT")
        and _comes_again(words[-1])
    )


def _comes_again(name: Token) -> bool:
    """Whether the report goes on about a name that its headline gives ("Holt"), or has nothing but the headline; "Live" is a label."""
    after = [t for t in name.doc[name.sent.end :] if not t.is_space]
    return not after or any(t.lower_ == name.lower_ and t.text[:1].isupper() for t in after)


def _candidate(source: list[Token], cue: Token, content: list[Token]) -> Candidate:
    return Candidate(
        source=Source(source[-1], frozenset(t.i for t in source)),
        cue=frozenset({cue.i}),
        content=frozenset(t.i for t in content),
        frame=Frame("clause", frozenset(t.i for t in content)),
        rule="headlines.colon",
        confidence=FAIR,
    )
