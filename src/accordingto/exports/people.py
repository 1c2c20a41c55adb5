"""Whether people are civilians or an armed or uniformed force, by the words that name them.

In: names and groups as reports put them. Out: ``civilians``, ``forces``, or nothing where they are neither, or both.

>>> kind_of_people(["the Orten checkpoint", "soldiers"]), kind_of_people(["two villagers"]), kind_of_people(["soldiers", "children"])
('forces', 'civilians', '')
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accordingto.resources.lexicon import rows_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleKindRow:
    """A row of ``people_kinds.tsv``."""

    kind: str
    word: str
    example: str


def kind_of_people(names: Iterable[str]) -> str:
    """What all of ``names`` that can be told are; empty where none can be told or they differ."""
    known = {row.word: row.kind for row in rows_of("people_kinds.tsv", PeopleKindRow)}
    kinds = {known[word] for name in names for word in _lemmas(name) if word in known}
    return kinds.pop() if len(kinds) == 1 else ""


def _lemmas(name: str) -> Iterable[str]:
    """Words of a name, and their singulars.

    >>> sorted(_lemmas("Two policemen"))
    ['policeman', 'policemen', 'two']
    """
    for word in re.findall(r"[\w-]+", name.casefold()):
        yield word
        if word.endswith("men"):
            yield f"{word[:-3]}man"
        elif word == "children":
            yield "child"
        elif word.endswith("ies"):
            yield f"{word[:-3]}y"
        elif word.endswith("s"):
            yield word[:-1]
