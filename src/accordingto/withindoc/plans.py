"""What somebody says will be done: PLOVER counts it by the saying, not by the deed.

In: a trigger and its type. Out: the type that holds for a plan: a promised visit is AGREE, an announced blockade THREATEN. It does
not decide whether the plan was carried out.

"The farmers said they would blockade the port": THREATEN. "The island will send food": AGREE.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from accordingto.model.kinds import EventType
from accordingto.withindoc.arguments import arguments_of, is_verb
from accordingto.withindoc.participants import antecedent_of, is_participant

KIND = (EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.CONCEDE)
HOSTILE = (EventType.PROTEST, EventType.SANCTION, EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT)
FUTURE = ("will", "would", "shall", "'ll", "’ll", "wo")
MAX_CLIMB = 12


def planned_type(token: Token, kind: EventType) -> EventType:
    """The type of an event that is only said to come."""
    if not is_verb(token) or not _is_future(token):
        return kind
    conditional = _has_condition(token)
    if kind is EventType.RETREAT and conditional:
        return EventType.THREATEN
    if kind in KIND:
        return EventType.AGREE
    if kind in HOSTILE and (conditional or _speaks_for_itself(token)):
        return EventType.THREATEN
    return kind


def _is_future(token: Token) -> bool:
    verb = token
    while (
        verb.dep_ in ("conj", "xcomp")
        and is_verb(verb.head)
        and not any(c.tag_ == "MD" or c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
    ):
        verb = verb.head
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(h in FUTURE for h in helpers) and "have" not in helpers


def _has_condition(token: Token) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ == "unless" for m in c.children) for c in token.children)


def _speaks_for_itself(token: Token) -> bool:
    """Whether those who will do it are those who say so."""
    subjects = arguments_of(token).subjects
    if not subjects or arguments_of(token).passive:
        return False
    first = subjects[0]
    return first.lower_ in ("we", "i") or (first.pos_ == "PRON" and antecedent_of(first) is not None and is_participant(first))


def ways_up(token: Token) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each token above ``token``, with the words and relations that lead there."""
    path: tuple[str, ...] = ()
    for _ in range(MAX_CLIMB):
        if token.head == token:
            return
        if token.dep_ == "conj" and is_verb(token):
            # "threatened to leave and seized the office": a second verb is told for itself unless its clause hangs as well
            if any(c.dep_ in ("nsubj", "nsubjpass") or c.tag_ == "MD" for c in token.children) or token.tag_ == "VBD":
                return
        if token.dep_ == "relcl":
            path = (*path, "relcl")
        if token.dep_ == "advcl":
            path = (*path, *(c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")))
        if token.dep_ in ("prep", "mark"):
            path = (*path, token.lower_)
        if token.dep_ in ("nsubj", "nsubjpass", "parataxis"):
            return
        token = token.head
        yield token.i, path
