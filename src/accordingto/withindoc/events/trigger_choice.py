"""Which words of a document are triggers: each happening once, nothing that is only wished, promised or supposed.

In: parsed tokens and the regions of the report. Out: `Trigger`s in text order. It does not decide which of them tell of one event.

"Three soldiers were killed when a patrol was ambushed" has one trigger, "ambushed"; "demanded the withdrawal of troops" has one,
"demanded".
"""

from dataclasses import dataclass

from accordingto.model.evidence import Span
from accordingto.model.kinds import EventType, RegionKind
from accordingto.withindoc.events.arguments import arguments_of, is_verb, lemma_of
from accordingto.withindoc.events.factuality import is_unreal
from accordingto.withindoc.events.happenings import happenings_of
from accordingto.withindoc.events.modes import mode_of
from accordingto.withindoc.events.plans import planned_type, ways_up
from accordingto.withindoc.events.triggers import TriggerRow, trigger_row, words_of_class
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc, Token

RESULTS = frozenset({"kill", "wound", "injure", "slay", "arrest", "detain", "displace"})
"""Verbs that tell what came of an event; a mention only where their sentence tells of it in no other word."""
EVENTS = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER, EventType.PROTEST)
NOT_READ = (RegionKind.DATELINE, RegionKind.BYLINE, RegionKind.CREDIT, RegionKind.BOILERPLATE)


SPOKEN = (EventType.AGREE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.CONCEDE)
"""What is agreed, asked, refused, threatened or given up is not told as an event of its own (PLOVER: the plain type covers it)."""
TALK = (*SPOKEN, EventType.SUPPORT, EventType.CONSULT, EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.ACCUSE)
"""What is told as a purpose only ("met to discuss peace") is not told as done."""
APART = frozenset(
    {"after", "following", "since", "because", "despite", "over", "before", "during", "amid", "when", "while", "relcl", "if", "unless"}
)
"""What stands below one of these is told for itself: "demanded a trial after the murder"."""


LONGEST_TITLE = 80
"""Code points of a title, quotation marks included; a longer quotation in capitals is speech."""
TOLD_BY = ("in", "on", "during", "after", "following", "amid", "by")
"""Prepositions that tell of a happening as having happened: "forty died in clashes"."""


@dataclass(slots=True)
class Trigger:
    """A word that tells of an event, before its claimant is known."""

    token: Token
    row: TriggerRow | None
    type: EventType | None
    mode: str
    span: Span | None = None
    """Where the caller gave the mention: its words."""

    @property
    def word(self) -> str:
        """The lexicon's word, or the lemma."""
        return self.row.word if self.row else lemma_of(self.token)

    @property
    def is_agent(self) -> bool:
        """Whether the word names who took part rather than what they did ("protesters")."""
        return self.row is not None and "agent" in self.row.frame


def given_triggers(doc: Doc, notes: Notes) -> list[Trigger]:
    """A trigger for each mention that the caller gives; without a type where the lexicon has none."""
    found = []
    for span in sorted(notes.document.given.events or ()):
        token = tokens_of(doc, span).root
        row = trigger_row(token)
        mode = mode_of(token, arguments_of(token), row.mode) if row is not None and row.type == "ASSAULT" else row.mode if row else ""
        found.append(Trigger(token, row, EventType(row.type) if row else None, mode, span))
    return found


def triggers_of(doc: Doc, notes: Notes) -> list[Trigger]:
    """All triggers in text order, one for what one sentence tells twice."""
    skipped = [r.span for r in notes.regions if r.kind in NOT_READ]
    found = []
    for token in doc:
        row = trigger_row(token)
        if row is None or any(s.start <= token.idx < s.end for s in skipped):
            continue
        kind = EventType(row.type)
        mode = mode_of(token, arguments_of(token), row.mode) if kind is EventType.ASSAULT else row.mode
        if is_unreal(token) or _is_in_general(token, row) or _is_in_title(notes, token):
            continue
        planned = planned_type(token, kind)
        found.append(Trigger(token, row, planned, mode if planned is kind else ""))
    chosen = _chosen(found)
    typed = frozenset(t.token.i for t in chosen)
    chosen += [Trigger(token, None, None, "") for token in happenings_of(doc, notes, typed)]
    return sorted(chosen, key=lambda t: t.token.i)


def _chosen(found: list[Trigger]) -> list[Trigger]:
    """Those that tell of an event which no other tells better."""
    by_place = {t.token.i: t for t in found}
    for t in found:
        if t.token.dep_ == "dobj" and lemma_of(t.token.head) in words_of_class("light-verb"):
            by_place.setdefault(t.token.head.i, t)
        if t.token.tag_ == "MD":
            by_place.setdefault(t.token.head.i, t)
    return [t for t in found if not _is_only_a_result(t, found) and not _is_only_a_crowd(t, found) and not _is_told_by_another(t, by_place)]


