"""The levels of the event model as SQL over the columns of `accordingto.crossdoc.columns`, so that Splink can run the same file.

In: a comparison and a level. Out: the condition (DuckDB's SQL). The conditions of one comparison exclude each other. The model of entities
has none: one of its levels (likeness of spelling) has no counterpart in DuckDB.
"""

from accordingto.crossdoc.event_pairs import NEAR, PRONOUNS
from accordingto.crossdoc.report_rows import ONE, UNKNOWN

ONE_REPORT = "report_id_l = report_id_r"
ONE_SENTENCE = "sentence_id_l = sentence_id_r"
BANDS = {
    "report": ("report_words", 0.05, 12, ONE_REPORT),
    "names": ("report_names", 0.05, 12, ONE_REPORT),
    "sentence": ("sentence_words", 0.2, 4, ONE_SENTENCE),
    "beside": ("beside_words", 0.1, 8, ONE_SENTENCE),
}
"""Comparison -> column, width of a band, number of the last band, what makes it one report or one sentence."""
COLUMN = {
    "left": "before_word",
    "right": "after_word",
    "type": "event_type",
    "actor": "actors",
    "recipient": "recipients",
    "place": "places",
}
GAPS = {"a day": "BETWEEN 0 AND 1", "three days": "BETWEEN 2 AND 3", "ten days": "BETWEEN 4 AND 10", "longer": "> 10"}


def condition(comparison: str, level: str) -> str:
    """The condition of a level of the event model."""
    if comparison in BANDS:
        return _band(comparison, level)
    if comparison == "trigger":
        return _trigger(level)
    if comparison == "trigger in report":
        broad, _, report = level.partition(", ")
        return f"({_broad(broad)}) AND ({_band('report', report)})"
    if comparison == "focus":
        return _focus(level)
    if comparison == "published":
        return _published(level)
    if comparison == "day":
        meet = "day_from_l <= day_to_r AND day_from_r <= day_to_l"
        return {UNKNOWN: "day_from_l IS NULL OR day_from_r IS NULL", "same": meet, "other": f"NOT ({meet})"}[level]
    column = COLUMN.get(comparison, comparison)
    return _of_words(column, level) if comparison in ("left", "right", "type") else _of_lists(column, level)


def _band(comparison: str, level: str) -> str:
    column, width, most, one = BANDS[comparison]
    if level in (ONE, "one sentence"):
        return one
    number = round(float(level) / width)
    share = f"list_dot_product({column}_l, {column}_r)"
    return f"NOT ({one}) AND least({most}, floor(round({share}, 6) / {width} + 1e-9)) = {number}"


def _of_words(column: str, level: str) -> str:
    return {
        UNKNOWN: f"{column}_l IS NULL OR {column}_r IS NULL",
        "same": f"{column}_l = {column}_r",
        "other": f"{column}_l <> {column}_r",
    }[level]


def _of_lists(column: str, level: str) -> str:
    known = f"len({column}_l) > 0 AND len({column}_r) > 0"
    shared = f"list_has_any({column}_l, {column}_r)"
    return {UNKNOWN: f"NOT ({known})", "same": f"{known} AND {shared}", "other": f"{known} AND NOT {shared}"}[level]


def _focus(level: str) -> str:
    known = f"NOT ({ONE_REPORT}) AND len(focus_l) > 0 AND len(focus_r) > 0"
    first = "focus_l[1] = focus_r[1]"
    among = "(list_contains(focus_r, focus_l[1]) OR list_contains(focus_l, focus_r[1]))"
    shared = "list_has_any(focus_l, focus_r)"
    return {
        ONE: ONE_REPORT,
        UNKNOWN: f"NOT ({ONE_REPORT}) AND (len(focus_l) = 0 OR len(focus_r) = 0)",
        "first": f"{known} AND {first}",
        "among": f"{known} AND NOT {first} AND {among}",
        "other": f"{known} AND NOT {among} AND {shared}",
        "nobody": f"{known} AND NOT {shared}",
    }[level]


def _published(level: str) -> str:
    if level == ONE:
        return ONE_REPORT
    if level == UNKNOWN:
        return f"NOT ({ONE_REPORT}) AND (published_l IS NULL OR published_r IS NULL)"
    return f"NOT ({ONE_REPORT}) AND abs(date_diff('day', published_l, published_r)) {GAPS[level]}"


LIST = ", ".join(f"'{word}'" for word in sorted(PRONOUNS))
PRONOUN = f"(head_l IN ({LIST}) OR head_r IN ({LIST}))"
SAME_WORD = f"NOT {PRONOUN} AND head_l = head_r"
SAME_ROOT = f"NOT {PRONOUN} AND head_l <> head_r AND root_l = root_r"
TWO_WORDS = f"NOT {PRONOUN} AND head_l <> head_r AND root_l <> root_r"
OFTEN = f"{TWO_WORDS} AND list_contains(often_l, head_r)"
ONCE = f"{TWO_WORDS} AND list_contains(once_l, head_r)"
NEVER = f"{TWO_WORDS} AND list_contains(never_l, head_r)"
UNTOLD = f"{TWO_WORDS} AND NOT list_contains(often_l, head_r) AND NOT list_contains(once_l, head_r) AND NOT list_contains(never_l, head_r)"
NO_VECTOR = "(vector_l IS NULL OR vector_r IS NULL)"
COSINE = "list_cosine_similarity(vector_l, vector_r)"


def _trigger(level: str) -> str:
    if level.startswith("same word"):
        return f"{SAME_WORD} AND rare_l = {level[-1]}"
    fixed = {
        "pronoun": PRONOUN,
        "same root": SAME_ROOT,
        "often one event": OFTEN,
        "once one event": ONCE,
        "never one event": f"{NEVER} AND ({NO_VECTOR} OR {COSINE} < {NEAR[2]})",
        "never one event, near": f"{NEVER} AND NOT {NO_VECTOR} AND {COSINE} >= {NEAR[2]}",
        "no vector": f"{UNTOLD} AND {NO_VECTOR}",
        "far": f"{UNTOLD} AND NOT {NO_VECTOR} AND {COSINE} < {NEAR[-1]}",
    }
    if level in fixed:
        return fixed[level]
    low = float(level.removeprefix("near "))
    above = [n for n in NEAR if n > low]
    top = f" AND {COSINE} < {min(above)}" if above else ""
    return f"{UNTOLD} AND NOT {NO_VECTOR} AND {COSINE} >= {low}{top}"


def _broad(broad: str) -> str:
    named = {"same word": SAME_WORD, "same root": SAME_ROOT, "often": OFTEN, "once": ONCE, "pronoun": PRONOUN}
    return named.get(broad) or f"{TWO_WORDS} AND NOT list_contains(often_l, head_r) AND NOT list_contains(once_l, head_r)"
