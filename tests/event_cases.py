"""What is wrong with what was found in a case of events: the comparison that `cases/README.md` describes.

In: a gold line and an annotated line of the same text, both in the contract's form. Out: a list of differences, empty where the text is
wholly right: trigger, type, mode, factuality, claimant, participants and casualties of each event, the incidents, and no other event of a
type. Places, dates, weapons and damage are measured elsewhere.
"""

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
SpanPair = list[int]


def differences(gold: Row, found: Row) -> list[str]:
    """All differences, in words."""
    typed = [e for e in found["events"] if e["type"]]
    pairs = _paired(gold["events"], typed)
    out = [f"extra event {e['type']} at {_words(gold, e['trigger'])!r}" for e in typed if not any(e is p for _, p in pairs)]
    for wanted, got in pairs:
        if got is None:
            out.append(f"no event at {_words(gold, wanted['trigger'])!r}")
            continue
        name = _words(gold, wanted["trigger"])
        out += [
            f"{name}: {text}" for text in (*_labels(wanted, got), *_people(gold, found, wanted, got), *_claimant(gold, found, wanted, got))
        ]
    out += _tolls(gold, found)
    return out + _incidents(gold, pairs)


def _paired(wanted: list[Row], found: list[Row]) -> list[tuple[Row, Row | None]]:
    """Each gold event with the one at its trigger."""
    pairs: list[tuple[Row, Row | None]] = []
    for event in wanted:
        at = [e for e in found if _touch(e["trigger"], event["trigger"]) and not any(e is p for _, p in pairs)]
        pairs.append((event, at[0] if at else None))
    return pairs


def _touch(one: SpanPair, other: SpanPair) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _words(row: Row, span: SpanPair) -> str:
    return str(row["text"][span[0] : span[1]])


def _labels(wanted: Row, got: Row) -> Iterator[str]:
    for key in ("type", "mode", "factuality"):
        right = [wanted[key], *wanted.get(f"{key}_alternatives", [])]
        if got[key] not in right and not wanted.get(f"{key}_optional"):
            yield f"{key} is {got[key]}, not {wanted[key]}"


def _people(gold: Row, found: Row, wanted: Row, got: Row) -> Iterator[str]:
    for key in ("actors", "recipients"):
        alternatives = wanted.get(f"{key}_alternatives", [])
        missing = [w for w in wanted[key] if not any(_same_one(found, w["span"], g["span"]) for g in got[key])]
        instead = [g for g in got[key] if _is_one_of(_words(gold, g["span"]), alternatives)]
        other = [g for g in got[key] if g not in instead and not any(_same_one(found, w["span"], g["span"]) for w in wanted[key])]
        if missing and not instead and not wanted.get(f"{key}_optional"):
            yield f"{key}: no {[_words(gold, w['span']) for w in missing]}"
        if other:
            yield f"{key}: {[_words(gold, g['span']) for g in other]} take no part"


def _same_one(found: Row, one: SpanPair, other: SpanPair) -> bool:
    """Whether two stretches of words overlap, or are mentions of one entity: "he" and the name that it stands for."""
    if _touch(one, other):
        return True
    return any(any(_touch(m, one) for m in e["mentions"]) and any(_touch(m, other) for m in e["mentions"]) for e in found["entities"])


def _is_one_of(words: str, alternatives: list[str]) -> bool:
    return any(words in a or a in words for a in alternatives)


def _source(row: Row, ref: str | None) -> list[SpanPair] | None:
    """The source's words; None for the report's own voice."""
    return next((a["source"] for a in row["attributions"] if a["id"] == ref), None)


def _same_source(one: list[SpanPair] | None, other: list[SpanPair] | None) -> bool:
    if not one or not other:
        return one == other
    return any(_touch(a, b) for a in one for b in other)


def _claimant(gold: Row, found: Row, wanted: Row, got: Row) -> Iterator[str]:
    ours, theirs = _source(gold, wanted["according_to"]), _source(found, got["according_to"])
    if not _same_source(ours, theirs):
        yield f"claimant {[_words(gold, s) for s in theirs or []]}, not {[_words(gold, s) for s in ours or []]}"


def _counted(row: Row) -> list[tuple[Row, list[SpanPair] | None, bool]]:
    """Casualties with their claimants, and whether they may be left out."""
    return [
        (c, _source(row, c["according_to"] if "according_to" in c else e["according_to"]), bool(e.get("casualties_optional")))
        for e in row["events"]
        for c in e["casualties"]
    ]


def _tolls(gold: Row, found: Row) -> list[str]:
    out, left = [], _counted(found)
    for wanted, source, optional in _counted(gold):
        fits = [x for x in left if _same_toll(wanted, x[0]) and _same_source(source, x[1])]
        if fits:
            left.remove(fits[0])
        elif not optional:
            out.append(f"no {wanted['kind']} {wanted['low']}..{wanted['high']} {_words(gold, wanted['span'])!r}")
    return out + [f"extra {c['kind']} {c['low']}..{c['high']} {_words(gold, c['span'])!r}" for c, _, _ in left]


def _same_toll(one: Row, other: Row) -> bool:
    return all(one[k] == other[k] for k in ("kind", "low", "high")) and _touch(one["span"], other["span"])


def _incidents(gold: Row, pairs: list[tuple[Row, Row | None]]) -> list[str]:
    """Pairs of events that are one in the gold and two in the answer, or the other way round."""
    whole = [(w, g) for w, g in pairs if g is not None]
    return [
        f"{_words(gold, a['trigger'])} and {_words(gold, b['trigger'])}: one event or two"
        for n, (a, one) in enumerate(whole)
        for b, two in whole[n + 1 :]
        if (a["incident"] == b["incident"]) != (one["incident"] == two["incident"])
    ]
