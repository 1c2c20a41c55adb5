"""Who is one claimant of an event: an office and who holds it, a body and who speaks for it, "the ministry" and the interior ministry.

In: the claims of an event's reports by claimant. Out: the same, those of one claimant together. It joins nobody across two events and no
unnamed person with anybody.

"Police spokesman Dario Munn said" here and "the Sorrin police said" there are one claimant's.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.crossdoc.affiliations import affiliations_of, company_of, speaks_for, titles_of
from accordingto.crossdoc.compare import same_group
from accordingto.crossdoc.names import body_words, key_words, normal
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, ChainKind, Slot, Stance
from accordingto.model.linked import Entity
from accordingto.withindoc.words import noun_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim with who says it, before claims of several documents are put together."""

    event: str
    claimant: str | None
    name: str
    own_voice: bool
    institution: bool
    """Whether the report has it from an institution, by name or by what it is."""
    claim: Claim
    stance: Stance
    via: tuple[str, ...]
    doc_id: str
    published: date | None
    key: str
    """Who says it: entity, or a name that stands for this document only."""


Groups = defaultdict[tuple[str, Slot, str, str], list[Said]]
"""(event, slot, claimant, value) -> claims."""
Home = Callable[[str, str, Sequence[Said]], Said | None]
"""Of an event, a claimant's key and its claims of one value: a claim of the claimant whose they are; None where they stay."""


def joined(said: Groups, found: Sequence[AnnotatedDocument], entities: Sequence[Entity]) -> Groups:
    """The claims with those of one claimant put together."""
    titles = titles_of(found, entities)
    said = _with_offices_joined(said, titles)
    said = _with_bare_speakers_joined(said)
    said = _with_kinds_joined(said, {e.id: e for e in entities if e.named})
    said = _with_owners_joined(said)
    said = _with_bare_bodies_joined(said)
    said = _with_surnames_joined(said, titles)
    said = _with_speakers_joined(said, affiliations_of(found, entities), company_of(found, entities))
    return _with_groups_joined(said)


def _as_said_by(one: Said, group: Sequence[Said]) -> list[Said]:
    """Claims handed to the claimant of ``one``."""
    return [replace(s, key=one.key, claimant=one.claimant, name=one.name) for s in group]


def _handed(said: Groups, home: Home) -> Groups:
    """The claims, each group with the claimant that ``home`` names for it."""
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        one = home(event, key, group)
        if one is None:
            out[event, slot, key, value] += group
        else:
            out[event, slot, one.key, value] += _as_said_by(one, group)
    return out


def _only(found: Mapping[str, Said], key: str) -> Said | None:
    """The one claimant that was found by key, where it is one and another than ``key``."""
    return next(iter(found.values())) if len(found) == 1 and key not in found else None


def _is_body(word: str) -> bool:
    row = noun_rows().get(word)
    return row is not None and row.kind == "institution"


def _with_offices_joined(said: Groups, titles: Mapping[str, frozenset[str]]) -> Groups:
    """“The governor” is the one governor whom another report of the event names."""
    holders: defaultdict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        for title in titles.get(key, ()):
            holders[event, title].setdefault(key, group[0])

    def holder(event: str, key: str, group: Sequence[Said]) -> Said | None:
        words = key_words(group[0].name)
        bare = len(words) == 1 and not group[0].own_voice
        return _only(holders.get((event, words[0]), {}), key) if bare else None

    return _handed(said, holder)


ONLY = re.compile(r"(?:only|just|no more than)\b", re.IGNORECASE)
"""“Only two soldiers” says how many there were in all, which “two soldiers” does not."""
OF = re.compile(r"\s(?:of|for|in|at)\s")
"""Behind it stands whose or where a body is: the "committee of the miners' wives" is a committee."""
OWNED = re.compile(
    r"(?P<owner>.+?)['’]s?\s+(?:\w+\s+)?(?:release|statement|communique|communiqué|bulletin|report|website|post|page|account|office|list|tally)"
)
"""A paper or an office through which its owner speaks."""


def _is_known_body(one: Said) -> bool:
    return one.institution and _is_body(body_words(one.name)[-1])


BARE_SPEAKERS = frozenset("spokesman spokeswoman spokesperson".split())


def _with_bare_speakers_joined(said: Groups) -> Groups:
    """“It had treated 54 people, a spokeswoman said”: she speaks for the body that spoke just before in her report."""
    bodies: defaultdict[tuple[str, str], list[tuple[int, Said]]] = defaultdict(list)
    for (event, _, _, _), group in said.items():
        for one in group:
            if one.claim.words and not one.own_voice and _is_body(body_words(one.name)[-1]):
                bodies[event, one.doc_id].append((one.claim.words[0].start, one))

    def body(event: str, _key: str, group: Sequence[Said]) -> Said | None:
        one = group[0]
        bare = body_words(one.name)[-1] in BARE_SPEAKERS and len(body_words(one.name)) == 1 and bool(one.claim.words)
        before = [b for b in bodies[event, one.doc_id] if b[0] < one.claim.words[0].start] if bare else []
        return max(before, key=lambda b: b[0])[1] if before else None

    return _handed(said, body)


