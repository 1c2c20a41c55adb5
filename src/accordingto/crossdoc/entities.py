"""Entities: chains of several documents that are one thing.

In: documents, echoes, judgements. Out: entities, and the scored links between chains. Named things join on their names; unnamed ones
("a security source") never join across documents, except where one document repeats the passage of another. Homonyms stay apart: a bare
surname joins the one full name that fits it, and nobody where two fit. Order does not matter.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from accordingto.crossdoc.entity_pairs import entity_levels, entity_rows
from accordingto.crossdoc.given import given_groups
from accordingto.crossdoc.groups import Groups
from accordingto.crossdoc.matching import model
from accordingto.crossdoc.names import acronym, body_weights, body_words, key_words, normal, person_weights, skeleton, surnames_differ
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.kinds import ChainKind, PlaceRole, SourceKind
from accordingto.model.linked import Entity, Link, Passage, Ref
from accordingto.model.review import Answer, Judgement

THRESHOLD = 4.0
"""Sum of weights from which two chains are taken to be one (log2; the prior of two chains of one key is included in the weights)."""
LARGEST_BLOCK = 400
"""Chains of one key that are compared pair by pair; larger blocks join on equal names only."""
Repeated = dict[str, list[tuple[Span, Passage]]]


@dataclass(frozen=True, slots=True)
class Office:
    """A body known by its office, with the places of its report."""

    ref: Ref
    words: frozenset[str]
    places: frozenset[str]
    named: bool


@dataclass(frozen=True, slots=True)
class Named:
    """A chain with its place in the collection."""

    ref: Ref
    chain: Chain


def entities_of(
    found: Sequence[AnnotatedDocument], repeated: Repeated, judgements: Sequence[Judgement] = ()
) -> tuple[tuple[Entity, ...], tuple[Link, ...]]:
    """Entities and links of a collection."""
    every = {Ref(f.document.doc_id, c.id): c for f in found for c in f.chains}
    own = [f for f in found if f.document.given.entities is None]
    named = [Named(Ref(f.document.doc_id, c.id), c) for f in own for c in f.chains]
    named.sort(key=lambda n: n.ref)
    links = [*_name_links(named), *_body_links(own), *echo_links(own, repeated)]
    groups = Groups([n.ref for n in named])
    for left, right, answer in _decided(judgements):
        groups.decide(left, right, same=answer is Answer.SAME)
    for link in sorted(links, key=lambda k: (-k.weight, k.left, k.right)):
        if link.weight >= THRESHOLD:
            groups.join(link.left, link.right)
    rows = [r for f in found if f.document.given.entities is not None for r in entity_rows(f)]
    decided = [(left, right, answer is Answer.SAME) for left, right, answer in _decided(judgements)]
    things = model("link/entities.json")
    given, given_links = given_groups("entity", rows, lambda a, b, share: things.weigh(entity_levels(a, b, share)), decided)
    return tuple(entity_of(members, every) for members in (*groups.all(), *given)), (*links, *given_links)


def _decided(judgements: Sequence[Judgement]) -> list[tuple[Ref, Ref, Answer]]:
    return [(Ref.of(j.left), Ref.of(j.right), j.answer) for j in judgements if j.about == "entity" and j.answer is not Answer.UNSURE]


def _name_links(named: list[Named]) -> list[Link]:
    """Links between named chains that share a key."""
    blocks: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for n in named:
        if n.chain.named and n.chain.kind is not ChainKind.OTHER:
            for key in keys_of_chain(n.chain):
                blocks[key].append(n)
    pairs: dict[tuple[Ref, Ref], tuple[Named, Named]] = {}
    for block in blocks.values():
        members = block if len(block) <= LARGEST_BLOCK else _one_of_each_name(block)
        for a, b in combinations(members, 2):
            if a.ref.doc_id != b.ref.doc_id:
                pairs[min(a.ref, b.ref), max(a.ref, b.ref)] = (a, b)
    full = _full_names(named)
    return [score_names(a, b, full) for _, (a, b) in sorted(pairs.items())]


def _body_links(found: Sequence[AnnotatedDocument]) -> list[Link]:
    """Bodies known by their office only ("the defence ministry", "the police"): one where two reports call them the same.

    A single word ("police") must stand in reports of one place. Unnamed people and crowds never join.
    """
    blocks: defaultdict[str, list[Office]] = defaultdict(list)
    for f in found:
        for office in offices_of(f):
            for word in office.words:
                blocks[word].append(office)
    pairs = [(a, b) for _, block in sorted(blocks.items()) for a, b in combinations(block[:LARGEST_BLOCK], 2)]
    out = {(link.left, link.right): link for a, b in pairs if (link := office_link(a, b))}
    return [out[k] for k in sorted(out)]


def offices_of(found: AnnotatedDocument) -> Iterator[Office]:
    """Bodies of one report that are known by their office; each is compared with those that share a word with it."""
    places = frozenset(normal(p.name) for p in found.places if p.role is not PlaceRole.PART_OF_NAME)
    unnamed = {a.chain for a in found.attributions if a.source_kind in (SourceKind.UNNAMED, SourceKind.GROUP)}
    bodies = {a.chain for a in found.attributions if a.source_kind is SourceKind.INSTITUTION}
    for chain in found.chains:
        words = frozenset(body_words(chain.name))
        body = chain.kind is ChainKind.ORGANIZATION or (chain.id in bodies and not chain.named)
        if body and chain.id not in unnamed and (not chain.named or len(words) > 1):
            yield Office(Ref(found.document.doc_id, chain.id), words, places, chain.named)


def office_link(a: Office, b: Office) -> Link | None:
    """How two bodies known by their office are alike; None where they are not compared."""
    shared = a.words & b.words
    if not shared or a.ref.doc_id == b.ref.doc_id or (a.named and b.named) or not (a.words <= b.words or b.words <= a.words):
        return None
    several, equal = len(shared) > 1, a.words == b.words
    weights = {
        "office": (6.0 if several else 2.0) - (0.0 if equal else 1.5),
        "place": 3.0 if a.places & b.places else 0.0 if several else -3.0,
    }
    left, right = sorted((a.ref, b.ref))
    return Link(about="entity", left=left, right=right, weight=sum(weights.values()), weights=tuple(weights.items()))


def keys_of_chain(chain: Chain) -> list[tuple[str, str]]:
    """The keys under which a named chain meets others: a person's surname and its sound; the words and initials of a body."""
    if chain.kind is ChainKind.PERSON:
        surname = key_words(chain.name)[-1]
        return [("person", surname), ("sound", skeleton(surname))]
    words = key_words(chain.name)
    keys = [("body", word) for word in words if len(word) > 2][:4]
    short = acronym(chain.name)
    return [*keys, ("body", short)] if len(short) > 1 else keys or [("body", normal(chain.name))]


