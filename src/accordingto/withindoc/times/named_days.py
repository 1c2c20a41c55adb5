"""Named days: Christmas Eve, Easter Monday, Thanksgiving. Pure arithmetic.

In: the name and a year. Out: the day, or None for a name that is not known. Feasts that are fixed by the sight of the moon are left out.

>>> named_day("christmas eve", 2031), named_day("easter monday", 2031)
(datetime.date(2031, 12, 24), datetime.date(2031, 4, 14))
"""

from datetime import date, timedelta

from accordingto.withindoc.times.calendar import FIRST_YEAR, LAST_YEAR

FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year's": (1, 1), "new year": (1, 1), "valentine's day": (2, 14), "may day": (5, 1),
    "halloween": (10, 31), "international women's day": (3, 8),
}  # fmt: skip
FROM_EASTER = {"good friday": -2, "easter": 0, "easter sunday": 0, "easter monday": 1}
NTH_WEEKDAY = {"thanksgiving": (11, 3, 4), "thanksgiving day": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1)}
"""Name -> month, weekday (Monday 0), which one in the month (-1 the last)."""


def named_day(name: str, year: int) -> date | None:
    """The day of ``name`` in ``year``."""
    key = name.lower().replace("’", "'")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if key in FIXED:
        return date(year, *FIXED[key])
    if key in FROM_EASTER:
        return easter(year) + timedelta(days=FROM_EASTER[key])
    return _nth_weekday(year, *NTH_WEEKDAY[key]) if key in NTH_WEEKDAY else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * rest) // 433
    month = (h + rest - 7 * m + 90) // 25
    return date(year, month, (h + rest - 7 * m + 33 * month + 19) % 32)


def _nth_weekday(year: int, month: int, weekday: int, which: int) -> date:
    if which < 0:
        end = date(year, month + 1, 1) - timedelta(days=1)
        return end - timedelta(days=(end.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
