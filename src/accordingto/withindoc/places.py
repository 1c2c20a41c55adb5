"""places: place names -> notes.places, resolved to GeoNames or unknown with the reason.

In: a parsed document, perhaps with the spans of its places. Out: places with role, id, point, precision and, in
``because.detail``, the candidates with their weights; problems for names that are not found or fit several places equally. A
site that no gazetteer has gets the smallest place that the text puts it into. It does not decide what happened there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Span
from accordingto.model.found import Place
from accordingto.model.kinds import PlacePrecision, PlaceRole, ProblemKind
from accordingto.resources.gazetteer import Entry, Gazetteer, gazetteer
from accordingto.resources.place_names import bare_key_of, key_of, kind_wished
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.outlets import outlet_evidence
from accordingto.withindoc.place_choice import Name, Weighed, choose
from accordingto.withindoc.place_mentions import PlaceMention, find_mentions, given_mentions

PRECISIONS = {
    "country": PlacePrecision.COUNTRY, "continent": PlacePrecision.REGION, "region": PlacePrecision.REGION, "water": PlacePrecision.REGION,
    "adm1": PlacePrecision.ADM1, "adm2": PlacePrecision.ADM2, "town": PlacePrecision.POPULATED_PLACE, "site": PlacePrecision.POINT,
}  # fmt: skip
TOO_CLOSE = 1.15
"""The best candidate must have this many times the weight of the next one that lies elsewhere."""
SAME_SPOT = 40.0
"""Candidates within this many km of each other are no reason for doubt (a town and its district)."""
LONE_PEOPLE = 15_000
LONE_SUPPORT = 0.9
"""A place of fewer people with less support from its neighbours is not believed on its name alone."""
SIDE = re.compile(
    r"^(?:(?:far |north|south|west|east|central|upper|lower|mid|downtown|greater|inner|northern|southern|western|eastern|rural)[-\w]* )+(?=[A-Z])",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"\s*(?:,\s*(?:an? |the )?(?:[\w\-]+ ){0,4}?(?:in|of|from) |\s(?:in|of) |,\s*|\s*\()(?:the )?(?:(?:[a-z\-]+(?:ern|ast|est|orth|outh|ral)|[A-Z][a-z]+i?) )?"
    r"(?:(?:province|state|governorate|region|county|district|city|department|oblast|prefecture|town|village|island) of )?"
)
AROUND = re.compile(
    r"(?:['’]s?)? (?:[a-z\-]+ ){0,2}|,? (?:[a-z\-]+ ){0,2}(?:province|city|town|state|village|capital|region|district|port|island|governorate)(?: of)? "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mention with what it is looked up by."""

    mention: PlaceMention
    group: int


def find_places(doc: Doc) -> Doc:
    """Place names -> notes.places."""
    return find_places_with(doc, gazetteer())


def find_places_with(doc: Doc, places: Gazetteer) -> Doc:
    """The same with another gazetteer, for instance one that holds a user's own places."""
    notes = notes_of(doc)
    given = notes.document.given.places
    mentions = given_mentions(doc, given, places) if given is not None else find_mentions(doc, places)
    names, groups = grouped(mentions, doc.text, places)
    evidence = outlet_evidence(notes.document, places)
    names = [replace(name, namesakes=_namesakes(name, evidence)) for name in names]
    weighed = choose(names, evidence)
    names, weighed = _heard(names, weighed, evidence, places)
    made = [_place(m, names[g], weighed[g], n) for n, (m, g) in enumerate(zip(mentions, groups, strict=True), 1)]
    settled = [_contained(p, n, made, mentions, (names, groups, weighed), places) for n, p in enumerate(made)]
    notes.places = settled
    notes.problems += _problems(settled)
    return doc


# ---- names of a document


def grouped(mentions: Sequence[PlaceMention], text: str, places: Gazetteer) -> tuple[list[Name], list[int]]:
    """Names with their candidates, and for each mention the number of its name. One name with one qualifier is one name."""
    said = [_said_in(n, mentions, text) for n in range(len(mentions))]
    keys: dict[tuple[str, str | None], int] = {}
    groups: list[int] = []
    for n, mention in enumerate(mentions):
        target = said[n]
        qualifier = key_of(mentions[target].name) if target is not None else None
        groups.append(keys.setdefault((key_of(mention.name), qualifier), len(keys)))
    names: list[Name] = []
    for number in range(len(keys)):
        members = [n for n, g in enumerate(groups) if g == number]
        names.append(_name(members, mentions, (said, groups), text, places))
    return names, groups


