"""What somebody says will be done: PLOVER counts it by the saying, not by the deed.

In: a trigger and its type. Out: the type that holds for a plan: a promised visit is AGREE, an announced blockade THREATEN. It does
not decide whether the plan was carried out.

"The farmers said they would blockade the port": THREATEN. "The island will send food": AGREE.
"""

from collections.abc import Iterator

from accordingto.model.kinds import EventType
from accordingto.withindoc.events.arguments import arguments_of, is_verb, lemma_of
from accordingto.withindoc.events.participants import antecedent_of
from accordingto.withindoc.events.triggers import is_negated, words_of_class
from accordingto.withindoc.tokens import Token

KIND = (EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.CONCEDE)
HOSTILE = (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT)
FUTURE = ("will", "would", "shall", "'ll", "’ll", "wo")
MAX_CLIMB = 12


def planned_type(token: Token, kind: EventType) -> EventType:
    """The type of an event that is only said to come, or said not to come."""
    verb = _governor(token)
    if verb is None:
        return kind
    if kind in (*KIND, EventType.AGREE) and _is_refused(token, verb):
        return EventType.REJECT
    future = _is_future(verb) or (kind in KIND and _is_intended(verb))
    if kind is EventType.RETREAT and future and _has_condition(verb, ("unless",)):
        return EventType.THREATEN
    if kind in KIND and future:
        return EventType.AGREE
    if kind in HOSTILE and _is_held_out(verb, future=future):
        return EventType.THREATEN
    return kind


def _governor(token: Token) -> Token | None:
    """The verb whose tense holds for the event: itself, or the verb that an event noun stands with ("would resume talks")."""
    if is_verb(token) or token.pos_ == "ADJ":
        return token if is_verb(token) else token.head
    head = token.head
    if token.dep_ == "pobj":
        head = head.head
    return head if head.pos_ in ("VERB", "AUX") and token.dep_ in ("dobj", "attr", "nsubjpass") else None


def _helpers(verb: Token) -> list[str]:
    """Auxiliaries of the verb or of the one that it is coordinated with or completes."""
    while (
        verb.dep_ in ("conj", "xcomp")
        and is_verb(verb.head)
        and not any(c.tag_ == "MD" or c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    ):
        verb = verb.head
    return [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]


def _is_future(verb: Token) -> bool:
    helpers = _helpers(verb)
    if any(h in FUTURE for h in helpers):
        return "have" not in helpers
    return verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and "to" in [c.lower_ for c in verb.children if c.dep_ == "aux"]


def _is_intended(verb: Token) -> bool:
    """Whether it stands below a word of intent: "is considering easing", "committed to helping"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return verb.dep_ in ("xcomp", "pcomp", "ccomp", "acl") and lemma_of(above) in words_of_class("intent")


def _is_refused(token: Token, verb: Token) -> bool:
    """Whether it is said that it will not be done: "would not release", "no intention of negotiating", "not ready to meet"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    if verb.dep_ == "xcomp" and lemma_of(above) in ("fail", "neglect"):
        return True
    if lemma_of(above) in ("intention", "plan", "desire", "wish"):
        return any(c.lower_ == "no" for c in above.children)
    if not (_is_future(verb) or token.pos_ == "ADJ"):
        return False
    return is_negated(verb) or (token != verb and any(c.lower_ == "no" for c in token.children))


def _is_held_out(verb: Token, *, future: bool) -> bool:
    """Whether an act against somebody is threatened: by those who will do it, or on a condition."""
    if future and (_has_condition(verb, ("unless",)) or _speaks_for_itself(verb) or _is_announced(verb)):
        return True
    helpers = _helpers(verb)
    possible = future or any(h in ("may", "might", "could") for h in helpers)
    return possible and "have" not in helpers and _has_condition(verb, ("if", "unless")) and bool(arguments_of(verb).subjects)


def _is_announced(verb: Token) -> bool:
    """Whether the report itself tells it as coming: "Varenia will break off relations"."""
    told = verb.dep_ in ("ROOT", "conj") and any(c.lower_ == "will" for c in verb.children)
    return told and bool(arguments_of(verb).subjects) and not arguments_of(verb).passive


def _has_condition(verb: Token, words: tuple[str, ...]) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ in words for m in c.children) for c in verb.children)


def _speaks_for_itself(verb: Token) -> bool:
    """Whether those who will do it are those who say so: "said it would", "said his troops would"."""
    arguments = arguments_of(verb)
    if not arguments.subjects or arguments.passive:
        return False
    first = arguments.subjects[0]
    if first.lower_ in ("we", "i"):
        return True
    mine = [first] if first.pos_ == "PRON" else [c for c in first.children if c.dep_ == "poss" and c.pos_ == "PRON"]
    return any(antecedent_of(p, of=verb) is not None for p in mine)


def ways_up(token: Token) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each token above ``token``, with the words and relations that lead there."""
    path: tuple[str, ...] = ()
    for _ in range(MAX_CLIMB):
        if token.head == token:
            return
        if token.dep_ == "conj" and is_verb(token) and _stands_for_itself(token):
            return
        if token.dep_ == "relcl":
            path = (*path, "relcl")
        if token.dep_ in ("advcl", "relcl", "acl") and any(c.lower_ == "to" and c.dep_ == "aux" for c in token.children):
            path = (*path, "purpose")
        if token.dep_ == "advcl":
            path = (*path, *(c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")))
        if token.dep_ in ("prep", "mark"):
            path = (*path, token.lower_)
        if token.dep_ in ("nsubj", "nsubjpass", "parataxis"):
            return
        token = token.head
        yield token.i, path


def _stands_for_itself(verb: Token) -> bool:
    """Whether a second verb has its own subject or tense: "threatened to leave and seized the office"."""
    return verb.tag_ == "VBD" or any(c.dep_ in ("nsubj", "nsubjpass") or c.tag_ == "MD" for c in verb.children)
