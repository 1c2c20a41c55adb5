"""Quotation marks of any script, as a reader takes them: which opens, which closes, which is an apostrophe, which has no partner.

In: a text and its paragraphs. Out: `Pair`s in text order (one that a paragraph leaves open has no closing mark), the marks without a
partner, and the text as the models are shown it. It does not decide what is a quotation and what a quoted word.

A mark's shape tells what it is for and what closes it; where that fails, the place does: free to the left and not to the right opens,
the other way round closes. A mark of another kind closes only where its own never comes before the paragraph ends or the like opens again.

>>> [TEXT[p.opens.start : p.closes.end] for p in read_marks(TEXT, (Span(0, len(TEXT)),)).pairs if p.closes]
['„We left,“', '“at dawn›']
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from accordingto.model.evidence import Span

TEXT = "„We left,“ the ministers’ aide said, “at dawn›."
CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "«": "»", "「": "」", "『": "』", "〝": "〞〟", "❝": "❞", '"': '"', "＂": "＂",
    "''": ("''",), "``": ("''", '"'), "‘‘": ("’’", "”"),
    "”": "”", "»": "«»", "‘": "’", "‚": "‘’", "‛": "’", "‹": "›", "❛": "❜", "'": "'", "`": "'’`", "´": "´", "›": "‹›", "’": "’",
}  # fmt: skip
"""What closes a mark that opened: ”so” in Swedish, „so“ and »so« in German, «so» in French, 「so」 in Japanese."""
SINGLE = frozenset("‘’‚‛‹›❛❜'`´")
OPENS = frozenset(("“", "„", "‟", "«", "「", "『", "〝", "❝", "``", "‘‘", "‘", "‚", "‛", "‹", "❛"))
"""Marks made to open; those of `EITHER` have no side, the others are made to close."""
EITHER = frozenset(('"', "＂", "''", "'", "`", "´"))
APOSTROPHES = frozenset("’'‘´`‛")
USUAL = {"“": "”", "”": "”", "‘": "’", '"': '"', "'": "'"}
"""Marks of one character that English reports are printed with, and their partners: the models have met them."""
MARK = re.compile(r"''|``|‘‘|’’|[“”„‟«»\"＂「」『』〝〞〟❝❞‘’‚‛‹›❛❜'`´]")
WORD = re.compile(r"[^\W_]")
DASHES = "-‐‑‒–—―"
LONG_BAR = "―"
"""The dash before a signature (“Too late.”― Una Brandt); the models have met the one a little shorter."""
ENDS_A_PHRASE = ".,!?;:…—–"
DEEPEST = 8
"""Marks open at once; of more, the oldest is given up."""
AHEAD = 60
"""Marks looked at for a partner."""
SINGLE_REACH = 400
"""Characters within which a single mark is closed, if it is no apostrophe."""
ELIDED = re.compile(r"(?i:tis|twas|twere|til|em|cause|n)\b|\d0s\b")
"""What an apostrophe stands before: ’tis, rock ’n’ roll, the ’90s."""
ENDS_SINGLE = re.compile(r"[\w.,!?…][’'›‘‹❜´`](?!\w)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One quotation mark. ``side``: 1 where its place says that it opens, -1 closes, 0 neither."""

    text: str
    span: Span
    side: int
    before: str
    """The character before it, "" at the start of the paragraph."""
    after: str

    @property
    def is_single(self) -> bool:
        """‘So’ and not “so”."""
        return self.text in SINGLE


@dataclass(frozen=True, slots=True)
class Pair:
    """A mark that opens and the one that closes it; ``end``: of the latter, or of the paragraph that leaves it open.

    ``opens`` is empty where a paragraph goes on with what the one before it left open, and does not say so by a mark.
    """

    opens: Span
    closes: Span | None
    end: int
    is_single: bool


@dataclass(slots=True)
class Marks:
    """The marks of a text: in pairs, and those without a partner."""

    pairs: list[Pair] = field(default_factory=list)
    alone: list[Mark] = field(default_factory=list)


def read_marks(text: str, paragraphs: Sequence[Span]) -> Marks:
    """Pair the marks of each paragraph; what one leaves open may go on in the next."""
    found = Marks()
    left_open: Mark | None = None
    marks = [_marks_in(text, paragraph) for paragraph in paragraphs]
    for n, paragraph in enumerate(paragraphs):
        following = marks[n + 1][0] if n + 1 < len(marks) and marks[n + 1] else None
        goes_on = following is not None and following.span.start == paragraphs[n + 1].start and following.side > 0
        reader = _Paragraph(text, paragraph, marks[n], left_open)
        reader.read(goes_on=goes_on)
        found.pairs += reader.pairs
        found.alone += reader.alone
        left_open = reader.left_open
    found.pairs.sort(key=lambda p: (p.opens.start, -p.end))
    return found


