"""Events: incidents of several documents that are one event.

In: incidents, echoes, judgements. Out: events and the scored links between incidents. A pair's weight is a sum of named weights (log2 of
how much likelier the likeness is for one event than for two) and depends on that pair alone. Groups grow by average link, so that no vague
mention chains a giant; two incidents of one document never meet in one event; order does not matter.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from accordingto.crossdoc.echoes import repeated_parts
from accordingto.crossdoc.event_names import event_of, telling_of
from accordingto.crossdoc.event_pairs import OFTEN, TABLE, event_rows
from accordingto.crossdoc.given import given_groups
from accordingto.crossdoc.groups import Groups
from accordingto.crossdoc.harm_pairs import weigh_events
from accordingto.crossdoc.incidents import TOLL_TYPES, Incident, incidents_of
from accordingto.crossdoc.kin import kin
from accordingto.crossdoc.sites import same_site
from accordingto.crossdoc.words import base, nearness, rarity, row_of
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import EventType
from accordingto.model.linked import Echo, Event, Link, Passage, Ref
from accordingto.model.review import Answer, Judgement
from accordingto.resources.place_names import GENERIC

PRIOR = -6.0
THRESHOLD = 0.0
UNSCORED = -3.0
"""What a pair counts for that was never compared: it shares no key."""
LARGEST_BLOCK = 300
ALIKE = (
    frozenset({EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER}),
    frozenset({EventType.PROTEST, EventType.COERCE}),
    frozenset({EventType.ASSAULT, EventType.PROTEST}),
    frozenset({EventType.ASSAULT, EventType.COERCE}),
)
"""Types that two reports may give to one event: a blast is an accident to one and an attack to the other."""
RARE = frozenset({EventType.ACCIDENT, EventType.DISASTER})
ANY_MISHAP = frozenset("accident disaster tragedy catastrophe mishap calamity".split())
"""Words by which any mishap may be called: the derailment of one report is the accident of another."""
NEAR_DAYS = 1
NEAR_WORDS = 0.45
MOST_COMPANY = 5.0
MOST_NAMES = 60
"""Words of names under which others find an incident."""
COMMON_NAME = 4.0
"""Rarity of a name that is in the news every month; it weighs 1.5, rarer ones up to 2.4."""
ONE_WEEK = 7
"""No second ferry sinks and no second slope comes down within a week; reports date the search or the toll instead."""
SORTS_OF_PLACE = frozenset(word for name in GENERIC for word in name.split())
"""Words that two places share for being of one sort: Lake Orl is not Lake Sarne."""


def events_of(
    found: Sequence[AnnotatedDocument], echoes: Sequence[Echo], judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Event, ...], tuple[Link, ...]]:
    """Events and links of a collection."""
    incidents = incidents_of(found)
    own = [i for i in incidents if not i.given]
    repeated = repeated_parts(echoes)
    links = [scored(a, b, shared_with(b.doc_id, repeated.get(a.doc_id, ()))) for a, b in candidates(own)]
    weights = {(k.left, k.right): k.weight for k in links}
    groups = group_incidents(own, links, weights, judgements).all()
    given, given_links = _given(found, judgements)
    by_ref = {i.ref: i for i in incidents}
    documents = {f.document.doc_id: f for f in found}
    tellings = {d: telling_of(f) for d, f in documents.items()}
    events = tuple(event_of([by_ref[r] for r in members], tellings) for members in (*groups, *given))
    return events, (*links, *given_links)


def _given(found: Sequence[AnnotatedDocument], judgements: Sequence[Judgement]) -> tuple[list[tuple[Ref, ...]], list[Link]]:
    """Groups and links of the mentions that the caller handed in."""
    rows = [r for f in found if f.document.given.events is not None for r in event_rows(f)]
    decided = [
        (Ref.of(j.left), Ref.of(j.right), j.answer is Answer.SAME)
        for j in judgements
        if j.about == "event" and j.answer is not Answer.UNSURE
    ]
    return given_groups("event", rows, weigh_events, decided)


def candidates(incidents: Sequence[Incident]) -> list[tuple[Incident, Incident]]:
    """Pairs of incidents of different documents that share a key: a place, a participant, a trigger, the day."""
    blocks: defaultdict[tuple[str, str], list[Incident]] = defaultdict(list)
    for incident in incidents:
        for key in keys_of_incident(incident):
            blocks[key].append(incident)
    pairs: dict[tuple[Ref, Ref], tuple[Incident, Incident]] = {}
    for key in sorted(blocks):
        block = blocks[key]
        if len(block) <= LARGEST_BLOCK:
            for a, b in combinations(block, 2):
                if a.doc_id != b.doc_id:
                    pairs[min(a.ref, b.ref), max(a.ref, b.ref)] = (a, b) if a.ref < b.ref else (b, a)
    return [pairs[k] for k in sorted(pairs)]


def keys_of_incident(incident: Incident) -> list[tuple[str, str]]:
    """Keys narrow enough that a block stays small: two things that the incident is told by, together."""
    month = f"{incident.days[0]:%Y-%m}" if incident.days else ""
    keys = [("place", p) for p in incident.places] + [("participant", f"{p} {s}") for p in incident.participants for s in incident.stems]
    keys += [("stem", f"{s} {month}") for s in incident.stems]
    keys += [("rare", s) for s in incident.stems if incident.types & RARE]
    kinds = TOLL_TYPES if incident.only_toll else incident.types
    keys += [("company", f"{name} {kind}") for name in sorted(incident.company)[:MOST_NAMES] for kind in sorted(kinds)]
    keys += [("number", f"{slot} {n} {month}") for slot, n in incident.numbers]
    return keys


Shared = Sequence[tuple[Span, Passage]]
"""Stretches of one report with the passages of the other in which they stand."""


def shared_with(doc_id: str, passages: Shared) -> Shared:
    """Of a report's repeated stretches those that stand in ``doc_id``."""
    return [p for p in passages if p[1].doc_id == doc_id]


