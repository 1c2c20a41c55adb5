"""Words of loss and the counts that they take: who was killed, hurt, missing, held, driven out; what was damaged.

In: a sentence's tokens, `losses.tsv`, the counts. Out: (count or words, kind, loss word) triples. It does not decide who claims them nor
which event they belong to.

In "Six cooks were burned to death" the word of loss is "burned", and what it tells is a killing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from accordingto.model.kinds import Slot
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.events.triggers import in_class
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.groups import is_person


@dataclass(frozen=True, slots=True)
class LossRow:
    """A row of losses.tsv."""

    word: str
    pos: str
    frame: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A word of loss in a text, with the row that it follows."""

    token: Token
    row: LossRow

    @property
    def slot(self) -> Slot:
        """The slot that it fills."""
        return Slot(self.row.kind)


HARMS = frozenset({Slot.KILLED, Slot.INJURED, Slot.CASUALTIES, Slot.MISSING})
POS = {"verb": ("VERB", "AUX", "ADJ"), "adj": ("ADJ", "ADV", "VERB", "NOUN"), "noun": ("NOUN", "ADJ", "VERB", "PROPN")}
LIVES = frozenset({"life", "live"})
LIMBS = frozenset("leg arm foot hand eye finger toe hearing sight limb thumb ear".split())
HURTS = LIMBS | frozenset(
    """injury wound burn cut bruise fracture shock concussion trauma graze inhalation bone rib skull ankle wrist hip neck knee
    jaw nose collarbone poisoning""".split()
)
HOMES = ("home", "homes", "house", "houses", "village", "villages")
COMBAT = frozenset("battle fighting combat action fight clash line war attack assault defence defense".split())
SHELTERS = frozenset(
    """school hall tent car church mosque gym gymnasium stadium shelter refuge camp safety open outdoors street field barn
    roof ground barracks stable neighbour relative friend kin""".split()
)
ROOFS = frozenset("roof window door tile wall gable".split())
CLINICS = ("hospital", "hospitals", "clinic", "clinics", "infirmary", "infirmaries", "ward", "wards")
CARE = frozenset({"treatment", "care", "aid", "attention", "surgery", "stitch"})
RESCUERS = frozenset(
    """rescuer diver crew firefighter fireman volunteer helicopter boat dog ship coastguard lifeboat team searcher villager
    neighbour digger plane aircraft vessel patrol""".split()
)
"""Who searches for the missing: of police it may be suspects that they look for."""
FOUND = frozenset("survivor body corpse passenger castaway sailor fisherman swimmer crew signal".split())
SENSELESS = frozenset("unconscious senseless bloody badly severely savagely".split())
OUTWARD = frozenset("across out off away over".split())
PLACED = ("at", "in", "near", "on", "during", "before", "outside")
NEGATORS = ("not", "n't", "n’t", "never")
TO_DEATH = "to-death"


@cache
def _rows() -> dict[str, tuple[LossRow, ...]]:
    found: dict[str, tuple[LossRow, ...]] = {}
    for row in rows_of("losses.tsv", LossRow):
        found[row.word.split()[-1]] = (*found.get(row.word.split()[-1], ()), row)
    return found


def losses_in(sentence: Tokens) -> Iterator[Loss]:
    """All words of loss of a sentence; a word with several senses ("burned") is given once for each kind that fits."""
    for token in sentence:
        if token.pos_ == "VERB" and _is_to_death(token):
            yield Loss(token, _rows()[TO_DEATH][0])
            continue
        keys = dict.fromkeys((token.lemma_.lower(), token.lower_))
        if token.pos_ == "ADJ" and token.lower_.endswith("ed"):  # "83 wrecked homes"
            keys |= dict.fromkeys((token.lower_[:-2], token.lower_[:-1]))
        kinds: set[str] = set()
        for row in (r for key in keys for r in _rows().get(key, ())):
            if row.kind not in kinds and _fits(token, row):
                kinds.add(row.kind)
                yield Loss(token, row)


ONLY_SENTENCED = frozenset("sentence condemn threaten doom come go".split())
"""Verbs with which "to death" tells no death: "sentenced to death"."""
ESCAPED = frozenset("escape cheat avoid evade dodge defy face fear risk survive wish".split())
"""Of what nobody died: "escaped death", "risked death"."""
RUBBLE = frozenset(
    """under beneath underneath alive rubble debris snow mud avalanche landslide earth ash sand rock ruins below underground
    wreckage collapse""".split()
)


