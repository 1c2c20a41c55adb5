"""The verdict of a slot: symmetric, blind to order, and never a judgement of truth."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.crossdoc.compare import relation, verdict
from accordingto.model.kinds import Slot, Stance, VerdictKind
from accordingto.model.linked import Account

Range = tuple[int | None, int | None]


def account(
    claimant: str,
    numbers: Range = (None, None),
    *,
    who: str | None = None,
    stance: Stance = Stance.STATES,
    current: bool = True,
    slot: Slot = Slot.KILLED,
    value: str = "",
    day: date | None = None,
) -> Account:
    return Account(
        id=f"{claimant}{numbers}{who}{stance}",
        event="e",
        claimant=None,
        claimant_name=claimant,
        own_voice=False,
        slot=slot,
        value=value,
        low=numbers[0],
        high=numbers[1],
        who=who,
        earliest=day,
        latest=day,
        stance=stance,
        current=current,
        said=None,
        via=(),
        carriers=("d",),
        evidence=(),
        claims=(),
        origin=claimant,
    )


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([account("a", (5, 5))], VerdictKind.ONE_ACCOUNT),
        ([account("a", (5, 5)), account("b", (5, 5))], VerdictKind.AGREE),
        ([account("a", (5, 5)), account("b", (2, 2))], VerdictKind.CONFLICT),
        ([account("a", (12, None)), account("b", (20, 20))], VerdictKind.AGREE),
        ([account("a", (12, None)), account("b", (9, 9))], VerdictKind.CONFLICT),
        ([account("a", (5, 5)), account("b")], VerdictKind.NOT_COMPARABLE),
        ([account("a", (1, None), stance=Stance.DENIES), account("b", (1, 1), who="dockers")], VerdictKind.CONFLICT),
        ([account("a", (5, 5), stance=Stance.DENIES), account("b", (1, 1), who="dockers")], VerdictKind.NOT_COMPARABLE),
        ([account("a", (5, 5), who="soldiers"), account("b", (2, 2), who="civilians")], VerdictKind.NOT_COMPARABLE),
        ([account("a", (5, 5)), account("b", (7, 7), who="soldiers")], VerdictKind.CONFLICT),
        ([account("a", (5, 5)), account("b", (2, 2), who="soldiers")], VerdictKind.NOT_COMPARABLE),
        ([account("a", (17, 17)), account("b", (17, 17), stance=Stance.DENIES)], VerdictKind.CONFLICT),
        ([account("a", (5, 5)), account("a", (2, 2))], VerdictKind.ONE_ACCOUNT),
        ([account("a", (5, 5)), account("b", (40, 40), stance=Stance.PREDICTS)], VerdictKind.ONE_ACCOUNT),
        ([account("a", (5, 5)), account("b", (2, 2), current=False)], VerdictKind.ONE_ACCOUNT),
    ],
)
def test_the_verdict_follows_the_rule(accounts: list[Account], expected: VerdictKind) -> None:
    assert verdict(accounts) is expected


def test_no_standing_account_has_no_verdict() -> None:
    assert verdict([account("a", (5, 5), current=False)]) is None


def test_days_agree_where_they_meet_and_conflict_where_they_do_not() -> None:
    monday, tuesday = date(2031, 5, 12), date(2031, 5, 13)
    one, same, other = (account(n, slot=Slot.DATE, day=d) for n, d in (("a", monday), ("b", monday), ("c", tuesday)))

    assert relation(one, same) is VerdictKind.AGREE
    assert relation(one, other) is VerdictKind.CONFLICT


bounds = st.one_of(st.none(), st.integers(0, 50))
accounts_of = st.builds(
    account,
    st.sampled_from("abc"),
    st.tuples(bounds, bounds).filter(lambda r: r[0] is None or r[1] is None or r[0] <= r[1]),
    who=st.sampled_from([None, "soldiers", "civilians"]),
    stance=st.sampled_from([Stance.STATES, Stance.DENIES, Stance.ALLEGES, Stance.PREDICTS]),
    current=st.booleans(),
)


@given(accounts_of, accounts_of)
def test_a_relation_is_the_same_from_both_sides(a: Account, b: Account) -> None:
    assert relation(a, b) is relation(b, a)


@given(st.lists(accounts_of, max_size=4))
def test_the_order_of_accounts_does_not_matter(found: list[Account]) -> None:
    assert len({verdict(list(order)) for order in permutations(found)}) <= 1
