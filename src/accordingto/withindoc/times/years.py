"""Years, decades, centuries, years of accounts: expression -> TIMEX3 value, and in words how.

In: an expression and an anchor. Out: (value, why), like `anchors`.

“Nineteen ninety-six” is 1996; “the nineties” are 199; “fiscal 2031” is FY2031, which is no time of the calendar.
"""

import re

from accordingto.withindoc.times.counting import DECADES, NUMBERS, Anchor, Resolved
from accordingto.withindoc.times.timex import Expression


def year(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """A year; with "quarter" or "period" behind it, the quarter told before, of that year."""
    if "of_quarter" in e.parts and anchor.quarter:
        return f"{e.parts['year']}-{anchor.quarter[5:]}", "the quarter told before, of that year"
    return e.parts["year"], "a year"


def year_range(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    """2029-2031."""
    first, last = e.parts["year"], e.parts["last"]
    last = last if len(last) == 4 else first[:2] + last
    return (f"{first}/{last}", "from one year to another") if int(last) > int(first) else (None, "the last year is before the first")


def year_words(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    """Nineteen ninety-six."""
    if "thousand" in e.parts:
        return str(2000 + (NUMBERS.get(e.parts.get("onlyone", ""), 0))), "a year in words"
    hundreds = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}[e.parts["hundreds"]]
    return str(hundreds + NUMBERS[e.parts["rest"]] + NUMBERS.get(e.parts.get("one", ""), 0)), "a year in words"


def decade(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    """A decade, in figures or words."""
    if "word" in e.parts:
        return f"19{DECADES[e.parts['word']]}", "a decade of the last century, as it is told without one"
    return (e.parts["decade"][:3] if "decade" in e.parts else f"19{e.parts['short'][0]}"), "a decade"


def century(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    """A century, by its first two figures."""
    return f"{int(re.sub(r'[^0-9]', '', e.parts['century'])) - 1:02}", "a century"


def fiscal(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    """A year of accounts: no time of the calendar."""
    year = re.sub(r"\D", "", " ".join(e.parts.values())) or ""
    return (f"FY{year}" if year else None), "a year of accounts, not of the calendar"
