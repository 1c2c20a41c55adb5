"""The English model's name finder read by whole texts: the same names, found at once in place of word by word.

In: parsed documents that nobody has marked names in. Out: their names, as spaCy's own finder gives them. It changes no weight.

spaCy walks from word to word, and asks at each for each of 74 moves whether it is allowed; in the published build every such question
takes Python's lock. But unless a name is open, what comes next depends on the word alone: those moves are scored for all words in
a few matrices, and only where a name of several words begins, word by word (all such names of a batch side by side).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.util import minibatch

Floats = NDArray[np.float32]
Names = list[tuple[int, int, int]]
"""First word, end, number of the label."""
SLICE = 4096
"""Words scored together: what is worked out for them stays in the processor's cache."""
FEATURES = 3
"""Words looked at for a move: this one, the first of an open name, the one before."""
BEGIN, INSIDE, LAST, UNIT, OUT = "B", "I", "L", "U", "O"
NEVER = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class Moves:
    """The finder's moves: numbers of the columns of scores."""

    outside: NDArray[np.intp]
    """Those allowed where no name is open, in their order: begins, is a name of one word, is none."""
    begins: NDArray[np.bool_]
    units: NDArray[np.bool_]
    """Which of ``outside`` begin a name, which are one."""
    label: NDArray[np.intp]
    """Number of the label of each of ``outside``; -1: none."""
    inside: NDArray[np.intp]
    last: NDArray[np.intp]
    """By the label's number: the name goes on, the name ends."""
    names: tuple[str, ...]
    """The labels."""


def moves_of(finder: EntityRecognizer) -> Moves:
    """The moves of a finder."""
    every = [str(finder.moves.get_class_name(n)) for n in range(finder.moves.n_moves)]
    column = {name: n for n, name in enumerate(every)}
    names = tuple(sorted(name[2:] for name in column if name.startswith("B-") and len(name) > 2))
    outside = sorted(n for name, n in column.items() if name == OUT or (name[0] in (BEGIN, UNIT) and len(name) > 2))
    kinds = [every[n] for n in outside]
    return Moves(
        outside=np.array(outside, dtype=np.intp),
        begins=np.array([kind[0] == BEGIN for kind in kinds]),
        units=np.array([kind[0] == UNIT for kind in kinds]),
        label=np.array([names.index(kind[2:]) if kind != OUT else -1 for kind in kinds], dtype=np.intp),
        inside=np.array([column[f"{INSIDE}-{name}"] for name in names], dtype=np.intp),
        last=np.array([column[f"{LAST}-{name}"] for name in names], dtype=np.intp),
        names=names,
    )


def can_find_at_once(finder: EntityRecognizer) -> bool:
    """Whether a finder looks at a word, the one before it and the first of an open name, and takes the best move of all that it knows."""
    model: Any = finder.model
    table = model.layers[1]
    greedy = finder.cfg["beam_width"] == 1 and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    return bool(greedy and table.get_param("W").shape[0] == FEATURES and table.get_param("W").shape[2] > 1)


