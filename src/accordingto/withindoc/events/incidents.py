"""Which event mentions of one document tell of one event.

In: triggers in text order, times, regions. Out: an incident id each; a trigger that takes up an earlier one in other words gets its
type ("a gas main exploded ... the blast"). It does not look at a second document.

"A car bomb went off … The blast …" is one incident; "a second bomb", another day, another place or another way is another.
"""

from bisect import bisect_right
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from accordingto.model.evidence import Span
from accordingto.model.kinds import EventType, RegionKind, Stance
from accordingto.withindoc.events.arguments import is_verb, lemma_of
from accordingto.withindoc.events.participants import bodies_of, chain_of, words_before
from accordingto.withindoc.events.phrases import phrase_of
from accordingto.withindoc.events.role_finding import Roles, roles_of
from accordingto.withindoc.events.trigger_choice import Trigger
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.notes import Notes, notes_of, span_of
from accordingto.withindoc.tokens import Token

INCIDENTS, TELLINGS = 100, 100
"""So many incidents told last may be taken up again, each judged by its first mention and so many last ones. No report has as many; a
book bound as one document does."""
SAID = ("who", "whom", "places", "days", "means")
DEFINITE = ("the", "this", "that", "these", "those", "its", "their", "his", "her")
NEAR_MODES = (
    frozenset({"explosives", "suicide-attack"}),
    frozenset({"aerial", "drone"}),
    frozenset({"firearms", "sideAB"}),
    frozenset({"targeted", "firearms"}),
    frozenset({"firearms", "heavy-weapons"}),
    frozenset({"targeted", "explosives"}),
    frozenset({"demo", "riot", "obstruct"}),
    frozenset({"crowd-control", "firearms", "sideAB"}),
    frozenset({"abduct", "firearms"}),
)
"""Modes that one event may be told in."""
AFTER = {"after", "aftermath", "following", "since", "before", "earlier", "later", "ago"}
LATEST = {"latest", "newest", "last", "new", "fresh"}
WHERE = ("in", "at", "near", "outside", "inside", "around", "off", "on")
NO_PLACES = ("DATE", "TIME", "NORP", "EVENT", "ORDINAL", "CARDINAL")


@dataclass(slots=True)
class Telling:
    """What the words around one trigger say of its event."""

    trigger: Trigger
    roles: Roles
    definite: bool
    apart: bool
    plural: bool
    days: frozenset[str]
    places: frozenset[str]
    who: frozenset[str]
    whom: frozenset[str]
    means: frozenset[str]
    headline: bool
    latest: bool


@dataclass(slots=True)
class Incident:
    """Mentions taken as one event so far."""

    id: str
    tellings: list[Telling] = field(default_factory=list)
    _said: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SAID})

    def add(self, telling: Telling) -> None:
        """Take one more mention; of a very long text, the first and the last ones stay."""
        self.tellings.append(telling)
        if len(self.tellings) > TELLINGS:
            del self.tellings[1]
        for name, words in self._said.items():
            words.update(getattr(telling, name))

    def union(self, name: str) -> AbstractSet[str]:
        """What all its mentions say."""
        return self._said[name]


def incidents_of(notes: Notes, triggers: list[Trigger]) -> list[str]:
    """An incident id for each trigger; may change the type of a trigger that takes up an earlier one."""
    incidents: list[Incident] = []
    found = []
    for n, trigger in enumerate(triggers, 1):
        telling = _telling(notes, trigger)
        first = max(0, len(incidents) - INCIDENTS)
        ranks = [(_likeness(i, telling), at) for at, i in enumerate(incidents[first:], first) if _fits(i, telling)]
        if ranks:
            match = incidents.pop(max(ranks)[1])
            _take_type(match, telling)
        else:
            match = Incident(f"i{n}")
        incidents.append(match)
        match.add(telling)
        found.append(match.id)
    _share_mode(triggers, found)
    return found


def _share_mode(triggers: list[Trigger], incidents: list[str]) -> None:
    """A mention that says nothing of the means has the mode that another mention of the event tells: "the attack" of a car bomb."""
    told = [(t, name) for t, name in zip(triggers, incidents, strict=True) if t.type is EventType.ASSAULT]
    modes = {name: t.mode for t, name in reversed(told) if t.mode}
    for trigger, name in told:
        trigger.mode = trigger.mode or modes.get(name, "")


def _likeness(incident: Incident, telling: Telling) -> int:
    """How much the mention has in common with the incident; of those alike, the one told last is meant."""
    shared = sum(bool(incident.union(name) & getattr(telling, name)) for name in SAID)
    words = {t.trigger.word for t in incident.tellings}
    mode = bool(telling.trigger.mode) and telling.trigger.mode in {t.trigger.mode for t in incident.tellings}
    return 2 * shared + 2 * (telling.trigger.word in words and telling.trigger.word not in GENERAL) + mode


GENERAL = ("attack", "assault", "incident", "violence", "kill")
"""Words that any act of violence may be called by."""


