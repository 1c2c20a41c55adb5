"""The learned weights: how sure it is that an incident is told as one that happened, and which part a thing took in it.

In: traits. Out: probabilities. Two logistic regressions, trained by `train/fillers.py` on the train part of MUC-4; the card beside the
weights says on what, and how well they do.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from accordingto.resources.files import data_path, pinned

PARTS = ("none", "person", "body", "thing", "victim", "weapon")
"""What a thing may be in an incident: nothing; of those who did it a person or a body; a thing or a person that it hit; a weapon."""
FOLDER = "filling"


@dataclass(frozen=True, slots=True)
class Regression:
    """Weights of traits, a row each of ``table`` (traits x answers), and of no trait at all."""

    rows: Mapping[str, int]
    table: NDArray[np.float32]
    bias: NDArray[np.float32]

    def chances(self, traits: Iterable[str]) -> NDArray[np.float32]:
        """Probability of each answer; they sum to 1."""
        rows = self.rows
        known = [rows[t] for t in traits if t in rows]
        sums = self.bias + self.table[known].sum(axis=0)
        powers = np.exp(sums - sums.max())
        shares: NDArray[np.float32] = powers / powers.sum()
        return shares


@dataclass(frozen=True, slots=True)
class Weights:
    """``told``: answers no, yes. ``parts``: the answers of PARTS. The rest: thresholds, chosen on held-out train reports."""

    told: Regression
    parts: Regression
    least_told: float
    least_part: float
    enough: Mapping[str, float]


@cache
def weights() -> Weights:
    """The weights of the package. Raises MissingPart where the file is missing or altered."""
    return weights_from(data_path(FOLDER))


def weights_from(folder: Path) -> Weights:
    """The weights in a folder: `about.json` pins `weights.json` and holds the thresholds."""
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    read = json.loads(pinned(folder / "weights.json", about["sha256"], "load the weights of participants", f"{FOLDER}/weights.json"))
    return Weights(
        told=_regression(read["told"]),
        parts=_regression(read["parts"]),
        least_told=about["least_told"],
        least_part=about["least_part"],
        enough=about["enough"],
    )


def _regression(read: Mapping[str, Mapping[str, list[int]] | list[int]]) -> Regression:
    """Weights are kept in thousandths."""
    table = dict(read["traits"])  # type: ignore[arg-type]
    return Regression(
        rows={trait: n for n, trait in enumerate(table)},
        table=np.array([*table.values()], dtype=np.float32).reshape(len(table), -1) / np.float32(1000),
        bias=np.array(read["bias"], dtype=np.float32) / np.float32(1000),
    )