def shown(text: str, marks: Marks) -> str:
    """``text``, as long as it was, with the marks and dashes that the models have met, and a space for each mark without a partner."""
    letters = list(text)
    for mark in marks.alone:
        if not _is_measure(mark) and not (mark.text in APOSTROPHES and (mark.before.isalnum() or mark.after.isalnum())):
            letters[mark.span.start : mark.span.end] = " " * len(mark.text)
    for pair in marks.pairs:
        opening = _one(letters, pair.opens, "‘" if pair.is_single else "“")
        if pair.closes is not None:
            _one(letters, pair.closes, USUAL.get(opening, "’" if pair.is_single else "”"), keep=False)
    return "".join(letters).replace(LONG_BAR, "—")


def is_told(mark: Mark) -> bool:
    """Whether a mark without a partner is worth telling: an apostrophe and the sign of inches are none."""
    return not mark.is_single and not _is_measure(mark)


def _is_measure(mark: Mark) -> bool:
    return mark.text in ('"', "''", "”") and mark.before.isdigit()


def _one(letters: list[str], span: Span, wanted: str, *, keep: bool = True) -> str:
    """Put a mark of one character where another stands; ``keep``: a usual one stays. What stands there now."""
    now = "".join(letters[span.start : span.end])
    if len(now) != 1 or (keep and now in USUAL and not (now == "”" and wanted == "“")):
        return now
    letters[span.start] = wanted
    return wanted


def _marks_in(text: str, paragraph: Span) -> list[Mark]:
    """The marks of a paragraph that are no apostrophes between two letters."""
    found = []
    for match in MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        before = text[start - 1] if start > paragraph.start else ""
        after = text[end] if end < paragraph.end else ""
        if match.group() in APOSTROPHES and before.isalnum() and after.isalnum():
            continue
        found.append(Mark(match.group(), Span(start, end), _side(text, paragraph, start, end), before, after))
    return found


def _side(text: str, paragraph: Span, start: int, end: int) -> int:
    """What the place says of a mark, its neighbouring marks left out."""
    left, right = start - 1, end
    while left >= max(paragraph.start, start - DEEPEST) and MARK.match(text, left):
        left -= 1
    while right < min(paragraph.end, end + DEEPEST) and MARK.match(text, right):
        right += 1
    before = text[left] if left >= paragraph.start else " "
    after = text[right] if right < paragraph.end else " "
    free_left = before.isspace() or before in "([{/" + DASHES
    free_right = after.isspace() or after in ")]}.,;:!?/…" + DASHES
    if right == paragraph.end:
        return -1 if left >= paragraph.start else 0
    if free_left == free_right:
        return 0 if not before.isspace() or after.isspace() or after in ENDS_A_PHRASE else 1
    return 1 if free_left else -1