def _is_only_a_result(trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether the trigger tells only what came of an event that another word tells."""
    if trigger.word not in RESULTS:
        return False
    head = trigger.token.head
    if trigger.token.dep_ == "conj" and any(o.token == head and o.word in RESULTS and o.type is trigger.type for o in found):
        return not any(c.dep_ in ("nsubj", "nsubjpass") for c in trigger.token.children)  # "wounded a guard and killed a driver"
    events = [o for o in found if o.word not in RESULTS and o.type in EVENTS]
    if not arguments_of(trigger.token).subjects:
        return bool(events)
    return trigger.type is EventType.ASSAULT and any(o.token.sent == trigger.token.sent for o in events)


def _is_only_a_crowd(trigger: Trigger, found: list[Trigger]) -> bool:
    """Whether protesters are named in a document that tells of their protest in another word."""
    if not trigger.is_agent:
        return False
    noun = trigger.token
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ in ("dobj", "pobj") and any(o.token == above and o.type is EventType.ASSAULT for o in found):
        return True  # "opened fire on the marchers": to whom it was done
    same = [o for o in found if o.type is EventType.PROTEST and o.token != trigger.token]
    return any(not o.is_agent or o.token.i < trigger.token.i for o in same)


def _is_told_by_another(trigger: Trigger, by_place: dict[int, Trigger]) -> bool:
    """Whether the trigger is what another one asks for, offers, refuses or threatens, or says it again in other words."""
    token = trigger.token
    if trigger.row and trigger.row.pos == "noun" and any(_carries_out(by_place.get(c.i), trigger) for c in token.children):
        return True
    above = by_place.get(token.head.i)
    if above is not None and above.type is trigger.type is EventType.ACCUSE and token.dep_ == "nsubj" and not is_verb(token):
        return True  # "an indictment accuses two bankers": the deed is told by the verb
    if above is not None and above is not trigger and above.type is trigger.type and _is_said_twice(trigger, above):
        return True
    return any(_covers(by_place[above], trigger, path) for above, path in ways_up(trigger.token) if above in by_place)


def _carries_out(below: Trigger | None, above: Trigger) -> bool:
    """Whether a participle after the noun is the deed itself: "the curfew imposed on Monday"."""
    if below is None or below.word in RESULTS or above.type is EventType.CONSULT:
        return False
    return below.type is above.type and below.token.dep_ in ("acl", "relcl")


def _is_said_twice(trigger: Trigger, above: Trigger) -> bool:
    """Whether verb and noun tell one thing: "a curfew was imposed" (the verb), "talks, hosted by the bishop" (the noun)."""
    if trigger.token.dep_ == "nsubjpass":
        return not is_verb(trigger.token)
    return trigger.token.dep_ == "acl" and above.type is EventType.CONSULT


def _is_in_general(token: Token, row: TriggerRow) -> bool:
    """Whether a noun speaks of violence in general: "such attacks", "this kind of attack", "an end to killings"."""
    if row.pos != "noun" or row.type not in ("ASSAULT", "PROTEST"):
        return False
    if any(c.lower_ in ("such", "these", "all") and c.dep_ in ("amod", "predet", "det") for c in token.children) and token.tag_ == "NNS":
        return any(c.lower_ == "such" for c in token.children)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and lemma_of(token.head.head) in ("kind", "type", "form", "sort"):
        return True
    if row.frame and not row.frame.startswith("!"):
        return False
    allowed = ("amod", "compound") if token.tag_ == "NNS" else ()
    bare = not any((c.i < token.i and c.dep_ not in allowed) or c.dep_ in ("prep", "acl", "relcl") for c in token.children)
    told = token.dep_ in ("nsubj", "nsubjpass") or lemma_of(token.head) in words_of_class("light-verb")
    hurt = token.dep_ == "pobj" and (token.head.lower_ in TOLD_BY or lemma_of(token.head.head) in words_of_class("result-verb"))
    return bare and not told and not hurt and not token.is_sent_start and token.head.pos_ != "VERB"


def _is_in_title(notes: Notes, token: Token) -> bool:
    """Whether the word stands in the quoted title of a work: the film “The Siege of Orten”."""
    if not token.is_title:
        return False
    for quote in notes.quotes:
        if quote.span.start <= token.idx < quote.span.end and quote.span.end - quote.span.start < LONGEST_TITLE:
            words = [t for t in tokens_of(token.doc, quote.span) if t.is_alpha and len(t) > 3]
            return len(words) > 1 and all(t.is_title for t in words) and not any(t.pos_ in ("VERB", "AUX") for t in words if t != token)
    return False


def _is_known(trigger: Trigger) -> bool:
    """Whether a noun speaks of a happening as known: "an end to the fighting" tells of fighting, "lies about Tuesday's raid" of a raid."""
    known = any(c.lower_ in ("the", "this", "these") or (c.dep_ == "poss" and c.ent_type_ == "DATE") for c in trigger.token.children)
    return known and trigger.type in EVENTS and trigger.token.pos_ == "NOUN"


def _covers(above: Trigger, below: Trigger, path: tuple[str, ...]) -> bool:
    if (
        above is below
        or (below.token.dep_ == "acl" and below.token.head == above.token)
        or any(step in APART for step in path)
        or _is_known(below)
    ):
        return False
    if above.type is EventType.RETREAT and below.type in (EventType.COERCE, EventType.SANCTION):
        return True
    if "purpose" in path and below.type in TALK:
        return True
    if above.type in SPOKEN:
        return True
    if above.type is EventType.PROTEST and below.type in (EventType.REQUEST, EventType.ACCUSE, EventType.PROTEST):
        return True
    return above.type is below.type and above.type is not EventType.ASSAULT and above.type is not EventType.ACCUSE
