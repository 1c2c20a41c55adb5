"""How an act of violence was done: the mode that a weapon beside the trigger gives, from weapons.tsv.

In: a trigger and its arguments. Out: a PLOVER mode, or the trigger's own. It does not decide who used the weapon.

"attacked with machetes" is primitive, "a rocket attack" heavy-weapons, "bombed by jets" aerial.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.events.arguments import Arguments, core_of, lemma_of
from accordingto.withindoc.tokens import Token

MEANS = ("with", "by", "from", "using", "in")
USING = ("using", "wielding", "armed", "carrying", "firing", "hurling", "throwing")
BEFORE = ("compound", "amod", "nmod", "npadvmod", "nummod")


@dataclass(frozen=True, slots=True)
class WeaponRow:
    """A row of weapons.tsv."""

    word: str
    mode: str
    example: str


@cache
def weapon_modes() -> dict[str, str]:
    """Mode by weapon word."""
    return {row.word: row.mode for row in rows_of("weapons.tsv", WeaponRow)}


def weapon_mode(token: Token) -> str | None:
    """The mode of the weapon that the noun phrase headed by ``token`` names; "" for a weapon without a mode, None for no weapon."""
    modes = weapon_modes()
    token = core_of(token)
    lemma = lemma_of(token)
    if token.i > 0:
        before = token.nbor(-1)
        for pair in (f"{lemma_of(before)} {lemma}", f"{before.lower_} {lemma}"):
            if pair in modes:
                return modes[pair]
    return modes.get(lemma, modes.get(token.lower_.rstrip("s")))


def weapons_beside(token: Token, arguments: Arguments) -> Iterator[Token]:
    """Heads of the weapons that stand with a trigger: subject, object, means, or a word before a noun."""
    heads = [*arguments.subjects, *arguments.objects, *arguments.by]
    for name in MEANS:
        heads += arguments.preps.get(name, ())
    for child in token.children:
        if child.dep_ in BEFORE and child.i < token.i:
            heads.append(child)
        if child.lower_ in USING:
            heads += [g for g in child.subtree if g.dep_ in ("dobj", "pobj", "conj")]
    for doer in (*arguments.subjects, *arguments.by):
        heads += [g for c in doer.children if c.lower_ in USING for g in c.subtree if g.dep_ in ("dobj", "pobj", "conj")]
    for head in heads:
        if weapon_mode(head) is not None:
            yield head


def mode_of(token: Token, arguments: Arguments, own: str) -> str:
    """The mode: the most telling weapon beside the trigger, else the row's own."""
    modes = [m for m in map(weapon_mode, weapons_beside(token, arguments)) if m]
    if "suicide-attack" in modes or own in ("abduct", "torture", "sexual"):
        return own if own in ("abduct", "torture", "sexual") else "suicide-attack"
    return modes[0] if modes else own
