"""Who is one claimant of an event: an office and who holds it, a body and who speaks for it, "the ministry" and the interior ministry.

In: the claims of an event's reports by claimant. Out: the same, those of one claimant together. It joins nobody across two events and no
unnamed person with anybody.

"Police spokesman Dario Munn said" here and "the Sorrin police said" there are one claimant's.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accordingto.crossdoc.affiliations import affiliations_of, company_of, speaks_for, titles_of
from accordingto.crossdoc.compare import same_group
from accordingto.crossdoc.names import body_words, key_words, normal
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, Slot, Stance
from accordingto.model.linked import Entity
from accordingto.withindoc.words import noun_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim with who says it, before claims of several documents are put together."""

    event: str
    claimant: str | None
    name: str
    own_voice: bool
    claim: Claim
    stance: Stance
    via: tuple[str, ...]
    doc_id: str
    published: date | None
    key: str
    """Who says it: entity, or a name that stands for this document only."""


Groups = defaultdict[tuple[str, Slot, str, str], list[Said]]
"""(event, slot, claimant, value) -> claims."""


def joined(said: Groups, found: Sequence[AnnotatedDocument], entities: Sequence[Entity]) -> Groups:
    """The claims with those of one claimant put together."""
    said = _with_offices_joined(said, titles_of(found, entities))
    said = _with_owners_joined(said)
    said = _with_bare_bodies_joined(said)
    said = _with_speakers_joined(said, affiliations_of(found, entities), company_of(found, entities))
    return _with_groups_joined(said)


def _as_said_by(one: Said, group: Sequence[Said]) -> list[Said]:
    """Claims handed to the claimant of ``one``."""
    return [replace(s, key=one.key, claimant=one.claimant, name=one.name) for s in group]


def _is_body(word: str) -> bool:
    row = noun_rows().get(word)
    return row is not None and row.kind == "institution"


def _with_offices_joined(said: Groups, titles: Mapping[str, frozenset[str]]) -> Groups:
    """“The governor” is the one governor whom another report of the event names."""
    holders: defaultdict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        for title in titles.get(key, ()):
            holders[event, title].setdefault(key, group[0])
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        words = key_words(group[0].name)
        office = words[-1] if words else ""
        found = holders.get((event, office), {}) if len(words) == 1 and not group[0].own_voice else {}
        if len(found) != 1 or key in found:
            out[event, slot, key, value] += group
            continue
        (one,) = found.values()
        out[event, slot, one.key, value] += _as_said_by(one, group)
    return out


OF = re.compile(r"\s(?:of|for|in|at)\s")
"""Behind it stands whose or where a body is: the "committee of the miners' wives" is a committee."""
OWNED = re.compile(
    r"(?P<owner>.+?)['’]s?\s+(?:\w+\s+)?(?:release|statement|communique|communiqué|bulletin|report|website|post|page|account|office|list|tally)"
)
"""A paper or an office through which its owner speaks."""


def _with_owners_joined(said: Groups) -> Groups:
    """“Arrin Coal's press release” speaks for Arrin Coal, where it is a claimant of the event itself."""
    claimants: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for (event, _, _, _), group in said.items():
        claimants[event].setdefault(normal(group[0].name), group[0])
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        owned = OWNED.fullmatch(group[0].name)
        one = claimants[event].get(normal(owned["owner"])) if owned else None
        if one is None or one.key == key:
            out[event, slot, key, value] += group
        else:
            out[event, slot, one.key, value] += _as_said_by(one, group)
    return out


def _with_bare_bodies_joined(said: Groups) -> Groups:
    """“The ministry” of one report is the one ministry that other reports of the event name."""
    fuller: defaultdict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        if len(body_words(group[0].name)) > 1 and not group[0].own_voice:
            fuller[event, body_words(OF.split(group[0].name)[0])[-1]].setdefault(key, group[0])
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        words = body_words(group[0].name)
        bare = len(words) == 1 and not group[0].own_voice and _is_body(words[0])
        found = fuller.get((event, words[0]), {}) if bare else {}
        if len(found) != 1 or key in found:
            out[event, slot, key, value] += group
            continue
        (one,) = found.values()
        out[event, slot, one.key, value] += _as_said_by(one, group)
    return out


def _with_speakers_joined(
    said: Groups, affiliations: Mapping[str, tuple[frozenset[str], ...]], company: Mapping[str, frozenset[str]]
) -> Groups:
    """A body and whoever speaks for it are one claimant of an event; two who contradict each other stay two."""
    bodies: defaultdict[str, dict[str, Said]] = defaultdict(dict)
    for (event, _, key, _), group in said.items():
        if key not in affiliations and not group[0].own_voice:
            bodies[event].setdefault(key, group[0])
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        found = [
            s for k, s in sorted(bodies[event].items()) if speaks_for(affiliations.get(key, ()), s.name, company.get(key, frozenset()))
        ]
        if not found:
            out[event, slot, key, value] += group
            continue
        body = found[0]
        out[event, slot, body.key, value] += _as_said_by(body, group)
    return out


def _with_groups_joined(said: Groups) -> Groups:
    """A number that one claimant gives of "prisoners" here and of "inmates" there is one account."""
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in sorted(said.items(), key=lambda kv: tuple(map(str, kv[0]))):
        home = next((v for e, s, k, v in out if (e, s, k) == (event, slot, key) and _one_figure(out[e, s, k, v][0], group[0])), value)
        out[event, slot, key, home] += group
    return out


def _one_figure(a: Said, b: Said) -> bool:
    """Whether two claims give one number of one group under two words."""
    one, other = a.claim, b.claim
    if one.slot not in TOLL_SLOTS or None in (one.who, other.who) or (a.stance is Stance.DENIES) != (b.stance is Stance.DENIES):
        return False
    return (one.low, one.high) == (other.low, other.high) != (None, None) and same_group(one.who, other.who)
