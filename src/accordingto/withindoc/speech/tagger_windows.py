"""What the model is given of each word beside its pieces, and the windows in which a long text is read.

In: words (`wordpiece`). Out: three small numbers a word (letter case, place within double quotation marks, headline or not), and
windows of words that fit the model, each with the core whose cues it answers for. It does not decide what a quotation is: a mark's
state starts afresh with every paragraph, as in print.

>>> quote_states("“No,” he said.", [0, 1, 3, 4, 6, 9, 13], [1, 3, 4, 5, 8, 13, 14])
[2, 1, 1, 3, 0, 0, 0]
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
LOWER, CAPITALISED, CAPITALS, MIXED, NUMBER = range(5)

OPENERS = {"“", "„", "«", "‟"}
CLOSERS = {"”", "»"}
DOUBLED = {"''", "``", "‘‘", "’’"}


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) are read together; cues in [core, core_end) are this window's."""

    start: int
    end: int
    core: int
    core_end: int


def case_of(word: str) -> int:
    """How the word is written."""
    if word[0].isdigit():
        return NUMBER
    if word.islower() or not word[0].isalpha():
        return LOWER
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITALISED if word[0].isupper() else MIXED


def _opens(text: str, start: int, end: int, *, within: bool) -> bool:
    """Whether a mark that could be either opens: free on the left and not on the right, or nothing is open."""
    free_left = start == 0 or text[start - 1].isspace() or text[start - 1] in "([—–-‘'“"
    free_right = end >= len(text) or text[end].isspace()
    return (free_left and not free_right) or (not within and not free_right)


def quote_states(text: str, starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """For every word: outside, inside, opening or closing mark of double quotation marks."""
    states: list[int] = []
    within = second_half = False
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        first = text[start]
        state = INSIDE if within else OUTSIDE
        if first == "\n":
            within, second_half, state = False, False, OUTSIDE
        elif second_half:
            second_half, state = False, states[-1]
        elif first in "\"“”„‟«»'`‘’" and end == start + 1:
            pair = text[start : start + 2] in DOUBLED and number + 1 < len(starts) and starts[number + 1] == end
            if pair or first not in "'`‘’":
                stop = end + pair
                if first in OPENERS:
                    opens = True
                elif first in CLOSERS:
                    opens = False
                else:
                    opens = _opens(text, start, stop, within=within)
                state = OPENING if opens else CLOSING
                within, second_half = opens, pair
        states.append(state)
    return states


def windows(sizes: Sequence[int], breaks: Iterable[int], *, limit: int, left: int, right: int, first: int = 0) -> list[Window]:
    """Cut words of the given sizes (in pieces) into windows of at most ``limit`` pieces.

    A window begins with up to ``left`` pieces of what came before its core, and its core ends with a paragraph where it can;
    where it cannot, the last ``right`` pieces are left to the next window. ``first`` makes the first window smaller.
    """
    ends_of_paragraphs = sorted(breaks)
    out: list[Window] = []
    core = at = 0
    while core < len(sizes):
        start, room = core, limit - (first if not out else 0)
        while start > 0 and sizes[start - 1] <= left - sum(sizes[start:core]):
            start -= 1
        room -= sum(sizes[start:core])
        end, half = core, core
        while end < len(sizes) and (sizes[end] <= room or end == core):
            room -= sizes[end]
            end += 1
            if room > limit // 2:
                half = end
        core_end = end
        if end < len(sizes):
            while at < len(ends_of_paragraphs) and ends_of_paragraphs[at] < end:
                at += 1
            last = ends_of_paragraphs[at - 1] + 1 if at else 0
            if last > half:
                core_end = end = last
            else:
                back = 0
                while core_end > core + 1 and back + sizes[core_end - 1] <= right:
                    core_end -= 1
                    back += sizes[core_end]
        out.append(Window(start, end, core, core_end))
        core = core_end
    return out
