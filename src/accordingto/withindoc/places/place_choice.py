"""Which place a name means: all names of a document settled together.

In: the names of one document (where they stand, what they may mean, which name stands around or inside which) and what is known of
the outlet. Out: for each name its candidates with weights, best first. Each candidate starts with what speaks for it alone
(spelling, kind, population), then names support each other: towns near one another, a town and its province or country, a
name and the same name elsewhere. It does not decide whether the best one is good enough: `places` does.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from accordingto.resources.gazetteer import Entry

Numbers = NDArray[np.float64]

ROUNDS = 4
"""Rounds of mutual support; on the local papers nothing moves after the third."""
TOGETHER = 60
"""Names settled in one go; a longer document is cut into such stretches, so that time grows with its length only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each reason counts. Set on the look half of the local papers, the epidemic reports and the own places."""

    population: float = 1.2
    spelling: tuple[float, ...] = (0.0, -0.3, -1.2, -1.5, -1.0, -3.0)
    kinds: tuple[tuple[str, float], ...] = (
        ("country", 1.5), ("continent", 3.0), ("region", 0.5), ("water", 0.0), ("adm1", 0.6), ("adm2", -1.0), ("town", 0.0), ("site", 1.0),
    )  # fmt: skip
    wished: float = 3.0
    unwished: float = -3.0
    like_named: float = -2.0
    capital: float = 0.3
    acting_capital: float = 3.0
    own: float = 9.0
    inside_said: float = 2.2
    outside_said: float = -3.0
    same_name: float = 2.0
    in_area: float = 5.5
    in_country: float = 0.85
    holds: float = 1.7
    near: float = 4.25
    near_km: float = 130.0
    same_adm1: float = 1.2
    same_country: float = 0.25
    far_in_text: float = 0.75
    text_reach: float = 400.0
    ceiling: float = 12.5
    namesake: float = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name of the document with all its mentions: ``key`` is what it is looked up by, ``at`` where it stands (offsets).

    ``said_in``: indices of names that the words put it into ("X, Y", "X in the province of Y"). ``wish``: kind that a generic word
    asks for. ``strength``: below 1 for evidence that is no mention (the outlet).
    """

    key: str
    candidates: tuple[Entry, ...]
    at: tuple[int, ...]
    wish: str | None = None
    said_in: tuple[int, ...] = ()
    strength: float = 1.0
    said_firmly: bool = True
    acts: bool = False
    """Only ever the name of a government: a capital is meant."""
    like_named: frozenset[int] = frozenset()
    """Areas that hold a town of the same name: the town comes first."""
    namesakes: frozenset[int] = frozenset()
    """Places that the outlet is named after: what a paper of Orten calls Orten is its own town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A candidate, its share of belief, and what speaks for it alone and through its neighbours."""

    entry: Entry
    share: float
    alone: float
    support: float


def choose(names: Sequence[Name], evidence: Sequence[Name] = (), weights: Weights | None = None) -> list[tuple[Weighed, ...]]:
    """Candidates of each name with their weights, best first. ``evidence``: names that only support (the outlet's home)."""
    chosen = weights or Weights()
    found: list[tuple[Weighed, ...]] = []
    for start in range(0, len(names), TOGETHER):
        stretch = [_moved(n, start) for n in names[start : start + TOGETHER]]
        found += _settle([*stretch, *evidence], chosen)[: len(stretch)]
    return found


def _moved(name: Name, start: int) -> Name:
    """``name`` with its references counted from ``start``; those out of reach are dropped."""
    inside = tuple(n - start for n in name.said_in if 0 <= n - start < TOGETHER)
    return replace(name, said_in=inside)


def _settle(names: list[Name], weights: Weights) -> list[tuple[Weighed, ...]]:
    entries = [e for name in names for e in name.candidates]
    owner = np.array([n for n, name in enumerate(names) for _ in name.candidates], dtype=np.int64)
    if not entries:
        return [() for _ in names]
    alone = np.array([_alone(e, names[o], weights) for e, o in zip(entries, owner, strict=True)])
    between = _relations(entries, weights)
    held = _holding(entries)
    texts = _text_weights(names, weights)
    keys = _codes([n.key for n in names])
    same = (keys[:, None] == keys[None, :]) & ~np.eye(len(names), dtype=bool)
    between = between * texts[np.ix_(owner, owner)]
    between += weights.same_name * same[np.ix_(owner, owner)] * (_ids(entries)[:, None] == _ids(entries)[None, :])
    belief = _softmax(alone, owner, len(names))
    support = np.zeros_like(alone)
    for _ in range(ROUNDS):
        total = between @ belief
        support = weights.ceiling * total / (weights.ceiling + total)
        support += _said(names, owner, held, belief, weights)
        belief = _softmax(alone + support, owner, len(names))
    return _sorted(entries, owner, names, (belief, alone, support))


def _alone(entry: Entry, name: Name, weights: Weights) -> float:
    """What speaks for a candidate without its neighbours."""
    score = (
        weights.population * math.log10(entry.population + 50) + dict(weights.kinds).get(entry.kind, 0.0) + weights.spelling[entry.trust]
    )
    if name.wish:
        areas = {"adm1", "adm2"}
        fits = entry.kind == name.wish or {entry.kind, name.wish} <= areas or (name.wish == "region" and entry.kind == "water")
        score += weights.wished if fits else weights.unwished
        score -= weights.wished / 2 if fits and entry.kind != name.wish else 0.0
    if entry.id in name.like_named and name.wish not in {"adm1", "adm2"}:
        score += weights.like_named
    if entry.capital:
        score += weights.acting_capital if name.acts else weights.capital
    score += weights.namesake if entry.id in name.namesakes else 0.0
    return score + (weights.own if entry.own else 0.0)


