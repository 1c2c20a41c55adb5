"""Words and word pieces of a plain text, with the code points at which every word stands.

In: a text and a vocabulary (one piece a line, its number is its line). Out: `Words`, parallel lists of start, end and piece
numbers. A paragraph's end comes as a word of its own with the separator as its only piece. Equal to the uncased BERT
tokenizer, word for word (a check beside the training code compares the two). It does not decide what a sentence is.

>>> tokenizer = WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "mar", "##la", "spoke", "."])
>>> tokenizer.words("Marla spoke.").ids
[(4, 5), (6,), (7,)]
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

LONGEST_WORD = 100  # code points; the original gives up on longer ones too
LAST_MARK = 0x20000  # no punctuation mark and no blank beyond (the last is U+1E95F): saves 0.3 s at every start
CACHE_LIMIT = 8_000  # words remembered; then the memory is emptied, so it stays flat over any number of documents


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists: where each word starts and ends in the text, and its pieces."""

    starts: list[int]
    ends: list[int]
    ids: list[tuple[int, ...]]


def _ranges(characters: Iterable[str]) -> str:
    """Characters as the inside of a regular expression's class."""
    points = sorted(map(ord, characters))
    out, start = [], points[0]
    for here, after in zip(points, [*points[1:], -1], strict=True):
        if after != here + 1:
            out.append(f"{re.escape(chr(start))}-{re.escape(chr(here))}")
            start = after
    return "".join(out)


@cache
def _word_pattern() -> re.Pattern[str]:
    """A paragraph's end, one mark or ideograph, or a run of anything else that is no white space."""
    every = [chr(point) for point in range(LAST_MARK)]
    ascii_marks = [mark for mark in map(chr, range(33, 127)) if not mark.isalnum()]
    marks = _ranges([*ascii_marks, *(c for c in every if unicodedata.category(c)[0] == "P")])
    blocks: tuple[tuple[int, int], ...] = (
        (0x4E00, 0x9FFF),
        (0x3400, 0x4DBF),
        (0x20000, 0x2A6DF),
        (0x2A700, 0x2B73F),
        (0x2B740, 0x2B81F),
        (0x2B920, 0x2CEAF),
    )
    blocks = (*blocks, (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
    ideographs = "".join(f"{chr(low)}-{chr(high)}" for low, high in blocks)
    blanks = "\t\n\r" + _ranges(c for c in every if unicodedata.category(c) in {"Zs", "Zl", "Zp"})
    return re.compile(f"\n[{blanks}]*|[{marks}{ideographs}]|[^{blanks}{marks}{ideographs}]+")


def _unseen(character: str) -> bool:
    """Control, format, private and unassigned characters leave no trace."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co"} or character in "\0\ufffd"


def folded(word: str) -> str:
    """Lower case, without accents and without characters that leave no trace."""
    if word.isascii() and word.isprintable():
        return word.lower()
    seen = "".join(character for character in word if not _unseen(character))
    bare = "".join(c for c in unicodedata.normalize("NFD", seen) if unicodedata.category(c) != "Mn")
    return bare.lower()


class WordPiece:
    """The tokenizer: greedy longest match of lower-cased words against a fixed list of pieces."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.pieces = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self.pieces["[UNK]"]
        self.separator = self.pieces["[SEP]"]
        self.start = self.pieces["[CLS]"]
        self._seen: dict[str, tuple[int, ...]] = {}

    def words(self, text: str) -> Words:
        """Every word of the text in order, paragraph ends among them; words of unseen characters only are left out."""
        starts: list[int] = []
        ends: list[int] = []
        ids: list[tuple[int, ...]] = []
        seen = self._seen
        for match in _word_pattern().finditer(text):
            word = match.group()
            found = seen.get(word)
            if found is None:
                found = self._remember(word)
            if found:
                starts.append(match.start())
                ends.append(match.end())
                ids.append(found)
        return Words(starts, ends, ids)

    def _remember(self, word: str) -> tuple[int, ...]:
        if len(self._seen) >= CACHE_LIMIT:
            self._seen.clear()
        found = (self.separator,) if word[0] == "\n" else self._split(folded(word))
        self._seen[word] = found
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        if not word:
            return ()
        if len(word) > LONGEST_WORD:
            return (self.unknown,)
        out: list[int] = []
        at = 0
        while at < len(word):
            for end in range(len(word), at, -1):
                number = self.pieces.get(("##" if at else "") + word[at:end])
                if number is not None:
                    out.append(number)
                    at = end
                    break
            else:
                return (self.unknown,)
        return tuple(out)
