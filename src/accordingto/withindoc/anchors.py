"""Expression + anchor -> TIMEX3 value, and in words how it was found. Pure.

In: an expression's kind and parts, the day to count from (or none), the direction in which its verb points. Out: (value, why). A value
None means that nothing fixes it; it is never guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from accordingto.withindoc.calendar import MONTHS, SEASONS, WEEKDAYS, real_day, shifted, value_at, weekday_near
from accordingto.withindoc.timex import Expression

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a hundred": 100, "a dozen": 12, "a couple of": 2, "the": 1,
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
    """The day to count from, what it is called, and the day that was told last."""

    day: date | None
    name: str | None
    told: date | None = None


def resolve(expression: Expression, anchor: Anchor, direction: int) -> Resolved:
    """The value of ``expression``; ``direction`` -1 past, +1 to come, 0 unknown."""
    return RESOLVERS[expression.kind](expression, anchor, direction)


def _number(words: str | None) -> int | None:
    if not words:
        return None
    if words.replace(",", "").isdigit():
        return int(words.replace(",", "")) if len(words) < 8 else None
    tens, _, unit = words.partition("-")
    return NUMBERS.get(words) or (NUMBERS.get(tens, 0) + NUMBERS[unit] if unit in NUMBERS and tens in NUMBERS else None)


def _unit(words: str) -> str:
    word = words.lower()
    return "century" if word.startswith("centur") else word.rstrip("s")


def _month(words: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(words.lower().rstrip(".")[:3]))


def _weekday(words: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name.startswith(words.lower().rstrip(".")[:3]))


def _day(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """A day of a month, with its year or without."""
    month_words = e.parts.get("month") or e.parts.get("month2")
    month = _month(month_words) if month_words else int(e.parts["monthnum"])
    number = int(re.sub(r"\D", "", e.parts.get("daynum") or e.parts["daynum2"]))
    if "year" in e.parts:
        day = real_day(int(e.parts["year"]), month, number)
        return _with_weekday(day, e, "a full date") if day else (None, "no such day in the calendar")
    if anchor.day is None:
        return (f"XXXX-{month:02}-{number:02}" if real_day(2000, month, number) else None), NO_ANCHOR
    days = [d for year in (-1, 0, 1) if (d := real_day(anchor.day.year + year, month, number))]
    if not days:
        return None, "no such day in the calendar"
    return _with_weekday(
        _nearest(days, anchor.day, direction), e, f"the nearest such day {'after' if direction > 0 else 'before'} {anchor.day}"
    )


def _nearest(days: list[date], anchor: date, direction: int) -> date:
    """The next one where the verb looks ahead, the last one where it looks back, else the nearest by far."""
    past, coming = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    if direction > 0 and coming:
        return coming[0]
    if direction < 0 and past:
        return past[-1]
    return min(days, key=lambda d: (abs((d - anchor).days), d > anchor))


def _with_weekday(day: date, e: Expression, why: str) -> Resolved:
    """A weekday beside a date must fit it."""
    if "weekday" in e.parts and day.weekday() != _weekday(e.parts["weekday"]):
        return None, f"{day} is no {e.parts['weekday'].capitalize()}"
    return day.isoformat(), why


def _numeric(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """05/06/2031: the order of day and month is open unless only one makes a day that is not to come."""
    first, second = int(e.parts["first"]), int(e.parts["second"])
    year = int(e.parts["year"]) + (2000 if len(e.parts["year"]) == 2 else 0)
    readings = {d for d in (real_day(year, first, second), real_day(year, second, first)) if d}
    if anchor.day:
        readings = {d for d in readings if d <= anchor.day} or readings
    if len(readings) == 1:
        return readings.pop().isoformat(), "the only order of day and month that gives a day"
    return None, "day and month could stand in either order"


def _weekday_value(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    if anchor.day is None:
        return None, NO_ANCHOR
    weekday, which, week = _weekday(e.parts["weekday"]), e.parts.get("which", ""), e.parts.get("week", "")
    if week:
        monday = weekday_near(anchor.day, 0, -1)
        base = shifted(monday, "W", {"last": -1, "next": 1}.get(week.split()[0], 0)) if monday else None
        day = shifted(base, "D", weekday) if base else None
    elif which in ("next", "this coming", "the coming", "the following"):
        later = shifted(anchor.day, "D", 1)
        day = weekday_near(later, weekday, 1) if later else None
        if which == "next" and day and anchor.day.weekday() < 4 and day.isocalendar()[1] == anchor.day.isocalendar()[1]:
            return None, "“next” said early in the week may be this week's or the following one's"
    elif which in ("last", "this past", "the previous"):
        earlier = shifted(anchor.day, "D", -1)
        day = weekday_near(earlier, weekday, -1) if earlier else None
    else:
        ahead = direction > 0 or which == "this"
        day = weekday_near(anchor.day, weekday, 1 if ahead else -1)
    why = f"counted from {anchor.day} ({anchor.name}), {'forward' if direction > 0 else 'back'}"
    return (_in_part(day, e.parts.get("part") or e.parts.get("part2")), why) if day else (None, "outside of the calendar")


def _in_part(day: date, part: str | None) -> str:
    return day.isoformat() + (f"T{PARTS[part]}" if part else "")


def _deictic(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    word = e.parts["word"]
    if anchor.day is None or word == "the other day":
        return None, NO_ANCHOR if anchor.day is None else "which day is not said"
    steps = {"the day before yesterday": -2, "the day after tomorrow": 2}
    step = steps.get(word, -1 if word.startswith(("yesterday", "last night", "overnight")) else 1 if word.startswith("tomorrow") else 0)
    day = shifted(anchor.day, "D", step)
    if day is None:
        return None, "outside of the calendar"
    part = "night" if word in ("tonight", "last night", "overnight") else word.split()[-1] if word.split()[-1] in PARTS else None
    return _in_part(day, part), f"counted from {anchor.day} ({anchor.name})"


def _month_value(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    month = _month(e.parts["month"])
    if "year" in e.parts:
        return f"{e.parts['year']}-{month:02}", "a month with its year"
    if anchor.day is None:
        return f"XXXX-{month:02}", NO_ANCHOR
    if "rel" in e.parts:
        return (
            f"{anchor.day.year + {'last': -1, 'this': 0, 'next': 1}[e.parts['rel'].split()[0]]}-{month:02}",
            "the year is told from the anchor",
        )
    which = e.parts.get("which", "")
    ahead = direction > 0 or which == "next"
    back = month > anchor.day.month or (which == "last" and month == anchor.day.month)
    year = anchor.day.year + (1 if ahead and month < anchor.day.month else -1 if back and not ahead else 0)
    return f"{year}-{month:02}", f"the nearest such month {'after' if ahead else 'before'} {anchor.day}"


def _season(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    code, start = SEASONS[e.parts["season"]]
    if "year" in e.parts:
        return f"{e.parts['year']}-{code}", "a season with its year"
    which = e.parts.get("which", "")
    if anchor.day is None or not which:
        return None, NO_ANCHOR if anchor.day is None else "which year is not said"
    year = anchor.day.year
    if which in ("last", "this past"):
        year -= start + 2 >= anchor.day.month
    elif which in ("next", "this coming") or direction > 0:
        year += start <= anchor.day.month and which != "this"
    return f"{year}-{code}", f"counted from {anchor.day} ({anchor.name})"


def _quarter(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    number = {"f": 1, "s": 2, "t": 3, "1": 1, "2": 2, "3": 3, "4": 4}[e.parts["ord"][0]]
    number = 4 if e.parts["ord"].startswith("fo") else number
    letter = "Q" if e.parts["what"] == "quarter" else "H"
    year = e.parts.get("year", "")
    if year.isdigit():
        return f"{year}-{letter}{number}", "a quarter with its year"
    if anchor.day is None:
        return f"XXXX-{letter}{number}", NO_ANCHOR
    if year:
        return (
            f"{anchor.day.year + {'last': -1, 'this': 0, 'next': 1}[year.split()[0]]}-{letter}{number}",
            "the year is told from the anchor",
        )
    current = (anchor.day.month - 1) // (3 if letter == "Q" else 6) + 1
    return f"{anchor.day.year - (number > current)}-{letter}{number}", f"the latest such one before {anchor.day}"


def _year(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    return e.parts["year"], "a year"


def _decade(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    return (e.parts["decade"][:3] if "decade" in e.parts else f"19{e.parts['short'][0]}"), "a decade"


def _century(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    return f"{int(re.sub(r'[^0-9]', '', e.parts['century'])) - 1:02}", "a century"


def _relative(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """Last week, the following day, this year."""
    unit, which = UNITS[_unit(e.parts["unit"])], e.parts["which"]
    if e.parts["unit"] == "days":
        return "PXD", "how many days is not said"
    told = which in ("the previous", "the following", "the same")
    base = anchor.told if told else anchor.day
    if which in ("earlier", "ago", "before"):
        base, which = anchor.day, "last"
        unit = "Y" if e.parts["unit"] == "year" else unit
    if base is None:
        return None, NO_ANCHOR if not told else "no day was told before it"
    step = {
        "last": -1,
        "the past": -1,
        "this past": -1,
        "the previous": -1,
        "next": 1,
        "this coming": 1,
        "the coming": 1,
        "the following": 1,
    }
    day = shifted(base, unit, step.get(which, 0))
    if day is None:
        return None, "outside of the calendar"
    if which in ("the past", "this past", "the coming") and unit != "D" and not told:
        return f"P1{unit}", "a length of time up to the anchor"
    value = value_at(day, unit)
    weekend = e.parts["unit"].startswith("weekend")
    return f"{value}-WE" if weekend else value, f"counted from {base}"


def _ago(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    number, unit, way = _number(e.parts["n"]), _unit(e.parts["unit"]), e.parts["way"]
    if unit in CLOCK_UNITS:
        return (f"PT{number}{CLOCK_UNITS[unit]}" if number else None), "a length of time"
    base = anchor.day if way in ("ago", "hence", "from now") else anchor.told or anchor.day
    if number is None:
        return "PAST_REF" if way in ("ago", "earlier", "previously") else "FUTURE_REF", "how many is not said"
    if base is None:
        return None, NO_ANCHOR
    back = way in ("ago", "earlier", "before that", "previously")
    day = shifted(base, UNITS[unit], -number if back else number)
    return (value_at(day, UNITS[unit]), f"counted from {base}") if day else (None, "outside of the calendar")


def _duration(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    unit = _unit(e.parts["unit"])
    letter, clock = (CLOCK_UNITS[unit], "T") if unit in CLOCK_UNITS else (UNITS[unit], "")
    words = e.parts.get("n")
    if words in ("half a", "half an"):
        halves = {"H": "PT30M", "Y": "P6M", "D": "PT12H", "E": "P5Y", "C": "P50Y"}
        return halves.get(letter), "a length of time"
    number = _number(words)
    if number is None and words and re.fullmatch(r"\d+\.\d+", words):
        return f"P{clock}{words}{letter}", "a length of time"
    text = "X" if number is None else f"{number}.5" if "half" in e.parts else str(number * 2 if unit == "fortnight" else number)
    return f"P{clock}{text}{letter}", "a length of time"


def _set(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    if "plural" in e.parts:
        word = e.parts["plural"].rstrip("s")
        return ("XXXX-WXX-WE" if word == "weekend" else f"XXXX-WXX-{_weekday(word) + 1}"), "again and again"
    adverbs = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "quarterly": "P1Q", "hourly": "PT1H"}
    if "adverb" in e.parts:
        return adverbs.get(e.parts["adverb"], "P1D"), "again and again"
    unit = e.parts.get("unit") or e.parts["unit2"]
    if unit in CLOCK_UNITS:
        return f"PT1{CLOCK_UNITS[unit]}", "again and again"
    if unit in UNITS:
        return f"P{_number(e.parts.get('n')) or 1}{UNITS[unit]}", "again and again"
    if unit in ("morning", "night"):
        return f"XXXX-XX-XXT{PARTS[unit]}", "again and again"
    return f"XXXX-WXX-{_weekday(unit) + 1}", "again and again"


def _clock(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    hour = int(e.parts.get("hour") or e.parts["hour24"])
    minute = int(e.parts.get("minute") or e.parts.get("minute24") or 0)
    if "half" in e.parts:
        if not 1 <= hour <= 12:
            return None, "no such hour"
        hour = hour % 12 + (12 if e.parts["half"][0] == "p" else 0)
    if hour > 24:
        return None, "no such hour"
    day = anchor.day
    if "day" in e.parts and e.parts["day"] not in ("today", "yesterday") and anchor.day:
        day = weekday_near(anchor.day, _weekday(e.parts["day"]), 1 if direction > 0 else -1)
    elif e.parts.get("day") == "yesterday" and anchor.day:
        day = shifted(anchor.day, "D", -1)
    return (f"{day.isoformat()}T{hour:02}:{minute:02}", f"on {day}") if day else (None, NO_ANCHOR)


def _fixed(value: str) -> Callable[[Expression, Anchor, int], Resolved]:
    def resolver(_e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
        return value, "said without a day"

    return resolver


def _fiscal(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    year = re.sub(r"\D", "", " ".join(e.parts.values())) or ""
    return (f"FY{year}" if year else None), "a year of accounts, not of the calendar"


RESOLVERS: dict[str, Callable[[Expression, Anchor, int], Resolved]] = {
    "day": _day,
    "numeric": _numeric,
    "weekday": _weekday_value,
    "deictic": _deictic,
    "month": _month_value,
    "season": _season,
    "quarter": _quarter,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "relative": _relative,
    "ago": _ago,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "present": _fixed("PRESENT_REF"),
    "past": _fixed("PAST_REF"),
    "future": _fixed("FUTURE_REF"),
    "fiscal": _fiscal,
}
"""Kind of expression -> how it is resolved."""
