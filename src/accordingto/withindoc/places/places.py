"""places: place names -> notes.places, resolved to GeoNames or unknown with the reason.

In: a parsed document, perhaps with the spans of its places. Out: places with role, id, point, precision and, in
``because.detail``, the candidates with their weights; problems for names that are not found or fit several places equally. A
site that no gazetteer has gets the smallest place that the text puts it into. It does not decide what happened there.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from accordingto.model.document import Problem
from accordingto.model.evidence import Because
from accordingto.model.found import Place
from accordingto.model.kinds import PlacePrecision, PlaceRole, ProblemKind
from accordingto.resources.gazetteer import Entry, Gazetteer, gazetteer
from accordingto.resources.place_names import bare_key_of, key_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.places.outlets import outlet_evidence
from accordingto.withindoc.places.place_choice import Name, Weighed, choose
from accordingto.withindoc.places.place_links import grouped, namesakes
from accordingto.withindoc.places.place_mentions import OLDEST_TRUST, MentionFinder, PlaceMention, given_mentions
from accordingto.withindoc.tokens import Doc

PRECISIONS = {
    "country": PlacePrecision.COUNTRY, "continent": PlacePrecision.REGION, "region": PlacePrecision.REGION, "water": PlacePrecision.REGION,
    "adm1": PlacePrecision.ADM1, "adm2": PlacePrecision.ADM2, "town": PlacePrecision.POPULATED_PLACE, "site": PlacePrecision.POINT,
}  # fmt: skip
TOO_CLOSE = 1.15
"""The best candidate must have this many times the weight of the next one that lies elsewhere."""
SAME_SPOT = 40.0
"""Candidates within this many km of each other are no reason for doubt (a town and its district)."""
LONE_PEOPLE, LONE_ONLY, LONE_LARGE = 15_000, 5_000, 1_000_000
ALIKE, STRANGE = 60, 2
LONE_SUPPORT, ONLY = 0.6, 0.9
"""A place of fewer people with less support from its neighbours is not believed on its name alone; nor is the only one of its
name, below the second number. Under the third number none is believed by a borrowed
name, or in a report most of whose places are unknown."""
FEW_COUNTRIES = 4
"""Names are asked by their sound only where the report is about so many countries at most."""
MOST_OF, NEAR, BESIDE = 0.66, 250, 20
"""A spot lies in the area of so many of the places within so many characters, of so many mentions before and behind."""
SETTLED, SETTLED_MOST, CLOSE, WELL_KNOWN = 0.6, 40, 300.0, 50_000
"""A name that the parser does not take for a place is one if the gazetteer has it within so many km of a place that is settled, or
with so many people in the same country."""
TOO_MANY_NAMES = frozenset({"US", "GB", "CA", "AU", "NZ", "IE"})
"""Where towns are called like persons ("Kent", "Bell"), nearness is not enough."""


def find_places(doc: Doc) -> Doc:
    """Place names -> notes.places."""
    notes = notes_of(doc)
    places = gazetteer(notes.own_places)
    given = notes.document.given.places
    evidence = outlet_evidence(notes.document, places)
    if given is not None:
        mentions = given_mentions(doc, given, places)
        names, groups, weighed = settle(mentions, doc.text, evidence, places)
    else:
        finder = MentionFinder(doc, places)
        first = settle(finder.find(), doc.text, evidence, places)
        mentions = finder.find_more(_near(first[2], places))
        names, groups, weighed = settle(mentions, doc.text, evidence, places)
    invented = _seems_invented(weighed)
    made = [_place(m, names[g], weighed[g], (n, invented)) for n, (m, g) in enumerate(zip(mentions, groups, strict=True), 1)]
    firsts = {g: n for n, g in reversed(list(enumerate(groups)))}
    notes.places = [_contained(n, made, (names, groups, weighed), firsts, places) for n in range(len(made))]
    notes.problems += _problems(notes.places)
    return doc


# ---- settling


Settled = tuple[list[Name], list[int], list[tuple[Weighed, ...]]]
"""Names, the number of each mention's name, the weighed candidates of each name."""


def settle(mentions: Sequence[PlaceMention], text: str, evidence: Sequence[Name], places: Gazetteer) -> Settled:
    """Candidates of all names with their weights."""
    names, groups = grouped(mentions, text, places)
    names = [replace(name, namesakes=namesakes(name, evidence)) for name in names]
    names, weighed = _heard(names, choose(names, evidence), evidence, places)
    return names, groups, weighed


