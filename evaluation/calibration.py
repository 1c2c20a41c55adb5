"""How well the confidence of attributions is calibrated: expected error over ten equal-count bins, and AUROC against rightness.

In: gold and predictions of the attribution set. Out: two figures. Rightness is the scorer's `relation`: source and content share
at least half of their tokens with the gold attribution that the scorer pairs it with.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

BINS = 10
HALF = 0.5


def calibration(gold: Path, predictions: Path, scorer: Path) -> dict[str, float]:
    """`calibration_error` and `auroc` of the predictions."""
    points = sorted(_points(gold, predictions, _module(scorer)))
    if not points:
        return {"calibration_error": 1.0, "auroc": 0.0}
    size = len(points)
    bins = [points[n * size // BINS : (n + 1) * size // BINS] for n in range(BINS)]
    error = sum(abs(_mean([c for c, _ in b]) - _mean([r for _, r in b])) * len(b) for b in bins if b) / size
    return {"calibration_error": error, "auroc": _auroc(points)}


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _points(gold: Path, predictions: Path, scorer: Any) -> list[tuple[float, bool]]:
    """(confidence, right) of each prediction."""
    answers = {row["id"]: row for row in map(json.loads, gold.read_text(encoding="utf-8").strip().split("\n"))}
    found: list[tuple[float, bool]] = []
    for row in map(json.loads, predictions.read_text(encoding="utf-8").strip().split("\n")):
        answer = answers[row["id"]]
        doc = scorer.Doc(answer["text"])
        left = [doc.view({**a, "mode": None}) for a in row["attributions"]]
        right = [doc.view(a) for a in answer["attributions"]]
        hits = {
            p
            for p, g in scorer.pair(left, right)
            if scorer.jaccard(left[p]["content"], right[g]["content"]) >= HALF
            and scorer.jaccard(left[p]["source"], right[g]["source"]) >= HALF
        }
        # the gold marks no attribution inside another: of those nothing is known
        found += [(a["confidence"], n in hits) for n, a in enumerate(row["attributions"]) if a["inside"] is None]
    return found


def _mean(values: list[Any]) -> float:
    return float(sum(values) / len(values))


def _auroc(points: list[tuple[float, bool]]) -> float:
    """Share of (right, wrong) pairs in which the right one is surer; ties count half."""
    ranks: dict[float, float] = {}
    values = [c for c, _ in points]
    start = 0
    for n in range(1, len(values) + 1):
        if n == len(values) or values[n] != values[start]:
            ranks[values[start]] = (start + n + 1) / 2
            start = n
    positive = [ranks[c] for c, r in points if r]
    negative = len(points) - len(positive)
    if not positive or not negative:
        return 0.5
    area: float = (sum(positive) - len(positive) * (len(positive) + 1) / 2) / (len(positive) * negative)
    return area
