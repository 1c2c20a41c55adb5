"""What was added to a toll is no toll: "raised the number of dead to twelve from nine. Three had died of their wounds".

In: the accounts of an event, those that were replaced marked. Out: the same without a figure that is, to the number, by how much its
claimant's total rose in the report that tells it. The claim stays with its event; it is no account: nobody says that three died in all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from accordingto.crossdoc.compare import claimant_of, same_group
from accordingto.model.kinds import TOLL_SLOTS, Slot, Stance
from accordingto.model.linked import Account


def without_what_was_added(accounts: Sequence[Account]) -> Iterator[Account]:
    """The accounts but for the additions."""
    series: defaultdict[tuple[str, Slot], list[Account]] = defaultdict(list)
    for a in accounts:
        if a.slot in TOLL_SLOTS and a.low is not None and a.low == a.high and a.stance is not Stance.DENIES:
            series[a.event, a.slot].append(a)
    rises = {key: tuple(_rises(group)) for key, group in series.items()}
    for a in accounts:
        if not any(_is_what_was_added(a, total, by) for total, by in rises.get((a.event, a.slot), ())):
            yield a


def _rises(group: Sequence[Account]) -> Iterable[tuple[Account, int]]:
    """Totals that replaced a lower one of their claimant, with the difference."""
    replaced: defaultdict[str, list[int]] = defaultdict(list)
    for a in group:
        if not a.current:
            replaced[claimant_of(a)].append(a.low or 0)
    for a in group:
        lower = [n for n in replaced[claimant_of(a)] if n < (a.low or 0)] if a.current else []
        if lower:
            yield a, (a.low or 0) - max(lower)


def _is_what_was_added(account: Account, total: Account, by: int) -> bool:
    """Whether the report that tells the total says in its own voice, or by its claimant, how many were added, of the same people."""
    if (account.low, account.high) != (by, by) or account.low == total.low or len(account.carriers) != 1:
        return False
    told = account.carriers[0] in total.carriers and (account.own_voice or claimant_of(account) == claimant_of(total))
    return told and account.stance is not Stance.DENIES and (account.who is None or total.who is None or same_group(account.who, total.who))