def _near(weighed: Sequence[tuple[Weighed, ...]], places: Gazetteer) -> Callable[[str, bool], bool]:
    """Whether a name has a place close to those that are settled; if asked for, also by its sound."""
    settled = [w[0].entry for w in weighed if w and w[0].share >= SETTLED and w[0].entry.kind in {"town", "site", "adm2", "adm1"}][
        :SETTLED_MOST
    ]
    countries = {e.country for e in settled}

    def is_near(name: str, by_sound: bool) -> bool:
        known = [e for e in places.candidates(name) if e.trust <= OLDEST_TRUST]
        if not known and by_sound and len(countries) <= FEW_COUNTRIES:
            known = list(places.sounding(name, countries))
        known = [e for e in known if e.country in countries - TOO_MANY_NAMES]
        if any(e.kind == "adm1" or e.capital or e.population >= WELL_KNOWN for e in known):
            return True
        return any(e.country == o.country and apart(e, o) < CLOSE for e in known for o in settled)

    return is_near


def _heard(
    names: list[Name], weighed: list[tuple[Weighed, ...]], evidence: Sequence[Name], places: Gazetteer
) -> tuple[list[Name], list[tuple[Weighed, ...]]]:
    """Names that were not found, asked again by their sound inside the countries that the others settled."""
    countries = {w[0].entry.country for w in weighed if w and w[0].share > 0.5 and w[0].entry.country}
    silent = [n for n, w in enumerate(weighed) if not w]
    if not silent or not 0 < len(countries) <= FEW_COUNTRIES:
        return names, weighed
    tried = [replace(name, candidates=places.sounding(name.key, countries)) if n in set(silent) else name for n, name in enumerate(names)]
    return (tried, choose(tried, evidence)) if any(tried[n].candidates for n in silent) else (names, weighed)


# ---- answers


def _place(mention: PlaceMention, name: Name, weighed: tuple[Weighed, ...], where: tuple[int, bool]) -> Place:
    """The answer for one mention; ``where``: its number, and whether the report seems to be about an invented country."""
    number, invented = where
    detail = _detail(weighed)
    unknown = Place(
        id=f"p{number}", span=mention.span, name=mention.name, role=mention.role, geonameid=None, contained_in=None, lat=None, lon=None,
        country=None, precision=PlacePrecision.UNKNOWN, candidates=tuple(w.entry.id for w in weighed[:5] if w.entry.id > 0),
        because=Because(rule="places.not_found", confidence=0.0, detail=f"no place named “{mention.name}” is known"),
    )  # fmt: skip
    if not weighed:
        return unknown
    best = weighed[0]
    rival = next((w for w in weighed[1:] if apart(best.entry, w.entry) > SAME_SPOT), None)
    if rival and best.share < TOO_CLOSE * rival.share:
        return replace(
            unknown, because=Because(rule="places.ambiguous", confidence=best.share, detail=f"several fit equally well: {detail}")
        )
    if name.wish == "spot" and best.entry.kind != "site" and not best.entry.own:
        return replace(
            unknown, because=Because(rule="places.not_found", confidence=0.0, detail=f"nothing of this kind; same name: {detail}")
        )
    if _is_lone(mention, name, weighed, invented=invented):
        return replace(
            unknown,
            because=Because(
                rule="places.lone",
                confidence=best.share,
                detail=f"only a small place has the name, and nothing else points there: {detail}",
            ),
        )
    rule = "places.demonym" if mention.role is PlaceRole.DEMONYM else "places.own" if best.entry.own else "places.chosen"
    return located(unknown, best.entry, Because(rule=rule, confidence=round(best.share, 3), detail=detail))


def _is_lone(mention: PlaceMention, name: Name, weighed: tuple[Weighed, ...], *, invented: bool) -> bool:
    """A small place on the strength of its name alone: an invented town may happen to be called like a village somewhere."""
    best, entry = weighed[0], weighed[0].entry
    if mention.given or entry.own or entry.kind not in {"town", "adm1", "adm2", "site"} or best.support >= LONE_SUPPORT:
        return False
    if name.wish == entry.kind == "site":
        return False
    borrowed = entry.trust > 0 and fuzz.ratio(bare_key_of(name.key), bare_key_of(entry.name)) < ALIKE
    if entry.population < LONE_LARGE and (invented or borrowed):
        return True
    enough = LONE_ONLY if share_here(weighed) > ONLY and entry.trust == 0 else LONE_PEOPLE
    return entry.kind != "adm1" and entry.population < enough and (len(name.key.split()) == 1 or entry.trust > 0)


def _seems_invented(weighed: Sequence[tuple[Weighed, ...]]) -> bool:
    """Whether more of the report's names are in no gazetteer than are settled by their neighbours."""
    unknown = sum(not w for w in weighed)
    supported = sum(bool(w) and w[0].support >= LONE_SUPPORT for w in weighed)
    return unknown >= STRANGE and unknown > supported


def share_here(weighed: tuple[Weighed, ...]) -> float:
    """Belief in the best candidate and in those at the same spot (a town and its airport)."""
    return sum(w.share for w in weighed if apart(weighed[0].entry, w.entry) <= SAME_SPOT)


