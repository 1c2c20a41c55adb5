"""Where the review of a row stands: what each coder vouches for, and whether two of them differ. Pure.

In: the decisions on one row. Out: a status. Who accepts a row vouches for all its values; who edits a field, for that field; who rejects
it, that it should not be there. Two coders dispute a row when one rejects what another keeps, or when they vouch for two values of a
field. A decision that settles a dispute takes the place of all before it.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from accordingto.model.review import Action, Correction, Status, anchor_from
from accordingto.store.anchors import ENOUGH, overlap

REJECTS: Mapping[str, Any] = {"(the row)": None}
"""What a coder vouches for who says that the row should not be there."""


def status_of(decisions: Sequence[Correction], *, rejected: bool) -> Status:
    """The status of a row with ``decisions``, in the order in which they were made; ``rejected``: the last of them took it away."""
    views = views_of(decisions)
    if any(differ(a, b) for a, b in combinations(views.values(), 2)):
        return Status.DISPUTED
    return Status.REJECTED if rejected else Status.ACCEPTED


def views_of(decisions: Sequence[Correction]) -> dict[str, Mapping[str, Any]]:
    """What each coder vouches for, by field."""
    settled = max((n for n, d in enumerate(decisions) if d.settles), default=0)
    views: dict[str, Mapping[str, Any]] = {}
    for one in decisions[settled:]:
        if one.action is Action.REJECT:
            views[one.by] = REJECTS
        elif one.action is Action.ACCEPT:
            views[one.by] = dict(one.was)
        else:
            kept = {} if views.get(one.by) is REJECTS else views.get(one.by, {})
            views[one.by] = {**kept, one.field: one.now} if one.action is Action.EDIT and one.field else kept
    return views


def differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two coders cannot both be right about a row."""
    if (one is REJECTS) != (other is REJECTS):
        return True
    return any(not _same(name, one[name], other[name]) for name in one.keys() & other.keys())


def _same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field are one; a claimant is one where its words, perhaps cut by two models, are the same in the main."""
    if name == "according_to" and one and other:
        return overlap(anchor_from(one).spans, anchor_from(other).spans) >= ENOUGH
    return bool(one == other)
