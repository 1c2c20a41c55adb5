"""Who is counted: people or things, and what a group of people is called.

In: the noun that a number counts. Out: whether it means people; the claim's "who" (None: people in general).
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from accordingto.resources.lexicon import rows_of

PERSON_ENDINGS = ("man", "men", "woman", "women", "person", "people", "ist", "ers", "ian")


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """A row of people.tsv."""

    word: str
    group: str


@cache
def _groups() -> dict[str, str]:
    return {row.word: row.group for row in rows_of("people.tsv", PeopleRow)}


def is_person(noun: Token) -> bool:
    """Whether ``noun`` means people."""
    lemma = noun.lemma_.lower()
    if lemma in _groups() or noun.lower_ in _groups():
        return True
    return noun.ent_type_ in ("NORP", "PERSON") or (noun.tag_ in ("NNS", "NN") and lemma.endswith(("man", "woman", "ist", "ian", "eer")))


ANIMALS = frozenset(
    """cow sheep goat cattle animal horse dog cat bird fish chicken pig livestock camel donkey calf lamb hen duck bull ox head
    whale dolphin elephant""".split()
)
THINGS = frozenset(
    """house home building truck car vehicle tank boat ship ferry plane aircraft helicopter bus train shop store school church
    mosque temple bridge road tree barn window tent hut shed warehouse factory depot pipeline tanker container trailer
    tower shelter computer engine station post missile rocket drone shell bomb bullet gun rifle weapon mine attack blast
    explosion strike raid round shot wagon carriage cabin field hectare village town district city province block flat
    apartment room office stall kiosk greenhouse mill plant reactor hour day""".split()
)


def may_be_hurt(noun: Token) -> bool:
    """Whether what is killed, hurt or held under this noun may be people: not beasts, not things.

    Where the text says of a count that they were killed, the noun need not be listed: "15 wedding guests".
    """
    return noun.lemma_.lower() not in ANIMALS and noun.lemma_.lower() not in THINGS


def group_of(noun: Token) -> str | None:
    """What the claim calls the group: a word of people.tsv, else the text's own plural; None for people in general.

    "officer" alone is police by custom; an "army officer" is a soldier, an "aid worker" a worker.
    """
    lemma = noun.lemma_.lower()
    known = _groups().get(lemma, _groups().get(noun.lower_))
    if known == "":
        return None
    modifier = {c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")}
    if known == "police" and modifier & {"army", "military", "naval", "air"}:
        return "soldiers"
    if known:
        return known
    return noun.lower_ if may_be_hurt(noun) else None
