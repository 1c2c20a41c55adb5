"""Mentions that a caller hands in, grouped exactly: the same event, the same thing, within a report and across reports.

In: documents with given mentions. Out: links (pairs with their match weights) and groups by average link. Only reports that are alike are
compared, mention by mention; no other mentions of such a document are grouped.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, product
from typing import Protocol, TypeVar

from accordingto.crossdoc.average import average_groups
from accordingto.crossdoc.matching import Weights, shown, total
from accordingto.crossdoc.report_rows import LEAST_ALIKE, ReportRow, alike
from accordingto.model.linked import Link, Ref

THRESHOLD = -1.5
"""Average weight from which groups meet, in bits. LEA of ECB+ dev is flat between -1.9 and -1.1."""
UNSCORED = -16.0
"""What a pair counts for that was never compared: its reports are not alike. Low enough that two groups meet only where nearly all of their
reports are alike (documents of one event, ECB+ dev: F1 0.786 with -10, 0.799 with -16)."""
LEAST_KEPT = -4.0
"""Pairs below this are not kept as links: they speak for nothing."""


class Row(Protocol):
    """What both kinds of row have."""

    @property
    def ref(self) -> Ref:
        """The mention."""

    @property
    def report(self) -> ReportRow:
        """Its report."""


AnyRow = TypeVar("AnyRow", bound=Row)
Weigh = Callable[[AnyRow, AnyRow, float], Weights]
"""The weights of a pair, of two rows and the likeness of their reports."""


def pairs_of(rows: Sequence[AnyRow], least: float = LEAST_ALIKE) -> Iterable[tuple[AnyRow, AnyRow, float]]:
    """Pairs to be compared: of one report, and of reports that are alike."""
    by_report: defaultdict[str, list[AnyRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.ref):
        by_report[row.report.doc_id].append(row)
    for _, members in sorted(by_report.items()):
        for a, b in combinations(members, 2):
            yield a, b, 1.0
    for (left, right), share in alike([members[0].report for members in by_report.values()], least).items():
        for a, b in product(by_report[left], by_report[right]):
            yield a, b, share


def given_groups(
    about: str, rows: Sequence[AnyRow], weigh: Weigh[AnyRow], decided: Iterable[tuple[Ref, Ref, bool]]
) -> tuple[list[tuple[Ref, ...]], list[Link]]:
    """Groups of the rows' mentions, and the links that speak for them."""
    weights: dict[tuple[Ref, Ref], float] = {}
    links: list[Link] = []
    for a, b, share in pairs_of(rows):
        found = weigh(a, b, share)
        weight = total(found)
        weights[a.ref, b.ref] = weight
        if weight > LEAST_KEPT:
            links.append(Link(about=about, left=a.ref, right=b.ref, weight=round(weight, 2), weights=shown(found)))
    members = sorted(row.ref for row in rows)
    return average_groups(members, weights, decided, threshold=THRESHOLD, unscored=UNSCORED), links