def _telling(notes: Notes, trigger: Trigger) -> Telling:
    token = trigger.token
    roles = roles_of(token, trigger.type) if trigger.type else Roles()
    words = {c.lower_ for c in token.children}
    at = bisect_right(notes.regions, token.idx, key=lambda r: r.span.start) - 1
    region = notes.regions[at].kind if at >= 0 and token.idx < notes.regions[at].span.end else RegionKind.BODY
    return Telling(
        trigger=trigger,
        roles=roles,
        definite=not is_verb(token) and bool(words & {*DEFINITE, "any"}),
        apart=any(lemma_of(c) in words_of_class("apart-word") for c in token.children),
        plural=token.tag_ == "NNS",
        days=_days(notes, token),
        places=_places(token),
        who=_names(notes, roles.actors),
        whom=frozenset() if any(_stands_for_place(r) for r in roles.recipients) else _names(notes, roles.recipients),
        means=_names(notes, roles.weapons),
        latest=bool(words & LATEST),
        headline=region in (RegionKind.HEADLINE, RegionKind.SUBHEAD),
    )


def _by_the_same_means(incident: Incident, telling: Telling) -> bool:
    """“The consulate bombing …. The bomb exploded on Sunday”: with its article, the thing of the event told before."""
    token = telling.trigger.token
    things = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj") and lemma_of(c) in words_of_class("explosive")]
    the = any(c.lower_ in DEFINITE for t in things for c in t.children)
    return the and bool(telling.trigger.mode) and telling.trigger.mode in {t.trigger.mode for t in incident.tellings}


def _stands_for_place(head: Token) -> bool:
    """“The town”, of a town named before: no other one than that."""
    return lemma_of(head) in ("town", "city", "village", "place", "area") and any(c.lower_ in DEFINITE for c in head.children)


def _names(notes: Notes, heads: list[Token]) -> frozenset[str]:
    """What those who take part are called: noun, names before it, their body, their chain in the document."""
    found = set()
    for head in heads:
        chain = chain_of(notes, phrase_of(head))
        found |= {chain.id} if chain else set()
        if head.pos_ != "PRON":
            found.add(lemma_of(head))
            found |= {w.lower_ for w in words_before(head) if w.ent_type_ in ("NORP", "GPE", "ORG")}
            found |= {lemma_of(b) for b in bodies_of(head)}
    return frozenset(found)


def _days(notes: Notes, token: Token) -> frozenset[str]:
    """Values of the times that hang on the trigger or on its verb; their words where they have no value."""
    inside = _clause(token)
    found = set()
    for word in inside:
        for time in notes.by_time.things(notes.times, Span(word.idx, word.idx + 1)):
            if time.span.start <= word.idx < time.span.end and time.value and time.type.value in ("DATE", "TIME"):
                found.add(time.value[:10])
    if not found and not notes.times:
        found = {t.lower_ for t in inside if t.ent_type_ == "DATE" and (t.pos_ == "PROPN" or t.like_num)}
    return frozenset(found)


def _places(token: Token) -> frozenset[str]:
    """Names of places that a phrase of place at the trigger or its verb gives."""
    found = set()
    for head in _heads(token):
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in WHERE:
                found |= {t.lower_ for t in child.subtree if _is_place_name(t) and not _in_other_clause(t, child)}
    return frozenset(found)


def _is_place_name(token: Token) -> bool:
    """Any name after "in" or "near" counts: the name finder does not know every town."""
    ends_phrase = token.ent_type_ == "NORP" and token.tag_ == "NNP" and token.dep_ == "pobj" and token.head.lower_ in WHERE
    return token.pos_ == "PROPN" and (token.ent_type_ not in NO_PLACES or ends_phrase)


def _heads(token: Token) -> list[Token]:
    if not is_verb(token) and is_verb(token.head) and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return [token, token.head]
    return [token]


def _clause(token: Token) -> list[Token]:
    """Tokens of prepositional phrases and adverbs at the trigger and at the verb it stands with."""
    found = []
    for head in _heads(token):
        for child in head.children:
            if (
                child.dep_ in ("prep", "npadvmod", "advmod", "pobj", "compound", "nmod", "tmod", "dobj", "nsubj", "nsubjpass")
                and child != token
            ):
                found += [t for t in child.subtree if not _in_other_clause(t, child)]
    return found


def _in_other_clause(token: Token, top: Token) -> bool:
    while token != top:
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "parataxis"):
            return True
        token = token.head
    return False


def _fits(incident: Incident, telling: Telling) -> bool:
    """Whether a mention tells of the incident."""
    first = incident.tellings[0]
    if telling.trigger.type is None and telling.trigger.span is None:
        return _is_its_result(incident, telling)
    if not _same_kind(incident, telling) or telling.apart or _conflict(incident, telling):
        return False
    if telling.latest and not any(t.latest for t in incident.tellings):
        return False
    if telling.definite or first.headline or _by_the_same_means(incident, telling):
        return True
    if _shares(incident, telling) or _same_sentence(incident, telling) or _adds_nothing(incident, telling):
        return True
    return _stands_instead(incident, telling)


