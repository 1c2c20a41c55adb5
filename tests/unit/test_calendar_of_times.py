"""Calendar arithmetic and named days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.withindoc.times.calendar import days_of, real_day, shifted, value_at, weekday_near
from accordingto.withindoc.times.named_days import easter, named_day

DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2500, 12, 31))
UNITS = st.sampled_from(("D", "W", "M", "Q", "Y", "E", "C"))


@given(DAYS, UNITS)
def test_the_value_of_a_unit_covers_the_day_it_was_made_from(day: date, unit: str) -> None:
    days = days_of(value_at(day, unit))
    assert days is not None
    assert days[0] <= day <= days[1]


@given(DAYS, st.integers(min_value=0, max_value=6))
def test_the_weekday_near_a_day_is_at_most_six_days_off(day: date, weekday: int) -> None:
    back, ahead = weekday_near(day, weekday, -1), weekday_near(day, weekday, 1)
    assert back is not None
    assert ahead is not None
    assert back.weekday() == ahead.weekday() == weekday
    assert timedelta(0) <= day - back <= timedelta(days=6)
    assert timedelta(0) <= ahead - day <= timedelta(days=6)


@given(DAYS, st.sampled_from(("D", "W")), st.integers(min_value=-300, max_value=300))
def test_days_and_weeks_moved_there_and_back_are_the_same_day(day: date, unit: str, n: int) -> None:
    moved = shifted(day, unit, n)
    assert moved is not None
    assert shifted(moved, unit, -n) == day


@given(st.text(max_size=24))
def test_no_string_breaks_the_reading_of_values(value: str) -> None:
    days = days_of(value)
    assert days is None or days[0] <= days[1]


@given(st.integers(), st.integers(), st.integers())
def test_no_three_numbers_break_the_calendar(year: int, month: int, day: int) -> None:
    found = real_day(year, month, day)
    assert found is None or (found.year, found.month, found.day) == (year, month, day)


@pytest.mark.parametrize("n", [10**9, -(10**9), 10**30])
def test_a_day_moved_beyond_the_calendar_is_none(n: int) -> None:
    assert shifted(date(2031, 5, 14), "D", n) is None
    assert shifted(date(2031, 5, 14), "Y", n) is None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2031-05-14TNI", "2031-05-14", "2031-05-14"),
        ("2031-W20", "2031-05-12", "2031-05-18"),
        ("2031-W20-WE", "2031-05-17", "2031-05-18"),
        ("2031-Q2", "2031-04-01", "2031-06-30"),
        ("2031-SP", "2031-03-01", "2031-05-31"),
        ("2031-WI", "2031-12-01", "2032-02-29"),
        ("2031-05-03/2031-05-07", "2031-05-03", "2031-05-07"),
        ("203", "2030-01-01", "2039-12-31"),
    ],
)
def test_a_value_covers_its_days(value: str, first: str, last: str) -> None:
    assert days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("value", ["P3D", "PAST_REF", "XXXX-05-06", "2031-02-31", "2031-W54", "2031-05-07/2031-05-03", None, ""])
def test_a_value_that_fixes_no_day_covers_none(value: str | None) -> None:
    assert days_of(value) is None


@given(st.integers(min_value=1583, max_value=2500))
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    day = easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_named_days_are_known_and_others_are_not() -> None:
    assert named_day("Thanksgiving", 2031) == date(2031, 11, 27)
    assert named_day("memorial day", 2031) == date(2031, 5, 26)
    assert named_day("New Year’s Eve", 2031) == date(2031, 12, 31)
    assert named_day("the feast of fools", 2031) is None
    assert named_day("christmas", 10**9) is None
