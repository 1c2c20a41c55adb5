"""Words of counting: numbers, units, months, weekdays, parts of the day; and the day to count from.

In: words in lower case. Out: what they count. It does not decide which day an expression means.

>>> number_of("twenty-four"), unit_of("weeks"), month_of("sept."), weekday_of("wednesday")
(24, 'week', 9, 2)
"""

from dataclasses import dataclass
from datetime import date

from accordingto.withindoc.times.calendar import MONTHS, WEEKDAYS

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "a hundred": 100, "a dozen": 12, "a couple of": 2,
    "couple of": 2, "the": 1,
}  # fmt: skip
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "noon": "12:00", "midday": "12:00", "midnight": "24:00",
    "dawn": "MO",
    "dusk": "EV", "daybreak": "MO", "sunrise": "MO", "sunset": "EV", "nightfall": "NI", "early hours": "MO", "small hours": "MO",
}  # fmt: skip
UNITS = {
    "day": "D",
    "week": "W",
    "month": "M",
    "year": "Y",
    "decade": "E",
    "quarter": "Q",
    "century": "C",
    "weekend": "W",
    "fortnight": "W",
}
CLOCK_UNITS = {"hour": "H", "minute": "M", "second": "S"}
NO_ANCHOR = "no day to count from: the report gives no date of publication"
Resolved = tuple[str | None, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The day to count from, what it is called, and what was told last: a day, a day, month or year ("2031-05"), a quarter ("2031-Q2")."""

    day: date | None
    name: str | None
    told: date | None = None
    period: str | None = None
    quarter: str | None = None
    day_first: bool | None = None
    """Whether 03/04 is the 3rd of April here; None: not known."""


DECADES = {"twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9}


def number_of(words: str | None) -> int | None:
    """The number, None for a vague or unreadable one.

    >>> number_of("several") is None, number_of("a dozen")
    (True, 12)
    """
    if not words:
        return None
    if words.replace(",", "").isdecimal():
        return int(words.replace(",", "")) if len(words) < 8 else None
    tens, _, unit = words.replace(" ", "-").partition("-")
    return NUMBERS.get(words) or (NUMBERS[tens] + NUMBERS[unit] if unit in NUMBERS and tens in NUMBERS else None)


def unit_of(words: str) -> str:
    """The unit in the singular."""
    word = words.lower()
    return "century" if word.startswith("centur") else word.rstrip("s")


def month_of(words: str) -> int:
    """1 to 12."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(words.lower().rstrip(".")[:3]))


def weekday_of(words: str) -> int:
    """Monday 0 to Sunday 6."""
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(words.lower().rstrip(".")[:3]))


def in_part(day: date, part: str | None) -> str:
    """The value of a part of ``day``.

    >>> in_part(date(2031, 5, 14), "evening")
    '2031-05-14TEV'
    """
    return day.isoformat() + (f"T{PARTS[part]}" if part else "")