def _stands_instead(incident: Incident, telling: Telling) -> bool:
    """“It denied that its guns had hit Orten. The rebels shelled the town”: who did it instead, told right after a denial."""
    last, token = incident.tellings[-1], telling.trigger.token
    if not (last.who and telling.who) or telling.days or telling.places or last.trigger.token.sent.end != token.sent.start:
        return False
    denied = notes_of(token.doc).attribution_over(span_of(token.doc[last.trigger.token.i : last.trigger.token.i + 1]))
    return denied is not None and denied.stance is Stance.DENIES


def _adds_nothing(incident: Incident, telling: Telling) -> bool:
    """Whether a mention says neither whom, nor where, nor when, and tells of the same means: "the charge went off"."""
    if telling.plural or telling.days or telling.places or telling.whom:
        return False
    if telling.trigger.type is EventType.ASSAULT and not telling.who and not telling.means and not telling.trigger.mode:
        return True
    modes = {t.trigger.mode for t in incident.tellings if t.trigger.mode}
    return bool(telling.trigger.mode) and telling.trigger.mode in modes


def _is_its_result(incident: Incident, telling: Telling) -> bool:
    """Whether a verb of dying or being hurt tells what came of the incident."""
    violent = any(t.trigger.type in HAPPENINGS for t in incident.tellings)
    return violent and telling.trigger.word in words_of_class("result-verb") and not _conflict(incident, telling)


def _same_kind(incident: Incident, telling: Telling) -> bool:
    kinds = {t.trigger.type for t in incident.tellings}
    if telling.trigger.type in kinds:
        return telling.trigger.type in HAPPENINGS or any(_same_deed(t, telling) for t in incident.tellings)
    return telling.definite and any(_same_family(t.trigger, telling.trigger) for t in incident.tellings)


HAPPENINGS = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER, EventType.PROTEST)
"""Types whose mentions in one report are mostly of one event; of others, each deed is one."""


def _same_deed(one: Telling, other: Telling) -> bool:
    if other.definite and not is_verb(other.trigger.token):
        return True
    if one.trigger.word != other.trigger.word or (one.who and other.who and not one.who & other.who):
        return False
    deeds = [{lemma_of(w) for w in t.trigger.token.subtree if is_verb(w) and w != t.trigger.token} for t in (one, other)]
    return bool(one.whom & other.whom) or bool(deeds[0] & deeds[1])


def _same_family(one: Trigger, other: Trigger) -> bool:
    return one.word == other.word or any(one.word in family and other.word in family for family in families())


def families() -> tuple[frozenset[str], ...]:
    """Words that take each other up: "exploded ... the blast"."""
    return tuple(words_of_class(name) for name in ("blast-family", "fire-family", "strike-family", "clash-family"))


def _take_type(incident: Incident, telling: Telling) -> None:
    kinds = [t.trigger.type for t in incident.tellings]
    if telling.trigger.type is not None and telling.trigger.type not in kinds:
        telling.trigger.type, telling.trigger.mode = kinds[0], incident.tellings[0].trigger.mode


def _conflict(incident: Incident, telling: Telling) -> bool:
    """Whether day, place, means or those who took part cannot be of one event."""
    days, places = incident.union("days"), incident.union("places")
    if days and telling.days and not days & telling.days:
        return True
    if places and telling.places and not places & telling.places:
        return True
    modes = {t.trigger.mode for t in incident.tellings if t.trigger.mode}
    mode = telling.trigger.mode
    same_type = telling.trigger.type in {t.trigger.type for t in incident.tellings}
    if same_type and mode and modes and mode not in modes and not any(mode in near and modes & near for near in NEAR_MODES):
        return True
    if telling.definite:
        return not telling.plural and all(t.plural for t in incident.tellings)
    if telling.trigger.type not in HAPPENINGS:
        return False
    who, whom = incident.union("who"), incident.union("whom")
    if who and telling.who and not who & telling.who and whom and telling.whom and not whom & telling.whom:
        return True
    return bool(whom and telling.whom and not whom & telling.whom) and not _same_sentence(incident, telling)


def _shares(incident: Incident, telling: Telling) -> bool:
    return any(incident.union(name) & getattr(telling, name) for name in SAID)


def _stands_behind(token: Token) -> bool:
    """Whether a phrase of time leads up to the word: "after the strike", "two days before the raid"."""
    return token.dep_ == "pobj" and token.head.lower_ in AFTER and token.head.i < token.i


def _same_sentence(incident: Incident, telling: Telling) -> bool:
    last = incident.tellings[-1].trigger.token
    token = telling.trigger.token
    if last.sent != token.sent or telling.plural:
        return False
    if telling.trigger.type is EventType.ASSAULT and (_stands_behind(last) or _stands_behind(token)):
        return False  # "a day after the strike, gunmen attacked a convoy"
    between = {t.lower_ for t in token.doc[min(last.i, token.i) : max(last.i, token.i)]}
    return not between & AFTER