def _with_kinds_joined(said: Groups, named: Mapping[str, Entity]) -> Groups:
    """A body whose name one report's parse takes for a person's is the body of that name; two persons of one name stay two.

    "The coastguard" of two reports of one event is one body too.
    """
    firsts: dict[tuple[str, str], Said] = {}
    for (event, _, _, _), group in said.items():
        one = group[0]
        entity = named.get(one.claimant or "")
        body = _is_known_body(one) if entity is None else entity.kind is not ChainKind.PERSON
        if body and not one.own_voice:
            firsts.setdefault((event, normal(one.name)), one)

    def first(event: str, key: str, group: Sequence[Said]) -> Said | None:
        one = group[0]
        known = not one.own_voice and (one.claimant in named or _is_known_body(one))
        found = firsts.get((event, normal(one.name))) if known else None
        return found if found is not None and found.key != key else None

    return _handed(said, first)


def _with_owners_joined(said: Groups) -> Groups:
    """“Arrin Coal's press release” speaks for Arrin Coal, where it is a claimant of the event itself."""
    claimants: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for (event, _, _, _), group in said.items():
        claimants[event].setdefault(normal(group[0].name), group[0])

    def owner(event: str, key: str, group: Sequence[Said]) -> Said | None:
        owned = OWNED.fullmatch(group[0].name)
        found = claimants[event].get(normal(owned["owner"])) if owned else None
        return found if found is not None and found.key != key else None

    return _handed(said, owner)


def _with_bare_bodies_joined(said: Groups) -> Groups:
    """“The ministry” of one report is the one ministry that other reports of the event name."""
    fuller: defaultdict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        if len(body_words(group[0].name)) > 1 and not group[0].own_voice:
            fuller[event, body_words(OF.split(group[0].name)[0])[-1]].setdefault(key, group[0])

    def whole(event: str, key: str, group: Sequence[Said]) -> Said | None:
        words = body_words(group[0].name)
        bare = len(words) == 1 and not group[0].own_voice and _is_body(words[0])
        return _only(fuller.get((event, words[0]), {}), key) if bare else None

    return _handed(said, whole)


def _with_surnames_joined(said: Groups, titles: Mapping[str, frozenset[str]]) -> Groups:
    """“Sand, the labour minister” of one report is the one Petra Sand who is a claimant of the event in others."""
    fuller: defaultdict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        words = key_words(group[0].name)
        if len(words) > 1 and not group[0].own_voice and group[0].name[:1].isupper():
            fuller[event, words[-1]].setdefault(key, group[0])

    def bearer(event: str, key: str, group: Sequence[Said]) -> Said | None:
        words, name = key_words(group[0].name), group[0].name
        bare = len(words) == 1 and name[:1].isupper() and not group[0].own_voice and not _is_body(words[0])
        one = _only(fuller.get((event, words[0]), {}), key) if bare else None
        if one is None or (titles.get(key) and titles.get(one.key) and titles[key].isdisjoint(titles[one.key])):
            return None
        return one

    return _handed(said, bearer)


def _with_speakers_joined(
    said: Groups, affiliations: Mapping[str, tuple[frozenset[str], ...]], company: Mapping[str, frozenset[str]]
) -> Groups:
    """A body and whoever speaks for it are one claimant of an event; two who contradict each other stay two."""
    bodies: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        if key not in affiliations and not group[0].own_voice:
            bodies[event].setdefault(key, group[0])

    def body(event: str, key: str, _group: Sequence[Said]) -> Said | None:
        ties, near = affiliations.get(key, ()), company.get(key, frozenset())
        return next((s for _, s in sorted(bodies[event].items()) if speaks_for(ties, s.name, near)), None)

    return _handed(said, body)


def _with_groups_joined(said: Groups) -> Groups:
    """A number that one claimant gives of "prisoners" here and of "inmates" or "people" there is one account."""
    figures: defaultdict[tuple[str, Slot, str, str], list[Claim]] = defaultdict(list)
    for (event, slot, key, _), group in said.items():
        for one in group:
            figures[event, slot, key, one.doc_id].append(one.claim)
    out: Groups = defaultdict(list)
    homes: defaultdict[tuple[str, Slot, str], list[str]] = defaultdict(list)
    for (event, slot, key, value), group in sorted(said.items(), key=lambda kv: tuple(map(str, kv[0]))):
        is_part = any(_is_part(s.claim, figures[event, slot, key, s.doc_id]) for s in group)
        mine = homes[event, slot, key]
        home = next((v for v in mine if all(_one_figure(s, group[0], part=is_part) for s in out[event, slot, key, v])), value)
        if home == value:
            mine.append(value)
        out[event, slot, key, home] += group
    return out


def _is_part(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Whether its claimant gives a larger number in the same report, of which it may be a part."""
    most = claim.high if claim.high is not None else claim.low
    return most is not None and any((c.low or 0) > most for c in beside)


def _one_figure(a: Said, b: Said, *, part: bool) -> bool:
    """Whether two claims give one number of one group under two words, or of all whom the event befell and of the group that they are.

    ``part``: whether ``b`` may be a part of a larger number.
    """
    one, other = a.claim, b.claim
    if one.slot not in TOLL_SLOTS or (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES):
        return False
    if (one.low, one.high) != (other.low, other.high) or (one.low, one.high) == (None, None):
        return False
    if same_group(one.who, other.who):
        return True
    limited = any(ONLY.match(c.value) for c in (one, other))
    return None in (one.who, other.who) and not part and not limited and a.doc_id != b.doc_id
