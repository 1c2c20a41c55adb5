"""Who stands in which place beside a verb or an event noun, by the parse alone.

In: a token. Out: `Arguments`: heads of subject, object, by-phrase, of every preposition, the particle, the clause that
depends on it; passive, reduced relative, coordination, control and light verbs resolved. It does not decide who is actor
or recipient, nor what the words mean.

>>> sentence = "The clinic raided by the men on Friday had been shut."
>>> [t.text for t in arguments_of(parsed(sentence)[2]).objects]  # doctest: +SKIP
['clinic']
"""

from dataclasses import dataclass, field
from functools import cache

from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.tokens import Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE = ("nsubjpass", "csubjpass")
CLAUSES = ("xcomp", "ccomp", "pcomp")
RELATIVE = ("who", "which", "that", "whom")
MENDED = {
    "rap": "rape",
    "slew": "slay",
    "raided": "raid",
    "staged": "stage",
    "shelle": "shell",
    "shel": "shell",
    "bombe": "bomb",
    "forgave": "forgive",
    "cancell": "cancel",
    "lambasted": "lambast",
}
"""Lemmas that the parser's rules get wrong."""
MAX_CLIMB = 4
"""Clauses to climb in search of a subject; deeper ones are parser noise."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A row of event_words.tsv."""

    name: str
    words: str
    example: str


@dataclass(slots=True)
class Arguments:
    """Heads beside a predicate. ``by``: the passive's agent; ``preps``: objects of each preposition; ``light``: the light verb."""

    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    by: tuple[Token, ...] = ()
    preps: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    particles: tuple[str, ...] = ()
    clauses: tuple[Token, ...] = ()
    passive: bool = False


@cache
def object_control() -> frozenset[str]:
    """Verbs whose object does what the clause below them tells ("forced them to leave")."""
    return frozenset(w for row in rows_of("event_words.tsv", ClassRow) if row.name == "object-control" for w in row.words.split())


@cache
def whereabouts() -> frozenset[str]:
    """Nouns that after "by" tell where, not by whom: "attacked by the roadside"."""
    return frozenset(w for row in rows_of("event_words.tsv", ClassRow) if row.name == "whereabouts" for w in row.words.split())


def lemma_of(token: Token) -> str:
    """The lemma in lower case, mended where the parser's is no word or a name was taken for a plural.

    "Militiamen" at the start of a sentence is a name to the tagger, so its lemma is left as it stands.
    """
    lemma = token.lemma_.lower()
    if lemma in MENDED:
        return MENDED[lemma]
    if token.pos_ == "PROPN" and len(lemma) > 3:
        if lemma.endswith("men"):
            return lemma[:-3] + "man"
        if lemma.endswith("s") and not lemma.endswith("ss"):
            return lemma[:-1]
    return lemma


def core_of(token: Token) -> Token:
    """What is counted: in "dozens of missiles", the missiles."""
    if lemma_of(token) in _quantities():
        for child in token.children:
            if child.lower_ == "of":
                return next((g for g in child.children if g.dep_ == "pobj"), token)
    return token


@cache
def _quantities() -> frozenset[str]:
    return frozenset(w for row in rows_of("event_words.tsv", ClassRow) if row.name == "quantity" for w in row.words.split())


def arguments_of(token: Token) -> Arguments:
    """The arguments of a verb or an event noun."""
    if token.pos_ == "ADJ":
        return _of_adjective(token)
    return _of_verb(token, MAX_CLIMB) if is_verb(token) else _of_noun(token)


