"""Place links: the mentions of a document as names with candidates, and which name the words put into which.

In: place mentions, the text between them. Out: names for `place_choice`. "Orten, Vale" and "the province of Orsk" are read here:
commas, "in", "of", "’s", generic words, the people before a place. It does not decide which place is meant.

In "the Vallish border town of Orten, in Orsk" Orten is wished to be a town, and put into Orsk.
"""

import re
from collections.abc import Sequence

from accordingto.model.evidence import Span
from accordingto.model.kinds import PlaceRole
from accordingto.resources.gazetteer import Entry, Gazetteer
from accordingto.resources.place_names import key_of, kind_wished
from accordingto.withindoc.places.place_choice import Name
from accordingto.withindoc.places.place_mentions import PlaceMention

MENTIONS = 8
"""Mentions of one name whose nearness to other names is looked at."""
SIDE = re.compile(
    r"^(?:(?:far |north|south|west|east|central|upper|lower|mid|downtown|greater|inner|rural)[-\w]* )+(?=[A-Z])",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"\s*(?:,\s*(?:an? |the )?(?:[\w\-]+ ){0,4}?(?:in|of|from) |\s(?:in|of) |,\s*|\s*\()(?:the )?"
    r"(?:(?:[a-z\-]+(?:ern|ast|est|orth|outh|ral)|[A-Z][a-z]+i?) )?"
    r"(?:(?:province|state|governorate|region|county|district|city|department|oblast|prefecture|town|village|island) of )?"
)
SORTS = "province|city|town|state|village|capital|region|district|port|island|governorate|county|camp|base|airbase"
OWNED = re.compile(rf"['’]s? (?:[a-z\-]+ ){{0,2}}(?:(?:{SORTS})(?: of)? )?(?:the )?")
"""Between a country and what is its: "Vale’s western province of Orsk"."""
PEOPLES = re.compile(rf" (?:[a-z\-]+ ){{0,2}}(?:{SORTS})(?: of)? (?:the )?")
"""Between a people and a place of theirs: "the Vallish border town of Orsk"."""


def grouped(mentions: Sequence[PlaceMention], text: str, places: Gazetteer) -> tuple[list[Name], list[int]]:
    """Names with their candidates, and for each mention the number of its name. One name with one qualifier is one name."""
    said = [_said_in(n, mentions, text) for n in range(len(mentions))]
    keys: dict[tuple[str, str | None], int] = {}
    groups: list[int] = []
    for n, mention in enumerate(mentions):
        target = said[n]
        qualifier = key_of(mentions[target].name) if target is not None else None
        groups.append(keys.setdefault((key_of(mention.name), qualifier), len(keys)))
    members: list[list[int]] = [[] for _ in keys]
    for n, group in enumerate(groups):
        members[group].append(n)
    return [_name(each, mentions, (said, groups), text, places) for each in members], groups


def _name(
    members: list[int], mentions: Sequence[PlaceMention], links: tuple[list[int | None], list[int]], text: str, places: Gazetteer
) -> Name:
    said, groups = links
    first = mentions[members[0]]
    behind_comma = text[: first.span.start].rstrip().endswith((",", "("))
    candidates = look_up(first.name, places, behind_comma=behind_comma)
    return Name(
        key=key_of(first.name),
        candidates=candidates,
        at=tuple(mentions[n].span.start for n in members[:MENTIONS]),
        wish=kind_wished(first.name) or _wish_beside(text, first.span),
        acts=all(mentions[n].role is PlaceRole.METONYM for n in members),
        said_in=tuple(sorted({groups[t] for n in members if (t := said[n]) is not None})),
        said_firmly=any(_is_firm(n, mentions, text) for n in members),
        like_named=frozenset(n for e in candidates if e.kind == "town" for n in (e.adm1, e.adm2) if n),
    )


def look_up(name: str, places: Gazetteer, *, behind_comma: bool = False) -> tuple[Entry, ...]:
    """Candidates of a name: a people's country, a state's abbreviation, the name, the name without the side of it that is meant."""
    special = places.demonym(name) or places.state(name.strip(), behind_comma=behind_comma)
    if special:
        return (special,)
    found = places.candidates(name)
    if not found and (side := SIDE.match(name)):
        found = places.candidates(name[side.end() :])
    return found


def namesakes(name: Name, evidence: Sequence[Name]) -> frozenset[int]:
    """Places of this name that the outlet may be named after."""
    homes = {e.id for n in evidence for e in n.candidates if e.kind != "country"}
    return frozenset(homes & {e.id for e in name.candidates})


def _wish_beside(text: str, span: Span) -> str | None:
    """A generic word beside the name: "the province of Orsk", "the town of Varo", "Orsk region"."""
    before = re.search(r"(?:(\w+) )?\b(\w+) of (?:the )?$", text[max(0, span.start - 40) : span.start])
    if before and before[1] and before[1][0].isupper() and before[1].lower() not in {"the", "a", "in"}:
        before = None  # “the Karrada district of Baghdad”: the district has a name of its own
    after = re.match(r" ([a-z]+)\b(?! of)", text[span.end : span.end + 24])
    words = [word for word in (before and before[2], after and after[1]) if word and word.islower()]
    kinds = [kind for word in words if (kind := kind_wished(f"X {word}")) in {"adm1", "adm2", "town"}]
    return kinds[0] if kinds else None


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
    if n:
        before = mentions[n - 1]
        pattern = PEOPLES if before.role is PlaceRole.DEMONYM else OWNED
        return n - 1 if pattern.fullmatch(text[before.span.end : here.span.start]) else None
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
