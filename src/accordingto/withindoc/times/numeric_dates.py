"""Which comes first in 03/04/2031, the day or the month: as another date of the report shows, else as the outlet's country writes.

In: the expressions of a document, the document, a gazetteer. Out: True (day first), False (month first), None (not known). It resolves
nothing.

“Mended on 25/04/2031”: the day comes first.
"""

from collections import Counter
from collections.abc import Sequence

from accordingto.model.document import Document
from accordingto.resources.gazetteer import Gazetteer
from accordingto.withindoc.places.outlets import outlet_evidence
from accordingto.withindoc.times.timex import Expression

MONTH_FIRST = frozenset({"US"})
BOTH = frozenset({"CA", "PH", "ZA", "KE"})
"""Countries whose papers write either."""
KNOWN, NO_DOUBT = 50_000, 0.8
"""So many people must live at the place that the outlet is named after, and such a share of all who live at places of that name."""


def day_first(found: Sequence[Expression], document: Document, places: Gazetteer) -> bool | None:
    """The order of day and month in the numeric dates of a report."""
    shown = {int(e.parts["first"]) > 12 for e in found if e.kind == "numeric" and _shows_order(e)}
    if shown:
        return shown.pop() if len(shown) == 1 else None
    country = _home(document, places)
    return None if country is None or country in BOTH else country not in MONTH_FIRST


def _home(document: Document, places: Gazetteer) -> str | None:
    """The country of the outlet, where its name and address leave no doubt."""
    people: Counter[str] = Counter()
    for name in outlet_evidence(document, places):
        for entry in name.candidates:
            people[entry.country] += entry.population
    if not people:
        return None
    [(country, most)] = people.most_common(1)
    return country if country and most >= KNOWN and most >= NO_DOUBT * people.total() else None


def _shows_order(e: Expression) -> bool:
    first, second = int(e.parts["first"]), int(e.parts["second"])
    return (first > 12) != (second > 12)
