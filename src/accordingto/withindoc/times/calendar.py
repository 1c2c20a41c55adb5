"""Calendar arithmetic: TIMEX3 values and the days that they cover. Pure; no clock.

In: days, units, counts. Out: values ("2031-05-13", "2031-W20", "P3D") and first and last days. ISO 8601 weeks begin on Monday; seasons are
the northern ones in whole months.

>>> days_of("2031-02")
(datetime.date(2031, 2, 1), datetime.date(2031, 2, 28))
>>> shifted(date(2031, 3, 31), "M", -1)
datetime.date(2031, 2, 28)
"""

import calendar
import re
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
Days = tuple[date, date]
FIRST_YEAR, LAST_YEAR = 1000, 2999


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none (31 February).

    >>> real_day(2031, 2, 31) is None
    True
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shifted(day: date, unit: str, n: int) -> date | None:
    """``day`` moved by ``n`` units D, W, M, Y, E (decades); None outside of the years that are read."""
    try:
        if unit == "D":
            moved = day + timedelta(days=n)
        elif unit == "W":
            moved = day + timedelta(weeks=n)
        else:
            months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}[unit] * n + day.year * 12 + day.month - 1
            year, month = divmod(months, 12)
            moved = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None
    return moved if FIRST_YEAR <= moved.year <= LAST_YEAR else None


def value_at(day: date, unit: str) -> str:
    """The value of the unit that holds ``day``.

    >>> value_at(date(2031, 5, 14), "W"), value_at(date(2031, 5, 14), "M"), value_at(date(2031, 5, 14), "E")
    ('2031-W20', '2031-05', '203')
    """
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if unit == "Q":
        return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
    return {"D": day.isoformat(), "M": f"{day:%Y-%m}", "Y": f"{day.year:04}", "E": f"{day.year // 10:03}", "C": f"{day.year // 100:02}"}[
        unit
    ]


def weekday_near(anchor: date, weekday: int, direction: int) -> date | None:
    """The weekday (Monday 0) at or before ``anchor`` (direction -1), or at or after it (+1)."""
    gap = (anchor.weekday() - weekday) % 7 if direction < 0 else (weekday - anchor.weekday()) % 7
    return shifted(anchor, "D", direction * gap)


def days_of(value: str | None) -> Days | None:
    """First and last day that a value covers; None for durations, sets and open values."""
    if not value or value[:1] in ("P", "X") or "X" in value or "REF" in value:
        return None
    if "/" in value:
        first, last = (days_of(part) for part in value.split("/", 1))
        return (first[0], last[1]) if first and last and first[0] <= last[1] else None
    core = value.partition("T")[0]
    if match := DAY.fullmatch(core):
        day = real_day(*map(int, match.groups()))
        return (day, day) if day else None
    return _week(core) or _part_of_year(core) or _years(core)


def _week(core: str) -> Days | None:
    match = re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", core)
    if not match:
        return None
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:  # week 53 of a year that has 52
        return None
    return (monday + timedelta(days=5) if match[3] else monday, monday + timedelta(days=6))


def _part_of_year(core: str) -> Days | None:
    """Months, quarters, halves, seasons."""
    match = re.fullmatch(r"(\d{4})-(\d{2}|Q[1-4]|H[12]|SP|SU|FA|WI)", core)
    if not match:
        return None
    year, part = int(match[1]), match[2]
    starts = {"SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "H1": (1, 6), "H2": (7, 6)}
    if part.isdigit():
        start, length = int(part), 1
    else:
        start, length = starts.get(part) or (int(part[1]) * 3 - 2, 3)
    first = real_day(year, start, 1)
    after = shifted(first, "M", length) if first else None
    return (first, after - timedelta(days=1)) if first and after else None


def _years(core: str) -> Days | None:
    if not re.fullmatch(r"\d{2,4}", core) or not (FIRST_YEAR <= int(core.ljust(4, "0")) <= LAST_YEAR):
        return None
    return date(int(core.ljust(4, "0")), 1, 1), date(int(core.ljust(4, "9")), 12, 31)
