"""event_places: the place of each event mention -> claims of slot place in notes.claims.

In: event mentions, places, the parse. Out: one claim a mention at most and one more for each place coordinated with it,
referring to a place of the document. The words decide: "in", "at", "near" or "on" a place inside the phrase or the clause of
the trigger; then the place that "the town", "the base" stand for; then a mention of the same incident; last, and said to be no
more than a range, the dateline or the sentence before. Names that act, peoples and parts of names are never where a thing happened.

In "Shells hit a market in Orsk on Friday, Vale said" the place of the hit is Orsk.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Claim, EventMention, Place
from accordingto.model.kinds import EventType, PlacePrecision, PlaceRole, Slot
from accordingto.resources.place_names import GENERIC, key_of
from accordingto.withindoc.near import Near
from accordingto.withindoc.notes import Notes, notes_of, overlapping, span_of, tokens_of
from accordingto.withindoc.places.place_runs import cue_words, token_finder
from accordingto.withindoc.tokens import Doc, Token

SIDES = frozenset({"against", "by", "on", "of", "between"})
NOT_AT = frozenset({"from", "to", "toward", "towards", "for", "with", "via", "about", "than", "like", "since"})
"""What comes from a place or goes there is not there."""
HITTING = frozenset({EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER, EventType.PROTEST})
NEAR = 300
"""Characters back to the mention whose place may hold on."""
STEPS = 7
"""How far up the parse a place may stand below its trigger."""
LEVELS = (("event_places.phrase", 0.85), ("event_places.clause", 0.75), ("event_places.stands_for", 0.65))
RANGE_RULES = (("event_places.sentence", 0.5), ("event_places.incident", 0.5), ("event_places.before", 0.3), ("event_places.dateline", 0.3))
SAME_SORT = (
    {"base", "airbase", "airfield", "air base", "military base", "airport"},
    {"town", "city", "village", "capital"},
    {"province", "region", "governorate"},
)


@dataclass(frozen=True, slots=True)
class Located:
    """A place for a mention: by which rule, how sure, and by which words if these are not the place's own name."""

    place: Place
    rule: str
    confidence: float
    words: Span | None = None


def find_event_places(doc: Doc) -> Doc:
    """Append place claims to ``notes.claims``."""
    notes = notes_of(doc)
    if not notes.event_mentions:
        return doc
    tokens_at = token_finder(doc)
    usable = [p for p in notes.places if p.role is PlaceRole.LITERAL]
    heads = {p.id: tokens_at(p.span).root for p in usable}
    there: dict[int, list[Place]] = {}
    for place in usable:
        there.setdefault(heads[place.id].sent.start, []).append(place)
    triggers = {tokens_of(doc, m.trigger).root.i for m in notes.event_mentions}
    found: dict[str, list[Located]] = {}
    for mention in notes.event_mentions:
        trigger = tokens_of(doc, mention.trigger).root
        found[mention.id] = list(_by_words(trigger, mention, there.get(trigger.sent.start, ()), heads, triggers))
    _by_stand_ins(doc, notes, usable, found)
    _by_sentence(doc, notes, usable, heads, found)
    firm = Firm([(m, f) for m in notes.event_mentions for f in found[m.id] if f.rule in {rule for rule, _ in LEVELS}])
    at_head = [p for p in usable if any(d.contains(p.span) for d in notes.datelines)]
    for mention in notes.event_mentions:
        if not found[mention.id] and mention.type is not None:
            behind = _is_behind(tokens_of(doc, mention.trigger).root)
            found[mention.id] = _fallback(mention, at_head, firm, behind=behind)
        for located in found[mention.id]:
            _add(notes, mention, located)
    return doc


# ---- by the words


