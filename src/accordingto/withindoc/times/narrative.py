"""Expressions that count from what was told before: "the same day", "the next morning", "a week earlier", "the year-ago quarter".

In: an expression and an anchor with the day and the quarter told last. Out: (value, why), like `anchors`. Where nothing was told before,
the value is None; it is never guessed.

“On 12 May gunmen came. The following day they left.”: the following day is 13 May.
"""

from datetime import date

from accordingto.withindoc.times.calendar import shifted, value_at, weekday_near
from accordingto.withindoc.times.counting import NO_ANCHOR, PARTS, UNITS, Anchor, Resolved, in_part, number_of, unit_of, weekday_of
from accordingto.withindoc.times.timex import Expression

NOT_TOLD = "no day was told before it"
BACK = frozenset({"ago", "earlier", "before that", "previously", "before"})
FROM_NOW = frozenset({"ago", "hence", "from now"})


def told(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """The same day, the next morning, the day before."""
    base = anchor.told
    unit = e.parts.get("unit") or e.parts["unit2"]
    which = e.parts.get("which", "")
    step = {"the next": 1, "the following": 1, "the previous": -1}.get(which, {"before": -1, "after": 1}.get(e.parts.get("way", ""), 0))
    if base is None or unit in ("month", "year"):
        return in_period(anchor.period, UNITS.get(unit), step)
    if unit in PARTS:
        day = shifted(base, "D", step)
        return (in_part(day, unit), f"counted from {base}, told before") if day else (None, "outside of the calendar")
    day = shifted(base, UNITS[unit], step)
    if day is None:
        return None, "outside of the calendar"
    weekend = "-WE" if unit == "weekend" else ""
    return value_at(day, UNITS[unit]) + weekend, f"counted from {base}, told before"


def in_period(period: str | None, unit: str | None, step: int) -> Resolved:
    """What is told of a month or a year: "that year", "the following month"; of its days only that they lie in it.

    >>> in_period("2031-12", "M", 1), in_period("2031-05", "D", 0)
    (('2032-01', 'counted from 2031-12, told before'), ('2031-05-XX', 'a day of 2031-05, told before'))
    """
    if not period or "X" in period:
        return None, NOT_TOLD
    if unit == "D" and step == 0 and len(period) == len("2031-05"):
        return f"{period}-XX", f"a day of {period}, told before"
    if unit == "Y" or (unit == "M" and len(period) > len("2031")):
        start = date(int(period[:4]), int(period[5:7] or 1), 1)
        moved = shifted(start, unit, step)
        return (value_at(moved, unit), f"counted from {period}, told before") if moved else (None, "outside of the calendar")
    return None, NOT_TOLD


def told_weekday(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """The following Tuesday, the previous Friday."""
    base = anchor.told or anchor.day
    if base is None:
        return None, NOT_TOLD
    way = -1 if e.parts["which"] == "the previous" else 1
    beside = shifted(base, "D", way)
    day = weekday_near(beside, weekday_of(e.parts["weekday"]), way) if beside else None
    return (in_part(day, e.parts.get("part")), f"counted from {base}") if day else (None, "outside of the calendar")


def ago(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """Three days ago counts from the anchor; a week earlier from the day told last."""
    number, unit, way = number_of(e.parts["n"]), unit_of(e.parts["unit"]), e.parts["way"]
    if unit not in UNITS:
        return (f"PT{number}{unit[0].upper()}" if number else f"PTX{unit[0].upper()}"), "a length of time"
    if number is None:
        return "PAST_REF" if way in BACK else f"PX{UNITS[unit]}", "how many is not said"
    from_told = way not in FROM_NOW and anchor.told is not None
    base = anchor.told if from_told else anchor.day
    if base is None:
        return None, NO_ANCHOR
    day = shifted(base, UNITS[unit], (-number if way in BACK else number) * (2 if unit == "fortnight" else 1))
    if day is None:
        return None, "outside of the calendar"
    return value_at(day, UNITS[unit]), f"counted from {base}{', told before' if from_told else ''}"


def day_told_by(e: Expression, anchor: Anchor) -> date | None:
    """The day on which the story stands after "two weeks later", for what counts on from it."""
    number, unit = number_of(e.parts.get("n")), unit_of(e.parts.get("unit", ""))
    if e.kind != "ago" or number is None or anchor.told is None or e.parts["way"] in FROM_NOW or unit not in UNITS:
        return None
    return shifted(anchor.told, UNITS[unit], -number if e.parts["way"] in BACK else number)


def year_ago(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """A year ago, a year earlier: of the quarter that is spoken of, where one is."""
    if anchor.quarter:
        year, _, quarter = anchor.quarter.partition("-")
        return f"{int(year) - 1}-{quarter}", f"a year before {anchor.quarter}, told before"
    if e.parts["how"] == "earlier" and anchor.told:
        return f"{anchor.told.year - 1}", f"a year before {anchor.told}, told before"
    return (f"{anchor.day.year - 1}", f"counted from {anchor.day}") if anchor.day else (None, NO_ANCHOR)


def told_quarter(_e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """The quarter that is spoken of, else the last one that is over."""
    if anchor.quarter:
        return anchor.quarter, "the quarter told before"
    over = shifted(anchor.day, "M", -3) if anchor.day else None
    return (value_at(over, "Q"), f"the last quarter before {anchor.day}") if over else (None, NO_ANCHOR)


def weekend(_e: Expression, anchor: Anchor, direction: int) -> Resolved:
    """The weekend: the last one that has begun, or the next one where the verb looks ahead."""
    if anchor.day is None:
        return None, NO_ANCHOR
    saturday = weekday_near(anchor.day, 5, 1 if direction > 0 else -1)
    return (value_at(saturday, "W") + "-WE", f"counted from {anchor.day}") if saturday else (None, "outside of the calendar")


def edge(e: Expression, anchor: Anchor, _direction: int) -> Resolved:
    """The end of the month: the month that holds the anchor."""
    if anchor.day is None:
        return None, NO_ANCHOR
    unit = e.parts.get("unit") or "year"
    return value_at(anchor.day, UNITS[unit]), f"the {unit} of {anchor.day}"