class NameFinder(EntityRecognizer):  # type: ignore[misc]  # compiled, without types
    """spaCy's finder of names with the same weights. Documents that come with names already are left to spaCy's own."""

    def __init__(self, finder: EntityRecognizer) -> None:
        super().__init__(finder.vocab, finder.model, finder.name, finder.moves)
        model: Any = finder.model
        self._words = model.layers[0]
        table, above = model.layers[1], model.layers[2]
        weights = table.get_param("W")
        self._width, self._pieces = weights.shape[1], weights.shape[2]
        flat = weights.reshape(weights.shape[0], self._width * self._pieces, weights.shape[3])
        self._first, self._start, self._before = (np.ascontiguousarray(part.T) for part in flat)
        self._nothing = table.get_param("pad").reshape(weights.shape[0], -1)
        self._bias = table.get_param("b").reshape(-1)
        self._scores, self._scores_bias = np.ascontiguousarray(above.get_param("W").T), above.get_param("b")
        self._moves = moves_of(finder)
        self._outside = np.ascontiguousarray(self._scores[:, self._moves.outside])
        self._outside_bias = self._scores_bias[self._moves.outside]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """The documents with their names, a batch at a time."""
        for batch in minibatch(stream, size=batch_size):  # type: ignore[no-untyped-call]
            docs = list(batch)
            self.set_annotations(docs, self.predict(docs))
            yield from docs

    def predict(self, docs: Iterable[Doc]) -> Any:
        """The names of each document, or spaCy's own answer where somebody has marked names before."""
        given = list(docs)
        if any(doc.to_array(ENT_IOB).any() for doc in given):
            return super().predict(given)
        return self.names(given)

    def set_annotations(self, docs: Iterable[Doc], found: Any) -> None:
        """Write the names into the documents."""
        given = list(docs)
        if not all(isinstance(names, list) for names in found):
            super().set_annotations(given, found)
            return
        for doc, names in zip(given, found, strict=True):
            doc.set_ents([Span(doc, start, end, label=self._moves.names[label]) for start, end, label in names], default="outside")

    def names(self, docs: Sequence[Doc]) -> list[Names]:
        """The names of each document."""
        lengths = [len(doc) for doc in docs]
        if not sum(lengths):
            return [[] for _ in docs]
        words: Floats = self._words.predict(list(docs))
        flags = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        ends = np.cumsum(lengths)
        stops = np.zeros(len(words), dtype=bool)
        stops[:-1] = flags[1:, 0] == 1
        stops[ends[ends > 0] - 1] = True
        found = self._walked(words, self._outsides(words, stops, flags[:, 1] == 1), stops)
        return [
            [(start - low, end - low, label) for start, end, label in found if low <= start < high]
            for low, high in zip([0, *ends[:-1]], ends, strict=True)
        ]

    def _outsides(self, words: Floats, stops: NDArray[np.bool_], spaces: NDArray[np.bool_]) -> NDArray[np.intp]:
        """What each word is where no name is open: a column of `Moves.outside`."""
        moves = self._moves
        chosen: list[NDArray[np.intp]] = []
        for low in range(0, len(words), SLICE):
            part = slice(low, low + SLICE)
            sums = words[part] @ self._first + self._nothing[1] + self._nothing[2]
            scores = self._hidden(sums) @ self._outside + self._outside_bias
            scores[np.ix_(stops[part] | spaces[part], moves.begins)] = NEVER
            scores[np.ix_(spaces[part], moves.units)] = NEVER
            chosen.append(scores.argmax(1))
        return np.concatenate(chosen)

    def _hidden(self, sums: Floats) -> Floats:
        """The layer below the scores: of two pieces the larger."""
        pieces = (sums + self._bias).reshape(-1, self._width, self._pieces)
        largest: Floats = np.maximum.reduce([pieces[:, :, n] for n in range(self._pieces)])
        return largest

    def _walked(self, words: Floats, outside: NDArray[np.intp], stops: NDArray[np.bool_]) -> Names:
        """The names met from left to right; one that would begin inside another is none."""
        begun = np.flatnonzero(self._moves.begins[outside])
        ends = dict(zip(begun.tolist(), self._ends(words, begun, self._moves.label[outside[begun]], stops).tolist(), strict=True))
        starts = np.flatnonzero(self._moves.label[outside] >= 0)
        found: Names = []
        at = 0
        for start, label in zip(starts.tolist(), self._moves.label[outside[starts]].tolist(), strict=True):
            if start >= at:
                at = ends.get(start, start + 1)
                found.append((start, at, label))
        return found

    def _ends(self, words: Floats, starts: NDArray[np.intp], labels: NDArray[np.intp], stops: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Where each name of several words ends."""
        moves = self._moves
        ends = starts + 1
        going = np.arange(len(starts))
        opened = words[starts] @ self._start
        while len(going):
            at, label = ends[going], labels[going]
            sums = words[at] @ self._first + opened[going] + words[at - 1] @ self._before
            scores = self._hidden(sums) @ self._scores + self._scores_bias
            rows = np.arange(len(going))
            more, less = scores[rows, moves.inside[label]], scores[rows, moves.last[label]]
            first = moves.inside[label] < moves.last[label]
            on = ~stops[at] & ((more > less) | ((more == less) & first))
            ends[going] += 1
            going = going[on]
        return ends
