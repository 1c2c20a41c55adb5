"""Shares of a number: "a third of the 60", "two thirds of 90", "all but two of the ten".

In: tokens, and the reader of plain numbers. Out: where the words end and what they come to; without a whole to take the share of, a
fraction counts an unknown number, never the two of "two thirds". "Half of the 600" is read with the number behind it (`counts`).

"All but two of the ten climbers died" is eight.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accordingto.withindoc.tokens import Doc

PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
TIMES = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
LEAVING = ("but", "except")
WHOSE = ("the", "its", "their", "his", "her", "our")


@dataclass(frozen=True, slots=True)
class Whole:
    """A plain number: the token behind it, and its value where it is exact."""

    end: int
    value: int | None


Read = Callable[[Doc, int], Whole | None]


def share_at(doc: Doc, at: int, read: Read) -> Whole | None:
    """The share that begins at token ``at``; None where none does."""
    return _all_but(doc, at, read) if doc[at].lower_ == "all" else _fraction(doc, at, read)


def _all_but(doc: Doc, at: int, read: Read) -> Whole | None:
    if at + 2 >= len(doc) or doc[at + 1].lower_ not in LEAVING:
        return None
    rest = read(doc, at + 2)
    if rest is None:
        return None
    whole = _whole_behind(doc, rest.end, read)
    if whole is None:
        return None  # "all but four had been brought out alive": what became of the four is told in another way (`carried_tolls`)
    known = rest.value is not None and whole.value is not None and rest.value < whole.value
    return Whole(whole.end, (whole.value or 0) - (rest.value or 0) if known else None)


def _fraction(doc: Doc, at: int, read: Read) -> Whole | None:
    times = TIMES.get(doc[at].lower_)
    behind = at + 2 if at + 1 < len(doc) and doc[at + 1].text == "-" else at + 1
    if times is None or behind + 1 >= len(doc):
        return None
    part = PARTS.get(doc[behind].lower_.removesuffix("s") if times > 1 else doc[behind].lower_)
    if part is None or doc[behind + 1].lower_ != "of" or times >= part:
        return None
    whole = _whole_behind(doc, behind + 1, read)
    if whole is None:
        return Whole(behind + 1, None)
    return Whole(whole.end, whole.value * times // part if whole.value is not None else None)


def _whole_behind(doc: Doc, at: int, read: Read) -> Whole | None:
    """The number behind "of the"."""
    if at >= len(doc) or doc[at].lower_ != "of":
        return None
    at += 1
    while at < len(doc) and doc[at].lower_ in WHOSE:
        at += 1
    return read(doc, at) if at < len(doc) else None
