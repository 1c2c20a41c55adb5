"""Candidates of a document, sought by the words that they hold, so that a long text costs no more a word than a short one.

In: candidates, which may be replaced, added and dropped. Out: the numbers of those that hold a word, have a cue in a sentence, or end
before a word. It decides nothing.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from accordingto.withindoc.speech.candidates import Candidate


class Held:
    """Numbered candidates. A number stays with its candidate until that is dropped."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._all: list[Candidate | None] = []
        self._by_word: dict[int, set[int]] = defaultdict(set)
        self._by_cue: dict[int, set[int]] = defaultdict(set)
        self._by_head: dict[int, set[int]] = defaultdict(set)
        self._ends: list[tuple[int, int]] = []
        for candidate in candidates:
            self.append(candidate)

    def __getitem__(self, number: int) -> Candidate:
        """Raises KeyError for one that was dropped."""
        found = self._all[number]
        if found is None:
            raise KeyError(number)
        return found

    def left(self) -> list[Candidate]:
        """All that were not dropped, in order."""
        return [c for c in self._all if c is not None]

    def append(self, candidate: Candidate) -> None:
        """One more."""
        self._all.append(None)
        self._put(len(self._all) - 1, candidate)

    def add_words(self, number: int, words: frozenset[int]) -> None:
        """Give a candidate more content."""
        candidate = self[number].adding(words)
        self.drop(number)
        self._put(number, candidate)

    def drop(self, number: int) -> None:
        """Forget a candidate."""
        candidate = self[number]
        for table, words in self._tables(candidate):
            for i in words:
                table[i].discard(number)
        if candidate.content:
            self._ends.remove((_end(candidate), number))
        self._all[number] = None

    def holding(self, words: Iterable[int]) -> list[int]:
        """Candidates whose content has one of the words, in order."""
        return sorted({n for i in words for n in self._by_word.get(i, ())})

    def headed_by(self, word: int) -> int | None:
        """The first candidate whose cue's head is the word."""
        return min(self._by_head.get(word, ()), default=None)

    def has_cue_in(self, start: int, end: int) -> bool:
        """Whether a cue begins in words [start, end)."""
        return any(self._by_cue.get(i) for i in range(start, end))

    def last_before(self, word: int) -> int | None:
        """Of the candidates with content that end before the word, the last."""
        at = bisect_left(self._ends, (word, -1))
        return self._ends[at - 1][1] if at else None

    def _put(self, number: int, candidate: Candidate) -> None:
        self._all[number] = candidate
        for table, words in self._tables(candidate):
            for i in words:
                table[i].add(number)
        if candidate.content:
            insort(self._ends, (_end(candidate), number))

    def _tables(self, candidate: Candidate) -> tuple[tuple[dict[int, set[int]], Iterable[int]], ...]:
        cue = (min(candidate.cue),) if candidate.cue else ()
        head = (candidate.head.i,) if candidate.head is not None else ()
        return (self._by_word, candidate.content), (self._by_cue, cue), (self._by_head, head)


def _end(candidate: Candidate) -> int:
    """Last word of all that a candidate holds."""
    return max(candidate.content | candidate.cue | candidate.source.words)
