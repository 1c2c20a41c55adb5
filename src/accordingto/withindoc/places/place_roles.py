"""Place roles: what a place name does in its sentence.

In: the tokens of a name. Out: literal, metonym (a capital that acts), demonym, part of a name, or that it is no place at all (an
outlet, a person, a treaty). It does not decide which place is meant.

In "Orten denied that the Vallish guards of Vale United had fired in Orsk" Orten acts, Vallish is a people, Vale is part of a
name, Orsk is where.
"""

from accordingto.model.kinds import PlaceRole
from accordingto.resources.gazetteer import Gazetteer
from accordingto.withindoc.places.place_runs import cue_words, is_titled
from accordingto.withindoc.tokens import Token, Tokens

CAN_ACT = 50_000
"""A town of fewer people that "said" something is a person of its name."""
LONGEST_LIST = 20
"""Members of a list that are followed back to its first."""
FOLLOWING = 4
"""Capitalised words behind a name that may make up a longer name with it."""


def role_of(tokens: Tokens, name: str, places: Gazetteer, *, given: bool = False) -> PlaceRole | None:
    """What the name does; None: it is no place. ``given``: the caller says that it is one."""
    if places.demonym(name):
        return None if not given and _ends_name(tokens) else PlaceRole.DEMONYM
    if not given and tokens.root.ent_type_ in {"PERSON", ""} and is_titled(tokens):
        return None
    part = _part_of_name(tokens)
    if part == "none":
        return None
    if part == "body":
        return PlaceRole.PART_OF_NAME
    if not acts(tokens):
        return PlaceRole.LITERAL
    return PlaceRole.METONYM if given or _can_act(name, places) else None


def _can_act(name: str, places: Gazetteer) -> bool:
    """Whether a government, or a city's, may be meant: a country, a province, a large town."""
    return any(e.kind in {"country", "adm1", "continent", "region"} or e.population >= CAN_ACT for e in places.candidates(name))


def _ends_name(tokens: Tokens) -> bool:
    """A people's name inside a body's ("American International Group Inc.")."""
    following = _capitals_after(tokens)
    return bool(following) and following[-1] in cue_words("none")


def _capitals_after(tokens: Tokens) -> list[str]:
    doc, after = tokens.doc, tokens.end
    following: list[str] = []
    while after < len(doc) and doc[after].text[:1].isupper() and not doc[after].is_sent_start and len(following) < FOLLOWING:
        following.append(doc[after].lower_)
        after += 1
    return following


def _part_of_name(tokens: Tokens) -> str | None:
    """The kind of the name that the words around make up with this one: a body, none (outlet, treaty), or no name."""
    doc, before = tokens.doc, tokens.start - 1
    following = _capitals_after(tokens)
    if following and following[-1] in cue_words("none"):
        return "none"
    if following and any(w in cue_words("body") for w in following):
        return "body"
    lower = [t.lower_ for t in doc[tokens.end : tokens.end + 3]] if not following else []
    if lower and (lower[0] in cue_words("illness") or lower[0] in cue_words("treaty")):
        return "none"
    if before >= 1 and doc[before].lower_ == "of" and doc[before - 1].text[:1].isupper() and doc[before - 1].lower_ in cue_words("body"):
        return "body"
    if before >= 0 and doc[before].text == "Radio":
        return "none"
    return "body" if "plant" in lower and lower[0] in {"nuclear", "power", "steel", "chemical"} else None


def acts(tokens: Tokens) -> bool:
    """The subject of a verb of saying or deciding, or one of two that talks are between."""
    first = _first_of_list(tokens.root)
    if first.dep_ in {"nsubj", "nsubjpass"} and first.head.pos_ in {"VERB", "AUX"}:
        return first.head.lemma_.lower() in cue_words("acts")
    if first.dep_ != "pobj":
        return False
    if first.head.dep_ == "agent":
        return first.head.head.lemma_.lower() in cue_words("acts")
    return first.head.lower_ in {"between", "with"} and first.head.head.lemma_.lower() in cue_words("talks")


def _first_of_list(head: Token) -> Token:
    for _ in range(LONGEST_LIST):
        if head.dep_ != "conj":
            break
        head = head.head
    return head