def scored(a: Incident, b: Incident, shared: Shared) -> Link:
    """The weights of a pair, by name."""
    weights = {
        "prior": PRIOR,
        "type": _type_weight(a, b),
        "day": _day_weight(a, b),
        "place": _place_weight(a, b),
        "site": _site_weight(a, b),
        "participants": min(4.0, 2.0 * len(a.participants & b.participants)),
        "trigger": _trigger_weight(a, b),
        "published": _published_weight(a, b),
        "numbers": min(3.0, 1.5 * len(a.numbers & b.numbers)),
        "words": _words_weight(a, b),
        "company": _company_weight(a, b),
        "echo": 9.0 if _in_one_passage(a, b, shared) else 0.0,
    }
    told = tuple((name, round(w, 2)) for name, w in weights.items() if w)
    left, right = (a.ref, b.ref) if a.ref < b.ref else (b.ref, a.ref)
    return Link(about="event", left=left, right=right, weight=sum(weights.values()), weights=told)


MOST = {
    "place": 4.0,
    "site": 2.5,
    "participants": 4.0,
    "trigger": 3.0,
    "published": 1.5,
    "numbers": 3.0,
    "words": 7.0,
    "company": MOST_COMPANY,
}
"""The most that each weight but type, day and echo can come to."""


def hopeless(a: Incident, b: Incident, shared: Shared) -> bool:
    """Whether a pair cannot come to a weight above 0: what is quick to look at outweighs all that the rest could add."""
    if shared:
        return False
    bound = PRIOR + MOST["trigger"] + MOST["site"] + MOST["published"] + _type_weight(a, b) + _day_weight(a, b)
    bound += 0.0 if a.participants.isdisjoint(b.participants) else MOST["participants"]
    bound += 0.0 if a.company.isdisjoint(b.company) else MOST["company"]
    bound += 0.0 if a.numbers.isdisjoint(b.numbers) else MOST["numbers"]
    if bound + MOST["words"] + MOST["place"] <= 0:
        return True
    return bound + _words_weight(a, b) + _place_weight(a, b) <= 0


def _type_weight(a: Incident, b: Incident) -> float:
    if a.types & b.types:
        return 2.0
    if not a.types and not b.types:
        return 0.5 if a.stems & b.stems else -4.0
    if (a.only_toll and b.types & TOLL_TYPES) or (b.only_toll and a.types & TOLL_TYPES):
        return 1.0
    if any(x != y and frozenset({x, y}) in ALIKE for x in a.types for y in b.types):
        return 0.0
    return -5.0 if a.types and b.types else -2.5


def _day_weight(a: Incident, b: Incident) -> float:
    if a.days is None or b.days is None:
        return 0.0
    if a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        length = max((a.days[1] - a.days[0]).days, (b.days[1] - b.days[0]).days)
        return 4.0 if length == 0 else 2.0 if length <= 7 else 1.0
    gap = max((a.days[0] - b.days[1]).days, (b.days[0] - a.days[1]).days)
    if gap <= NEAR_DAYS:
        return -3.0
    return -2.0 if gap <= ONE_WEEK and _one_of_its_kind(a, b) else -9.0


def _one_of_its_kind(a: Incident, b: Incident) -> bool:
    """Whether both tell of a mishap, in the same word, of the same thing or beside the same rare name."""
    rare_name = any(rarity(base(word)) >= COMMON_NAME for word in a.company & b.company)
    return bool(a.types & b.types & RARE and (a.stems & b.stems or a.participants & b.participants or rare_name))


def _site_weight(a: Incident, b: Incident) -> float:
    """One market, or a market and a station."""
    same = same_site(a.sites, b.sites)
    return 0.0 if same is None else 2.5 if same else -6.0


def _trigger_weight(a: Incident, b: Incident) -> float:
    """One word for both. What nature and chance do is rarer in the news than attacks are: a landslide is seldom another one."""
    if a.stems & b.stems:
        return 3.0 if a.types & b.types & RARE else 1.5
    if a.types & b.types & RARE and (a.heads | b.heads) & ANY_MISHAP:
        return 1.0
    return 1.0 if any(_near(min(x, y), max(x, y)) for x in a.heads for y in b.heads) else 0.0


