"""How far two coders agree, from the files of their decisions: Cohen's kappa.

In: two files of decisions, each of one coder. Out: how many rows both looked at, how often they decided alike, kappa with its interval,
and the rows on which they differ. Rows are the same where their characters are (at least half of them shared). Pure.

Source: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from accordingto.errors import BadFile
from accordingto.model.review import Action, Anchor, Correction
from accordingto.store.anchors import place
from accordingto.store.exchange import File
from accordingto.store.votes import REJECTS, differ, views_of

Group = tuple[str, str]
"""(hash of the report's text, kind of row)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one coder decided on one row."""

    label: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How two coders compare. ``kappa`` is None where it is not defined: both gave one and the same answer throughout."""

    coders: tuple[str, str]
    rows: int
    only: tuple[int, int]
    alike: int
    same_values: int
    kappa: float | None
    interval: tuple[float, float] | None
    table: Mapping[tuple[str, str], int]
    differing: tuple[str, ...]


def agreement(one: File, other: File, names: tuple[str, str]) -> Agreement:
    """Compare two files; ``names`` are theirs. Raises BadFile where a file holds nobody's or several coders' decisions."""
    coders = (_coder(one, names[0]), _coder(other, names[1]))
    left, right = _rows(one.corrections), _rows(other.corrections)
    pairs: list[tuple[str, View, View]] = []
    for group, rows in left.items():
        others = {str(n): (anchor,) for n, (anchor, _) in enumerate(right.get(group, ()))}
        for anchor, votes in rows:
            found = place(anchor, others)
            if found is not None:
                others.pop(found)
                told = f"{group[1]} at {anchor.spans[0].start}–{anchor.spans[-1].end} of the report {votes[0].doc_id}"
                pairs.append((told, _view(votes), _view(right[group][int(found)][1])))
    table = Counter((a.label, b.label) for _, a, b in pairs)
    kappa, interval = kappa_of(table)
    return Agreement(
        coders=coders,
        rows=len(pairs),
        only=(sum(map(len, left.values())) - len(pairs), sum(map(len, right.values())) - len(pairs)),
        alike=sum(n for (a, b), n in table.items() if a == b),
        same_values=sum(_alike(a, b) for _, a, b in pairs),
        kappa=kappa,
        interval=interval,
        table=dict(table),
        differing=tuple(f"{told}: {coders[0]} {a.label}, {coders[1]} {b.label}" for told, a, b in pairs if not _alike(a, b)),
    )


def kappa_of(table: Mapping[tuple[str, str], int]) -> tuple[float | None, tuple[float, float] | None]:
    """Kappa of a table of label pairs, and its 95 % interval (large-sample error).

    >>> kappa, interval = kappa_of({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    >>> round(kappa, 3)
    0.4
    """
    total = sum(table.values())
    if not total:
        return None, None
    left, right = Counter[str](), Counter[str]()
    for (a, b), n in table.items():
        left[a] += n
        right[b] += n
    observed = sum(n for (a, b), n in table.items() if a == b) / total
    expected = sum(left[label] * right[label] for label in left) / total**2
    if expected >= 1:
        return None, None
    kappa = (observed - expected) / (1 - expected)
    reach = 1.96 * sqrt(observed * (1 - observed) / (total * (1 - expected) ** 2))
    return kappa, (max(-1.0, kappa - reach), min(1.0, kappa + reach))


def _coder(file: File, name: str) -> str:
    coders = sorted({c.by for c in file.corrections if not c.undone_at})
    if len(coders) != 1:
        why = f"it holds decisions of {', '.join(coders)}" if coders else "it holds no correction"
        raise BadFile("compare", name, why, "Write each coder's file with `accordingto corrections export RECORD --by NAME -o FILE`.")
    return coders[0]


def _rows(corrections: Sequence[Correction]) -> dict[Group, list[tuple[Anchor, list[Correction]]]]:
    """The rows that a coder decided on, each with its decisions in their order."""
    out: defaultdict[Group, list[tuple[Anchor, list[Correction]]]] = defaultdict(list)
    for one in sorted((c for c in corrections if not c.undone_at), key=lambda c: (c.at, c.id)):
        rows = out[one.text_sha, one.kind.value]
        found = place(one.anchor, {str(n): (anchor,) for n, (anchor, _) in enumerate(rows)})
        if found is None:
            rows.append((one.anchor, [one]))
        else:
            rows[int(found)][1].append(one)
    return out


def _view(votes: Sequence[Correction]) -> View:
    """What a coder's decisions on a row come to."""
    (values,) = views_of(votes).values()
    if values is REJECTS:
        return View(label="rejects it", values=values)
    changed = any(v.action is not Action.ACCEPT for v in votes)
    return View(label="changes it" if changed else "accepts it", values=values)


def _alike(a: View, b: View) -> bool:
    return a.label == b.label and not differ(a.values, b.values)
