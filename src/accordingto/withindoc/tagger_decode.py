"""From label scores to spans: the best labelling under the model's transitions, and what it says as code points.

In: scores of the six labels O, Q (cue), BS, IS (source), BC, IC (content) for the words around a cue. Out: labels, how probable
the labelling is, spans. It does not decide whether the cue is one.

>>> spans_of_labels([2, 1, 4, 5], 0, "Orla said she left", [0, 5, 10, 14], [4, 9, 13, 18])
(((0, 4),), ((5, 9),), ((10, 18),))
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

O, Q, BS, IS, BC, IC = range(6)
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Spans = tuple[tuple[int, int], ...]


def spans_of_labels(labels: Sequence[int] | Ints, first: int, text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[Spans, Spans, Spans]:
    """Source, cue and content of a labelling whose first label belongs to word ``first``."""
    found: dict[int, list[tuple[int, int]]] = {BS: [], Q: [], BC: []}
    inside = {BS: IS, BC: IC, Q: Q}
    number, count = 0, len(labels)
    while number < count:
        label = int(labels[number])
        if label == O:
            number += 1
            continue
        kind = {IS: BS, IC: BC}.get(label, label)
        low = number
        number += 1
        while number < count and labels[number] == inside[kind]:
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


def viterbi(scores: Floats, lengths: Ints, crf: dict[str, Any]) -> tuple[Ints, Floats]:
    """Best labellings of a batch (cases x words x labels) and their scores; words past ``lengths`` get O."""
    cases, words, labels = scores.shape
    best = scores[:, 0] + crf["start"]
    back = np.zeros((words, cases, labels), dtype=np.int64)
    stay = np.broadcast_to(np.arange(labels), (cases, labels))
    for word in range(1, words):
        paths = best[:, :, None] + crf["move"][None]
        choice = paths.argmax(1)
        moved = np.take_along_axis(paths, choice[:, None, :], 1)[:, 0] + scores[:, word]
        alive = (word < lengths)[:, None]
        best = np.where(alive, moved, best)
        back[word] = np.where(alive, choice, stay)
    best = best + crf["end"]
    last = best.argmax(1)
    total = best[np.arange(cases), last]
    out = np.zeros((cases, words), dtype=np.int64)
    for word in range(words - 1, -1, -1):
        alive = word < lengths
        out[:, word] = np.where(alive, last, O)
        last = np.where(alive, back[word][np.arange(cases), last], last)
    return out, total


def log_total(scores: Floats, lengths: Ints, crf: dict[str, Any]) -> Floats:
    """Log of the summed weight of all labellings, for probabilities."""
    total = scores[:, 0] + crf["start"]
    for word in range(1, scores.shape[1]):
        paths = total[:, :, None] + crf["move"][None]
        top = paths.max(1)
        moved = top + np.log(np.exp(paths - top[:, None]).sum(1)) + scores[:, word]
        total = np.where((word < lengths)[:, None], moved, total)
    total = total + crf["end"]
    top = total.max(1)
    return np.asarray(top + np.log(np.exp(total - top[:, None]).sum(1)), dtype=np.float32)
