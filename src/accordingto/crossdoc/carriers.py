"""Carriers: which reports share runs of words with one, and which runs are common phrases.

In: fingerprints, each with the few reports that carried it first. Out: the reports that one report is to be compared with. The work is
bounded however often a text was copied: of the carriers of a run only the first are looked at, since the later ones copy the same text.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from accordingto.model.ages import day_of

FIRST_CARRIERS = 6
"""Of those that carry a run only the first few are compared with."""
COMPARED = 8
"""Reports that one report is compared with at most, the most shared runs first."""
LEAST_SHARED = 2
COMMON = 24
"""A run that more reports carry, over more than `COMMON_DAYS` days, is a common phrase or a notice: news is copied within days."""
COMMON_DAYS = 14
WHOLE_TEXT = 0.5
"""Share of a report's runs that may all be common phrases and still make it a copy: a notice at the end is less than that."""


@dataclass(frozen=True, slots=True, order=True)
class Carrier:
    """A report that carries a run. ``age`` orders carriers; ``key`` is the report's, in the record or in the collection."""

    age: int
    key: int


Carriers = Mapping[int, Sequence[Carrier]]
"""Hash of a run -> its first carriers, `COMMON` + 1 of them at most, the earliest first."""


def first_carriers(prints: Iterable[tuple[Carrier, Iterable[int]]]) -> dict[int, list[Carrier]]:
    """The first carriers of each run of a collection that is held in memory."""
    out: defaultdict[int, list[Carrier]] = defaultdict(list)
    for carrier, hashes in sorted(prints, key=lambda p: p[0]):
        for h in hashes:
            if len(out[h]) <= COMMON:
                out[h].append(carrier)
    return out


def is_common(carriers: Sequence[Carrier]) -> bool:
    """Whether a run is a common phrase."""
    return len(carriers) > COMMON and day_of(carriers[COMMON].age) - day_of(carriers[0].age) > COMMON_DAYS


def sources_of(carrier: Carrier, hashes: Iterable[int], carriers: Carriers) -> list[Carrier]:
    """The reports before ``carrier`` that it may repeat, most shared runs first."""
    rare: Counter[Carrier] = Counter()
    shared: Counter[Carrier] = Counter()
    total = 0
    for h in hashes:
        total += 1
        before = [c for c in carriers.get(h, ())[:FIRST_CARRIERS] if c < carrier]
        shared.update(before)
        if not is_common(carriers.get(h, ())):
            rare.update(before)
    enough = max(LEAST_SHARED, WHOLE_TEXT * total)  # of a text copied for years every run is common
    told = {c: shared[c] if shared[c] >= enough else rare[c] for c in shared}
    return sorted((c for c in told if told[c] >= LEAST_SHARED), key=lambda c: (-told[c], c))[:COMPARED]
