"""Seasons, quarters, halves of a year: expression + anchor -> TIMEX3 value, and in words how. Pure.

In: an expression and an anchor. Out: (value, why), like `anchors`. Seasons are those of the northern half.

“The third quarter of 2031” is 2031-Q3; “next year's first quarter” counts from the anchor.
"""

from accordingto.withindoc.times.calendar import SEASONS
from accordingto.withindoc.times.counting import NO_ANCHOR, Anchor, Resolved
from accordingto.withindoc.times.timex import Expression

YEARS_TOLD = {"last": -1, "this": 0, "next": 1, "year": -1}
"""First letters of "last year", "year-ago" -> years from the anchor."""


def season(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """A season, of the northern half."""
    code, start = SEASONS[e.parts["season"]]
    if "year" in e.parts:
        return f"{e.parts['year']}-{code}", "a season with its year"
    which = e.parts.get("which", "")
    if anchor.day is None or not which:
        return None, NO_ANCHOR if anchor.day is None else "which year is not said"
    year = anchor.day.year
    if which == "the" and direction <= 0:
        year -= start > anchor.day.month
    elif which in ("last", "this past"):
        year -= start + 2 >= anchor.day.month
    elif which in ("next", "this coming") or direction > 0:
        year += start <= anchor.day.month and which != "this"
    return f"{year}-{code}", f"counted from {anchor.day} ({anchor.name})"


def quarter(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """A quarter or half of a year."""
    which = e.parts.get("ord") or e.parts["ord2"]
    number = 4 if which.startswith("fo") else {"f": 1, "s": 2, "t": 3, "1": 1, "2": 2, "3": 3, "4": 4}[which[0]]
    letter = {"quarter": "Q", "half": "H"}.get(e.parts.get("what", "")) or (e.parts.get("letter") or e.parts["letter2"]).upper()
    if letter == "H" and number > 2:
        return None, "a year has two halves"
    year = e.parts.get("year") or e.parts.get("year_before", "")
    if year.isdigit():
        return f"{year}-{letter}{number}", "a quarter with its year"
    if anchor.day is None:
        return f"XXXX-{letter}{number}", NO_ANCHOR
    if year:
        return f"{anchor.day.year + YEARS_TOLD[year.split()[0][:4]]}-{letter}{number}", "the year is told from the anchor"
    current = (anchor.day.month - 1) // (3 if letter == "Q" else 6) + 1
    return f"{anchor.day.year - (number > current)}-{letter}{number}", f"the latest such one before {anchor.day}"