def _is_under(verb: Token) -> bool:
    """“Buried under rubble”, “a slide buried nine men”, “buried when the shaft fell in”: the dead are buried too, by mourners."""
    doers = [c for c in verb.children if c.dep_ == "nsubj"]
    if doers:
        return not any(is_person(c) for c in doers)
    near = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 9]}
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children]
    clause = any(c.dep_ == "advcl" and any(g.lower_ in ("when", "as", "after") for g in c.children) for c in verb.children)
    return bool(near & RUBBLE) or clause or (bool(agents) and not any(is_person(g) for g in agents))


def _is_to_death(verb: Token) -> bool:
    """“Burned to death”, “froze to death”: whatever the verb, who is meant is dead."""
    doc = verb.doc
    if verb.lemma_.lower() in ONLY_SENTENCED:
        return False
    last = min(len(doc) - 1, verb.i + 4)
    return any(doc[i].lower_ == "to" and doc[i + 1].lower_ == "death" for i in range(verb.i + 1, last)) and not any(
        t.pos_ == "VERB" for t in doc[verb.i + 1 : last] if t.lower_ != "death"
    )


def _fits(token: Token, row: LossRow) -> bool:
    if token.pos_ not in POS[row.pos] or token.ent_type_ in ("ORG", "WORK_OF_ART"):
        return False
    if row.pos == "noun":
        return _is_noun(token, row)
    if row.pos == "adj":
        return token.lower_ == row.word and not (
            token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN") and token.lower_ == "dead" and token.head.lower_ == "end"
        )
    needs = NEEDS.get(row.frame.partition(":")[2])
    if needs is not None:
        return needs(token)
    return not (row.word == "round" and not _follows(token, ("up",), 3)) and not (row.word == "gun" and not _follows(token, ("down",), 2))


def _below(token: Token) -> set[str]:
    """Lemmas of what hangs on a verb, two steps down."""
    children = list(token.children)
    return {t.lemma_.lower() for t in children} | {t.lemma_.lower() for c in children for t in c.children}


def _is_denied(token: Token) -> bool:
    return any(c.lower_ in NEGATORS for c in token.children)


def _is_alive(token: Token) -> bool:
    return _follows(token, ("alive",), 4)


def _is_in_hospital(token: Token) -> bool:
    return _follows(token, CLINICS, 5) and not _follows(token, ("detention", "custody"), 5)


def _is_clinic(subject: Token) -> bool:
    """“Harnby Infirmary”, “the clinic”; “it”, where the sentence before named one as the one who speaks."""
    if subject.lower_ != "it":
        return subject.lower_ in CLINICS
    speaker = next((c for c in subject.head.head.children if c.dep_ == "nsubj"), None) if subject.head.dep_ == "ccomp" else None
    return speaker is not None and speaker.lower_ in CLINICS


def _undergoers(verb: Token) -> list[Token]:
    """Nouns to which it is done: the object, or the noun before a participle ("11 boats lost")."""
    return [verb.head] if verb.dep_ == "acl" else [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]


def _is_found(noun: Token) -> bool:
    """“Boats picked up 64 survivors and 17 bodies”: who is taken out of the water is not held."""
    of = [g for c in noun.children if c.lower_ == "of" for g in c.children]
    found_well = any(t.lower_ in ("alive", "unhurt", "unharmed", "safe") for t in noun.doc[noun.i : noun.head.i + 5])
    return (
        found_well
        or any(g.lemma_.lower() in FOUND for g in of)
        or noun.lemma_.lower() in FOUND
        or any(c.dep_ == "conj" and c.lemma_.lower() in FOUND for c in noun.children)
    )


