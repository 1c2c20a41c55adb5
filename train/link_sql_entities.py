"""The levels of the entity model as SQL over the columns of `accordingto.crossdoc.columns`.

In: a comparison and a level. Out: the condition (DuckDB's SQL). The conditions of one comparison exclude each other.
"""

from accordingto.crossdoc.entity_pairs import FAR, NEAR
from accordingto.crossdoc.report_rows import UNKNOWN
from link_sql import COSINE, DAY_UNKNOWN, DAYS_MEET, NO_VECTOR, OF_REPORTS, ONE_REPORT, ONE_SENTENCE, banded, of_reports

BANDS = {"sentence": ("sentence_words", 0.1, 6, ONE_SENTENCE), "beside": ("beside_words", 0.1, 6, "FALSE")} | OF_REPORTS
LAST_STEP = 4
PRONOUN = "(pronoun_l IS NOT NULL OR pronoun_r IS NOT NULL)"
NAMED = "(is_name_l OR is_name_r)"
NAMES = f"NOT {PRONOUN} AND text_l <> text_r AND is_name_l AND is_name_r"
NOUNS = f"NOT {PRONOUN} AND text_l <> text_r AND NOT (is_name_l AND is_name_r)"
SHARED = "list_has_any(capitals_l, capitals_r)"
WITHIN = "(list_has_all(capitals_l, capitals_r) OR list_has_all(capitals_r, capitals_l))"
ACRONYM = "(initials_l IN (text_l, text_r) OR initials_r IN (text_l, text_r))"
SPELLING = "list_contains(spelled_l, text_r)"
ONE_HEAD = "head_l = head_r"
TOLD = "(list_contains(once_l, head_r) OR list_contains(often_l, head_r))"
SHARED_WORD = "list_has_any(words_l, words_r)"
BARE = "(len(rest_l) = 0 OR len(rest_r) = 0)"
SHARED_REST = "list_has_any(rest_l, rest_r)"


def entity_condition(comparison: str, level: str) -> str:
    """The condition of a level of the entity model."""
    if comparison in ("focus", "published"):
        return of_reports(comparison, level)
    if comparison == "sentence" and level.startswith("one sentence"):
        return f"{ONE_SENTENCE} AND ({_broad(level.removeprefix('one sentence, '))})"
    if comparison in BANDS:
        return banded(BANDS[comparison], level)
    if comparison in ("words in report", "words called"):
        broad, _, rest = level.partition(", ")
        other = banded(BANDS["report"], rest) if comparison == "words in report" else _called(rest)
        return f"({_broad(broad)}) AND ({other})"
    by_level = {
        "words": _words,
        "called": _called,
        "chain": _chain,
        "kind": _kind,
        "day": _day,
        "numbers": _numbers,
        "distance": _distance,
        "rarity": _rarity,
    }
    return by_level[comparison](level)


def _words(level: str) -> str:
    fixed = {
        "equal": f"NOT {PRONOUN} AND text_l = text_r",
        "pronoun, same": "pronoun_l = pronoun_r",
        "pronoun, other": "pronoun_l <> pronoun_r",
        "pronoun and name": f"(pronoun_l IS NULL) <> (pronoun_r IS NULL) AND {NAMED}",
        "pronoun and noun": f"(pronoun_l IS NULL) <> (pronoun_r IS NULL) AND NOT {NAMED}",
        "names equal": f"{NAMES} AND capitals_l = capitals_r",
        "names within": f"{NAMES} AND capitals_l <> capitals_r AND {WITHIN} AND NOT {ONE_HEAD}",
        "names within, head": f"{NAMES} AND capitals_l <> capitals_r AND {WITHIN} AND {ONE_HEAD}",
        "names share": f"{NAMES} AND {SHARED} AND NOT {WITHIN} AND NOT {ONE_HEAD}",
        "names share, head": f"{NAMES} AND {SHARED} AND NOT {WITHIN} AND {ONE_HEAD}",
        "acronym": f"{NAMES} AND NOT {SHARED} AND {ACRONYM}",
        "spelling": f"{NAMES} AND NOT {SHARED} AND NOT {ACRONYM} AND {SPELLING}",
        "names differ": f"{NAMES} AND NOT {SHARED} AND NOT {ACRONYM} AND NOT {SPELLING}",
    }
    return fixed.get(level) or _nouns(level.removesuffix(", name"), named=level.endswith(", name"))