def _ids(entries: list[Entry]) -> NDArray[np.int64]:
    return np.array([e.id for e in entries], dtype=np.int64)


def _codes(values: list[object]) -> NDArray[np.int64]:
    """Equal values as equal numbers; None and "" are -1, which the callers leave out."""
    known: dict[object, int] = {}
    return np.array([known.setdefault(v, len(known)) if v else -1 for v in values], dtype=np.int64)


def _holding(entries: list[Entry]) -> NDArray[np.bool_]:
    """[i, j]: place j is an area that holds place i."""
    ids, kinds = _ids(entries), np.array([e.kind for e in entries])
    adm1 = np.array([e.adm1 or 0 for e in entries], dtype=np.int64)
    adm2 = np.array([e.adm2 or 0 for e in entries], dtype=np.int64)
    country = _codes([e.country for e in entries])
    by_area = (adm1[:, None] == ids[None, :]) | (adm2[:, None] == ids[None, :])
    in_country = (country[:, None] == country[None, :]) & (country >= 0)[:, None] & (kinds == "country")[None, :]
    result: NDArray[np.bool_] = (by_area | in_country) & (ids[:, None] != ids[None, :])
    return result


def _relations(entries: list[Entry], weights: Weights) -> Numbers:
    """[i, j]: how much place j speaks for place i."""
    kinds = np.array([e.kind for e in entries])
    held = _holding(entries)
    country, adm1 = _codes([e.country for e in entries]), _codes([e.adm1 for e in entries])
    points = np.isin(kinds, ("town", "site", "adm2"))
    near = weights.near * np.exp(-_distances(entries) / weights.near_km)
    kin = (country[:, None] == country[None, :]) & (country >= 0)[:, None]
    close = (adm1[:, None] == adm1[None, :]) & (adm1 >= 0)[:, None]
    result = np.where(kin, np.where(close, weights.same_adm1, weights.same_country), 0.0)
    result = np.maximum(result, np.where(points[:, None] & points[None, :], near, 0.0))
    result = np.where(held, np.where((kinds == "country")[None, :], weights.in_country, weights.in_area), result)
    result = np.where(held.T, weights.holds, result)
    same = _ids(entries)
    answer: Numbers = np.where(same[:, None] == same[None, :], weights.near, result)
    return answer


def _distances(entries: list[Entry]) -> Numbers:
    """Great-circle distances in km; far where a point is missing."""
    missing = np.array([e.lat is None or e.lon is None for e in entries])
    lat = np.radians(np.array([e.lat or 0.0 for e in entries]))
    lon = np.radians(np.array([e.lon or 0.0 for e in entries]))
    turn = (
        np.sin((lat[:, None] - lat[None, :]) / 2) ** 2
        + np.cos(lat)[:, None] * np.cos(lat)[None, :] * np.sin((lon[:, None] - lon[None, :]) / 2) ** 2
    )
    km: Numbers = 12742.0 * np.arcsin(np.sqrt(np.clip(turn, 0.0, 1.0)))
    km[missing, :] = km[:, missing] = 20_000.0
    return km


def _text_weights(names: list[Name], weights: Weights) -> Numbers:
    """[a, b]: how much name b counts for name a: the nearer in the text, the more; the same name counts elsewhere."""
    at = np.array([x for n in names for x in (n.at or (-1,))], dtype=np.float64)
    starts = np.cumsum([0, *(max(1, len(n.at)) for n in names)])[:-1]
    away = np.minimum.reduceat(np.minimum.reduceat(np.abs(at[:, None] - at[None, :]), starts, axis=0), starts, axis=1)
    placeless = np.array([not n.at for n in names])
    away[placeless, :] = away[:, placeless] = 0.0
    nearness = weights.far_in_text + (1 - weights.far_in_text) * np.exp(-away / weights.text_reach)
    keys = _codes([n.key for n in names])
    result: Numbers = np.where(keys[:, None] == keys[None, :], 0.0, nearness) * np.array([n.strength for n in names])[None, :]
    return result


def _said(names: list[Name], owner: NDArray[np.int64], held: NDArray[np.bool_], belief: Numbers, weights: Weights) -> Numbers:
    """What the words say outright: "X, Y" puts X into Y, and so makes Y a place that holds an X."""
    result = np.zeros(len(owner))
    for a, name in enumerate(names):
        mine = owner == a
        for b in name.said_in:
            theirs = owner == b
            inside = held[np.ix_(mine, theirs)]
            if not inside.any():
                continue
            share = inside @ belief[theirs]
            result[mine] += weights.inside_said * share + (weights.outside_said * (1 - share) if name.said_firmly else 0.0)
            result[theirs] += weights.inside_said * inside.T @ belief[mine] / 2
    return result


def _softmax(scores: Numbers, owner: NDArray[np.int64], count: int) -> Numbers:
    best = np.full(count, -np.inf)
    np.maximum.at(best, owner, scores)
    raised = np.exp(scores - best[owner])
    total = np.zeros(count)
    np.add.at(total, owner, raised)
    result: Numbers = raised / total[owner]
    return result


def _sorted(
    entries: list[Entry], owner: NDArray[np.int64], names: list[Name], parts: tuple[Numbers, Numbers, Numbers]
) -> list[tuple[Weighed, ...]]:
    belief, alone, support = parts
    found: list[list[Weighed]] = [[] for _ in names]
    for n, entry in enumerate(entries):
        weighed = Weighed(entry=entry, share=float(belief[n]), alone=float(alone[n]), support=float(support[n]))
        found[int(owner[n])].append(weighed)
    return [tuple(sorted(each, key=lambda w: (-w.share, w.entry.id))) for each in found]