def _by_words(
    trigger: Token, mention: EventMention, usable: Sequence[Place], heads: dict[str, Token], triggers: set[int]
) -> Iterator[Located]:
    """Of the places of its sentence, those in the trigger's phrase, else in its clause; of nested ones the first, which is the smaller."""
    levels: tuple[list[Place], list[Place]] = ([], [])
    for place in usable:
        level = _level(heads[place.id], trigger, mention, triggers, small=_is_small(place))
        if level is not None:
            levels[level].append(place)
    for (rule, confidence), places in zip(LEVELS, levels, strict=False):
        chosen = _coordinated(places, heads)
        if chosen:
            yield from (Located(place, rule, confidence) for place in chosen)
            return


def _is_small(place: Place) -> bool:
    return place.precision is not PlacePrecision.COUNTRY


def _level(head: Token, trigger: Token, mention: EventMention, triggers: set[int], *, small: bool) -> int | None:
    """0: the place stands in the trigger's own phrase; 1: in the clause that the trigger is an argument of; None: elsewhere."""
    path = _path(head, trigger, triggers)
    if path is not None:
        return 0 if _is_at(path, mention, small=small) else None
    clause = _clause_of(trigger)
    if clause is None or clause.i in triggers - {trigger.i}:
        return None
    path = _path(head, clause, triggers - {trigger.i})
    return 1 if path is not None and _is_at(path, mention, small=small) and not _below_other_noun(path) else None


def _path(head: Token, above: Token, triggers: set[int]) -> list[Token] | None:
    """Tokens from the place up to ``above``; None where it is not below, or below another trigger."""
    path, token = [head], head
    for _ in range(STEPS):
        if token.i == above.i:
            return path
        if token.head is token or (token.i in triggers and token is not head):
            return None
        token = token.head
        path.append(token)
    return path if token.i == above.i else None


def _is_at(path: Sequence[Token], mention: EventMention, *, small: bool) -> bool:
    """Whether the way up says where: a preposition of place, a name before the trigger, or a place that is hit.

    A country that is named without "in" takes part rather than being where: "sanctions on Vale", "a Vale raid".
    """
    head, last = path[0], path[-2] if len(path) > 1 else path[0]
    between = path[1:-1]
    if any(t.dep_ in {"ccomp", "relcl", "advcl", "acl", "parataxis"} and t.pos_ == "VERB" and t.i != path[-1].i for t in between):
        return False
    if any(t.lower_ in NOT_AT and t.pos_ == "ADP" for t in between):
        return False
    if head.dep_ == "poss" and len(path) > 2 and _is_locality(path[1]):
        return _is_at(path[1:], mention, small=small)  # “in Kabul's eastern district”
    if head.dep_ == "poss" or any(t.dep_ == "poss" for t in between):
        return False
    first = next((t for t in between if t.pos_ in {"ADP", "ADV", "SCONJ"}), None)
    if first is not None and first.lower_ == "of" and first.head.i != path[-1].i and not _is_locality(first.head):
        return False  # “the governor of Kandahar was shot in Kabul”
    if first is not None:
        return first.lower_ in cue_words("where") and (small or first.lower_ not in SIDES)
    if head.dep_ in {"compound", "nmod"} and len(path) == 2:
        return mention.type in HITTING and small
    hits = mention.type in HITTING or path[-1].lemma_.lower() in cue_words("at")
    hit = hits and last.dep_ in {"dobj", "nsubjpass", "obj"} and all(t.dep_ == "conj" for t in path[:-2])
    return hit or (head.dep_ == "npadvmod" and len(path) <= 3)


def _is_locality(noun: Token) -> bool:
    """A part or side of a place, or a generic word of one: what is in it is in the place."""
    return noun.lemma_.lower() in cue_words("part") or noun.lemma_.lower() in GENERIC


