"""Who is counted: people or things, and what a group of people is called.

In: the noun that a number counts, and the tolls told before. Out: whether it means people; the claim's "who" (None: people in general).

"Six inmates were left dead. Relatives spoke of twenty dead": the twenty are inmates too; of "twenty people" that is not said.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from accordingto.model.found import Claim
from accordingto.model.kinds import TOLL_SLOTS, Slot
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun

PERSON_ENDINGS = ("man", "woman", "ist", "ian", "eer")
ODD_PLURALS = {"man": "men", "woman": "women", "person": "people", "child": "children"}
ARMED_BODIES = frozenset(
    "army garrison patrol battalion brigade regiment platoon division squad troop unit company column corps navy".split()
)
"""Bodies of soldiers: what they lose is soldiers."""


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
    if noun.ent_type_ in ("NORP", "PERSON") or (noun.tag_ in ("NNS", "NN") and lemma.endswith(PERSON_ENDINGS)):
        return True
    kind = kind_of_noun(noun) if may_be_hurt(noun) else None
    return kind in ("person", "unnamed") or (kind == "group" and noun.tag_ == "NNS")


ANIMALS = frozenset(
    """cow sheep goat cattle animal horse dog cat bird fish chicken pig livestock camel donkey calf lamb hen duck bull ox head
    whale dolphin elephant""".split()
)
THINGS = frozenset(
    """house home building truck car vehicle tank boat ship ferry plane aircraft helicopter bus train shop store school church
    mosque temple bridge road tree barn window tent hut shed warehouse factory depot pipeline tanker container trailer
    tower shelter computer engine station post missile rocket drone shell bomb bullet gun rifle weapon mine attack blast
    explosion strike raid round shot wagon carriage cabin field hectare village town district city province block flat
    apartment room office stall kiosk greenhouse mill plant reactor hour day loom roof pylon report statement grave
    leg arm hand foot bone name list figure number""".split()
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
    owned = lemma == "member" and any(c.dep_ == "poss" and c.lower_ in OWNERS for c in noun.children)
    if known == "" or owned or lemma == "hurt":  # "two of the five hurt": no name of a group
        return None
    modifier = {c.lower_ for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")}
    if known == "police" and modifier & {"army", "military", "naval", "air"}:
        return "soldiers"
    if known:
        return known
    return plural_of(noun) if may_be_hurt(noun) else None


GENERAL = frozenset(
    "people person other one individual human soul body corpse victim casualty fatality death injury life dead survivor".split()
)
"""Words for people that name no group, not even of a part."""


def group_of_part(noun: Token) -> str | None:
    """The same for a part of a number: "11 were women" names a group, where "11 women died" only says how many people."""
    return group_of(noun) or (None if noun.lemma_.lower() in GENERAL else plural_of(noun))


def group_before_noun(noun: Token) -> str | None:
    """The group that stands before a word of loss: "no civilian casualties", "four police deaths"."""
    found = (_groups().get(c.lemma_.lower(), "") for c in noun.lefts if c.dep_ in ("amod", "compound", "nmod"))
    return next((group for group in found if group), None)


def plural_of(noun: Token) -> str:
    """The noun in the plural: "clerks" for "one clerk"."""
    word = noun.lower_
    if noun.tag_ in ("NNS", "NNPS") or word.endswith("s"):
        return word
    for singular, plural in ODD_PLURALS.items():
        if word.endswith(singular):
            return word.removesuffix(singular) + plural
    return (
        word[:-1] + "ies"
        if word.endswith("y") and word[-2:-1] not in "aeiou"
        else word + ("es" if word.endswith(("ch", "sh", "x")) else "s")
    )


COMPANIES = frozenset("family household crew staff team group party gang couple".split())
"""Nouns in the singular that mean several people."""
KINDRED = (
    frozenset({"prisoners", "inmates", "detainees"}),
    frozenset({"protesters", "demonstrators", "marchers", "strikers"}),
    frozenset({"pupils", "students", "children"}),
    frozenset({"workers", "employees", "staff"}),
    frozenset({"guards", "warders"}),
    frozenset({"gunmen", "fighters", "attackers"}),
)
"""Groups that two sources may mean by different words; in one report the word used first stands for both."""
TAKEN_UP = frozenset({"men", "women", "man", "woman"})
"""Nouns that take up a group told before: "three miners … three men"."""
LOST = frozenset({"dead", "wounded", "injured", "missing", "sick"})
OWNERS = frozenset({"its", "their", "his", "her", "our", "my"})


def takes_up(noun: Token | None) -> bool:
    """Whether a number with this noun counts those told before: no noun, "men", "dead", "its people"."""
    if noun is None:
        return True
    owned = any(c.dep_ == "poss" and c.lower_ in OWNERS for c in noun.children)
    return noun.lower_ in TAKEN_UP | LOST or (owned and noun.lower_ in ("people", "men", "members", "own"))


def as_told_before(who: str | None, claims: Sequence[Claim]) -> str | None:
    """The name that an earlier claim of the report gave to the same group."""
    kin = next((k for k in KINDRED if who in k), frozenset[str]())
    return next((c.who for c in claims if c.who in kin), who)


def group_before(slot: Slot, at: int, sentence: int, claims: Sequence[Claim], parts: Container[str]) -> str | None:
    """The group that a number at code point ``at`` takes up; None where there is none or several.

    In its own sentence, from ``sentence`` on, the toll told last; else the claims of the same kind that were told last. ``parts``: ids of
    claims that count a part.
    """
    before = [c for c in claims if c.slot in TOLL_SLOTS and c.words[0].start < at and c.id not in parts and (c.low, c.high) != (None, None)]
    here = [c for c in before if c.words[0].start >= sentence]
    if here:
        return here[-1].who
    alike = [c for c in before if c.slot is slot] or [c for c in before if {c.slot, slot} <= {Slot.MISSING, Slot.DETAINED}]
    if not alike:
        return None
    last = alike[-1].according_to
    told = {c.who for c in alike if c.according_to == last} if last is not None else {alike[-1].who}
    return alike[-1].who if len(told) == 1 else None
