"""Which spell of time governs an event mention, by syntax.

In: the parse, spells, attributions, the mentions' trigger tokens. Out: a cost for each pair; None where the time belongs to another event
or to the saying. It does not turn spells into dates.

"Police said on Thursday that a convoy was hit on Tuesday": Tuesday governs the hit, Thursday governs nothing but the saying.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from accordingto.model.evidence import Span
from accordingto.model.found import EventMention
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.times.spells import Spell
from accordingto.withindoc.times.tense import AHEAD_VERBS
from accordingto.withindoc.tokens import Token

CLAUSE_BORDERS = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis"})
SAYING = frozenset({"say", "tell", "announce", "report", "add", "state", "claim", "write", "confirm", "deny", "declare", "warn", "insist"})
PAPERS = frozenset(
    """story article report edition issue bulletin statement communique communiqué letter update newsletter column editorial
    interview post dispatch programme broadcast publication paper list release notice""".split()
)
"""What is written or printed: its day is not the day of what it tells."""
PRINTING = frozenset("carry publish run print post air broadcast release issue file circulate distribute send".split())
FIGURES = frozenset({"toll", "number", "figure", "count", "tally", "total"})
FIGURE_VERBS = frozenset("rise climb stand reach fall drop grow pass exceed revise raise lower jump put increase remain hit top".split())
RECKONING = frozenset("raise revise lower increase update correct cut".split())
"""Verbs by which a claimant gives a new figure."""
DATING = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
"""How the time hangs on the noun that it dates: "said Monday's strike …"."""
TIME_ENTITIES = ("DATE", "TIME")
FAR = 20


def cost_of(notes: Notes, mention: EventMention, spell: Spell, trigger: Token, triggers: AbstractSet[int]) -> int | None:
    """Steps between the mention and the clause that the spell modifies; None: it belongs elsewhere. ``triggers``: numbers of all."""
    governor = governor_of(spell.token)
    if _is_saying(notes, mention, trigger, governor, spell):
        return None
    if spell.token in list(way_up(trigger)):
        return 1
    up, over = list(way_up(trigger)), list(way_up(governor))
    if governor in up:
        return _from_above(up, governor, triggers)
    if trigger in over[:5]:
        return _from_below(over, trigger, triggers)
    shared = next((t for t in up[1:6] if t in over[:5] and t.pos_ in ("VERB", "AUX")), None)
    if shared is None:
        return None
    if governor.i in triggers:
        return None
    crossed = sum(1 for t in over[: over.index(shared)] if t.dep_ in CLAUSE_BORDERS)
    return 6 + up.index(shared) + 3 * crossed


def _from_above(up: list[Token], governor: Token, triggers: AbstractSet[int]) -> int:
    steps = up.index(governor)
    crossed = sum(1 for t in up[:steps] if t.dep_ in CLAUSE_BORDERS)
    return steps + 3 * crossed + (2 if crossed and governor.i in triggers else 0)


def _from_below(over: list[Token], trigger: Token, triggers: AbstractSet[int]) -> int | None:
    """The time hangs on something below the trigger: its own phrase, or the event that is its subject ("a crush on Friday injured 30")."""
    at = over.index(trigger)
    nearer = [t for t in over[:at] if t.i in triggers]
    if not nearer:
        return 2 + sum(3 for t in over[:at] if t.dep_ in CLAUSE_BORDERS)
    return 5 if all(t.dep_ == "nsubj" and t.head == trigger for t in nearer) else None


def governor_of(time: Token) -> Token:
    """The word that the time modifies, over prepositions and nouns of time."""
    token = time
    while token.head != token and (token.pos_ in ("NUM", "PROPN", "ADP", "PUNCT", "ADJ", "DET") or token.ent_type_ in TIME_ENTITIES):
        if token.head.pos_ in ("VERB", "AUX") or (token.head.pos_ == "NOUN" and token.head.ent_type_ not in TIME_ENTITIES):
            return token.head
        token = token.head
    return token.head if token.dep_ in ("npadvmod", "advmod", "pobj", "tmod", "nmod") else token


def way_up(token: Token) -> Iterator[Token]:
    """The token and all above it."""
    yield token
    for _ in range(FAR):
        if token.head == token:
            return
        token = token.head
        yield token


def _right_after_saying(spell: Spell) -> bool:
    """The time follows its verb of saying: "said Tuesday the strike …", "told on Monday that …"."""
    doc, at = spell.token.doc, spell.token.i - 1
    while at > 0 and (doc[at].lower_ == "on" or doc[at].ent_type_ in TIME_ENTITIES):
        at -= 1
    return at >= 0 and doc[at].pos_ == "VERB" and doc[at].lemma_ in SAYING


def _is_saying(notes: Notes, mention: EventMention, trigger: Token, governor: Token, spell: Spell) -> bool:
    """The time stands outside of what was said and hangs on the cue: the day of saying."""
    hangs_on_what_was_said = governor == trigger and (trigger.i < spell.token.i or spell.token.dep_ in DATING)
    if _right_after_saying(spell) and not hangs_on_what_was_said and trigger.lemma_ not in SAYING:
        return True
    if governor.lemma_ in AHEAD_VERBS:
        return False
    at = Span(spell.token.idx, spell.token.idx + len(spell.token))
    if (governor is not trigger and _is_writing(governor)) or _is_of_figure(governor, spell):
        return True
    if _is_of_reckoning(notes, mention, trigger, spell):
        return True
    for attribution in notes.attributions_around(mention.trigger):
        if not any(c.contains(at) for c in attribution.content):
            cues = [t for c in attribution.cue for t in tokens_of(trigger.doc, c)]
            if governor in cues:
                return True
    if governor.lemma_ not in SAYING or governor == trigger:
        return False
    return any(t.dep_ in ("ccomp", "parataxis") and t.head == governor for t in way_up(trigger)) or governor.head in list(way_up(trigger))


def _is_writing(governor: Token) -> bool:
    """“Carried a story on Sunday about …”, “an article on Sunday told of …”: the day of a paper."""
    if governor.pos_ == "NOUN":
        return governor.lemma_.lower() in PAPERS
    things = (c for c in governor.children if c.dep_ in ("dobj", "nsubjpass"))
    return governor.lemma_ in PRINTING and any(c.lemma_.lower() in (*PAPERS, "account", "version", "picture", "footage") for c in things)


def _is_of_figure(governor: Token, spell: Spell) -> bool:
    """“Up from six on Monday”, “the toll stood at 31 on Monday”, “the toll, 15 on Sunday”: the day on which so many were counted."""
    doc, at = spell.token.doc, spell.token.i - 1
    while at > 0 and (doc[at].lower_ == "on" or doc[at].ent_type_ in TIME_ENTITIES):
        at -= 1
    if at > 0 and doc[at].like_num and (doc[at - 1].lower_ == "from" or doc[at - 1].text == ","):
        return True
    verb = governor if governor.pos_ == "VERB" else governor.head
    return verb.lemma_ in FIGURE_VERBS and any(c.dep_ in ("nsubj", "nsubjpass") and c.lemma_.lower() in FIGURES for c in verb.children)


def _is_of_reckoning(notes: Notes, mention: EventMention, trigger: Token, spell: Spell) -> bool:
    """The time follows the new figure: "raised the toll of the riot to 11 on Thursday" is the day of raising it."""
    if not any(t.like_num for t in trigger.doc[trigger.i + 1 : spell.token.i]):
        return False
    for attribution in notes.attributions_around(mention.trigger):
        cues = [t for c in attribution.cue for t in tokens_of(trigger.doc, c)]
        if any(t.lemma_ in RECKONING and t.i < trigger.i for t in cues):
            return True
    return False