def _one_of_each_name(block: list[Named]) -> list[Named]:
    """Neighbours by name only: equal names follow each other, so that a chain of equal names joins them all."""
    ordered = sorted(block, key=lambda n: (normal(n.chain.name), n.ref))
    return ordered[:LARGEST_BLOCK]


def _full_names(named: list[Named]) -> dict[str, set[str]]:
    """Surname -> the full names of the collection that end in it."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for n in named:
        words = key_words(n.chain.name)
        if n.chain.kind is ChainKind.PERSON and n.chain.named and len(words) > 1:
            out[words[-1]].add(" ".join(words))
    return out


def score_names(a: Named, b: Named, full: dict[str, set[str]]) -> Link:
    """The weights of two named chains, by name; ``full``: surname -> the full names that end in it."""
    person = ChainKind.PERSON
    if (a.chain.kind is person) != (b.chain.kind is person):
        weights = {"kind": -10.0}
    elif a.chain.kind is person:
        weights = person_weights(a.chain.name, b.chain.name)
        short = min(len(key_words(a.chain.name)), len(key_words(b.chain.name))) == 1
        if (short and weights.get("surname", 0) > 0) or weights == {"name": 4.0}:
            several = len(full.get(key_words(a.chain.name)[-1], ())) > 1
            weights["namesakes"] = -6.0 if several else 1.0
    else:
        weights = body_weights(a.chain.name, b.chain.name)
        if a.chain.kind is not b.chain.kind and ChainKind.PLACE in (a.chain.kind, b.chain.kind):
            weights["kind"] = -6.0
    left, right = sorted((a.ref, b.ref))
    return Link(about="entity", left=left, right=right, weight=sum(weights.values()), weights=tuple(weights.items()))


def names_apart(a: Named, b: Named) -> bool:
    """Whether two named chains cannot come to a weight above 0: a person and none, or persons whose surnames only sound alike."""
    person = ChainKind.PERSON
    if a.chain.kind is person and b.chain.kind is person:
        return surnames_differ(a.chain.name, b.chain.name)
    return person in (a.chain.kind, b.chain.kind)


def echo_links(found: Sequence[AnnotatedDocument], repeated: Repeated) -> list[Link]:
    """Chains that stand at the same place of a repeated passage are one, named or not."""
    by_id = {f.document.doc_id: f for f in found}
    out: dict[tuple[Ref, Ref], Link] = {}
    for f in found:
        text = f.document.text
        for chain in f.chains:
            for span, other in repeated.get(f.document.doc_id, ()):
                inside = [m for m in chain.mentions if span.contains(m)]
                there = by_id.get(other.doc_id)
                if not inside or there is None:
                    continue
                words = {normal(m.of(text)) for m in inside}
                match = _chain_in(there, other.span, words)
                if (
                    match is None
                    or (match.named and chain.named)
                    or _numbers(span.of(text)) != _numbers(other.span.of(there.document.text))
                ):
                    continue
                left, right = sorted((Ref(f.document.doc_id, chain.id), Ref(other.doc_id, match.id)))
                out[left, right] = Link(about="entity", left=left, right=right, weight=8.0, weights=(("in one echo", 8.0),))
    return list(out.values())


NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?|dozens?|hundreds?|thousands?)\b",
    re.IGNORECASE,
)


def _numbers(words: str) -> list[str]:
    """The numbers of a passage: where two passages give others, two people may have spoken in like words."""
    return sorted(n.lower().rstrip(".,") for n in NUMBER.findall(words))


def _chain_in(found: AnnotatedDocument, span: Span, words: set[str]) -> Chain | None:
    """The chain with one of these words inside the passage; pronouns do not speak for anybody."""
    for chain in found.chains:
        for mention in chain.mentions:
            said = normal(mention.of(found.document.text))
            if span.contains(mention) and said in words and said not in ("he", "she", "it", "they"):
                return chain
    return None


def entity_of(members: tuple[Ref, ...], chains: dict[Ref, Chain]) -> Entity:
    """The fullest name of the members names the entity."""
    best = max(members, key=lambda r: (chains[r].named, len(key_words(chains[r].name)), len(chains[r].name), _reversed(chains[r].name)))
    first = members[0]
    return Entity(
        id=f"{first.doc_id}.{first.local_id}",
        kind=chains[best].kind,
        name=chains[best].name,
        named=chains[best].named,
        chains=members,
    )


def _reversed(name: str) -> tuple[int, ...]:
    """Of equally full names the first in the alphabet."""
    return tuple(-ord(c) for c in name)
