"""Quotes: pairs of quotation marks, quotes over paragraphs, scare quotes.

In: the text and its paragraphs (regions). Out: `notes.quotes`, outer and inner ones, marks included, in text order; a mark without
its partner is a `Problem`. It does not decide who is quoted.

>>> [q.span.of(TEXT) for q in quotes_of(TEXT, (Span(0, len(TEXT)),))]
['“We left,”', '“at dawn.”']
"""

import re
from collections.abc import Iterator, Sequence

from accordingto.model.document import Problem
from accordingto.model.evidence import Span
from accordingto.model.found import Quote
from accordingto.model.kinds import Mode, ProblemKind, RegionKind
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc

TEXT = "“We left,” she said, “at dawn.”"
MARK = re.compile(r"[“”„«»\"‟]|''|``|[‘’‚‹›'`]")
OPENING, CLOSING = "“„«``‟‘‚‹", "”»''’›"
SINGLE = "‘’‚‹›'`"
LETTER = re.compile(r"[^\W_]")
SPEECH_END = re.compile(r"[,.!?…;:—–-][\"'”’»›]*$")
SCARE_WORDS = 4
"""Quotes of up to this many words without a mark of a sentence at their end are terms, not speech, unless a cue takes them."""


def find_quotes(doc: Doc) -> Doc:
    """Fill ``notes.quotes``."""
    notes = notes_of(doc)
    text = notes.document.text
    paragraphs = tuple(r.span for r in notes.regions if r.kind is not RegionKind.DATELINE) or (Span(0, max(len(text), 1)),)
    notes.quotes = list(quotes_of(text, paragraphs)) if text.strip() else []
    notes.problems += [
        Problem(kind=ProblemKind.QUOTE_UNBALANCED, message="no closing mark in this paragraph or the next", span=q.span, step="quotes")
        for q in notes.quotes
        if not q.closed and not _goes_on(text, q, notes.quotes)
    ]
    return doc


def quotes_of(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    """All quotes of ``text``, a quote never leaving its paragraph."""
    found = [quote for paragraph in paragraphs for quote in _in_paragraph(text, paragraph)]
    return tuple(sorted(found, key=lambda q: (q.span.start, -q.span.end)))


def outer(quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes that lie in no other one."""
    return [q for q in quotes if q.depth == 0]


def mode_of(text: str, content: Sequence[Span], quotes: Sequence[Quote]) -> Mode:
    """How much of ``content`` lies in quotation marks: all letters direct, none indirect, some mixed."""
    low, high = min((c.start for c in content), default=0), max((c.end for c in content), default=0)
    near = [q for q in quotes if q.span.start < high and q.span.end > low]
    spans = [q.span for q in near if q.depth == 0 and any(q.span.overlaps(c) for c in content)]
    inside = outside = 0
    for part in content:
        for match in LETTER.finditer(text, part.start, part.end):
            if any(s.start <= match.start() < s.end for s in spans):
                inside += 1
            else:
                outside += 1
    if not inside:
        return Mode.INDIRECT
    return Mode.MIXED if outside else Mode.DIRECT


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quote]:
    """Quotes of one paragraph, by a stack of open marks."""
    stack: list[tuple[str, int]] = []
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        mark, at = match.group(), match.start()
        if mark in SINGLE and not _single_counts(text, at, stack):
            continue
        family = _family(mark)
        open_at = next((n for n in range(len(stack) - 1, -1, -1) if stack[n][0] == family), None)
        if open_at is not None and _closes(text, match, opened=stack[open_at][1]):
            start = stack[open_at][1]
            del stack[open_at:]
            yield _quote(text, Span(start, match.end()), closed=True, depth=len(stack))
        elif _opens(text, match, open_already=open_at is not None):
            stack.append((family, at))
    if stack and stack[0][0] == "double":
        # “… twelve shells landed. ¶ “We left.”: the mark of a paragraph that goes on is not closed
        span = Span(stack[0][1], paragraph.end)
        if span.end - span.start > 2:
            yield _quote(text, span, closed=False, depth=0)


def _family(mark: str) -> str:
    return "single" if mark in SINGLE else "double"


def _single_counts(text: str, at: int, stack: list[tuple[str, int]]) -> bool:
    """Whether a single mark quotes rather than being an apostrophe (don’t, the ministers’, ’90s)."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if before.isalnum() and after.isalnum():
        return False
    if any(family == "single" for family, _ in stack):
        return not after.isalnum()
    if text[at] in "’›":
        return False
    rest = text[at + 1 : at + 400]
    starts = not before.isalnum() and (after.isalnum() or after in '“"…$£€')
    return starts and bool(re.search(r"[\w.,!?…][’'›](?!\w)", rest))


def _closes(text: str, match: re.Match[str], *, opened: int) -> bool:
    """Whether the mark ends an open quote."""
    mark = match.group()
    if mark in ("”", "»", "''", "’", "›") and match.start() > opened:
        return True
    if mark in ("„", "«", "``", "‚", "‹", "‟"):
        return False
    before = text[match.start() - 1]
    after = text[match.end()] if match.end() < len(text) else " "
    if mark in "“‘":  # „so“: the German closing mark
        return text[opened] in "„‚" and not before.isspace()
    return not before.isspace() or not after.isalnum()


def _opens(text: str, match: re.Match[str], *, open_already: bool) -> bool:
    """Whether the mark begins a quote."""
    mark = match.group()
    if mark in ("”", "»", "›", "’"):
        return False
    after = text[match.end()] if match.end() < len(text) else " "
    if mark == "''":
        return not after.isspace() and not open_already
    return not after.isspace() or (mark in "“„«" and not open_already)


def _quote(text: str, span: Span, *, closed: bool, depth: int) -> Quote:
    words = re.findall(r"\w+", span.of(text))
    scare = closed and len(words) <= SCARE_WORDS and not SPEECH_END.search(span.of(text))
    return Quote(span=span, closed=closed, scare=scare, depth=depth)


def _goes_on(text: str, quote: Quote, quotes: Sequence[Quote]) -> bool:
    """Whether the next quote takes up an unclosed one after the paragraph's end."""
    return any(q.span.start > quote.span.end and not text[quote.span.end : q.span.start].strip() for q in quotes)
