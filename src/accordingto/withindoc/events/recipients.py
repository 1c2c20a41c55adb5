"""Where the recipient of an event stands beside its trigger, by the trigger's type.

In: a trigger, its type, its arguments. Out: heads of those to whom it is done: of the places where a recipient of the type may stand, the
first that holds a participant. It does not decide who did it.

"Accused the army of looting": the object, the army; "an attack on the bank": what follows "on".
"""

from collections.abc import Callable, Iterator

from accordingto.model.kinds import EventType
from accordingto.withindoc.events.arguments import Arguments, arguments_of, is_verb, lemma_of, prepositions, with_conjuncts
from accordingto.withindoc.events.modes import weapon_mode
from accordingto.withindoc.events.participants import participants_in
from accordingto.withindoc.events.responsibility import FROM_OBJECT
from accordingto.withindoc.events.triggers import in_class, trigger_row
from accordingto.withindoc.tokens import Token

RECIPIENT_PATHS: dict[EventType, tuple[str, ...]] = {
    EventType.AGREE: ("with", "to", "object-to", "dative", "clause"),
    EventType.CONSULT: ("object", "to", "in", "at"),
    EventType.SUPPORT: ("object", "with", "to", "for", "of", "behind", "clause"),
    EventType.CONCEDE: ("to", "on", "object", "with", "for", "of"),
    EventType.COOPERATE: ("with", "to", "object"),
    EventType.AID: ("to", "dative", "for", "object", "in", "into"),
    EventType.RETREAT: ("object", "to", "from", "on", "of", "in", "with"),
    EventType.REQUEST: ("on", "upon", "clause-subject", "to", "object", "from", "of", "by", "for", "clause"),
    EventType.ACCUSE: ("object", "against", "on", "at", "into", "of", "with", "over", "clause-subject", "clause"),
    EventType.REJECT: ("object", "by", "from", "to", "clause-subject", "for", "with", "clause"),
    EventType.THREATEN: ("object", "to", "against", "clause", "with", "condition"),
    EventType.PROTEST: ("against", "object", "clause", "purpose", "of", "by", "at", "outside", "in"),
    EventType.SANCTION: ("object", "on", "against", "with", "from", "to", "for", "out"),
    EventType.MOBILIZE: ("against", "in", "into", "to", "along", "around", "near", "object", "on", "clause"),
    EventType.COERCE: ("object", "of", "on", "in", "against", "from", "clause-subject"),
    EventType.ASSAULT: (
        "object",
        "aimed",
        "of",
        "on",
        "against",
        "at",
        "into",
        "toward",
        "towards",
        "upon",
        "with",
        "inside",
        "in front of",
        "in",
    ),
    EventType.ACCIDENT: ("of", "object"),
    EventType.DISASTER: ("object",),
}
"""Where the recipient of a type stands, in order; the first place that holds a participant counts."""
OWNED = frozenset(
    {
        "assassination", "murder", "killing", "kidnapping", "abduction", "execution", "arrest", "detention", "deportation",
        "release", "beating", "rape", "torture", "expulsion", "imprisonment", "slaying",
    }
)  # fmt: skip
"""Nouns whose possessor is the one it is done to, where no "of" follows: "the mayor's murder"."""


def recipients_of(token: Token, kind: EventType, arguments: Arguments) -> list[Token]:
    """Heads of the recipients, each once."""
    for path in _paths(token, kind):
        doers = () if token.tag_ == "MD" else arguments.subjects
        found = [p for p in PATHS.get(path, _preposition(path))(token, kind, arguments) if p not in doers]
        if found:
            return list(dict.fromkeys(found))
    return []


def _paths(token: Token, kind: EventType) -> tuple[str, ...]:
    """Where to look for the recipient: as the plain deed has it, for one that is only planned."""
    row = trigger_row(token)
    deed = EventType(row.type) if row else kind
    if deed is EventType.RETREAT and row is not None and row.mode == "withdraw":
        return ("from", "of", "in")
    paths = RECIPIENT_PATHS[deed]
    return paths if deed is kind else (*paths, *RECIPIENT_PATHS[kind])


