"""The trained tagger: text in, attributions with a calibrated confidence out.

In: a text, and where its headline ends. Out: `TaggedAttribution`s in the order of their cues. One encoder pass over windows of the
text finds cues; a small reader is given each cue and labels source and content around it, so that links, nesting and speech in
pieces need no rule. It does not decide names, kinds, stance, medium or what lies inside what, and finds no quotation without a cue.

For "Orla Venn said the bridge was shut." it gives source (0, 9), cue (10, 14), content (15, 34).
"""

import json
from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.errors import MissingPart
from accordingto.resources.files import data_path, pinned
from accordingto.withindoc.speech.tagger_decode import BC, BS, IC, IS, Chain, Floats, Ints, best_labels, label_chances, spans_of_labels
from accordingto.withindoc.speech.tagger_windows import Window, case_of, quote_states, windows
from accordingto.withindoc.speech.wordpiece import WordPiece, Words
from accordingto.withindoc.tagged_attribution import Spans, TaggedAttribution

LIMIT, LEFT, RIGHT = 254, 24, 24  # pieces a window, of them read again from before, left to the next; the model was trained on 254
BEFORE, AFTER = 64, 96  # words around a cue that the reader sees; 99.9 % of training contents fit
SHORT, EDGE = (40, 56), 4  # the first look; words at its edges where a label asks for the second
CASES, AT_ONCE = 48, 8  # cues decoded together and, of them, read together: bounds memory, and eight stay in the cache
PROPOSED = 0.20  # a cue's probability by the flat tags from which the reader is asked
SLOWER = ["SkipLayerNormFusion"]
"""What the runtime joins by itself and should not: its joined sum and norm take a tenth longer than the two alone."""


@dataclass(frozen=True, slots=True)
class Case:
    """One proposed cue: its words [low, high), the words [begin, end) around it, their states, how probable the flat tags hold it."""

    low: int
    high: int
    begin: int
    end: int
    states: Floats
    chance: float

    def cut(self, before: int, after: int) -> "Case":
        """The same cue with fewer words around."""
        begin, end = max(self.begin, self.low - before), min(self.end, self.low + after)
        return replace(self, begin=begin, end=end, states=self.states[begin - self.begin : end - self.begin])

    def wants_more(self, labels: Ints, whole: "Case", quoted: Ints) -> bool:
        """Whether there may be more beyond an edge cut into ``whole``: a label near it, or, where a quotation is content, one across it."""
        ends = [slice(None, EDGE)] * (self.begin > whole.begin) + [slice(-EDGE, None)] * (self.end < whole.end)
        said = bool(((labels >= BC) & (quoted > 0)).any())
        return any(labels[end].any() or (said and quoted[end].any()) for end in ends)


