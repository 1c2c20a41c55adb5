"""Match weights: named comparisons of two things, each with a level, each level with a weight, and their sum.

In: a model (a Splink settings file with fixed m and u probabilities) and the level of each comparison. Out: weights in bits (log2 of how
much likelier the level is for one thing than for two) and their sum with the prior. Nothing is estimated here, and nothing is read but the
model: a pair's weight depends on that pair alone. The same file runs in Splink (Linacre et al. 2022), whose weights these are: Fellegi and
Sunter 1969.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from accordingto.errors import MissingPart
from accordingto.resources import data_path

Weights = tuple[tuple[str, float], ...]
"""Name of a comparison and its weight, in the model's order."""
PRIOR = "prior"
SHOWN = 2
"""Decimals of a weight that is kept and shown."""


@dataclass(frozen=True, slots=True)
class Model:
    """The weight of each level of each comparison."""

    prior: float
    comparisons: dict[str, dict[str, float]]

    def weigh(self, levels: Mapping[str, str]) -> Weights:
        """The weight of each comparison, the prior first. A level that the model has not stands for nothing known: 0."""
        found = [(name, weights.get(levels[name], 0.0)) for name, weights in self.comparisons.items()]
        return ((PRIOR, self.prior), *found)


def total(weights: Weights) -> float:
    """The sum that decides."""
    return math.fsum(w for _, w in weights)


def shown(weights: Weights) -> Weights:
    """Rounded, without what weighs nothing: what is kept of a pair and shown to people."""
    return tuple((name, round(w, SHOWN)) for name, w in weights if round(w, SHOWN))


@cache
def model(name: str) -> Model:
    """A shipped model by its file's name (``link/events.json``)."""
    return read_model(data_path(name))


def read_model(path: Path) -> Model:
    """A model from a Splink settings file. Raises MissingPart where it is not one with fixed m and u."""
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        share = settings["probability_two_random_records_match"]
        comparisons = {c["output_column_name"]: _levels(c["comparison_levels"]) for c in settings["comparisons"]}
        return Model(math.log2(share / (1 - share)), comparisons)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise MissingPart("read a model of match weights", path.name, f"not a Splink settings file with fixed m and u ({error})") from error


def _levels(rows: list[dict[str, float | str | bool]]) -> dict[str, float]:
    """Weight by level; a null level weighs nothing, as in Splink."""
    found = {}
    for row in rows:
        fixed = not row.get("is_null_level", False)
        found[str(row["label_for_charts"])] = math.log2(float(row["m_probability"]) / float(row["u_probability"])) if fixed else 0.0
    return found
