"""Words and digits that say a number: "five", "two hundred and six", "1,204", "dozens", "nobody", "a third of the 60".

In: tokens. Out: the `Number` that begins at one of them. It does not decide what is counted, nor which words before it bound it (`counts`).

"Twenty-one" is 21; "dozens" is 24 to 99.
"""

import re
from dataclasses import dataclass

from accordingto.withindoc.tokens import Doc
from accordingto.withindoc.tolls.shares import TIMES, Whole, share_at

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "zero": 0,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
VAGUE = {
    "several": (3, 9), "few": (3, 9), "handful": (3, 9), "couple": (2, 2), "dozen": (12, 12), "dozens": (24, 99), "scores": (40, 99),
    "hundreds": (200, 999), "thousands": (2_000, 9_999), "many": (None, None), "numerous": (None, None), "pair": (2, 2),
}  # fmt: skip
NONE_OF = {"no", "nobody", "none", "neither"}
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens [start, end) that say a number, and its bounds."""

    start: int
    end: int
    low: int | None
    high: int | None
    rule: str


def number_at(doc: Doc, at: int) -> Number | None:
    """The number that begins at token ``at``: digits, words, vague words, none."""
    token = doc[at]
    word = token.lower_
    share = share_at(doc, at, _whole) if word in SHARED else None
    if share is not None:
        return Number(at, share.end, share.value, share.value, "share")
    if DIGITS.fullmatch(token.text):
        value = int(token.text.replace(",", "")[:18])
        return _scaled(doc, at, at + 1, value)
    if word in UNITS or ("-" in word and all(part in UNITS for part in word.split("-"))):
        return _words(doc, at)
    if word == "not":
        return _not_one(doc, at)
    if word == "both" and at + 1 < len(doc) and doc[at + 1].tag_ == "NNS":
        return Number(at, at + 1, 2, 2, "words")
    if word in NONE_OF and token.tag_ != "UH":
        return _none(doc, at)
    if word in VAGUE:
        return _vague(doc, at)
    if word in ("a", "an") and at + 1 < len(doc) and doc[at + 1].lower_ in SCALES:
        return Number(at, at + 2, SCALES[doc[at + 1].lower_], SCALES[doc[at + 1].lower_], "words")
    return None


SHARED = {"all", *TIMES}
"""Words with which a share of a number may begin."""


def _whole(doc: Doc, at: int) -> Whole | None:
    number = number_at(doc, at)
    return Whole(number.end, number.low if number.low == number.high else None) if number else None


def _none(doc: Doc, at: int) -> Number | None:
    """“No guard”, “nobody”, “neither of the drivers”; not “no fewer than”, “neither the mayor nor the police”."""
    word, following = doc[at].lower_, doc[at + 1] if at + 1 < len(doc) else None
    if following is None:
        return Number(at, at + 1, 0, 0, "none")
    if word == "no" and following.lower_ in ("fewer", "more", "less", "longer", "."):
        return None
    if word == "neither" and following.lower_ != "of" and following.tag_ != "NN":
        return None
    return Number(at, at + 2 if word == "no" and following.lower_ == "one" else at + 1, 0, 0, "none")


def _not_one(doc: Doc, at: int) -> Number | None:
    """“Not one herder”, “not a single shop”: none."""
    words = [t.lower_ for t in doc[at + 1 : at + 3]]
    if words == ["one", "but"]:
        return None
    if words[:1] == ["one"]:
        return Number(at, at + 2, 0, 0, "none")
    return Number(at, at + 3, 0, 0, "none") if words == ["a", "single"] else None


def _scaled(doc: Doc, start: int, end: int, value: int) -> Number:
    while end < len(doc) and doc[end].lower_ in SCALES:
        value *= SCALES[doc[end].lower_]
        end += 1
    return Number(start, end, value, value, "digits")


def _words(doc: Doc, at: int) -> Number:
    """Number words: "two hundred and six", "twenty-one"."""
    total = current = 0
    end = at
    while end < len(doc):
        word = doc[end].lower_
        parts = word.split("-") if "-" in word else [word]
        if all(p in UNITS for p in parts) and not (end > at and doc[end - 1].lower_ in UNITS and UNITS[doc[end - 1].lower_] < 20):
            current += sum(UNITS[p] for p in parts)
        elif word in SCALES and current:
            total, current = (total, current * 100) if word == "hundred" else (total + current * SCALES[word], 0)
        elif word == "-" and end > at and end + 1 < len(doc) and UNITS.get(doc[end - 1].lower_, 0) >= 20 and doc[end + 1].lower_ in UNITS:
            pass
        elif not (word == "and" and end > at and doc[end - 1].lower_ in SCALES and end + 1 < len(doc) and doc[end + 1].lower_ in UNITS):
            break
        end += 1
    value = total + current
    if end < len(doc) and doc[end].lower_ == "dozen":
        return Number(at, end + 1, value * 12, value * 12, "words")
    return Number(at, end, value, value, "words")


def _vague(doc: Doc, at: int) -> Number | None:
    word = doc[at].lower_
    following = doc[at + 1].lower_ if at + 1 < len(doc) else ""
    before = doc[at - 1].lower_ if at else ""
    start = at - 1 if before in ("a", "an", "the") and word in ("few", "handful", "couple", "dozen", "pair") else at
    if word == "few" and before not in ("a", "the", "few"):
        return None
    if word == "several" and following in ("dozen", "hundred", "thousand"):
        low, high = {"dozen": (36, 108), "hundred": (300, 900), "thousand": (3_000, 9_000)}[following]
        return Number(start, at + 2, low, high, "vague")
    if word in ("dozens", "hundreds", "thousands", "scores") and before == "of" and at > 1 and doc[at - 2].lower_ == "tens":
        return Number(at - 2, at + 1, 20_000, 99_999, "vague")
    if word == "many" and before in ("as", "how", "so", "too"):
        return None
    if word == "scores" and doc[at].tag_ != "NNS":
        return None
    return Number(start, at + 1, *VAGUE[word], "vague")