@dataclass(frozen=True, slots=True)
class Reading:
    """A case read: spans, and the figures from which the confidence is worked out."""

    source: Spans
    cue: Spans
    content: Spans
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A text ready for the model."""

    text: str
    words: Words
    sizes: list[int]
    breaks: list[int]
    features: Ints


class Tagger:
    """Two ONNX sessions with one thread each, and what turns their scores into spans."""

    def __init__(self, encoder: Any, reader: Any, tokenizer: WordPiece, about: Mapping[str, Any]) -> None:
        self._encoder = encoder
        self._reader = reader
        self._tokenizer = tokenizer
        tables = {name: np.array(about["chain"][name], dtype=np.float32) for name in ("start", "move", "end")}
        self._chain = Chain(**tables)
        self._weights = tuple(about["confidence"]["weights"])
        self._threshold = float(about["confidence"]["threshold"])

    def attributions(self, text: str, title_end: int | None = None) -> tuple[TaggedAttribution, ...]:
        """All attributions above the threshold, cues disjoint, in the order of their cues."""
        found = [(self.confidence(r.features), r) for r in self.readings(text, title_end)]
        kept = disjoint([(c, r) for c, r in found if c >= self._threshold])
        return tuple(TaggedAttribution(source=r.source, cue=r.cue, content=r.content, confidence=round(c, 4)) for c, r in kept)

    def confidence(self, features: Sequence[float]) -> float:
        """Probability that source and content are right, from the figures of a reading."""
        total = self._weights[0] + sum(w * f for w, f in zip(self._weights[1:], features, strict=True))
        return float(1 / (1 + np.exp(-total)))

    def readings(self, text: str, title_end: int | None = None) -> Iterator[Reading]:
        """Every proposed cue with its best labelling, unfiltered (thresholds and calibration are fitted on these)."""
        prepared = self._prepare(text, title_end)
        waiting: list[Case] = []
        for window in windows(prepared.sizes, prepared.breaks, limit=LIMIT, left=LEFT, right=RIGHT):
            waiting.extend(self._propose(prepared, window))
            while len(waiting) >= CASES:
                yield from self._read(prepared, waiting[:CASES])
                del waiting[:CASES]
        if waiting:
            yield from self._read(prepared, waiting)

    def _prepare(self, text: str, title_end: int | None) -> _Prepared:
        words = self._tokenizer.words(text)
        starts, ends = words.starts, words.ends
        features = np.zeros((len(starts), 3), dtype=np.int64)
        if starts:
            features[:, 0] = [case_of(text[s:e]) for s, e in zip(starts, ends, strict=True)]
            features[:, 1] = quote_states(text, starts, ends)
            features[:, 2] = np.array(ends) <= (title_end or 0)
        breaks = [number for number, start in enumerate(starts) if text[start] == "\n"]
        return _Prepared(text, words, [len(i) for i in words.ids], breaks, features)

    def _propose(self, prepared: _Prepared, window: Window) -> Iterator[Case]:
        """Cues of one window by the flat tags."""
        counts = np.array(prepared.sizes[window.start : window.end])
        pieces = [p for word in prepared.words.ids[window.start : window.end] for p in word]
        ids = np.array([[self._tokenizer.start, *pieces, self._tokenizer.separator]], dtype=np.int64)
        features = np.zeros((1, ids.shape[1], 3), dtype=np.int64)
        features[0, 1:-1] = np.repeat(prepared.features[window.start : window.end], counts, axis=0)
        flat, states = self._encoder.run(None, {"ids": ids, "features": features})
        first = 1 + np.concatenate([[0], np.cumsum(counts)[:-1]])
        states = states[0, first]
        for low, high, chance in proposals(flat[0, first]):
            if window.core <= low + window.start < window.core_end:
                begin, end = max(0, low - BEFORE), min(len(counts), low + AFTER)
                at = window.start
                yield Case(low + at, high + at, begin + at, end + at, states[begin:end], chance)

    def _read(self, prepared: _Prepared, cases: list[Case]) -> Iterator[Reading]:
        """Ask the reader about some cues: with few words around first, and again with more where a label comes near the edge."""
        near = [case.cut(*SHORT) for case in cases]
        answers = self._ask(near)
        again = []
        for number, (case, (labels, _, _)) in enumerate(zip(near, answers, strict=True)):
            if case.wants_more(labels, cases[number], prepared.features[case.begin : case.end, 1]):
                again.append(number)
        for n, answer in zip(again, self._ask([cases[n] for n in again]), strict=True):
            near[n], answers[n] = cases[n], answer
        for case, (labels, chances, real) in zip(near, answers, strict=True):
            reading = reading_of(prepared, case, labels, chances, real)
            if reading is not None:
                yield reading

    def _ask(self, cases: list[Case]) -> list[tuple[Ints, Floats, float]]:
        """Best labels, chances of every label, and how real the cue is, of each case."""
        if not cases:
            return []
        longest = max(c.end - c.begin for c in cases)
        x = np.zeros((len(cases), longest, cases[0].states.shape[1]), dtype=np.float32)
        distance = np.zeros((len(cases), longest), dtype=np.int64)
        cue = np.zeros((len(cases), longest), dtype=np.float32)
        lengths = np.array([c.end - c.begin for c in cases])
        for row, case in enumerate(cases):
            size = case.end - case.begin
            x[row, :size] = case.states
            distance[row, :size] = np.arange(case.begin, case.end) - case.low + BEFORE
            cue[row, case.low - case.begin : case.high - case.begin] = 1
        mask = (np.arange(longest)[None] < lengths[:, None]).astype(np.float32)
        feed: dict[str, NDArray[Any]] = {"x": x, "distance": distance, "cue": cue, "mask": mask}
        parts = [slice(low, low + AT_ONCE) for low in range(0, len(cases), AT_ONCE)]
        read = [self._reader.run(None, {name: values[part] for name, values in feed.items()}) for part in parts]
        scores, real = (np.concatenate(answers) for answers in zip(*read, strict=True))
        labels = best_labels(scores, lengths, self._chain)
        chances = label_chances(scores, lengths, self._chain)
        return [(labels[row, :n], chances[row, :n], float(real[row])) for row, n in enumerate(lengths)]


def reading_of(prepared: _Prepared, case: Case, labels: Ints, chances: Floats, real: float) -> Reading | None:
    """Spans and figures of one labelling; None where it has no content."""
    words = prepared.words
    source, cue, content = spans_of_labels(labels, case.begin, prepared.text, words.starts, words.ends)
    if not content:
        return None
    if not cue:
        cue = ((words.starts[case.low], words.ends[case.high - 1]),)
    features = (
        float(np.clip(np.log(case.chance / (1 - case.chance)), -8, 8)),
        float(np.clip(real, -10, 10)),
        overlap_expected(labels, chances, BC, IC),
        overlap_expected(labels, chances, BS, IS) if source else float(1 - chances[:, BS].sum()),
        float(not source),
        float(prepared.features[case.low, 2]),
    )
    return Reading(source, cue, content, features)


def overlap_expected(labels: Ints, chances: Floats, begin: int, inside: int) -> float:
    """Expected words in common over expected words in either, of the labelling against the model's own doubts."""
    said = (labels == begin) | (labels == inside)
    chance = chances[:, begin] + chances[:, inside]
    common = float(chance[said].sum())
    return common / max(1e-6, float(said.sum()) + float(chance[~said].sum()))


