"""The levels of the match models as SQL over the columns of `accordingto.crossdoc.columns`, so that Splink can run the same files.

    python train/link_sql.py

In: the model files as they are. Out: the same files, with the condition (DuckDB's SQL) of each level written anew. Here: the comparisons
that the models share, those of events and those of armed attacks; `link_sql_entities` has the others. The conditions of one comparison
exclude each other.
"""

import json
from collections.abc import Callable

from accordingto.crossdoc.event_pairs import NEAR, PRONOUNS
from accordingto.crossdoc.harm_pairs import NAMED_PARTS
from accordingto.crossdoc.report_rows import ONE, UNKNOWN
from accordingto.resources import data_path

Condition = Callable[[str, str], str]
"""Comparison, level -> SQL."""
ONE_REPORT = "report_id_l = report_id_r"
ONE_SENTENCE = "sentence_id_l = sentence_id_r"
Band = tuple[str, float, int, str]
"""Column, width of a band, number of the last band, what makes it one report or one sentence."""
OF_REPORTS: dict[str, Band] = {"report": ("report_words", 0.05, 12, ONE_REPORT), "names": ("report_names", 0.05, 12, ONE_REPORT)}
OF_EVENTS: dict[str, Band] = OF_REPORTS | {
    "sentence": ("sentence_words", 0.2, 4, ONE_SENTENCE),
    "beside": ("beside_words", 0.1, 8, ONE_SENTENCE),
}
OF_HARMS: dict[str, Band] = OF_REPORTS | {"known": ("report_known", 4.0, 8, ONE_REPORT), "beside": OF_EVENTS["beside"]}
COLUMN = {
    "left": "before_word",
    "right": "after_word",
    "type": "event_type",
    "actor": "actors",
    "recipient": "recipients",
    "place": "places",
}
DAY_UNKNOWN = "day_from_l IS NULL OR day_from_r IS NULL"
DAYS_MEET = "day_from_l <= day_to_r AND day_from_r <= day_to_l"
GAPS = {"a day": "BETWEEN 0 AND 1", "three days": "BETWEEN 2 AND 3", "ten days": "BETWEEN 4 AND 10", "longer": "> 10"}


def event_condition(comparison: str, level: str) -> str:
    """The condition of a level of the event model."""
    if comparison in OF_EVENTS:
        return banded(OF_EVENTS[comparison], level)
    if comparison == "trigger":
        return _trigger(level)
    if comparison == "trigger in report":
        broad, _, report = level.partition(", ")
        return f"({_broad(broad)}) AND ({banded(OF_EVENTS['report'], report)})"
    if comparison in ("focus", "published"):
        return of_reports(comparison, level)
    if comparison == "day":
        return _day(level)
    column = COLUMN.get(comparison, comparison)
    return _of_words(column, level) if comparison in ("left", "right", "type") else _of_lists(column, level)


def harm_condition(comparison: str, level: str) -> str:
    """The condition of a level of the model of armed attacks."""
    if comparison in OF_HARMS:
        return banded(OF_HARMS[comparison], level)
    if comparison in ("focus", "published"):
        return of_reports(comparison, level)
    if comparison == "part":
        return _part(level)
    if comparison == "day":
        return _day(level)
    if level == ONE:
        return ONE_REPORT
    return f"NOT ({ONE_REPORT}) AND ({_days(level) if comparison == 'days' else _counted(comparison, level)})"


def banded(band: Band, level: str) -> str:
    """The condition of a band of a likeness."""
    column, width, most, one = band
    if level in (ONE, "one sentence"):
        return one
    number = round(float(level) / width)
    share = f"list_dot_product({column}_l, {column}_r)"
    return f"NOT ({one}) AND least({most}, floor(round({share}, 6) / {width} + 1e-9)) = {number}"


def of_reports(comparison: str, level: str) -> str:
    """The condition of a level of what two reports are about, or of when they were published."""
    return _focus(level) if comparison == "focus" else _published(level)


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


def _day(level: str) -> str:
    return {UNKNOWN: DAY_UNKNOWN, "same": DAYS_MEET, "other": f"NOT ({DAYS_MEET})"}[level]


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


# ---- triggers


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


# ---- armed attacks: who, where and when the reports name, and the part that a trigger tells


def _counted(column: str, level: str) -> str:
    """Of lists of what two reports name: how many they share. Of people without a shared one: whether they share a surname."""
    known = f"len({column}_l) > 0 AND len({column}_r) > 0"
    shared = f"len(list_intersect({column}_l, {column}_r))"
    surname = "list_has_any(surnames_l, surnames_r)"
    return {
        UNKNOWN: f"NOT ({known})",
        "one": f"{known} AND {shared} = 1",
        "several": f"{known} AND {shared} > 1",
        "namesake": f"{known} AND {shared} = 0 AND {surname}",
        "others": f"{known} AND {shared} = 0" + (f" AND NOT {surname}" if column == "people" else ""),
    }[level]


def _days(level: str) -> str:
    known = "len(days_l) > 0 AND len(days_r) > 0"
    same, near, week = (f"list_has_any({column}_l, days_r)" for column in ("days", "days_beside", "days_around"))
    return {
        UNKNOWN: f"NOT ({known})",
        "same": f"{known} AND {same}",
        "next": f"{known} AND NOT {same} AND {near}",
        "one week": f"{known} AND NOT {near} AND {week}",
        "apart": f"{known} AND NOT {week}",
    }[level]


def _part(level: str) -> str:
    word, named = "(head_l = head_r OR root_l = root_r)", ", ".join(f"'{part}'" for part in NAMED_PARTS)
    fixed = {
        "other part": "part_l <> part_r AND head_l <> head_r",
        "one word, other part": "part_l <> part_r AND head_l = head_r",
        "one word, one part": f"part_l = part_r AND {word}",
        "one part": f"part_l = part_r AND NOT {word} AND part_l NOT IN ({named})",
    }
    return fixed.get(level) or f"part_l = part_r AND NOT {word} AND part_l = '{level.removeprefix('one part, ')}'"


def rewrite(name: str, condition: Condition) -> None:
    """Write the conditions of a model's levels anew; what no pair of the training part showed stays the last resort."""
    path = data_path(f"link/{name}.json")
    settings = json.loads(path.read_text(encoding="utf-8"))
    for comparison in settings["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                level["sql_condition"] = condition(comparison["output_column_name"], level["label_for_charts"])
    path.write_text(json.dumps(settings, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    """Rewrite all three."""
    from link_sql_entities import entity_condition

    rewrite("events", event_condition)
    rewrite("entities", entity_condition)
    rewrite("harms", harm_condition)


if __name__ == "__main__":
    main()