def _clause_of(trigger: Token) -> Token | None:
    """The verb whose clause the trigger belongs to, if that verb adds nothing but that it happened."""
    token = trigger
    for _ in range(3):
        above = token.head
        if above is token:
            return None
        if above.pos_ in {"VERB", "AUX"}:
            fits = token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "conj", "xcomp", "pobj", "advcl"}
            adds_nothing = above.lemma_.lower() in cue_words("light") or token.dep_ in {"dobj", "nsubjpass", "xcomp"}
            hits = token.dep_ == "nsubj" and above.lemma_.lower() in cue_words("at")  # “an explosion rocked Orsk”
            return above if fits and (adds_nothing or hits) else None
        if token.dep_ not in {"prep", "pobj", "conj", "compound"}:
            return None
        token = above
    return None


def _below_other_noun(path: Sequence[Token]) -> bool:
    """Whether the place says more of some other noun of the clause: "rebels from Orsk", "a man of Vale"."""
    return any(t.pos_ in {"NOUN", "PROPN"} and t.dep_ in {"nsubj", "nsubjpass"} for t in path[1:-1])


def _coordinated(places: Sequence[Place], heads: dict[str, Token]) -> list[Place]:
    """The first place and those listed with it ("in Orsk and Vale"); what only holds it ("Orsk, in Vale") is left out."""
    if not places:
        return []
    chosen = [places[0]]
    for place in places[1:]:
        if heads[place.id].dep_ == "conj" and heads[place.id].head in [heads[p.id] for p in chosen]:
            chosen.append(place)
    return chosen


# ---- by what stands for a place


def _by_stand_ins(doc: Doc, notes: Notes, usable: Sequence[Place], found: dict[str, list[Located]]) -> None:
    """The base named before, for "the attack against the base"."""
    for mention in notes.event_mentions:
        if found[mention.id]:
            continue
        trigger = tokens_of(doc, mention.trigger).root
        nouns = [
            t
            for t in trigger.sent
            if t.lemma_.lower() in cue_words("standin") and any(c.lower_ in {"the", "this", "that"} for c in t.children)
        ]
        for noun in nouns:
            level = _level(noun, trigger, mention, set(), small=True)
            place = _named_before(noun, usable) if level is not None else None
            if place:
                start = min(c.idx for c in (*noun.children, noun) if c.i <= noun.i)
                found[mention.id] = [Located(place, *LEVELS[2], words=Span(start, noun.idx + len(noun.text)))]
                break


def _named_before(noun: Token, usable: Sequence[Place]) -> Place | None:
    """The last place before the noun whose kind the noun names."""
    word = noun.lemma_.lower()
    for place in (p for p in reversed(usable) if p.span.end <= noun.idx):
        last = key_of(place.name).rsplit(" ", 1)[-1]
        alike = any(word in sort and last in sort for sort in SAME_SORT) or word == last
        town = word in SAME_SORT[1] and place.precision is PlacePrecision.POPULATED_PLACE
        area = word in SAME_SORT[2] and place.precision in {PlacePrecision.ADM1, PlacePrecision.ADM2}
        site = word in SAME_SORT[0] and place.precision is PlacePrecision.POINT
        if alike or town or area or site:
            return place
    return None


# ---- by less


def _by_sentence(doc: Doc, notes: Notes, usable: Sequence[Place], heads: dict[str, Token], found: dict[str, list[Located]]) -> None:
    """The only place of the sentence that stands behind a preposition of place, outside of what names a source."""
    in_source = overlapping(s for a in notes.attributions for s in (*a.source, *a.cue))
    starts = [p.span.start for p in usable]
    for mention in notes.event_mentions:
        trigger = tokens_of(doc, mention.trigger).root
        if found[mention.id] or _is_behind(trigger):
            continue
        sentence = span_of(trigger.sent)
        near = usable[bisect_left(starts, sentence.start) : bisect_right(starts, sentence.end)]
        there = [p for p in near if sentence.contains(p.span) and not in_source(p.span)]
        at = [p for p in there if _stands_at(heads[p.id]) and not _is_said_there(heads[p.id])]
        if mention.type in HITTING:
            at += [p for p in there if p.precision is PlacePrecision.POINT and p not in at]
        there = at[:1] if len({key_of(p.name) for p in at}) == 1 else at
        if len(there) == 1 and mention.type is not None:
            found[mention.id] = [Located(there[0], *RANGE_RULES[0])]


