"""Transcripts: turns that open with a label and a colon, "MORROW: Will you come?", "PAUL QUILL, MAYOR: No".

In: a parsed document with its regions. Out: `Turn`s in text order, and candidates with the label as source and the colon as cue. A text
has turns where two speakers take them and one comes back; else a label is a heading ("TODAY: rain"). It does not decide who is meant.

A turn ends with its paragraph; inside quotation marks it goes on as printers have it, over paragraphs that open with a mark.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accordingto.model.evidence import Span
from accordingto.model.kinds import RegionKind
from accordingto.withindoc.cues import Frame
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.rules import SURE
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.tokens import Doc, Token

TURN = "transcripts.turn"
LONGEST = 12
"""Tokens of a label, with what is said of the name after a comma."""
LONGEST_NAME = 4
COLONS = (":", "):")
"""The second is one word to the parser, which takes it for a face: "SURVIVOR (translated): …"."""
SMALL = frozenset(("of", "the", "and", "for", "de", "von", "van", "al", "-", ".", "’s", "'s"))
TITLES = frozenset(("mr.", "mrs.", "ms.", "dr.", "sen.", "rep.", "gov.", "gen.", "col.", "prof.", "st."))


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's turn, by tokens: his label, the colon, first and last of each paragraph of what he says, and the first behind it all."""

    label: tuple[Token, ...]
    colon: int
    pieces: tuple[tuple[int, int], ...]
    end: int

    @property
    def start(self) -> int:
        """First token of the label."""
        return self.label[0].i

    @property
    def said(self) -> frozenset[int]:
        """All tokens of what is said."""
        return frozenset(i for first, last in self.pieces for i in range(first, last + 1))

    @property
    def speaker(self) -> str:
        """What later turns may call the speaker: the last word of his name."""
        name = _before_comma(self.label)
        return name[-1].lower_


def turns_of(doc: Doc) -> tuple[Turn, ...]:
    """All turns of a transcript; none where the text is no transcript."""
    found: list[Turn] = []
    goes_on = False
    for region in notes_of(doc).regions:
        tokens = doc.touched(region.span.start, region.span.end)
        words = [t for t in tokens if not t.is_space] if tokens is not None else []
        turn = _turn(words) if region.kind in (RegionKind.BODY, RegionKind.SUBHEAD) else None
        marked = bool(words) and words[0].is_quote
        if turn is not None:
            found.append(turn)
            goes_on = marked and not words[-1].is_quote
        elif goes_on and marked:
            told = found[-1].pieces if words[1].text in ("(", "[") else (*found[-1].pieces, _piece(words))
            found[-1] = replace(found[-1], pieces=told, end=words[-1].i + 1)
            goes_on = not words[-1].is_quote
        else:
            goes_on = False
    times = Counter(t.speaker for t in found)
    return tuple(found) if len(times) > 1 and max(times.values()) > 1 else ()


def by_turns(turns: Sequence[Turn]) -> Iterator[Candidate]:
    """A candidate for each turn."""
    for turn in turns:
        head = _before_comma(turn.label)[-1]
        colon = head.doc[turn.colon]
        yield Candidate(
            source=Source(head, frozenset(t.i for t in turn.label)),
            cue=frozenset({turn.colon}),
            content=turn.said,
            frame=Frame("quote", turn.said),
            rule=TURN,
            confidence=SURE,
            spans=(
                (Span(turn.label[0].idx, max(_end(turn.label[-1]), _end(colon) - 1)),),
                (Span(_end(colon) - 1, _end(colon)),),
                tuple(Span(head.doc[first].idx, _end(head.doc[last])) for first, last in turn.pieces),
            ),
        )


def outside(turns: Sequence[Turn], read: Candidate) -> Candidate | None:
    """What the tagger read, without what turns of others hold: a cue around a transcript says none of it; None where nothing is left."""
    crossed = [t for t in turns if not (_is_within(read.cue, t) and _is_within(read.content, t))]
    said = read.content - frozenset(i for t in crossed for i in range(t.start, t.end))
    if said == read.content:
        return read
    if not said or not read.cue or any(_is_within(read.cue, t) for t in crossed) or read.spans is None:
        return None
    held = [(t.label[0].idx, t.label[0].doc[t.end - 1].idx) for t in crossed]
    source, cue, content = read.spans
    kept = tuple(s for s in content if not any(s.start < end and s.end > start for start, end in held))
    return replace(read, content=said, spans=(source, cue, kept)) if kept else None


def _is_within(words: frozenset[int], turn: Turn) -> bool:
    return bool(words) and turn.start <= min(words) and max(words) < turn.end


def _turn(words: Sequence[Token]) -> Turn | None:
    """The turn that a paragraph opens."""
    start = 1 if words and words[0].is_quote else 0
    at = next((n for n, t in enumerate(words[: start + LONGEST + 1]) if t.text in COLONS), 0)
    label = tuple(words[start:at])
    if at <= start or at + 1 >= len(words) or not _is_label(label):
        return None
    return Turn(label, words[at].i, (_piece(words[at + 1 :]),), words[-1].i + 1)


def _piece(words: Sequence[Token]) -> tuple[int, int]:
    """First and last token of a paragraph, without the mark that closes what the label's mark has opened."""
    last = words[-2] if len(words) > 1 and words[-1].is_quote else words[-1]
    return words[0].i, last.i


def _end(token: Token) -> int:
    return token.idx + len(token)


def _is_label(label: Sequence[Token]) -> bool:
    """Whether words name a speaker: a name in capitals, or one written as names are with nothing behind it."""
    name = _before_comma(label)
    if not 0 < len(name) <= LONGEST_NAME or not all(t.is_alpha or t.lower_ in SMALL or t.lower_ in TITLES for t in name):
        return False
    if len(name[-1].text) > 1 and (name[-1].is_stop or name[-1].lower_ in SMALL):
        return False
    return all(t.text[:1].isupper() or t.lower_ in SMALL for t in name)


def _before_comma(label: Sequence[Token]) -> Sequence[Token]:
    comma = next((n for n, t in enumerate(label) if t.text in (",", "(")), len(label))
    return label[:comma]