def proposals(flat: Floats) -> Iterator[tuple[int, int, float]]:
    """Runs of words that may be a cue: (first word, end, probability), from scores for other, begins, goes on."""
    odds = np.exp(flat - flat.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    chance = 1 - odds[:, 0]
    begins = odds[:, 1] > odds[:, 2]
    number = 0
    while number < len(chance):
        if chance[number] < PROPOSED:
            number += 1
            continue
        low, sure = number, chance[number] >= 0.5
        number += 1
        while number < len(chance) and chance[number] >= PROPOSED and (chance[number] >= 0.5) == sure and not begins[number]:
            number += 1
        top = float(chance[low:number].max())
        yield low, number, min(max(top, 1e-6), 1 - 1e-6)


def disjoint(found: list[tuple[float, Reading]]) -> list[tuple[float, Reading]]:
    """Of readings whose cues overlap only the surest; in the order of the cues."""
    kept: list[tuple[float, Reading]] = []
    taken: list[tuple[int, int]] = []  # the cues kept, by their place
    widest = max((b - a for _, reading in found for a, b in reading.cue), default=0)
    for chance, reading in sorted(found, key=lambda item: (-item[0], item[1].cue)):
        near = ((a, b, taken[bisect_left(taken, (a - widest, 0)) : bisect_left(taken, (b, 0))]) for a, b in reading.cue)
        if not any(a < d and c < b for a, b, beside in near for c, d in beside):
            kept.append((chance, reading))
            for cue in reading.cue:
                insort(taken, cue)
    return sorted(kept, key=lambda item: (item[1].cue, item[1].content))


def tagger_from(folder: Path) -> Tagger:
    """The tagger of a folder with `model.json` and the files it pins. Raises MissingPart where one is missing or altered."""
    import onnxruntime  # takes 0.1 s: only who reads pays

    if not (folder / "model.json").is_file():
        raise MissingPart("load the tagger", "tagger/model.json", "it is not installed")
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    files = {name: pinned(folder / name, digest, "load the tagger", f"tagger/{name}") for name, digest in about["files"].items()}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1

    def session(name: str) -> Any:
        return onnxruntime.InferenceSession(files[name], options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER)

    return Tagger(session("encoder.onnx"), session("reader.onnx"), WordPiece(files["vocab.txt"].decode().splitlines()), about)


@cache
def load_tagger() -> Tagger:
    """The tagger of the package, loaded once a process."""
    return tagger_from(data_path("tagger"))