def _name(
    members: list[int], mentions: Sequence[PlaceMention], links: tuple[list[int | None], list[int]], text: str, places: Gazetteer
) -> Name:
    said, groups = links
    first = mentions[members[0]]
    behind_comma = text[: first.span.start].rstrip().endswith((",", "("))
    inside = {groups[t] for n in members if (t := said[n]) is not None}
    wish = kind_wished(first.name) or _wish_before(text, first.span)
    return Name(
        key=key_of(first.name), candidates=look_up(first.name, places, behind_comma=behind_comma), at=tuple(mentions[n].span.start for n in members[:20]),
        wish=wish, said_in=tuple(sorted(inside)), said_firmly=any(_is_firm(n, mentions, text) for n in members),
    )  # fmt: skip


def look_up(name: str, places: Gazetteer, *, behind_comma: bool = False) -> tuple[Entry, ...]:
    """Candidates of a name: a people's country, a state's abbreviation, the name, the name without the side of it that is meant."""
    special = places.demonym(name) or places.state(name.strip(), behind_comma=behind_comma)
    if special:
        return (special,)
    found = places.candidates(name)
    if not found and (side := SIDE.match(name)):
        found = places.candidates(name[side.end() :])
    return found


def _namesakes(name: Name, evidence: Sequence[Name]) -> frozenset[int]:
    """Places of this name that the outlet may be named after."""
    homes = {e.id for n in evidence for e in n.candidates if e.kind != "country"}
    return frozenset(homes & {e.id for e in name.candidates})


def _wish_before(text: str, span: Span) -> str | None:
    """A generic word before the name: "the province of Orsk", "the town of Varo"."""
    before = re.search(r"(\w+) of (?:the )?$", text[max(0, span.start - 40) : span.start])
    kind = kind_wished(f"X {before.group(1)}") if before and before.group(1).islower() else None
    return kind if kind in {"adm1", "adm2", "town"} else None


def _said_in(n: int, mentions: Sequence[PlaceMention], text: str) -> int | None:
    """The mention that the words put this one into: "X, Y", "X in the province of Y", "Y's X"."""
    here = mentions[n]
    if here.role is PlaceRole.DEMONYM or _in_list(n, mentions, text):
        return None
    if n + 1 < len(mentions):
        between = text[here.span.end : mentions[n + 1].span.start]
        if INSIDE.fullmatch(between):
            return n + 1
        if (
            n + 2 < len(mentions)
            and mentions[n + 1].role is PlaceRole.DEMONYM
            and INSIDE.fullmatch(text[here.span.end : mentions[n + 2].span.start])
        ):
            return n + 2
    if n and AROUND.fullmatch(text[mentions[n - 1].span.end : here.span.start]):
        return n - 1
    return None


def _is_firm(n: int, mentions: Sequence[PlaceMention], text: str) -> bool:
    """Whether the words between leave no doubt ("in", "of"); a bare comma may only list."""
    between = text[mentions[n].span.end : mentions[n + 1].span.start] if n + 1 < len(mentions) else ""
    return (
        between.strip() not in {",", ""} or bool(re.match(r"[A-Z][a-z]*\.|[A-Z]{2}\b", text[mentions[n + 1].span.start :]))
        if between
        else False
    )


def _in_list(n: int, mentions: Sequence[PlaceMention], text: str) -> bool:
    """Whether the name is one of three or more that commas part: "Orten, Vale and Orsk"."""

    def gap(a: int) -> str:
        return text[mentions[a].span.end : mentions[a + 1].span.start].strip() if 0 <= a < len(mentions) - 1 else "."

    listed = {",", "and", ", and", "or", ", or", "&"}
    if gap(n) != ",":
        return False
    return (gap(n + 1) in listed and gap(n + 2) != ",") or gap(n - 1) == ","


def _heard(
    names: list[Name], weighed: list[tuple[Weighed, ...]], evidence: Sequence[Name], places: Gazetteer
) -> tuple[list[Name], list[tuple[Weighed, ...]]]:
    """Names that were not found, asked again by their sound inside the countries that the others settled."""
    countries = {w[0].entry.country for w in weighed if w and w[0].share > 0.5 and w[0].entry.country}
    silent = [n for n, w in enumerate(weighed) if not w]
    if not silent or not 0 < len(countries) <= 4:
        return names, weighed
    tried = [replace(name, candidates=places.sounding(name.key, countries)) if n in set(silent) else name for n, name in enumerate(names)]
    return (tried, choose(tried, evidence)) if any(tried[n].candidates for n in silent) else (names, weighed)


# ---- answers


def _place(mention: PlaceMention, name: Name, weighed: tuple[Weighed, ...], number: int) -> Place:
    """The answer for one mention."""
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
    if name.wish == "spot" and best.entry.kind != "site":
        return replace(
            unknown, because=Because(rule="places.not_found", confidence=0.0, detail=f"nothing of this kind; same name: {detail}")
        )
    if _is_lone(mention, name, best):
        return replace(
            unknown,
            because=Because(
                rule="places.lone",
                confidence=best.share,
                detail=f"only a small place has the name, and nothing else points there: {detail}",
            ),
        )
    rule = "places.demonym" if mention.role is PlaceRole.DEMONYM else "places.chosen"
    return located(unknown, best.entry, Because(rule=rule, confidence=round(best.share, 3), detail=detail))


