"""Given names and the pronoun that they mostly go with.

In: a name. Out: m, f or nothing. A weak sign: what the text says of the person always wins, and no record keeps it.

"Olga" mostly goes with "she".
"""

from dataclasses import dataclass
from functools import cache

from accordingto.resources.lexicon import rows_of


@dataclass(frozen=True, slots=True)
class GivenName:
    """A row of given_names.tsv."""

    name: str
    gender: str
    example: str


def gender_of_given(name: str) -> str:
    """m, f or nothing, by the given name.

    >>> gender_of_given("Olga"), gender_of_given("Vey")
    ('f', '')
    """
    return _given().get(name, "")


@cache
def _given() -> dict[str, str]:
    return {row.name: row.gender for row in rows_of("given_names.tsv", GivenName)}
