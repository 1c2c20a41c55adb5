"""Regions: which lines are headline, subhead, dateline, byline, credit, body; where paragraphs end.

In: the text. Out: regions in text order, and the offsets at which a sentence must begin, so that the parser does not run a
headline into the report. It does not decide what a dateline's date means.

>>> [(r.kind.value, r.span.of(TEXT)) for r in regions_of(TEXT)]
[('headline', 'Mine shut'), ('dateline', 'ORTEN (Vale Wire) --'), ('body', 'Two men died.')]
"""

import re
from collections import Counter
from typing import Any

import numpy as np
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from accordingto.model.document import Region
from accordingto.model.evidence import Span
from accordingto.model.kinds import RegionKind
from accordingto.withindoc.notes import notes_of

TEXT = "Mine shut\nORTEN (Vale Wire) -- Two men died."
LINE = re.compile(r"[^\n\r\u2028\u2029]*[^\s]")
ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]*)*(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)*)?"
    r"(?:, (?:[A-Z][a-z]+\.? )?\d{1,2}(?: [A-Z][a-z]+)?(?:,? \d{4})?)?\s*(?:\([^()\n]{2,40}\))?|\([^()\n]{2,40}\))\s*(?:--+|[—–:]|- )"
)
BYLINE = re.compile(r"(?:By|Reporting by|Story by) [A-Z][\w.'’\-]+(?: [\w.'’\-]+){0,6}$")
CREDIT = re.compile(r"[(\[][^()\[\]\n]{2,60}[)\]]\.?$")
HEADLINE_WORDS = 25
"""A longer first line without a full stop is text whose full stop is missing."""
SUBHEAD_WORDS = 12
WRAPPED_WIDTH = range(55, 100)
"""Lines of plain-text mail and archives are wrapped at 60 to 80 columns; a wrapped line may go on with a capital."""


def find_regions(doc: Doc) -> Doc:
    """Fill ``notes.regions`` and ``notes.datelines``, and mark where a sentence must begin. Runs before the parser."""
    notes = notes_of(doc)
    notes.regions = list(regions_of(doc.text))
    notes.datelines = tuple(r.span for r in notes.regions if r.kind is RegionKind.DATELINE)
    starts = {region.span.start for region in notes.regions if region.kind is not RegionKind.CREDIT}
    begins = [i > 0 and at in starts for i, at in enumerate(doc.to_array(IDX).tolist())]
    if any(begins):
        table: Any = np.array(begins, dtype=np.uint64).reshape(-1, 1)
        doc.from_array([SENT_START], table)  # set word by word, each would make spaCy look at all words
    return doc


def regions_of(text: str) -> tuple[Region, ...]:
    """All regions of ``text``, in order, without gaps other than white space."""
    paragraphs = paragraphs_of(text)
    found: list[Region] = []
    for n, span in enumerate(paragraphs):
        kind = _kind_of(span.of(text), first=n == 0, last=n == len(paragraphs) - 1)
        found += _opened(text, span) if kind is RegionKind.BODY else [Region(span=span, kind=kind)]
    return tuple(_with_turns_whole(text, found))


def _with_turns_whole(text: str, regions: list[Region]) -> list[Region]:
    """``regions`` without datelines where the colons of a transcript were taken for such: two speakers, one of whom comes back."""
    labels = [r.span for r in regions if r.kind is RegionKind.DATELINE and r.span.of(text).endswith(":")]
    names = Counter(re.split("[,(:]", label.of(text))[0].split()[-1] for label in labels)
    if len(names) < 2 or max(names.values()) < 2:
        return regions
    found: list[Region] = []
    for region in regions:
        if found and found[-1].span in labels:
            found[-1] = Region(span=Span(found[-1].span.start, region.span.end), kind=region.kind)
        else:
            found.append(region)
    return found


def paragraphs_of(text: str) -> tuple[Span, ...]:
    r"""Spans of the paragraphs. A line that goes on in lower case, or that was wrapped, is no paragraph end.

    >>> [s.of("It fell\nat dawn.\nNobody died.") for s in paragraphs_of("It fell\nat dawn.\nNobody died.")]
    ['It fell\nat dawn.', 'Nobody died.']
    """
    lines = [_trimmed(text, m.start(), m.end()) for m in LINE.finditer(text)]
    wrapped = _is_wrapped(text, lines)
    spans: list[Span] = []
    for line in lines:
        if spans and _goes_on(text, spans[-1], line, wrapped=wrapped):
            spans[-1] = Span(spans[-1].start, line.end)
        else:
            spans.append(line)
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether most lines stop in mid-sentence at a like width."""
    inner = [s for s in lines if not ENDS.search(s.of(text))]
    full = [s for s in inner if s.end - s.start in WRAPPED_WIDTH]
    return len(full) >= 3 and len(full) >= 0.5 * len(lines)


def _goes_on(text: str, before: Span, line: Span, *, wrapped: bool) -> bool:
    gap = text[before.end : line.start]
    if len(re.findall(r"\r\n|\n|\r|\u2028|\u2029", gap)) > 1:
        return False
    ended = bool(ENDS.search(before.of(text)))
    last_line = before.of(text).rsplit("\n", 1)[-1]
    if wrapped and len(last_line) >= WRAPPED_WIDTH.start:
        return True
    return not ended and text[line.start].islower()


def _kind_of(words: str, *, first: bool, last: bool) -> RegionKind:
    """The kind of a whole paragraph."""
    if BYLINE.match(words):
        return RegionKind.BYLINE
    if last and not first and CREDIT.match(words):
        return RegionKind.CREDIT
    ended = ENDS.search(words) or DATELINE.match(words)
    if first and not last and not ended and len(words.split()) <= HEADLINE_WORDS:
        return RegionKind.HEADLINE
    if not first and not last and not ended and len(words.split()) <= SUBHEAD_WORDS:
        return RegionKind.SUBHEAD
    return RegionKind.BODY


def _opened(text: str, span: Span) -> list[Region]:
    """A body paragraph with its dateline set apart."""
    match = DATELINE.match(text, span.start, span.end)
    if not match or match.end() >= span.end:
        return [Region(span=span, kind=RegionKind.BODY)]
    rest = _trimmed(text, match.end(), span.end)
    return [
        Region(span=Span(match.start(), match.end()), kind=RegionKind.DATELINE),
        Region(span=rest, kind=RegionKind.BODY),
    ]
