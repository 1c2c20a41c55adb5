"""Which noun phrases beside a trigger take which part, by the trigger's type.

In: the trigger token and its type. Out: `Roles`: heads of actors, recipients, weapons. It does not decide what words name them
or who claims it.

For "accused the army of looting" (ACCUSE) the recipient is the army; for "demanded that the army leave" (REQUEST) too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from accordingto.model.kinds import EventType
from accordingto.withindoc.events.arguments import Arguments, arguments_of, core_of, is_verb, lemma_of, prepositions, with_conjuncts
from accordingto.withindoc.events.modes import weapon_mode, weapons_beside
from accordingto.withindoc.events.participants import ABSTRACT, doers_in, is_participant, participants_in, words_before
from accordingto.withindoc.events.recipients import OWNED, recipients_of
from accordingto.withindoc.events.triggers import in_class, trigger_row, words_of_class
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun

VIOLENT = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER)
BOTH_SIDES = ("between", "with", "among")
NOBODY = frozenset(
    {
        "people", "person", "other", "dead", "wounded", "injured", "body", "casualty", "victim", "one", "dozen", "hundred", "thousand",
        "score", "life", "death", "damage", "loss", "injury", "harm", "fire", "explosion", "number", "many", "some",
    }
)  # fmt: skip
"""Heads that only count whom an event hit."""
SUFFERED = frozenset({"die", "perish"})
"""Verbs whose subject it befalls."""
NOTHING = frozenset({"damage", "loss", "injury", "harm", "fire", "explosion", "casualty", "time", "today", "yesterday"})
"""Heads that are no recipient of anything."""


@dataclass(slots=True)
class Roles:
    """Heads of those who take part."""

    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    weapons: list[Token] = field(default_factory=list)


def roles_of(token: Token, kind: EventType) -> Roles:
    """Who takes which part in the event that ``token`` tells of."""
    arguments = full_arguments(token)
    found = Roles()
    if kind is EventType.ASSAULT:
        found.weapons = list(dict.fromkeys(w for w in weapons_beside(token, arguments) if not _is_means_only(w)))
    found.actors = list(_actors(token, kind, arguments))
    others = {*found.actors, *found.weapons}
    found.recipients = [
        r for r in recipients_of(token, kind, arguments) if r not in others and (_is_done_to_persons(token) or not _is_no_target(r))
    ]
    if kind is EventType.CONSULT and not is_visit(token):
        here = {*arguments.preps.get("in", ()), *arguments.preps.get("at", ())}
        found.recipients = [r for r in found.recipients if r not in here]
        found.actors += [r for r in found.recipients if r not in found.actors]
        found.recipients = []
    if kind in VIOLENT:
        found.recipients += [v for v in _victims(token) if v not in found.recipients and v not in found.actors]
    if kind in (EventType.ACCIDENT, EventType.DISASTER):
        found.recipients = [r for r in found.recipients if not _is_counted(r)]
        found.actors = []
    elif kind is EventType.MOBILIZE and arguments.passive and not found.actors:
        found.actors = [r for r in found.recipients if in_class(r, "armed") or in_class(r, "soldiers")]
        found.recipients = [r for r in found.recipients if r not in found.actors]
    return found


def _is_counted(noun: Token) -> bool:
    """Whether the noun only counts whom it hit: "at least 30 people"; such are tolls."""
    return any(c.dep_ == "nummod" or (c.lower_ in ("a", "an") and noun.tag_ == "NN") for c in noun.children) and noun.pos_ == "NOUN"


def _is_done_to_persons(token: Token) -> bool:
    row = trigger_row(token)
    return row is not None and row.word in words_of_class("person-deed")


def _is_no_target(token: Token) -> bool:
    """Whether the noun names nothing that can be hit, helped or asked: "an attack on freedom"."""
    if lemma_of(token) in NOTHING:
        return True
    idea = ABSTRACT.search(lemma_of(token)) or in_class(token, "abstract")
    return bool(idea) and token.pos_ == "NOUN" and not is_participant(token, things=True)


def full_arguments(token: Token) -> Arguments:
    """Arguments of the trigger, with those of the light verb that an event noun stands with ("carried out an attack on")."""
    if token.tag_ == "MD" and token.dep_ == "aux":
        return arguments_of(token.head)
    found = arguments_of(token)
    if is_verb(token):
        return found
    verb = token.head
    if token.dep_ not in ("dobj", "nsubjpass", "nsubj") or not is_verb(verb):
        return _with_reduced(token, found)
    above = arguments_of(verb)
    if token.dep_ == "nsubj" and lemma_of(verb) == "reach":
        found.preps.setdefault("to", above.objects)
    elif lemma_of(verb) in words_of_class("light-verb"):
        found.subjects = found.by or above.subjects if token.dep_ != "nsubj" else found.subjects
        for name, heads in above.preps.items():
            found.preps.setdefault(name, heads)
        found.clauses = above.clauses
    elif lemma_of(verb) in words_of_class("suffer-verb") and token.dep_ == "dobj":
        found.objects = found.objects or above.subjects
    elif token.dep_ == "nsubj" and lemma_of(verb) in words_of_class("reach-verb"):
        found.objects = found.objects or above.objects
    return _with_reduced(token, found)


def _with_reduced(token: Token, found: Arguments) -> Arguments:
    """With what a participle after the noun adds: "an attack carried out by", "a raid aimed at"."""
    for child in token.children:
        if child.dep_ in ("acl", "relcl"):
            below = arguments_of(child)
            found.subjects = found.subjects or below.by
            if lemma_of(child) in words_of_class("light-verb") and child.dep_ == "relcl":
                found.subjects = found.subjects or tuple(s for s in below.subjects if s != token)
    return found


def is_visit(token: Token) -> bool:
    """Whether a CONSULT has a visitor and a host."""
    row = trigger_row(token)
    return row is not None and row.mode == "visit"


def _is_means_only(token: Token) -> bool:
    """Adjectives such as "aerial" give a mode but are no weapon."""
    return token.pos_ not in ("NOUN", "PROPN") or lemma_of(token) in ("air", "suicide")


def _actors(token: Token, kind: EventType, arguments: Arguments) -> Iterator[Token]:
    subjects = arguments.subjects
    if not is_verb(token) and token.tag_ != "MD":
        if not arguments.by and not arguments.preps.get("of") and lemma_of(token) in OWNED:
            subjects = tuple(s for s in subjects if s.head != token)
        subjects = subjects or _who_hurt(token) or _sides_before(token) or _who_is_on(token)
        if (kind is EventType.PROTEST or lemma_of(token) in words_of_class("own-deed")) and not subjects:
            subjects = arguments.preps.get("of", ())
        if not subjects:
            subjects = (
                tuple(h for name in BOTH_SIDES for h in arguments.preps.get(name, ()) if is_participant(h) or h.pos_ == "PRON")
                if kind in (EventType.ASSAULT, EventType.CONSULT)
                else ()
            )
    if kind is EventType.REQUEST and token.tag_ == "MD":
        subjects = speaker_of(token.head)
    for subject in subjects:
        if subject.ent_type_ in ("DATE", "TIME"):
            continue
        if kind is EventType.ASSAULT and weapon_mode(subject) is not None and not in_class(subject, "people"):
            yield from _sides_before(subject)
            owners = (
                *prepositions(subject).get("from", ()),
                *prepositions(core_of(subject)).get("from", ()),
                *arguments.preps.get("from", ()),
            )
            yield from (h for h in owners if is_participant(h))
        else:
            found = tuple(doers_in(subject) if subject != token.head or is_participant(subject) else _makers(subject))
            if not found and kind is EventType.ACCUSE and kind_of_noun(subject) == "document":
                found = (subject,)  # "a leaked report accuses the ministry": nobody else is named
            yield from found


def _makers(noun: Token) -> Iterator[Token]:
    """Who stands behind a text or plan that "demands" something: "the council passed a law demanding"."""
    found = tuple(participants_in(noun))
    if not found and noun.dep_ in ("dobj", "nsubjpass") and is_verb(noun.head):
        found = arguments_of(noun.head).subjects
    yield from found


def _who_hurt(token: Token) -> tuple[Token, ...]:
    """In "wounded two guards in a bomb attack" the attackers are the subject of the verb above."""
    above = token.head.head
    if (
        token.dep_ == "pobj"
        and token.head.lower_ in ("in", "during", "with", "by")
        and lemma_of(above) in result_words() - SUFFERED
        and is_verb(above)
    ):
        return arguments_of(above).subjects if token.head.lower_ != "by" else ()
    if token.dep_ == "pobj" and token.head.lower_ == "on" and lemma_of(token) == "alert":
        return arguments_of(above).subjects
    return ()


def _who_is_on(token: Token) -> tuple[Token, ...]:
    """Who "is on hunger strike", "went on strike"."""
    above = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "on" and lemma_of(above) in ("be", "go", "remain", "stay", "come") and is_verb(above):
        return arguments_of(above).subjects
    return ()


def speaker_of(verb: Token) -> tuple[Token, ...]:
    """Who says what the clause of ``verb`` tells, by the parse."""
    above = verb.head
    while above != verb and verb.dep_ in ("conj", "xcomp"):
        verb, above = above, above.head
    if verb.dep_ == "ccomp" and is_verb(above):
        return arguments_of(above).subjects
    below = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and is_verb(c)]
    return arguments_of(below[0]).subjects if below else ()


def _sides_before(token: Token) -> tuple[Token, ...]:
    """Adjectives of nations and names of bodies before a noun: "an Orvessan raid", "a NATO strike"; or its possessor."""
    owners = [c for c in token.children if c.dep_ == "poss" and is_participant(c) and c.ent_type_ not in ("DATE", "TIME")]
    if lemma_of(token) in OWNED and not arguments_of(token).objects:
        owners = []  # "the judge's murder"
    named = [c for c in words_before(token) if c.ent_type_ == "NORP" or _is_body(c) or _is_state(c)]
    return with_conjuncts((owners or named)[:1])


def _is_body(token: Token) -> bool:
    """A body of several words or an abbreviated one. A single unknown word is as often the town: "the Tarvesk bombing"."""
    if token.text[:1].isupper() and kind_of_noun(token) in ("institution", "group"):
        return True
    several = token.doc[token.i - 1].ent_type_ == "ORG" and token.ent_iob_ == "I"
    return token.ent_type_ == "ORG" and (several or (token.text.isupper() and len(token.text) > 1))


def _is_state(token: Token) -> bool:
    """Abbreviated states and unions, which no place of attack is called by."""
    return token.ent_type_ == "GPE" and token.text.replace(".", "").isupper() and len(token.text) <= 4


@cache
def result_words() -> frozenset[str]:
    """Verbs that tell what came of an event."""
    return words_of_class("result-verb")


def _victims(token: Token) -> Iterator[Token]:
    """Whom the verbs beside the trigger say it killed or hurt: "went off, killing two guards"."""
    for verb in _result_verbs(token):
        below = arguments_of(verb)
        for head in below.objects or (below.subjects if lemma_of(verb) in SUFFERED else ()):
            if head.pos_ in ("NOUN", "PROPN") and lemma_of(head) not in NOBODY and head.ent_type_ not in ("CARDINAL", "DATE"):
                yield head


def _result_verbs(token: Token) -> Iterator[Token]:
    around = [*token.children]
    if token.head != token:
        around += [token.head, *(c for c in token.head.children if c.dep_ in ("conj", "advcl"))]
        if token.head.pos_ == "ADP":
            around.append(token.head.head)
    for word in around:
        if word != token and is_verb(word) and lemma_of(word) in result_words():
            yield word
