"""Expression + anchor -> TIMEX3 value, and in words how it was found. Pure.

In: an expression's kind and parts, the day to count from (or none), the direction in which its verb points. Out: (value, why). A value
None means that nothing fixes it; it is never guessed. What counts from a time told before is resolved in `narrative`.

“Wednesday” told as past in a report of Friday 2031-05-16 is 2031-05-14.
"""

import re
from collections.abc import Callable
from datetime import date

from accordingto.withindoc.times import narrative, parts_of_year, years
from accordingto.withindoc.times.calendar import real_day, shifted, value_at, weekday_near
from accordingto.withindoc.times.counting import (
    CLOCK_UNITS,
    NO_ANCHOR,
    PARTS,
    UNITS,
    Anchor,
    Resolved,
    in_part,
    month_of,
    number_of,
    unit_of,
    weekday_of,
)
from accordingto.withindoc.times.named_days import named_day
from accordingto.withindoc.times.timex import Expression

STEPS = {
    "last": -1, "the past": -1, "this past": -1, "the previous": -1, "next": 1, "this coming": 1, "the coming": 1, "the following": 1,
    "the next": 1, "the last": -1,
}  # fmt: skip


HALF_A_YEAR = 190
OPEN_LENGTHS = frozenset({"the past", "this past", "the coming", "the last", "the next"})


def resolve(expression: Expression, anchor: Anchor, direction: int) -> Resolved:
    """The value of ``expression``; ``direction`` -1 past, +1 to come, 0 unknown."""
    return RESOLVERS[expression.kind](expression, anchor, direction)