def _are_soldiers(verb: Token) -> bool:
    """“16 of his soldiers fell at the ford”: with nothing beside it that gives the verb another sense ("fell back", "fell ill")."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    inside = [t for s in subjects for t in (s, *(g for c in s.children if c.lower_ == "of" for g in c.children))]
    other = any(c.dep_ in ("prt", "acomp", "dobj", "oprd", "xcomp") or (c.dep_ == "prep" and c.lower_ not in PLACED) for c in verb.children)
    return not other and any(in_class(t, "soldiers") for t in inside)


ELSEWHERE = frozenset(
    """injury illness suspension rival competitor transfer retirement budget party club team opponent flu defection cut industry city
    vote election poll ballot draft match game season tournament reshuffle by-election recession""".split()
)
"""Where people are lost to, or in, without being dead."""


def _loses_men(verb: Token) -> bool:
    """“The army lost 17 men”: not twelve games, not two players to injury, not nine seats in the vote."""
    links = [c for t in (verb, *(c for c in verb.children if c.dep_ == "dobj")) for c in t.children if c.lower_ in ("to", "in")]
    beside = {g.lemma_.lower() for c in links for g in c.children}
    beside |= {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 8] if t.nbor(-1).lower_ == "to"}  # "to injury" is often read as a verb
    return not beside & ELSEWHERE and any(c.dep_ in ("dobj", "nsubjpass") and _may_be_people(c) for c in verb.children)


def _may_be_people(noun: Token) -> bool:
    of = [g for c in noun.children if c.lower_ == "of" for g in c.children]
    if noun.lemma_.lower() in LIVES:
        return False  # "two employees lost their lives": it is they who are lost
    return is_person(noun) or (noun.pos_ == "NUM" and all(is_person(g) or g.pos_ in ("NUM", "PRON") for g in of))


NEEDS: dict[str, Callable[[Token], bool]] = {
    "lives": lambda t: bool(LIVES & _below(t)),
    "injuries": lambda t: bool(HURTS & _below(t)),
    "limbs": lambda t: bool(LIMBS & {c.lemma_.lower() for c in t.children if c.dep_ == "dobj"}),
    "away": lambda t: _follows(t, ("away",), 3),
    "up": lambda t: any(c.dep_ == "prt" and c.lower_ == "up" for c in t.children) and not any(_is_found(c) for c in _undergoers(t)),
    "homes": lambda t: _follows(t, HOMES, 9) and not any(c.dep_ == "prt" for c in t.children),
    "clinic": lambda t: any(c.dep_ == "nsubj" and _is_clinic(c) for c in t.children),
    "treatment": lambda t: bool(CARE & {c.lemma_.lower() for c in t.children if c.dep_ == "dobj"}),
    "still": lambda t: any(c.lower_ == "still" for c in t.children) and any(c.dep_ == "auxpass" for c in t.children),
    "rescuers": lambda t: any(c.dep_ == "nsubj" and c.lemma_.lower() in RESCUERS for c in t.children),
    "out": lambda t: _follows(t, HOMES, 9) or any(c.lower_ in OUTWARD for c in t.children),
    "craft": lambda t: any(in_class(n, "vehicle") for n in _undergoers(t)),
    "hostage": lambda t: bool({"hostage", "captive", "prisoner"} & _below(t)) or _follows(t, ("hostage", "captive", "prisoner"), 8),
    "combat": lambda t: bool(COMBAT & _below(t)) or _are_soldiers(t),
    "shelter": lambda t: bool(SHELTERS & _below(t)),
    "hospital": _is_in_hospital,
    "men": _loses_men,
    "people": lambda t: t.lemma_.lower() != "bury" or _is_under(t),
    "kept": lambda t: not any(c.dep_ == "prep" and c.lower_ in ("to", "on", "onto") for c in t.children),
    "alone": lambda t: (
        not any(c.dep_ in ("dobj", "prep", "xcomp", "prt", "advmod", "oprd", "ccomp") and c.i > t.i for c in t.children)
        and any(c.dep_ == "auxpass" for c in t.children)
    ),
    "senseless": lambda t: bool(SENSELESS & {c.lower_ for c in t.children}) or _follows(t, tuple(SENSELESS), 5),
    "roof": lambda t: bool(ROOFS & {c.lemma_.lower() for c in t.children if c.dep_ in ("dobj", "nsubjpass")}),
    "not": lambda t: _is_denied(t) and not _is_alive(t),
    "not-alive": lambda t: _is_denied(t) and _is_alive(t),
}
"""What a word of loss needs beside it, by the name that the lexicon gives it."""


def _is_noun(token: Token, row: LossRow) -> bool:
    if (token.dep_ == "dobj" and token.head.lemma_.lower() in ESCAPED) or (
        token.lower_ == "death" and token.i and token.nbor(-1).lower_ == "to"
    ):
        return False  # "sentenced to death"; "beaten to death" is told by its verb
    if token.lower_ in ("injured", "wounded", "missing", "dead", "sick"):
        before = token.doc[token.i - 1] if token.i else None
        head_is_noun = token.dep_ == "amod" and token.head.i > token.i
        return (
            row.word == token.lower_
            and not head_is_noun
            and before is not None
            and (before.pos_ in ("DET", "NUM", "ADJ") or before.lower_ in ("of", "more"))
        )
    if " " in row.word:
        return token.i > 0 and token.nbor(-1).lower_ == row.word.split()[0]
    if row.word == "hospital":  # "eight more are in hospital", not "in a hospital", "died in hospital"
        return token.i > 1 and token.nbor(-1).lower_ == "in" and token.nbor(-2).lemma_.lower() in ("be", "remain", "still")
    if row.word == "toll":
        return token.i == 0 or token.nbor(-1).lower_ not in ("road", "bridge", "casualty", "injury")
    return token.pos_ == "NOUN"


def _follows(token: Token, words: tuple[str, ...], within: int) -> bool:
    doc: Doc = token.doc
    return any(t.lower_ in words for t in doc[token.i + 1 : token.i + 1 + within])