def located(place: Place, entry: Entry, because: Because) -> Place:
    """``place`` at an entry of the gazetteer. A site without an id names the area around it."""
    around = (entry.own and entry.adm2) or entry.adm1 if entry.geonameid is None else None
    return replace(
        place, geonameid=entry.geonameid, contained_in=around, lat=entry.lat, lon=entry.lon, country=entry.country or None,
        precision=PRECISIONS.get(entry.kind, PlacePrecision.POPULATED_PLACE), because=because,
    )  # fmt: skip


def _detail(weighed: tuple[Weighed, ...]) -> str:
    """Candidates and weights, for `why`."""
    shown = [f"{_described(w.entry)}: {w.share:.2f} = alone {w.alone:.1f}, neighbours {w.support:+.1f}" for w in weighed[:4]]
    return "; ".join(shown) + (f"; {len(weighed) - 4} more" if len(weighed) > 4 else "")


def _described(entry: Entry) -> str:
    number = "your own place" if entry.own else str(entry.geonameid or "no id")
    return f"{entry.name} ({', '.join(filter(None, (entry.kind, entry.country, number)))})"


def apart(one: Entry, other: Entry) -> float:
    """Km between two entries; 0 where one holds the other."""
    if one.id in {other.adm1, other.adm2} or other.id in {one.adm1, one.adm2}:
        return 0.0
    if None in {one.lat, one.lon, other.lat, other.lon}:
        return 20_000.0
    from math import asin, cos, radians, sin, sqrt

    a, b, c, d = (radians(v or 0.0) for v in (one.lat, one.lon, other.lat, other.lon))
    return 12_742 * asin(sqrt(min(1.0, sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2)))


# ---- containers


def _contained(n: int, made: list[Place], settled: Settled, firsts: dict[int, int], places: Gazetteer) -> Place:
    """A place that was not found, set into the smallest place that the words put it into, with that place's point."""
    place, (names, groups, _) = made[n], settled
    if place.geonameid is not None or place.lat is not None or place.because.rule not in {"places.not_found", "places.lone"}:
        return place
    name = names[groups[n]]
    around = [made[firsts[g]].geonameid for g in name.said_in if made[firsts[g]].geonameid]
    entry, reason = places.place(around[0] or 0) if around else None, "the words put it there"
    if entry is None and name.wish == "spot":
        beside = made[max(0, n - BESIDE) : n + BESIDE]
        entry, reason = _of_same_name(place, beside, places), "the place in its name"
        if entry is None:
            entry, reason = _shared_area(place, beside, places), "the places named beside it lie there"
    if entry is None or entry.geonameid is None:
        return place
    detail = f"not in the gazetteer; set into {entry.name} ({entry.kind}, {entry.id}): {reason}; the point is that place's"
    because = Because(rule="places.contained", confidence=0.5, detail=detail)
    return replace(
        place,
        contained_in=entry.id,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        precision=PRECISIONS[entry.kind],
        because=because,
    )


def _of_same_name(place: Place, beside: Sequence[Place], places: Gazetteer) -> Entry | None:
    """The town in a site's name, if it lies where the other places of the report lie."""
    bare = bare_key_of(place.name)
    settled = [e for p in beside if p.role is PlaceRole.LITERAL and (e := places.place(p.geonameid or 0))]
    countries = {e.country for e in settled}
    known = [e for e in places.candidates(bare) if e.kind in {"town", "adm1", "adm2"}] if len(bare) > 2 else []
    found = [e for e in known if e.country in countries or any(e.kind == "town" and apart(e, o) < CLOSE for o in settled)]
    return max(found, key=lambda e: (e.kind == "town", e.country in countries, e.population), default=None)


def _shared_area(place: Place, beside: Sequence[Place], places: Gazetteer) -> Entry | None:
    """The smallest area that holds the literal places near this one, or most of them."""
    near = [p for p in beside if p.role is PlaceRole.LITERAL and abs(p.span.start - place.span.start) < NEAR]
    entries = [e for p in near if (e := places.place(p.geonameid or 0)) and e.kind in {"town", "adm1", "adm2"}]
    if not entries:
        return None
    for level in ("adm2", "adm1"):
        areas = Counter(e.id if e.kind == level else getattr(e, level) for e in entries)
        area, count = areas.most_common(1)[0]
        if area and count >= MOST_OF * len(entries):
            return places.place(area)
    countries = {e.country for e in entries}
    return places.country(countries.pop()) if len(countries) == 1 else None


def _problems(found: Sequence[Place]) -> list[Problem]:
    """What could not be found or decided, once for each name."""
    kinds = dict.fromkeys(("places.not_found", "places.lone", "places.contained"), ProblemKind.PLACE_NOT_FOUND)
    kinds["places.ambiguous"] = ProblemKind.PLACE_AMBIGUOUS
    first = {key_of(p.name): p for p in reversed(found) if p.because.rule in kinds}
    return [
        Problem(kind=kinds[p.because.rule], message=f"{p.name}: {p.because.detail}", span=p.span, step="places")
        for p in sorted(first.values(), key=lambda p: p.span)
    ]
