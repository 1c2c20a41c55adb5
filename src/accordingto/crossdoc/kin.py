"""Words that told one thing in the training reports, and words that stood side by side and never did.

In: the name of a table. Out: for two words, in how many topics they told one thing and in how many both stood.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from accordingto.resources import data_path


@dataclass(frozen=True, slots=True)
class Told:
    """Two words in the training reports."""

    one: int
    """Topics in which they told one thing."""
    topics: int
    """Topics in which both stood."""


Kin = Mapping[tuple[str, str], Told]


@cache
def kin(name: str) -> Kin:
    """The table: (word, word), in the order of the alphabet -> counts."""
    found = {}
    for line in data_path(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right, one, topics = line.split("\t")
            found[left, right] = Told(int(one), int(topics))
    return found