def _stands_at(head: Token) -> bool:
    """Behind a preposition of place; not "the one on Lake Orl", which is another's."""
    above = head.head.head
    other = head.dep_ == "pobj" and above.lower_ in {"one", "that", "those", "another"} and above.pos_ != "VERB"
    return head.dep_ == "pobj" and head.head.lower_ in cue_words("where") - {"of", "by", "against"} and not other


def _is_said_there(head: Token) -> bool:
    """Whether the place is where somebody spoke: "said in Orten"."""
    above = head.head.head
    return above.lemma_.lower() in {
        "say",
        "tell",
        "add",
        "speak",
        "report",
        "announce",
        "warn",
        "write",
        "official",
        "spokesman",
        "spokeswoman",
        "officer",
    }


BEHIND = frozenset({"after", "since", "following", "before"})


def _is_behind(trigger: Token) -> bool:
    """Whether the mention stands behind another event ("in the aftermath of the raid", "a week after they raided …"): it was elsewhere."""
    token = trigger
    for _ in range(STEPS):
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        if (token.lower_ in BEHIND and token.pos_ in ("ADP", "SCONJ")) or token.lower_ in ("aftermath", "wake") or marks & BEHIND:
            return True
        if token.head is token or token.dep_ in ("ccomp", "relcl", "parataxis"):
            return False
        token = token.head
    return False


class Firm:
    """Mentions that their words place, by incident and by where they stand."""

    def __init__(self, found: Sequence[tuple[EventMention, Located]]) -> None:
        self.by_incident: dict[str, list[tuple[EventMention, Located]]] = {}
        self._near: Near[tuple[EventMention, Located]] = Near(lambda pair: (pair[0].trigger,))
        self._found = found
        for mention, located in found:
            if mention.incident:
                self.by_incident.setdefault(mention.incident, []).append((mention, located))

    def __bool__(self) -> bool:
        """Whether anything is placed by words."""
        return bool(self._found)

    def just_before(self, mention: EventMention) -> list[Located]:
        """Places of mentions of the same type that were told shortly before."""
        start = mention.trigger.start
        near = self._near.things(self._found, Span(max(0, start - NEAR), start + 1))
        return [f for m, f in near if m.type is mention.type and 0 < start - m.trigger.start < NEAR]


def _fallback(mention: EventMention, at_head: Sequence[Place], firm: Firm, *, behind: bool) -> list[Located]:
    """The place of the same incident, the nearest one told; else the dateline's, if nothing is placed by words: no more than a range."""
    if mention.type not in HITTING:
        return []
    same = firm.by_incident.get(mention.incident or "", ())
    if same:
        _, nearest = min(same, key=lambda s: (s[0].trigger > mention.trigger, abs(s[0].trigger.start - mention.trigger.start)))
        return [Located(nearest.place, *RANGE_RULES[1])]
    if behind:
        return []
    told = firm.just_before(mention)
    if told:
        return [Located(told[-1].place, *RANGE_RULES[2])]
    return [Located(at_head[0], *RANGE_RULES[3])] if at_head and not firm else []


def _add(notes: Notes, mention: EventMention, located: Located) -> None:
    place = located.place
    weak = located.rule in {rule for rule, _ in RANGE_RULES}
    unknown = place.precision is PlacePrecision.UNKNOWN
    notes.claims.append(
        Claim(
            id=notes.next_claim_id(),
            mention=mention.id,
            slot=Slot.PLACE,
            value=place.name,
            words=(located.words or place.span,) if located.words is None else (located.words, place.span),
            according_to=mention.according_to,
            refers_to=place.id,
            precision=Precision.UNKNOWN if unknown else Precision.RANGE if weak else Precision.EXACT,
            because=Because(rule=located.rule, confidence=located.confidence, detail=f"“{place.name}”: {place.because.detail or ''}"[:400]),
        )
    )