@lru_cache(maxsize=100_000)
def _near(left: str, right: str) -> bool:
    """Whether two words are near in meaning, or told one event in the training reports: "raid" and "attack"."""
    told = kin(TABLE).get((min(left, right), max(left, right)))
    rows = row_of(left), row_of(right)
    return bool(told and told.one >= OFTEN) or (rows[0] is not None and rows[1] is not None and nearness(rows[0], rows[1]) >= NEAR_WORDS)


def _company_weight(a: Incident, b: Incident) -> float:
    """Names that stand in both reports: a ship's name tells more than a capital's."""
    return min(MOST_COMPANY, sum(1.5 * min(1.6, rarity(base(word)) / COMMON_NAME) for word in sorted(a.company & b.company)))


def _published_weight(a: Incident, b: Incident) -> float:
    """Reports of one week tell of one event more often than reports of two seasons; it counts where a day is unknown."""
    if a.published is None or b.published is None or (a.days and b.days):
        return 0.0
    gap = abs((a.published - b.published).days)
    return 1.5 if gap <= 3 else 0.5 if gap <= 10 else -4.0 if gap > 40 else 0.0


def _place_weight(a: Incident, b: Incident) -> float:
    if not a.places or not b.places:
        return 0.0
    if a.places & b.places:
        return 4.0
    words = {w for p in a.places for w in p.split()} & {w for p in b.places for w in p.split()}
    return 2.0 if words - SORTS_OF_PLACE else -4.0 if a.placed and b.placed else -1.0


def _words_weight(a: Incident, b: Incident) -> float:
    """Words of the sentences that both tell it with."""
    least = min(len(a.words), len(b.words))
    if least < 3:
        return 0.0
    share = len(a.words & b.words) / least
    return 8.0 * share - 1.0


def _in_one_passage(a: Incident, b: Incident, shared: Shared) -> bool:
    """Whether one of a's triggers stands in a passage that is repeated where one of b's stands."""
    if not shared or not a.stems & b.stems:
        return False
    sides = [(span, other.span) if other.doc_id == b.doc_id else (other.span, span) for span, other in shared]
    return any(_holds(here, a.spans) and _holds(there, b.spans) for here, there in sides)


def _holds(span: Span, spans: Sequence[Span]) -> bool:
    return any(span.contains(s) for s in spans)


# ---- groups


def group_incidents(
    incidents: Sequence[Incident], links: Sequence[Link], weights: dict[tuple[Ref, Ref], float], judgements: Sequence[Judgement]
) -> Groups:
    """Groups by average link, the strongest pairs first, those of which the types speak against it last."""
    groups = Groups([i.ref for i in incidents])
    owner = {m: i.ref for i in incidents for m in i.mentions}
    for j in judgements:
        left, right = (owner.get(Ref.of(public)) for public in (j.left, j.right))
        if j.about == "event" and j.answer is not Answer.UNSURE and left and right:
            groups.decide(left, right, same=j.answer is Answer.SAME)
    groups.settle()
    copies = {(k.left, k.right) for k in links if any(name == "echo" for name, _ in k.weights)}
    members: defaultdict[Ref, list[Ref]] = defaultdict(list)
    for i in incidents:
        members[groups.root(i.ref)].append(i.ref)
    refused: set[tuple[Ref, int, Ref, int]] = set()  # groups only grow, so a group of one size is the group it was
    for link in sorted(links, key=lambda k: (_of_two_sorts(k), -k.weight, k.left, k.right)):
        if link.weight <= THRESHOLD:
            continue
        a, b = groups.root(link.left), groups.root(link.right)
        state = (a, len(members[a]), b, len(members[b])) if a < b else (b, len(members[b]), a, len(members[a]))
        if a == b or state in refused:
            continue
        if _may_meet(members[a], members[b], weights, copies) and groups.join(a, b):
            root = groups.root(a)
            members[root] = sorted(members[a] + members[b])
        else:
            refused.add(state)
    return groups


def _of_two_sorts(link: Link) -> bool:
    """Whether the types speak against a pair: "order was restored" takes no place in a march that the report's own "march" may take."""
    return dict(link.weights).get("type", 0.0) < 0


def _may_meet(left: list[Ref], right: list[Ref], weights: dict[tuple[Ref, Ref], float], copies: set[tuple[Ref, Ref]]) -> bool:
    """No document twice, and the pairs between the two are alike on average."""
    if {r.doc_id for r in left} & {r.doc_id for r in right}:
        return False
    ours, theirs = _voices(left, copies), _voices(right, copies)
    total = sum(max(weights.get((min(a, b), max(a, b)), UNSCORED) for a in one for b in other) for one in ours for other in theirs)
    return total / (len(ours) * len(theirs)) > THRESHOLD


def _voices(members: list[Ref], copies: set[tuple[Ref, Ref]]) -> list[list[Ref]]:
    """Members with those that repeat their passage: a copy is no second voice for or against, and the fuller of the two speaks."""
    found: list[list[Ref]] = []
    for member in members:
        home = next((v for v in found if any((other, member) in copies for other in v)), None)
        if home is None:
            found.append([member])
        else:
            home.append(member)
    return found
