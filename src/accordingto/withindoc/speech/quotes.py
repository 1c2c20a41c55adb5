"""Quotes: pairs of quotation marks, quotes over paragraphs, scare quotes.

In: the text and its marks in pairs. Out: `notes.quotes`, outer and inner ones, marks included, in text order; a mark without
its partner is a `Problem`. It does not decide who is quoted.

>>> [q.span.of(TEXT) for q in quotes_of(TEXT, (Span(0, len(TEXT)),))]
['“We left,”', '“at dawn.”']
"""

import re
from collections.abc import Sequence

from accordingto.model.document import Problem
from accordingto.model.evidence import Span, touching
from accordingto.model.found import Quote
from accordingto.model.kinds import Mode, ProblemKind
from accordingto.withindoc.marks import Marks, depths, is_told, read_marks
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.regions import paragraphs_of
from accordingto.withindoc.tokens import Doc

TEXT = "“We left,” she said, “at dawn.”"
LETTER = re.compile(r"[^\W_]")
SPEECH_END = re.compile(r"[,.!?…;:—–-][^\w\s,.!?…;:—–-]*$")
SCARE_WORDS = 4
"""Quotes of up to this many words without a mark of a sentence at their end are terms, not speech, unless a cue takes them."""


def find_quotes(doc: Doc) -> Doc:
    """Fill ``notes.quotes``."""
    notes = notes_of(doc)
    text = notes.document.text
    marks = notes.marks or read_marks(text, paragraphs_of(text))
    notes.quotes = list(_quotes(text, marks))
    unclosed = [q.span for q in notes.quotes if not q.closed and not _goes_on(text, q, notes.quotes)]
    alone = sorted(m.span for m in marks.alone if is_told(m))
    notes.problems += [_unbalanced(span, "no closing mark in this paragraph or the next") for span in unclosed]
    notes.problems += [_unbalanced(span, "a quotation mark without its partner in this paragraph") for span in alone]
    return doc


def quotes_of(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """All quotes of ``text``, a quote never leaving its paragraph."""
    return _quotes(text, read_marks(text, paragraphs))


def _quotes(text: str, marks: Marks) -> tuple[Quote, ...]:
    spans = ((Span(p.opens.start, p.end), p.closes is not None, depth) for p, depth in depths(marks.pairs))
    return tuple(_quote(text, span, closed=closed, depth=depth) for span, closed, depth in spans)


def outer(quotes: Sequence[Quote]) -> tuple[Span, ...]:
    """Spans of the quotes that lie in no other one, in text order."""
    return tuple(q.span for q in quotes if q.depth == 0)


def mode_of(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Mode:
    """How much of ``content`` lies in the outer quotes ``quoted``: all letters direct, none indirect, some mixed."""
    inside = outside = 0
    for part in content:
        spans = touching(quoted, part)
        for match in LETTER.finditer(text, part.start, part.end):
            if any(s.start <= match.start() < s.end for s in spans):
                inside += 1
            else:
                outside += 1
    if not inside:
        return Mode.INDIRECT
    return Mode.MIXED if outside else Mode.DIRECT


def _unbalanced(span: Span, message: str) -> Problem:
    return Problem(kind=ProblemKind.QUOTE_UNBALANCED, message=message, span=span, step="quotes")


def _quote(text: str, span: Span, *, closed: bool, depth: int) -> Quote:
    words = re.findall(r"\w+", span.of(text))
    scare = closed and len(words) <= SCARE_WORDS and not SPEECH_END.search(span.of(text))
    return Quote(span=span, closed=closed, scare=scare, depth=depth)


def _goes_on(text: str, quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether the next quote takes up an unclosed one after the paragraph's end."""
    return any(q.span.start > quote.span.end and not text[quote.span.end : q.span.start].strip() for q in quotes)