def is_verb(token: Token) -> bool:
    """Whether the token is used as a verb here: a gerund with an article or possessor is a noun."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    return token.tag_ != "VBG" or not any(c.dep_ in ("det", "poss") or (c.dep_ == "prep" and c.lower_ == "of") for c in token.children)


def with_conjuncts(heads: list[Token]) -> tuple[Token, ...]:
    """The heads and what is coordinated with them: "soldiers and guards"."""
    found: list[Token] = []
    for head in heads:
        stack = [head]
        while stack:
            one = stack.pop(0)
            if one not in found:
                found.append(one)
                stack += [c for c in one.children if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]
                stack += _along_with(one)
    return tuple(found)


def _along_with(head: Token) -> list[Token]:
    """In "the general, along with his driver", the driver: the parser may hang it on the verb."""
    doc, at = head.doc, head.right_edge.i + 1
    if at - head.i > 4:
        return []
    if at < len(doc) and doc[at].text == ",":
        at += 1
    if at + 1 < len(doc) and doc[at].lower_ in ("along", "together") and doc[at + 1].lower_ == "with":
        return [g for g in doc[at + 1].children if g.dep_ == "pobj"]
    return []


def prepositions(token: Token) -> dict[str, tuple[Token, ...]]:
    """Objects of each preposition that depends on ``token``; "in front of" counts under its first word."""
    found: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt") and child.pos_ in ("ADP", "SCONJ", "ADV", "VERB"):
            objects = [g for g in child.children if g.dep_ == "pobj"]
            for inner in child.children:
                if inner.dep_ == "prep":
                    objects += [g for g in inner.children if g.dep_ == "pobj"]
            name = child.lower_
            if [o.lower_ for o in objects] == ["front"]:
                name, objects = "in front of", [g for c in objects[0].children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
            found.setdefault(name, []).extend(with_conjuncts(objects))
    return {name: tuple(tokens) for name, tokens in found.items()}


BEFALL = frozenset(("collapse", "die", "fall", "erupt", "perish", "vanish", "occur", "happen", "emerge", "arrive"))
"""Verbs that are done to nobody: their participle leaves out no helping verb."""


def _whole_of(noun: Token) -> Token:
    """The noun of which ``noun`` says what it is a part of: in "part of a stand" the part."""
    while noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    return noun


def _of_verb(token: Token, climb: int) -> Arguments:
    children = list(token.children)
    by_heads = [g for c in children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    passive_subjects = [c for c in children if c.dep_ in PASSIVE]
    passive = bool(passive_subjects or by_heads or any(c.dep_ == "auxpass" for c in children))
    if passive_subjects and not by_heads:  # "were granted asylum by the island": the parser sees no agent beside an object
        by_heads = [g for c in children if c.dep_ == "prep" and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
    by_heads = [h for h in by_heads if lemma_of(h) not in whereabouts()]
    subjects = [c for c in children if c.dep_ in SUBJECTS]
    if subjects and token.tag_ == "VBN" and lemma_of(token) not in BEFALL and not any(c.dep_ in ("aux", "dobj") for c in children):
        # a headline leaves out the helping verb: "Team Not Allowed to Base"
        passive, passive_subjects, subjects = True, subjects, []
    objects = [c for c in children if c.dep_ == "dobj" or (c.dep_ == "dative" and c.pos_ != "ADP")]
    objects += [g for c in children if c.dep_ == "prt" for g in c.children if g.dep_ == "pobj"]
    if token.dep_ == "acl" and token.tag_ in ("VBN", "VBD") and not subjects:
        whole = _whole_of(token.head)
        if not by_heads and _is_sentence(whole):
            subjects = [core_of(whole)]
        else:
            passive = True
            passive_subjects = passive_subjects or [token.head]
    found = Arguments(
        objects=with_conjuncts([_antecedent(t, token) for t in objects + passive_subjects]),
        by=with_conjuncts(by_heads),
        preps=prepositions(token),
        particles=tuple(c.lower_ for c in children if c.dep_ == "prt" or (c.dep_ == "advmod" and c.pos_ == "ADP")),
        clauses=_clauses(children),
        passive=passive,
    )
    if passive:
        found.subjects = found.by
        if not found.objects:
            found.objects = _borrowed(token, climb)
        return found
    found.subjects = with_conjuncts([_antecedent(t, token) for t in subjects]) or _borrowed(token, climb)
    if not found.objects and token.dep_ == "relcl" and any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE for c in children):
        found.objects = with_conjuncts([token.head]) if not found.clauses and not found.preps else ()
    return found


def _clauses(children: list[Token]) -> tuple[Token, ...]:
    """Clauses that the verb asks for; one with "to" also where the parser took it for a purpose ("sworn to fight")."""
    found = [g for c in children for g in (c, *c.children) if g.dep_ in CLAUSES and (g == c or c.dep_ == "prep")]
    found = found or [c for c in children if c.dep_ == "advcl" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)]
    return tuple(found)


def _is_sentence(noun: Token) -> bool:
    """Whether a root noun with a participle is a whole sentence that the parser misread: "A bus overturned near the border."."""
    return noun.dep_ == "ROOT" and noun.sent.text.rstrip().endswith((".", "”", '"'))


def _antecedent(token: Token, verb: Token) -> Token:
    """What a relative pronoun stands for."""
    if token.lower_ in RELATIVE and token.pos_ in ("PRON", "DET", "SCONJ"):
        clause = verb
        while clause.dep_ in ("conj", "xcomp", "ccomp") and clause.head != clause:
            clause = clause.head
        if clause.dep_ == "relcl":
            return clause.head
    return token


def _borrowed(token: Token, climb: int) -> tuple[Token, ...]:
    """The subject that a verb without one shares with the clause above it."""
    head = token.head
    if climb == 0 or head == token:
        return ()
    if token.dep_ == "acl" and token.tag_ != "VBN":
        return with_conjuncts([head]) if token.tag_ == "VBG" else _light_subject(head, climb)
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        above = _of_verb(head, climb - 1)
        return above.objects if above.passive else above.subjects
    if token.dep_ == "advcl" and token.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in token.children):
        return ()  # "had received eleven wounded": a bare participle tells what was done to somebody
    if token.dep_ in ("xcomp", "ccomp", "advcl", "pcomp"):
        return _controller(token, climb)
    return ()


def _controller(token: Token, climb: int) -> tuple[Token, ...]:
    """Who does what a dependent clause without a subject tells: "forced them to leave", "agreed to leave"."""
    above = token.head.head if token.dep_ == "pcomp" or token.head.pos_ == "ADP" else token.head
    if above.pos_ in ("NOUN", "PROPN"):
        return _of_noun(above).subjects
    if token.dep_ == "ccomp" and any(c.dep_ == "mark" for c in token.children):
        return ()
    arguments = _of_verb(above, climb - 1)
    if arguments.passive or (token.dep_ != "advcl" and lemma_of(above) in object_control()):
        return arguments.objects or arguments.subjects
    return arguments.subjects


def _light_subject(noun: Token, climb: int) -> tuple[Token, ...]:
    """The subject of the verb whose object ``noun`` is ("a plan to attack", "made an attempt to enter")."""
    verb = noun.head
    if noun.dep_ in ("dobj", "attr") and verb.pos_ in ("VERB", "AUX"):
        return _of_verb(verb, climb - 1).subjects
    return with_conjuncts([c for c in noun.children if c.dep_ == "poss"])


def _of_noun(token: Token) -> Arguments:
    preps = prepositions(token)
    owners = [c for c in token.children if c.dep_ == "poss" and c.pos_ != "DET"]
    reduced = [c for c in token.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN"]
    by = list(preps.get("by", ()))
    for verb in reduced:
        by += prepositions(verb).get("by", ())
    return Arguments(subjects=tuple(by) or with_conjuncts(owners), objects=preps.get("of", ()), by=tuple(by), preps=preps)


def _of_adjective(token: Token) -> Arguments:
    """The subject of "be ready" is that of its copula."""
    above = _of_verb(token.head, MAX_CLIMB) if token.head.pos_ in ("VERB", "AUX") else Arguments()
    clauses = _clauses(list(token.children))
    return Arguments(subjects=above.subjects, preps=prepositions(token), clauses=clauses or above.clauses)
