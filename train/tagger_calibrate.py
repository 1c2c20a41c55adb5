"""Confidence and threshold on the held-out train articles.

Usage: tagger_calibrate.py MODEL_FOLDER TRAIN.jsonl SCORER.py OUT.json [--check GOLD.jsonl].

The confidence is a logistic function of the figures of a reading, fitted on whether source and content were right; the threshold is where
the relation F1 (and, with less weight, that of the roles' fragments) is highest; then the
fit is repeated on what the threshold keeps. --check tells calibration on another file.
"""

import argparse
import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np

import tagger_data as data
from accordingto.withindoc.speech.tagger import Reading, Tagger, disjoint, tagger_from

Item = tuple[dict[str, Any], list[Reading]]


def scorer_of(path: str) -> Any:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rights(scorer: Any, record: dict[str, Any], kept: list[tuple[float, Reading]]) -> list[bool]:
    """For every kept reading whether it is a right relation."""
    doc = scorer.Doc(record["text"])
    pred = [doc.view({"source": r.source, "cue": r.cue, "content": r.content, "mode": None}) for _, r in kept]
    gold = [doc.view(a) for a in record["attributions"]]
    out = [False] * len(kept)
    for p, g in scorer.pair(pred, gold):
        out[p] = all(scorer.jaccard(pred[p][k], gold[g][k]) >= 0.5 for k in ("source", "content"))
    return out


def fit(x: np.ndarray, y: np.ndarray, penalty: float = 1.0) -> np.ndarray:
    """Logistic regression by Newton's method."""
    x = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        grad = x.T @ (p - y) + penalty * np.r_[0, w[1:]]
        hess = (x * (p * (1 - p))[:, None]).T @ x + penalty * np.diag(np.r_[0, np.ones(len(w) - 1)]) + 1e-9 * np.eye(len(w))
        step = np.linalg.solve(hess, grad)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def judged(scorer: Any, items: list[Item], w: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Features, rightness and confidence of what is kept; number of gold attributions."""
    feats, right, sure, gold = [], [], [], 0
    for record, readings in items:
        scored = [(float(1 / (1 + np.exp(-(w[0] + np.dot(w[1:], r.features))))), r) for r in readings]
        kept = disjoint([(c, r) for c, r in scored if c >= threshold])
        right += rights(scorer, record, kept)
        sure += [c for c, _ in kept]
        feats += [r.features for _, r in kept]
        gold += len(record["attributions"])
    return np.array(feats), np.array(right), np.array(sure), gold


AIMS = ("relation", "source_fragments", "cue_fragments", "content_fragments")


def aims(scorer: Any, items: list[Item], w: np.ndarray, threshold: float) -> dict[str, float]:
    """F1 of the figures that the project aims at, at a threshold."""
    sums = {name: np.zeros(4) for name in AIMS}
    for record, readings in items:
        scored = [(float(1 / (1 + np.exp(-(w[0] + np.dot(w[1:], r.features))))), r) for r in readings]
        kept = disjoint([(c, r) for c, r in scored if c >= threshold])
        pred = [{"source": r.source, "cue": r.cue, "content": r.content, "mode": None} for _, r in kept]
        counted = scorer.count_doc(scorer.Doc(record["text"]), pred, record["attributions"])
        for name in AIMS:
            sums[name] += counted[name]
    out = {}
    for name, (tp, p, tr, g) in sums.items():
        precision, recall = tp / max(1, p), tr / max(1, g)
        out[name] = 2 * precision * recall / max(1e-9, precision + recall)
    return out


def quality(sure: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Expected calibration error with ten equal-count bins, and AUROC."""
    order = np.argsort(sure, kind="stable")
    bins = np.array_split(order, 10)
    ece = sum(len(b) * abs(sure[b].mean() - right[b].mean()) for b in bins) / len(sure)
    ranks = np.empty(len(sure))
    ranks[order] = np.arange(1, len(sure) + 1)
    pos = right.sum()
    auc = (ranks[right].sum() - pos * (pos + 1) / 2) / (pos * (len(right) - pos))
    return float(ece), float(auc)


def items_of(tagger: Tagger, path: str, ids: set[str] | None) -> list[Item]:
    """Records with all their readings."""
    out = []
    for line in Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n"):
        record = json.loads(line)
        if ids is None or record["id"] in ids:
            end = record["text"].find("\n")
            out.append((record, list(tagger.readings(record["text"], end if end > 0 else None))))
    return out


def main() -> None:
    """Fit, tell, write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("train")
    p.add_argument("scorer")
    p.add_argument("out", type=Path)
    p.add_argument("--check")
    s = p.parse_args()
    scorer, tagger = scorer_of(s.scorer), tagger_from(s.model)
    items = items_of(tagger, s.train, data.held_out(data.load(s.train)))
    w = np.array([0.0, 0.5, 0.5, 2.0, 2.0, 0.0, 0.0])
    for _ in range(3):
        x, y, _, _ = judged(scorer, items, w, 0.02)
        w = fit(x, y)
    best = (0.0, 0.0)
    for threshold in np.arange(0.2, 0.56, 0.02):
        found = aims(scorer, items, w, threshold)
        value = found["relation"] + (sum(found.values()) - found["relation"]) / 6  # twice as much as the three roles together
        print(f"threshold {threshold:.2f}  " + "  ".join(f"{k} {v:.4f}" for k, v in found.items()))
        best = max(best, (value, float(threshold)))
    threshold = best[1]
    x, y, sure, _ = judged(scorer, items, w, threshold)
    line = fit(np.log(sure / (1 - sure))[:, None], y, 0.01)
    final = np.r_[line[0] + line[1] * w[0], line[1] * w[1:]]
    cut = 1 / (1 + np.exp(-(line[0] + line[1] * np.log(threshold / (1 - threshold)))))
    print("weights", np.round(final, 3), "threshold", round(cut, 3))
    about = {"weights": [round(float(v), 5) for v in final], "threshold": round(float(cut), 4)}
    s.out.write_text(json.dumps(about), encoding="utf-8")
    for name, these in (("held out", items), ("check", items_of(tagger, s.check, None) if s.check else [])):
        if these:
            _, y, sure, gold = judged(scorer, these, final, cut)
            ece, auc = quality(sure, y)
            print(f"{name}: P {y.mean():.3f} R {y.sum() / gold:.3f} F {2 * y.sum() / (len(y) + gold):.4f}  ECE {ece:.3f} AUROC {auc:.3f}")


if __name__ == "__main__":
    main()
