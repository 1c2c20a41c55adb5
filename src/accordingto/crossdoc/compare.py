"""The verdict of a slot: how its accounts stand to each other. Pure; it never says which is true.

In: accounts of one slot of one event. Out: the relation of each pair, and one of four verdicts.

Numbers: claims of different claimants about the same group are comparable; they agree where their ranges share a number and conflict
where they share none. A total and a part conflict only where the part is larger than the total can be. A denial conflicts with
another's claim that it denies. What is taken back, foretold, threatened or asked is not compared. Dates, places and actors: the same
value agrees, two values conflict. A claim without a number counts as a claimant and is compared with nothing.
"""

from collections.abc import Sequence
from itertools import combinations

from accordingto.crossdoc.names import key_words
from accordingto.crossdoc.words import base, nearness, row_of
from accordingto.model.kinds import NOT_COMPARED, Slot, Stance, VerdictKind
from accordingto.model.linked import Account

VALUED = (Slot.ACTOR, Slot.PLACE, Slot.DATE, Slot.RECIPIENT, Slot.WEAPON)
"""Slots whose values are compared as they stand, not as numbers."""
ONE_GROUP = 0.72
"""Nearness of two words for the same people: inmates and prisoners 0.76, workers and employees 0.80; soldiers and civilians are 0.66."""
SOMEBODY = frozenset(
    """abductor abductors arsonist arsonists assailant assailants attacker attackers bomb bomber bombers bombs captor captors car crowd
    device drone drones figure figures fire gunfire gunman gunmen individual individuals intruder intruders kidnapper kidnappers man
    men mine missile missiles mob motorcycle people perpetrator perpetrators person persons raider raiders robber robbers rocket
    rockets shell shells shooter shooters sniper snipers somebody someone suspect suspects truck vehicle woman women""".split()
)
"""Heads that tell what did it, or that somebody did, and not who."""
STAFF = frozenset("worker workers employee employees staff staffer staffers personnel member members team crew".split())
"""Words for those who work for the body that is told of: its "six aid workers" are "six of its staff"."""
KNOWN = frozenset("the this that these those its his her our my their your whose".split())
"""What stands before somebody who is known."""
Range = tuple[int | None, int | None]


def standing(accounts: Sequence[Account]) -> list[Account]:
    """The accounts that a verdict looks at."""
    return [a for a in accounts if a.current and a.stance not in NOT_COMPARED]


def verdict(accounts: Sequence[Account]) -> VerdictKind | None:
    """The verdict of one slot; None where no account stands."""
    kept = standing(accounts)
    if not kept:
        return None
    relations = {relation(a, b) for a, b in combinations(_totals(kept), 2)}
    if VerdictKind.CONFLICT in relations:
        return VerdictKind.CONFLICT
    if VerdictKind.AGREE in relations:
        return VerdictKind.AGREE
    return VerdictKind.ONE_ACCOUNT if len({claimant_of(a) for a in kept}) == 1 else VerdictKind.NOT_COMPARABLE


def _totals(accounts: Sequence[Account]) -> list[Account]:
    """Without the figures that are part of a larger one: "ten have died, after two passengers died in hospital" is no toll of two."""
    return [a for a in accounts if not any(_is_part(a, b) for b in accounts)]


def _is_part(a: Account, b: Account) -> bool:
    """Whether one claimant gives a number of a group and in the same report a larger one of the same group."""
    if claimant_of(a) != claimant_of(b) or a.slot is not b.slot or not same_group(a.who, b.who) or a.stance is not b.stance:
        return False
    return a.high is not None and b.low is not None and a.high < b.low and bool(set(a.carriers) & set(b.carriers))


def claimant_of(account: Account) -> str:
    """Who says it, as a key."""
    return account.claimant or f"name:{account.claimant_name}"