def _object(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    objects = arguments.objects
    if not is_verb(token):
        objects = objects or (_owner(token) if lemma_of(token) in OWNED else ())
    for head in objects:
        if kind is EventType.ASSAULT:
            if (
                weapon_mode(head) is None
                and not in_class(head, "fire")
                and not in_class(head, "truce")
                and not (len(objects) > 1 and in_class(head, "hostages"))
            ):
                yield head
        else:
            yield from participants_in(head, things=kind is EventType.COERCE)


def _owner(token: Token) -> tuple[Token, ...]:
    return with_conjuncts([c for c in token.children if c.dep_ == "poss"])


def _object_to(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    """In "offered its troops to the president" the phrase may hang on the object."""
    del token, kind
    for head in arguments.objects:
        for name in ("to", "with", "for"):
            for inner in prepositions(head).get(name, ()):
                yield from participants_in(inner)


def _aimed(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    """What the thing thrown or fired was meant for: "threw a grenade at a bus", where the phrase hangs on the grenade."""
    del token, kind
    for weapon in arguments.objects:
        if weapon_mode(weapon) is None and not in_class(weapon, "fire"):
            continue
        for name in ("at", "into", "on", "against", "toward", "towards"):
            yield from (h for h in prepositions(weapon).get(name, ()) if h.ent_type_ not in ("DATE", "TIME"))


def _dative(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    del kind, arguments
    for child in token.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            yield from participants_in(child)


def _clause(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    """Whom the clause below is about: "threatened to blockade the port"."""
    del token
    for clause in arguments.clauses:
        below = arguments_of(clause)
        around = [h for name in ("against", "to", "with", "on", "from") for h in below.preps.get(name, ())]
        where = [] if kind is EventType.AGREE else [*below.preps.get("in", ()), *below.preps.get("at", ())]
        demanded = kind is EventType.PROTEST and (row := trigger_row(clause)) is not None and row.type == EventType.REQUEST
        around += [*(() if demanded else below.objects), *where]  # what marchers demand is not whom they march against
        for head in around:
            found = [p for p in participants_in(head) if p not in arguments.subjects]
            if found:
                yield from found
                break


def _clause_subject(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    del kind
    clauses = [token.head] if token.tag_ == "MD" else arguments.clauses
    for clause in clauses:
        below = arguments_of(clause)
        for head in below.objects if below.passive and not below.by else below.subjects:
            if head not in arguments.subjects or token.tag_ == "MD":
                yield from participants_in(head)


def _condition(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    """In "unless the council meets", whom a threat is to move."""
    del kind, arguments
    for verb in token.subtree:
        if verb.dep_ == "advcl" and any(c.lower_ in ("if", "unless", "until") for c in verb.children):
            below = arguments_of(verb)
            for head in below.subjects or below.objects:
                yield from participants_in(head)


def _purpose(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    """Whom a protest is against, from what it demands: "to demand the return of land seized by the army"."""
    del kind, arguments
    above = token if is_verb(token) else token.head
    for verb in (c for c in above.children if c.dep_ in ("advcl", "xcomp", "acl", "relcl")):
        below = arguments_of(verb)
        for head in below.objects:
            for name in ("by", "of", "from"):
                for inner in prepositions(head).get(name, ()):
                    yield from participants_in(inner)
            yield from (p for p in participants_in(head) if p != head)


def _preposition(name: str) -> "Path":
    def path(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
        if name == "of" and is_verb(token):
            return
        if FROM_OBJECT.get(lemma_of(token.head)) == name and token.dep_ == "dobj":
            return  # "blamed the raid on smugglers": who did it, not whom it hit
        for head in arguments.preps.get(name, ()):
            if head.ent_type_ in ("DATE", "TIME", "CARDINAL") or (kind is EventType.ASSAULT and weapon_mode(head) is not None):
                continue
            if kind is EventType.ASSAULT and name in ("in", "inside") and (not in_class(head, "site") or in_class(head, "place")):
                continue
            if kind is EventType.ASSAULT and name in ("on", "against", "of"):
                yield head
            else:
                yield from participants_in(head, things=kind in (EventType.ASSAULT, EventType.COERCE))

    return path


Path = Callable[[Token, EventType, Arguments], Iterator[Token]]
PATHS: dict[str, Path] = {
    "object": _object,
    "object-to": _object_to,
    "dative": _dative,
    "aimed": _aimed,
    "clause": _clause,
    "clause-subject": _clause_subject,
    "condition": _condition,
    "purpose": _purpose,
}