class _Paragraph:
    """The marks of one paragraph, read from left to right with those that are open.

    ``before``: what the paragraph before has left open. ``left_open``: what this one has.
    """

    def __init__(self, text: str, span: Span, marks: Sequence[Mark], before: Mark | None) -> None:
        self.text, self.span, self.marks, self.before = text, span, marks, before
        self.open: list[Mark] = []
        self.pairs: list[Pair] = []
        self.alone: list[Mark] = []
        self.left_open: Mark | None = None

    def read(self, *, goes_on: bool) -> None:
        """Find what the paragraph holds. ``goes_on``: the next one begins with a mark, so that one may be left open."""
        for n, mark in enumerate(self.marks):
            if mark.is_single and not self._quotes(n, mark):
                self.alone += [] if mark.before.isalnum() or mark.after.isalnum() else [mark]
                continue
            at = self._closed_by(n, mark)
            if at is not None:
                self._close(at, mark)
            elif self._opens(n, mark):
                self._push(mark)
            elif self.before is not None and mark.text in CLOSERS[self.before.text] and not (self.pairs or self.alone or self.open):
                self.pairs.append(Pair(Span(self.span.start, self.span.start), mark.span, mark.span.end, is_single=False))
            else:
                self.alone.append(mark)
        self._end(goes_on=goes_on)

    def _quotes(self, n: int, mark: Mark) -> bool:
        """Whether a single mark quotes rather than being an apostrophe (the ministers’, ’90s)."""
        if any(m.is_single for m in self.open):
            return (not mark.after.isalnum() or mark.side > 0) and not self._owns(n, mark)
        if mark.side > 0:
            rest = self.text[mark.span.end : min(mark.span.end + SINGLE_REACH, self.span.end)]
            return mark.text != "’" and not ELIDED.match(rest) and (bool(ENDS_SINGLE.search(rest)) or self._ends_wide(n, mark))
        return mark.text not in APOSTROPHES or (bool(self.open) and mark.before in ENDS_A_PHRASE)

    def _ends_wide(self, n: int, mark: Mark) -> bool:
        """Whether a mark made to open, with nothing open, is followed by a double mark that ends a phrase: ‘We left,” he said."""
        later = next((m for m in self.marks[n + 1 : n + AHEAD] if not m.is_single), None)
        return not self.open and mark.text in OPENS and later is not None and later.side < 0 and later.before in ENDS_A_PHRASE

    def _owns(self, n: int, mark: Mark) -> bool:
        """Whether a mark after an "s" is an apostrophe, since the mark that closes comes later: ‘The boys’ own,’ he said."""
        if mark.text not in APOSTROPHES or mark.before != "s" or not mark.after.isspace():
            return False
        later = (m for m in self.marks[n + 1 : n + AHEAD] if m.is_single)
        return next((m.text == mark.text and m.before in ENDS_A_PHRASE for m in later if m.side > 0 or m.before != "s"), False)

    def _closed_by(self, n: int, mark: Mark) -> int | None:
        """Which open mark this one closes."""
        attached = bool(mark.before) and not (mark.before.isspace() and mark.after)
        if mark.side <= 0 or mark.text not in OPENS | EITHER:
            for at in range(len(self.open) - 1, -1, -1):
                if mark.text in CLOSERS[self.open[at].text] and (attached or mark.text not in OPENS):
                    return at
        if mark.side > 0 or not attached or (mark.text in OPENS and mark.side == 0):
            return None
        surely = mark.text not in APOSTROPHES or mark.before in ENDS_A_PHRASE
        for same_width in (True, False):
            for at in range(len(self.open) - 1, -1, -1):
                opened = self.open[at]
                if (opened.is_single == mark.is_single) == same_width and (same_width or surely) and not self._own_comes(n, opened):
                    return at
        return None

    def _own_comes(self, n: int, opened: Mark) -> bool:
        """Whether the mark that is made to close ``opened`` comes after the mark ``n``, before another opens like it."""
        for mark in self.marks[n + 1 : n + AHEAD]:
            if mark.text in CLOSERS[opened.text] and mark.side <= 0 and (mark.text not in APOSTROPHES or not mark.after.isalnum()):
                return True
            if mark.text == opened.text and mark.side > 0:
                return False
        return False

    def _opens(self, n: int, mark: Mark) -> bool:
        """Whether the mark, which closes nothing, opens: by its shape, by its place, or because the like comes after it."""
        alike = any(m.is_single == mark.is_single for m in self.open)
        before_word = bool(mark.after) and not mark.after.isspace() and mark.after not in ENDS_A_PHRASE
        if mark.text in OPENS:
            return before_word or (not alike and mark.side == 0)
        if alike or mark.text not in CLOSERS:
            return mark.side > 0 and mark.text in EITHER
        if before_word and mark.side >= (0 if mark.text in EITHER else 1):
            return True
        return not mark.is_single and (not mark.before or mark.before.isspace()) and self._own_comes(n, mark)

    def _push(self, mark: Mark) -> None:
        if len(self.open) == DEEPEST:
            self.alone.append(self.open.pop(0))
        self.open.append(mark)

    def _close(self, at: int, mark: Mark) -> None:
        opened = self.open[at]
        self.alone += self.open[at + 1 :]
        del self.open[at:]
        if not WORD.search(self.text, opened.span.end, mark.span.start):
            self.alone += [opened, mark]
            return
        self.pairs.append(Pair(opened.span, mark.span, mark.span.end, opened.is_single))

    def _end(self, *, goes_on: bool) -> None:
        """“… twelve shells landed. ¶ “We left.”: the mark of a paragraph that goes on is not closed."""
        first = next((m for m in self.open if not m.is_single), None)
        self.alone += [m for m in self.open if m is not first]
        if first is None:
            return
        holds = any(p.opens.start > first.span.start and not p.is_single for p in self.pairs)
        if WORD.search(self.text, first.span.end, self.span.end) and (goes_on or not holds):
            self.pairs.append(Pair(first.span, None, self.span.end, is_single=False))
            self.left_open = first
        else:
            self.alone.append(first)


def depths(pairs: Iterable[Pair]) -> Iterator[tuple[Pair, int]]:
    """Each pair, in text order, with the number of pairs around it."""
    around: list[Pair] = []
    for pair in pairs:
        while around and around[-1].end <= pair.opens.start:
            around.pop()
        yield pair, len(around)
        around.append(pair)
