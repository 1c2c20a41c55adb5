"""What people decide: judgements on pairs. (Corrections of single values come with the coder's loop).

In: nothing. Out: frozen values. A judgement is never erased: it is undone.
"""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a person said of a pair."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two public ids (``d….n3`` chains, ``d….e2`` event mentions, or ids of entities and events) and whether they are one thing."""

    about: str
    left: str
    right: str
    answer: Answer
    by: str
    at: str
    note: str | None = None