def _nouns(level: str, *, named: bool) -> str:
    """Of two mentions that are not both names."""
    nouns = f"{NOUNS} AND {'' if named else 'NOT '}{NAMED}"
    if level.startswith("head, "):
        rest = {"bare": BARE, "shared": f"NOT {BARE} AND {SHARED_REST}", "other": f"NOT {BARE} AND NOT {SHARED_REST}"}
        return f"{nouns} AND {ONE_HEAD} AND {rest[level.removeprefix('head, ')]}"
    nouns = f"{nouns} AND NOT {ONE_HEAD}"
    if level.startswith("heads one in"):
        return f"{nouns} AND list_contains({'once' if level.endswith('1') else 'often'}_l, head_r)"
    heads = level.removeprefix("shared word, ")
    nouns = f"{nouns} AND NOT {TOLD} AND {'' if heads != level else 'NOT '}{SHARED_WORD}"
    never = "list_contains(never_l, head_r)"
    return f"{nouns} AND {never}" if heads == "heads never one" else f"{nouns} AND NOT {never} AND {_near(heads)}"


def _near(heads: str) -> str:
    """How near two heads are in meaning."""
    if heads == "heads far":
        return f"({NO_VECTOR} OR {COSINE} < {NEAR[-1]})"
    low = float(heads.removeprefix("heads near "))
    above = [n for n in NEAR if n > low]
    return f"NOT {NO_VECTOR} AND {COSINE} >= {low}" + (f" AND {COSINE} < {min(above)}" if above else "")


def _broad(broad: str) -> str:
    """The kinds of `entity_pairs` into which the levels of "words" fall; nouns that share neither head nor word count as "head"."""
    return {
        "equal": f"NOT {PRONOUN} AND (text_l = text_r OR (is_name_l AND is_name_r AND capitals_l = capitals_r))",
        "name": f"{NAMES} AND capitals_l <> capitals_r AND {SHARED}",
        "known": f"{NOUNS} AND NOT {ONE_HEAD} AND {TOLD}",
        "head": f"{NOUNS} AND ({ONE_HEAD} OR (NOT {TOLD} AND NOT {SHARED_WORD}))",
        "other": f"({NAMES} AND NOT {SHARED}) OR ({NOUNS} AND NOT {ONE_HEAD} AND NOT {TOLD} AND {SHARED_WORD})",
        "pronoun": PRONOUN,
    }[broad]


def _called(level: str) -> str:
    known = "len(called_l) > 0 AND len(called_r) > 0"
    within = "(list_has_all(called_l, called_r) OR list_has_all(called_r, called_l))"
    share = "list_has_any(called_l, called_r)"
    return {
        "none has one": "len(called_l) = 0 AND len(called_r) = 0",
        "one has none": "(len(called_l) = 0) <> (len(called_r) = 0)",
        "equal": f"{known} AND full_name_l = full_name_r",
        "within": f"{known} AND full_name_l <> full_name_r AND {within}",
        "share": f"{known} AND full_name_l <> full_name_r AND NOT {within} AND {share}",
        "differ": f"{known} AND full_name_l <> full_name_r AND NOT {within} AND NOT {share}",
    }[level]


def _chain(level: str) -> str:
    plain = level.removesuffix(", pronoun")
    pronoun = PRONOUN if plain != level else f"NOT {PRONOUN}"
    chain = {
        "two reports": f"NOT ({ONE_REPORT})",
        UNKNOWN: f"{ONE_REPORT} AND (chain_l IS NULL OR chain_r IS NULL)",
        "same": f"{ONE_REPORT} AND chain_l = chain_r",
        "other": f"{ONE_REPORT} AND chain_l <> chain_r",
    }
    return f"{chain[plain]} AND {pronoun}"


def _kind(level: str) -> str:
    one, _, other = level.partition(" and ")
    return f"(kind_l = '{one}' AND kind_r = '{other}') OR (kind_l = '{other}' AND kind_r = '{one}')"


def _day(level: str) -> str:
    equal = "day_from_l = day_from_r AND day_to_l = day_to_r"
    return {
        UNKNOWN: DAY_UNKNOWN,
        "equal": equal,
        "meet": f"{DAYS_MEET} AND NOT ({equal})",
        "apart": f"NOT ({DAYS_MEET})",
    }[level]


def _numbers(level: str) -> str:
    none = "len(numbers_l) = 0 AND len(numbers_r) = 0"
    return {UNKNOWN: none, "same": f"NOT ({none}) AND numbers_l = numbers_r", "other": "numbers_l <> numbers_r"}[level]


def _distance(level: str) -> str:
    return (
        f"NOT ({ONE_REPORT})"
        if level == "two reports"
        else f"{ONE_REPORT} AND least({LAST_STEP}, abs(start_l - start_r) // {FAR}) = {level}"
    )


def _rarity(level: str) -> str:
    bare_or_shared = f"{NOUNS} AND NOT {NAMED} AND {ONE_HEAD} AND ({BARE} OR {SHARED_REST})"
    matters = f"((NOT {PRONOUN} AND text_l = text_r) OR ({bare_or_shared}))"
    return f"NOT {matters}" if level == "no matter" else f"{matters} AND rare_l = {level}"
