"""Which figure a table takes where reports differ: each project's own rule, and nothing of ours.

In: accounts of one slot of one event. Out: figures, and the accounts that they set aside. Figures are taken claimant by claimant: a
claimant's total, or, where only parts are told ("four soldiers and three civilians"), the largest part as the least and the sum as the
most. A denial is no figure; a figure that somebody else denies is taken only where no other is left.

>>> rows = [{"claimant": "a", "own_voice": False, "low": 4, "high": 4, "who": None, "stance": "states", "current": True, "value": "four"},
...     {"claimant": "b", "own_voice": False, "low": 24, "high": 99, "who": None, "stance": "states", "current": True, "value": "dozens"}]
>>> figure = conservative(rows)
>>> figure.number, [f.claimant for f in figure.aside]
(4, ['b'])
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accordingto.model.kinds import NOT_COMPARED, Stance

Account = Mapping[str, Any]
ROUND_WORDS = (("hundreds", 100), ("dozens", 12), ("tens", 10))
"""ACLED's fixed values of round words (uses and limitations, fatalities)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What one claimant's current accounts come to. ``low``, ``high``: None where open."""

    claimant: str
    low: int | None
    high: int | None
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The figure that a table takes, whose it is, and whose it sets aside. ``number`` is None where nobody gives one."""

    number: int | None
    taken: tuple[Figure, ...]
    aside: tuple[Figure, ...]


def standing(accounts: Sequence[Account]) -> list[Account]:
    """Accounts that their claimants still hold and that give a figure: no denial, no forecast, nothing taken back."""
    dropped = {s.value for s in NOT_COMPARED} | {Stance.DENIES.value}
    return [a for a in accounts if a["current"] and a["stance"] not in dropped and (a["low"], a["high"]) != (None, None)]


def is_denied(account: Account, accounts: Sequence[Account]) -> bool:
    """Whether another claimant denies the figure of ``account``."""
    for other in accounts:
        if other["stance"] == Stance.DENIES.value and other["current"] and other["claimant"] != account["claimant"]:
            shares = (other["low"] or 0) <= _top(account) and (account["low"] or 0) <= _top(other)
            if shares and other["who"] in (None, account["who"]):
                return True
    return False


def _top(account: Account) -> float:
    return float("inf") if account["high"] is None else float(account["high"])


def figures(accounts: Sequence[Account]) -> list[Figure]:
    """One figure a claimant, in the order in which they are given."""
    groups: defaultdict[str, list[Account]] = defaultdict(list)
    for account in standing(accounts):
        groups[f"{account['claimant']} {account.get('origin', '')}"].append(account)
    return [_figure(group) for group in groups.values()]


def _figure(group: list[Account]) -> Figure:
    totals = [a for a in group if a["who"] is None]
    counted = totals or group
    lows = [a["low"] for a in counted if a["low"] is not None]
    highs = [a["high"] for a in counted]
    high = None if None in highs else max(highs) if totals else sum(highs)
    low = None if not lows else min(lows) if totals else max(lows)
    return Figure(claimant=group[0]["claimant"], low=low, high=high, accounts=tuple(group))


def conservative(accounts: Sequence[Account]) -> Chosen:
    """ACLED's rule: the least figure that is told; round words have fixed values."""
    all_figures = figures(accounts)
    undenied = [f for f in all_figures if not any(is_denied(a, accounts) for a in f.accounts)]
    numbers = {id(f): n for f in (undenied or all_figures) if (n := _acled_number(f)) is not None}
    if not numbers:
        return Chosen(number=None, taken=(), aside=tuple(all_figures))
    least = min(numbers.values())
    taken = tuple(f for f in all_figures if numbers.get(id(f)) == least)
    return Chosen(number=least, taken=taken, aside=tuple(f for f in all_figures if f not in taken))


def _acled_number(figure: Figure) -> int | None:
    """The number of a figure: its least, the fixed value of a round word, or its most where nothing else is told ("up to 30")."""
    words = " ".join(str(a["value"]) for a in figure.accounts).casefold()
    for word, number in ROUND_WORDS:
        if figure.low != figure.high and re.search(rf"\b{word}\b(?! of thousands)", words):
            return number
    return figure.low if figure.low is not None else figure.high


def bounds(accounts: Sequence[Account]) -> tuple[int | None, int | None, int | None]:
    """UCDP's low, best and high: the least and the greatest bound that is told; best only where one account stands alone."""
    told = figures(accounts)
    lows = [f.low if f.low is not None else 0 for f in told]
    highs = [f.high if f.high is not None else f.low for f in told]
    low = min(lows) if lows else None
    high = max((h for h in highs if h is not None), default=None)
    alone = told[0] if len(told) == 1 and len(told[0].accounts) == 1 else None
    best = alone.low if alone and alone.low == alone.high else None
    return low, best, high