def relation(a: Account, b: Account) -> VerdictKind | None:
    """Agree, conflict, or None where two claims of one slot cannot be compared. Symmetric."""
    if claimant_of(a) == claimant_of(b) or a.slot is not b.slot:
        return None
    same = _same_value(a, b) if a.slot in VALUED else None
    denied = (a.stance is Stance.DENIES) + (b.stance is Stance.DENIES)
    if a.slot in VALUED:
        if denied == 2 or same is None:
            return None
        if denied == 1:
            return VerdictKind.CONFLICT if same else None
        return VerdictKind.AGREE if same else VerdictKind.CONFLICT
    return _of_numbers(a, b, denied)


def _same_value(a: Account, b: Account) -> bool | None:
    """Whether two dates overlap, or two names are one."""
    if a.slot is Slot.DATE:
        if not (a.earliest and a.latest and b.earliest and b.latest):
            return None
        return a.earliest <= b.latest and b.earliest <= a.latest
    left, right = set(key_words(a.value)), set(key_words(b.value))
    alike = left <= right or right <= left
    unknown = a.slot is Slot.ACTOR and (names_nobody(a.value) or names_nobody(b.value))
    return alike or (None if unknown else False)


def names_nobody(actor: str) -> bool:
    """Whether the words for who did it say no more than that somebody did; they answer nobody who says who.

    Whose men they are, or which men, tells who.

    >>> names_nobody("Armed men"), names_nobody("smugglers"), names_nobody("its bombers"), names_nobody("men of the Dawn Brigade")
    (True, False, False, False)
    """
    words = actor.split()
    known = not words or words[0].lower() in KNOWN or any(w[:1].isupper() for w in words[1:])
    return not known and words[-1].lower() in SOMEBODY


def _of_numbers(a: Account, b: Account, denied: int) -> VerdictKind | None:
    shared = share_a_number((a.low, a.high), (b.low, b.high))
    if shared is None or denied == 2:
        return None
    if denied == 1:
        if not same_group(a.who, b.who):
            return VerdictKind.CONFLICT if _nobody_denied(a, b) or _nobody_denied(b, a) else None
        return VerdictKind.CONFLICT if shared else VerdictKind.AGREE
    if same_group(a.who, b.who):
        return VerdictKind.AGREE if shared else VerdictKind.CONFLICT
    if _group(a) is not None and _group(b) is not None:
        return None
    total, part = (a, b) if _group(a) is None else (b, a)
    return VerdictKind.CONFLICT if total.high is not None and part.low is not None and total.high < part.low else None


def _nobody_denied(denial: Account, other: Account) -> bool:
    """Whether it is denied that there was anybody at all, of whom the other counts one of some group: "denied that anybody was killed"."""
    whole = denial.stance is Stance.DENIES and _group(denial) is None and (denial.low, denial.high) == (1, None)
    return whole and other.low is not None and other.low > 0


def _group(account: Account) -> str | None:
    return account.who.casefold() if account.who else None


def same_group(left: str | None, right: str | None) -> bool:
    """Whether two figures count one group: the same word, or two for the same people ("inmates", "prisoners").

    >>> same_group("inmates", "prisoners"), same_group("soldiers", "civilians"), same_group("soldiers", None)
    (True, False, False)
    """
    if left is None or right is None:
        return left is right
    if left.casefold() == right.casefold():
        return True
    heads = {words.casefold().split()[-1] for words in (left, right)}
    if heads <= STAFF:
        return True
    rows = [row_of(base(words.casefold().split()[-1])) for words in (left, right)]
    return None not in rows and nearness(*rows) >= ONE_GROUP


def share_a_number(a: Range, b: Range) -> bool | None:
    """Whether two ranges overlap; None where one of them says nothing."""
    if a == (None, None) or b == (None, None):
        return None
    top = min(x for x in (a[1], b[1]) if x is not None) if (a[1], b[1]) != (None, None) else None
    bottom = max(a[0] or 0, b[0] or 0)
    return top is None or bottom <= top
