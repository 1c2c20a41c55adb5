"""Words that look like a time and are none: prices by the year, model years, tournaments, names that are months.

In: a parsed document and an expression that the patterns found. Out: whether it is a time there. It resolves nothing.

"Two flights a week", "a 1995 rifle built", "Euro 2032", "a quarter of the crop": no times.
"""

from accordingto.withindoc.notes import tokens_of
from accordingto.withindoc.times.timex import Expression
from accordingto.withindoc.tokens import Doc, Token

NO_TIME_ENTITIES = frozenset({"PERSON", "PRODUCT", "MONEY", "PERCENT", "QUANTITY"})
BY_UNITS = frozenset({"day", "week", "month", "year"})
NAMES_BEFORE_YEARS = frozenset({"DATE", "TIME"})


def is_time(doc: Doc, expression: Expression) -> bool:
    """Whether ``expression`` tells a time."""
    tokens = tokens_of(doc, expression.span)
    first, last = tokens[0], tokens[-1]
    after = doc[last.i + 1] if last.i + 1 < len(doc) else None
    before = doc[first.i - 1] if first.i else None
    placed = before is not None and before.lower_ in ("in", "since", "until", "by", "during", "last", "next", "this")
    if expression.kind in ("month", "year", "season") and not placed and any(t.ent_type_ in NO_TIME_ENTITIES for t in tokens):
        return False
    if expression.kind == "season":
        return last.pos_ in ("NOUN", "PROPN", "NUM")
    if expression.kind in ("month", "day") and "month" in expression.parts and not _has_capital(tokens.text, expression.parts["month"]):
        return False
    if expression.kind == "month" and len(tokens) == 1:
        return first.text[0].isupper() and first.pos_ not in ("VERB", "AUX") and not _is_name(before, after)
    if expression.kind == "year" and len(tokens) == 1:
        return _is_year(first, before, after)
    if expression.parts.get("named") == "noon" and before is not None and before.lower_ == "high":
        return False
    if expression.kind == "duration":
        return _is_length(expression, tokens.text, before, after)
    if expression.kind == "set" and "adverb" in expression.parts:
        return expression.parts["adverb"] == "daily" or (last.pos_ == "ADV" and expression.parts["adverb"] != "quarterly")
    return True


def _has_capital(words: str, month: str) -> bool:
    """Months are written with a capital; "this march" is none."""
    at = words.lower().find(month)
    return at < 0 or words[at].isupper()


def _is_name(before: Token | None, after: Token | None) -> bool:
    """“The March for Bread”."""
    return before is not None and before.pos_ in ("DET", "ADJ") and after is not None and after.lower_ == "for"


def _is_year(year: Token, before: Token | None, after: Token | None) -> bool:
    if after is not None and after.tag_ == "NNS" and after.ent_type_ != "DATE":
        return year.ent_type_ == "DATE"
    if (
        before is not None
        and after is not None
        and after.tag_ == "NNP"
        and (before.tag_ in ("POS", "PRP$") or before.lower_ in ("a", "an"))
    ):
        return False
    if before is not None and before.pos_ == "PROPN" and before.text[0].isupper() and before.ent_type_ not in NAMES_BEFORE_YEARS:
        return False
    return not (before is not None and before.text in ("$", "€", "£", "#", "No", "No."))


def _is_length(expression: Expression, words: str, before: Token | None, after: Token | None) -> bool:
    one, unit = expression.parts.get("n") in ("a", "an"), (expression.parts.get("unit") or "").rstrip("s")
    if unit == "quarter" and expression.parts.get("n") != "several" and after is not None and after.lower_ == "of":
        return False
    if after is not None and after.i + 1 < len(after.doc) and after.lower_ in ("a", "per") and after.nbor().lower_ in BY_UNITS:
        return False
    if one and unit == "second":
        return False
    by_the_unit = one and before is not None and (before.pos_ in ("NOUN", "NUM") or before.tag_ in ("NNS", "CD", "$"))
    if expression.parts.get("n") == "one" and unit == "day" and "-" not in words:
        return after is not None and after.lower_ in ("after", "before", "of", "in")
    return not by_the_unit
