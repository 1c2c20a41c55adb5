"""From label scores to spans: the best labelling under the model's transitions, how sure each label is, code points.

In: scores of the six labels O, Q (cue), BS, IS (source), BC, IC (content) for the words around a cue. Out: labels, how probable
each label of each word is, spans. It does not decide whether the cue is one.

>>> spans_of_labels([2, 1, 4, 5], 0, "Orla said she left", [0, 5, 10, 14], [4, 9, 13, 18])
(((0, 4),), ((5, 9),), ((10, 18),))
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NONE, Q, BS, IS, BC, IC = range(6)
INSIDE = {BS: IS, BC: IC, Q: Q}
BEGIN = {IS: BS, IC: BC}
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Scores of a label at the start, after another label, and at the end."""

    start: Floats
    move: Floats
    end: Floats


Roles = tuple[Spans, Spans, Spans]


def spans_of_labels(labels: Sequence[int] | Ints, first: int, text: str, starts: Sequence[int], ends: Sequence[int]) -> Roles:
    """Source, cue and content of a labelling whose first label belongs to word ``first``."""
    found: dict[int, list[tuple[int, int]]] = {BS: [], Q: [], BC: []}
    number, count = 0, len(labels)
    while number < count:
        label = int(labels[number])
        number += 1
        if label == NONE:
            continue
        kind = BEGIN.get(label, label)
        low = number - 1
        while number < count and labels[number] == INSIDE[kind]:
            number += 1
        span = trimmed(low + first, number + first, text, starts, ends)
        if span is not None:
            found[kind].append(span)
    return tuple(found[BS]), tuple(found[Q]), tuple(found[BC])


def trimmed(low: int, high: int, text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int] | None:
    """Code points of words [low, high) without paragraph ends at the edges."""
    while low < high and text[starts[low]] == "\n":
        low += 1
    while low < high and text[starts[high - 1]] == "\n":
        high -= 1
    return (starts[low], ends[high - 1]) if low < high else None


def best_labels(scores: Floats, lengths: Ints, chain: Chain) -> Ints:
    """The best labelling of every case (cases x words x labels); words past a case's length get O."""
    cases, words, labels = scores.shape
    best = scores[:, 0] + chain.start
    back = np.zeros((words, cases, labels), dtype=np.int64)
    stay = np.broadcast_to(np.arange(labels), (cases, labels))
    for word in range(1, words):
        paths = best[:, :, None] + chain.move[None]
        choice = paths.argmax(1)
        alive = (word < lengths)[:, None]
        best = np.where(alive, paths.max(1) + scores[:, word], best)
        back[word] = np.where(alive, choice, stay)
    last = (best + chain.end).argmax(1)
    every = np.arange(cases)
    out = np.zeros((cases, words), dtype=np.int64)
    for word in range(words - 1, -1, -1):
        out[:, word] = np.where(word < lengths, last, NONE)
        last = back[word][every, last]
    return out


def label_chances(scores: Floats, lengths: Ints, chain: Chain) -> Floats:
    """Probability of every label at every word (forward and backward sums, scaled word by word); zero past a case's length."""
    cases, words, labels = scores.shape
    weights = np.exp(scores - scores.max(2, keepdims=True)).astype(np.float64)
    move, end = np.exp(chain.move.astype(np.float64)), np.exp(chain.end.astype(np.float64))
    forward = np.zeros((words, cases, labels))
    here = weights[:, 0] * np.exp(chain.start.astype(np.float64))
    forward[0] = here / here.sum(1, keepdims=True)
    for word in range(1, words):
        here = (forward[word - 1] @ move) * weights[:, word]
        forward[word] = here / here.sum(1, keepdims=True)
    out = np.zeros((cases, words, labels), dtype=np.float32)
    after = np.broadcast_to(end, (cases, labels))
    for word in range(words - 1, -1, -1):
        alive = (word < lengths)[:, None]
        both = forward[word] * after
        out[:, word] = np.where(alive, both / both.sum(1, keepdims=True), 0.0)
        before = (weights[:, word] * after) @ move.T
        after = np.where(alive, before / before.sum(1, keepdims=True), after)
    return out