def _day(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """A day of a month, with its year or without."""
    month_words = e.parts.get("month") or e.parts.get("month2")
    month = month_of(month_words) if month_words else int(e.parts["monthnum"])
    number = int(re.sub(r"\D", "", e.parts.get("daynum") or e.parts["daynum2"]))
    if "year" in e.parts:
        day = real_day(int(e.parts["year"]), month, number)
        return _with_weekday(day, e, "a full date") if day else (None, "no such day in the calendar")
    if anchor.day is None:
        return (f"XXXX-{month:02}-{number:02}" if real_day(2000, month, number) else None), NO_ANCHOR
    days = [d for year in (-1, 0, 1) if (d := real_day(anchor.day.year + year, month, number))]
    if not days:
        return None, "no such day in the calendar"
    if "weekday" in e.parts:
        days = [d for d in days if d.weekday() == weekday_of(e.parts["weekday"]) and abs((d - anchor.day).days) <= HALF_A_YEAR]
        if not days:
            return None, "the weekday does not fit the day within half a year"
    chosen = _nearest(days, anchor.day, direction)
    return chosen.isoformat(), f"the nearest such day {('to', 'after', 'before')[direction]} {anchor.day} ({anchor.name})"


def _day_of_month(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """On the 5th: of the month that is named, else the nearest such day."""
    number = int(re.sub(r"\D", "", e.parts["daynum"]))
    if anchor.day is None:
        return None, NO_ANCHOR
    first = anchor.day.replace(day=1)
    step = {"last": -1, "next": 1}.get(e.parts.get("which", ""), 0)
    months = [shifted(first, "M", n) for n in ((step,) if "which" in e.parts else (-1, 0, 1))]
    days = [d for m in months if m and (d := real_day(m.year, m.month, number))]
    if not days:
        return None, "no such day in the calendar"
    return _nearest(days, anchor.day, direction).isoformat(), f"the nearest such day to {anchor.day} ({anchor.name})"


def _nearest(days: list[date], anchor: date, direction: int) -> date:
    """The next one where the verb looks ahead, the last one where it looks back, else the nearest by far."""
    past, coming = [d for d in days if d <= anchor], [d for d in days if d >= anchor]
    if direction > 0 and coming:
        return coming[0]
    if direction < 0 and past:
        return past[-1]
    return min(days, key=lambda d: (abs((d - anchor).days) * (2 if d > anchor else 1), d > anchor))


def _with_weekday(day: date, e: Expression, why: str) -> Resolved:
    """A weekday beside a date must fit it."""
    if "weekday" in e.parts and day.weekday() != weekday_of(e.parts["weekday"]):
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
    if anchor.day_first is not None:
        day = real_day(year, second, first) if anchor.day_first else real_day(year, first, second)
        return (day.isoformat() if day else None), f"the {'day' if anchor.day_first else 'month'} first, as the report or its outlet writes"
    return None, "day and month could stand in either order"


def _weekday_value(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    if anchor.day is None:
        return None, NO_ANCHOR
    weekday, which, week = weekday_of(e.parts["weekday"]), e.parts.get("which", ""), e.parts.get("week", "")
    if week:
        monday = weekday_near(anchor.day, 0, -1)
        base = shifted(monday, "W", {"last": -1, "next": 1}.get(week.split()[0], 0)) if monday else None
        day = shifted(base, "D", weekday) if base else None
    elif which in ("next", "this coming", "the coming", "the following"):
        later = shifted(anchor.day, "D", 1)
        day = weekday_near(later, weekday, 1) if later else None
        if day and next_is_open(e, anchor):
            day = shifted(day, "W", 1)
    elif which in ("last", "this past", "the previous"):
        earlier = shifted(anchor.day, "D", -1)
        day = weekday_near(earlier, weekday, -1) if earlier else None
    else:
        ahead = direction > 0 or which == "this"
        day = weekday_near(anchor.day, weekday, 1 if ahead else -1)
    why = f"counted from {anchor.day} ({anchor.name}), {'forward' if direction > 0 else 'back'}"
    return (in_part(day, e.parts.get("part") or e.parts.get("part2")), why) if day else (None, "outside of the calendar")


def next_is_open(e: Expression, anchor: Anchor) -> bool:
    """“Next Friday” said from Monday to Thursday may be this week's or the following one's."""
    if e.parts.get("which") != "next" or "weekday" not in e.parts or anchor.day is None:
        return False
    return anchor.day.weekday() < 4 and weekday_of(e.parts["weekday"]) > anchor.day.weekday()


def _deictic(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    word = e.parts["word"]
    if anchor.day is None or word == "the other day":
        return None, NO_ANCHOR if anchor.day is None else "which day is not said"
    steps = {"the day before yesterday": -2, "the day after tomorrow": 2}
    step = steps.get(word, -1 if word.startswith(("yesterday", "last night", "overnight")) else 1 if word.startswith("tomorrow") else 0)
    day = shifted(anchor.day, "D", step)
    if day is None:
        return None, "outside of the calendar"
    if word == "overnight" and anchor.day:
        return f"{day}/{anchor.day}", f"from the day before {anchor.day} ({anchor.name}) to that day"
    part = "night" if word in ("tonight", "last night") else word.split()[-1] if word.split()[-1] in PARTS else None
    return in_part(day, part), f"counted from {anchor.day} ({anchor.name})"


def _month(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    month = month_of(e.parts["month"])
    if "year" in e.parts:
        return f"{e.parts['year']}-{month:02}", "a month with its year"
    if anchor.day is None:
        return f"XXXX-{month:02}", NO_ANCHOR
    here, which = anchor.day, e.parts.get("which", "")
    if "rel" in e.parts:
        step = {"last": -1, "this": 0, "next": 1}[e.parts["rel"].split()[0]]
        return f"{here.year + step}-{month:02}", "the year is told from the anchor"
    gap = month - here.month
    if which == "this":
        year = here.year
    elif direction > 0 or which == "next":
        year = here.year + (gap < 0 or (which == "next" and gap == 0))
    elif direction < 0 or which in ("last", "this past"):
        year = here.year - (gap > 0 or (which == "last" and gap == 0))
    else:
        year = here.year + (gap < -6) - (gap > 5)
    return f"{year}-{month:02}", f"the nearest such month {('to', 'after', 'before')[direction]} {here} ({anchor.name})"


def _relative(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """Last week, the following day, this year."""
    unit, which = UNITS[unit_of(e.parts["unit"])], e.parts["which"]
    if e.parts["unit"] == "days":
        return "PXD", "how many days is not said"
    from_told = which in ("the previous", "the following", "the same") or (which == "the next" and unit == "D")
    base = anchor.told if from_told else anchor.day
    if from_told and (base is None or unit in ("M", "Y")):
        return narrative.in_period(anchor.period, unit, STEPS.get(which, 0))
    if base is None:
        return None, NO_ANCHOR
    if which in OPEN_LENGTHS and unit == "E":
        return "P10Y", "a length of time up to the anchor"
    if (
        which in ("the past", "this past", "the coming", "the last", "the next")
        and unit != "D"
        and not e.parts["unit"].startswith("weekend")
    ):
        return f"P1{unit}", "a length of time up to the anchor"
    if e.parts["unit"] == "days":
        return ("PAST_REF" if STEPS.get(which, 0) < 0 else "PXD"), "how many is not said"
    day = shifted(base, unit, STEPS.get(which, 0))
    if day is None:
        return None, "outside of the calendar"
    weekend = "-WE" if e.parts["unit"].startswith("weekend") else ""
    return value_at(day, unit) + weekend, f"counted from {base}{', told before' if from_told else ''}"


def _duration(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    unit = unit_of(e.parts.get("unit") or e.parts["unit2"])
    letter, clock = (CLOCK_UNITS[unit], "T") if unit in CLOCK_UNITS else (UNITS[unit], "")
    words, which = e.parts.get("n"), e.parts.get("which", "")
    if words in ("half a", "half an"):
        halves = {"H": "PT30M", "Y": "P6M", "D": "PT12H", "E": "P5Y", "C": "P50Y"}
        return halves.get(letter), "a length of time"
    number = number_of(words)
    if words == "recent" or (number is None and which in ("past", "last", "previous", "recent")):
        return "PAST_REF", "how long is not said"
    if words == "coming":
        return "FUTURE_REF", "how long is not said"
    if number is None and words and (match := re.fullmatch(r"(\d+)(?: (1)/2|\.\d+)", words)):
        return (_and_a_half(int(match[1]), letter, clock) if match[2] else f"P{clock}{words}{letter}"), "a length of time"
    if number is not None and "half_before" in e.parts:
        return f"P{clock}{number}.5{letter}", "a length of time"
    if number is not None and "half" in e.parts:
        return _and_a_half(number, letter, clock), "a length of time"
    if number is None and words and words[0].isdigit():
        return None, "a number that is not read"
    if words is None and e.parts.get("unit") == "year":
        number = 1
    if letter == "E" and number:
        letter, number = "Y", number * 10
    text = "X" if number is None else str(number * 2 if unit == "fortnight" else number)
    return f"P{clock}{text}{letter}", "a length of time"


def _and_a_half(number: int, letter: str, clock: str) -> str:
    smaller = {"Y": "6M", "H": "30M"} if not clock or letter == "H" else {"M": "30S"}
    return f"P{clock}{number}{letter}{smaller[letter]}" if letter in smaller else f"P{clock}{number}.5{letter}"


def _set(e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    if "plural" in e.parts:
        word = e.parts["plural"].rstrip("s")
        return ("XXXX-WXX-WE" if word == "weekend" else f"XXXX-WXX-{weekday_of(word) + 1}"), "again and again"
    if "parts" in e.parts:
        return f"XXXX-WXX-{weekday_of(e.parts['weekday']) + 1}T{PARTS[e.parts['parts']]}", "again and again"
    if "month" in e.parts:
        return f"XXXX-{month_of(e.parts['month']):02}", "again and again"
    adverbs = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "quarterly": "P1Q", "hourly": "PT1H"}
    if "adverb" in e.parts:
        return adverbs.get(e.parts["adverb"], "P1D"), "again and again"
    unit = (e.parts.get("unit") or e.parts["unit2"]).rstrip("s")
    if unit in CLOCK_UNITS:
        return f"PT1{CLOCK_UNITS[unit]}", "again and again"
    if unit in UNITS:
        return f"P{number_of(e.parts.get('n')) or 1}{UNITS[unit]}", "again and again"
    if unit in ("morning", "night"):
        return f"XXXX-XX-XXT{PARTS[unit]}", "again and again"
    return f"XXXX-WXX-{weekday_of(unit) + 1}", "again and again"


def _clock(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """An hour, of the day beside it or of the anchor."""
    hour, minute = hour_of(e)
    if hour is None or hour > 24:
        return None, "no such hour"
    day = _clock_day(e, anchor, direction)
    return (f"{day.isoformat()}T{hour:02}:{minute:02}", f"on {day}") if day else (None, NO_ANCHOR)


def hour_of(e: Expression) -> tuple[int | None, int]:
    """Hour and minute that a clock expression tells, on a 24-hour clock."""
    named = {"noon": 12, "midday": 12, "midnight": 24}.get(e.parts.get("named", ""))
    if named is not None:
        return named, 0
    hour = int(e.parts.get("hour") or e.parts.get("hour24") or e.parts.get("hour4") or e.parts["hourday"])
    minute = int(e.parts.get("minute") or e.parts.get("minute24") or e.parts.get("minute4") or 0)
    half = e.parts.get("half") or e.parts.get("half2")
    if half:
        return (hour % 12 + (0 if half[0] in "am" and half != "afternoon" else 12), minute) if 1 <= hour <= 12 else (None, 0)
    return hour, minute


def _clock_day(e: Expression, anchor: Anchor, direction: int) -> date | None:
    word = e.parts.get("day", "")
    if anchor.day is None or not (word or "month" in e.parts):
        return anchor.day
    if "month" in e.parts:
        return _whole_day(_day(e, anchor, direction)[0])
    if word in ("today", "yesterday", "tomorrow"):
        return shifted(anchor.day, "D", {"today": 0, "yesterday": -1, "tomorrow": 1}[word])
    return weekday_near(anchor.day, weekday_of(word), 1 if direction > 0 else -1)


def _whole_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and "X" not in value else None


def _day_range(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """May 3-7: two days of one month."""
    first, why = _day(e, anchor, direction)
    day = _whole_day(first)
    last = real_day(day.year, day.month, int(e.parts["last"])) if day else None
    if day is None or last is None:
        return None, why if day is None else "no such day in the calendar"
    return (f"{day}/{last}", why) if last > day else (None, "the last day is before the first")


def _named_day(e: Expression, anchor: Anchor, direction: int) -> Resolved:
    name = e.parts["name"]
    if "year" in e.parts:
        day = named_day(name, int(e.parts["year"]))
        return (day.isoformat() if day else None), "a named day with its year"
    if anchor.day is None:
        return None, NO_ANCHOR
    days = [d for year in (-1, 0, 1) if (d := named_day(name, anchor.day.year + year))]
    if not days:
        return None, "which day it is, is not known"
    way = {"last": -1, "next": 1}.get(e.parts.get("which", ""), direction)
    return _nearest(days, anchor.day, way).isoformat(), f"the nearest such day to {anchor.day} ({anchor.name})"


def _other_calendar(_e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
    return None, "a day of another calendar, without its Gregorian one beside it"


def _fixed(value: str) -> Callable[[Expression, Anchor, int], Resolved]:
    def resolver(_e: Expression, _anchor: Anchor, _direction: int) -> Resolved:
        return value, "said without a day"

    return resolver


RESOLVERS: dict[str, Callable[[Expression, Anchor, int], Resolved]] = {
    "day": _day,
    "day_of_month": _day_of_month,
    "numeric": _numeric,
    "weekday": _weekday_value,
    "deictic": _deictic,
    "month": _month,
    "season": parts_of_year.season,
    "quarter": parts_of_year.quarter,
    "year": years.year,
    "decade": years.decade,
    "century": years.century,
    "relative": _relative,
    "ago": narrative.ago,
    "year_ago": narrative.year_ago,
    "told": narrative.told,
    "told_weekday": narrative.told_weekday,
    "told_quarter": narrative.told_quarter,
    "weekend": narrative.weekend,
    "edge": narrative.edge,
    "day_range": _day_range,
    "year_range": years.year_range,
    "year_words": years.year_words,
    "named_day": _named_day,
    "other_calendar": _other_calendar,
    "duration": _duration,
    "set": _set,
    "clock": _clock,
    "present": _fixed("PRESENT_REF"),
    "past": _fixed("PAST_REF"),
    "future": _fixed("FUTURE_REF"),
    "fiscal": years.fiscal,
}
"""Kind of expression -> how it is resolved."""