def _is_lone(mention: PlaceMention, name: Name, best: Weighed) -> bool:
    """A small place on the strength of its name alone: an invented town may happen to be called like a village somewhere."""
    entry = best.entry
    if mention.given or entry.own or entry.kind not in {"town", "adm2", "site"} or entry.population >= LONE_PEOPLE:
        return False
    return best.support < LONE_SUPPORT and (len(name.key.split()) == 1 or entry.trust > 0)


def located(place: Place, entry: Entry, because: Because) -> Place:
    """``place`` at an entry of the gazetteer. A site without an id names the area around it."""
    around = entry.adm1 if entry.geonameid is None else None
    return replace(
        place, geonameid=entry.geonameid, contained_in=around, lat=entry.lat, lon=entry.lon, country=entry.country or None,
        precision=PRECISIONS.get(entry.kind, PlacePrecision.POPULATED_PLACE), because=because,
    )  # fmt: skip


def _detail(weighed: tuple[Weighed, ...]) -> str:
    """Candidates and weights, for `why`."""
    shown = [
        f"{w.entry.name} ({w.entry.kind}{', ' + w.entry.country if w.entry.country else ''}, {w.entry.geonameid or 'no id'}): "
        f"{w.share:.2f} = alone {w.alone:.1f}, neighbours {w.support:+.1f}"
        for w in weighed[:4]
    ]
    return "; ".join(shown) + (f"; {len(weighed) - 4} more" if len(weighed) > 4 else "")


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


def _contained(
    place: Place,
    n: int,
    made: list[Place],
    mentions: Sequence[PlaceMention],
    links: tuple[list[Name], list[int], list[tuple[Weighed, ...]]],
    places: Gazetteer,
) -> Place:
    """A place that was not found, set into the smallest place that the words put it into, with that place's point."""
    if place.geonameid is not None or place.lat is not None or place.because.rule not in {"places.not_found", "places.lone"}:
        return place
    names, groups, _ = links
    said = [made[i] for g in names[groups[n]].said_in for i, other in enumerate(groups) if other == g and made[i].geonameid]
    entry = places.place(said[0].geonameid or 0) if said else None
    reason = "the words put it there"
    if entry is None and names[groups[n]].wish == "spot":
        entry, reason = _of_same_name(place, made, places), "the place in its name"
        if entry is None:
            entry, reason = _shared_area(place, made, places), "all places named beside it lie there"
    if entry is None or entry.geonameid is None:
        return place
    because = Because(
        rule="places.contained",
        confidence=0.5,
        detail=f"not in the gazetteer; set into {entry.name} ({entry.kind}, {entry.id}): {reason}; the point is that place's",
    )
    return replace(
        place,
        contained_in=entry.geonameid,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country or None,
        precision=PRECISIONS[entry.kind],
        because=because,
    )


def _of_same_name(place: Place, made: list[Place], places: Gazetteer) -> Entry | None:
    """The town in a site's name, if it lies where the other places of the report lie."""
    bare = bare_key_of(place.name)
    countries = {p.country for p in made if p.country and p.geonameid}
    found = [e for e in places.candidates(bare) if e.country in countries and e.kind in {"town", "adm1", "adm2"}] if len(bare) > 2 else []
    return max(found, key=lambda e: (e.kind == "town", e.population), default=None)


def _shared_area(place: Place, made: list[Place], places: Gazetteer) -> Entry | None:
    """The smallest area that holds all literal places near this one."""
    near = [p for p in made if p.geonameid and p.role is PlaceRole.LITERAL and abs(p.span.start - place.span.start) < 250]
    entries = [e for p in near if (e := places.place(p.geonameid or 0)) and e.kind in {"town", "adm1", "adm2"}]
    if not entries:
        return None
    for level in ("adm2", "adm1"):
        areas = {e.id if e.kind == level else getattr(e, level) for e in entries}
        if len(areas) == 1 and None not in areas:
            return places.place(areas.pop())
    countries = {e.country for e in entries}
    return places.country(countries.pop()) if len(countries) == 1 else None


def _problems(found: Sequence[Place]) -> list[Problem]:
    """What could not be found or decided, once for each name."""
    kinds = {"places.not_found": ProblemKind.PLACE_NOT_FOUND, "places.lone": ProblemKind.PLACE_NOT_FOUND, "places.ambiguous": ProblemKind.PLACE_AMBIGUOUS, "places.contained": ProblemKind.PLACE_NOT_FOUND}  # fmt: skip
    first = {key_of(p.name): p for p in reversed(found) if p.because.rule in kinds}
    return [
        Problem(kind=kinds[p.because.rule], message=f"{p.name}: {p.because.detail}", span=p.span, step="places")
        for p in sorted(first.values(), key=lambda p: p.span)
    ]
