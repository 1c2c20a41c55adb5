"""Which words tell of an event, and of what type: rows of triggers.tsv, each with the frame that it needs.

In: a token of a parsed document. Out: the row that fits it, or None. It does not decide whether the event happened, who
took part, or whether two words tell of one event.

A frame is a list of conditions, ``;`` between them, ``!`` before one that must not hold. ``subj=``, ``obj=``, ``by=``, ``mod=`` (a word
before the noun), ``gov=`` (the verb above), ``comp=`` (the clause below), ``word=`` (any word below), ``part=`` (particle), ``prep=``
(preposition), or a preposition itself (``of=``). After ``=`` stand lemmas and @classes of event_words.tsv; @people, @org and @place
also hold for names. Without ``=`` anything fills the place. Without a place: ``neg``, ``passive``, ``said`` (somebody is said to
have said it), ``to-clause``, ``comp-subj`` (the clause has its own subject), ``hostile``, ``friendly`` (the clause tells of such an
act), ``own-plan`` (of what the speakers will do), ``agent``, ``under``, ``prep-on`` (the noun follows that word).

In "Gunmen opened fire on a crowd" the row of "open" with the frame ``obj=fire`` fits, that of "open" with ``obj=border`` does not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from accordingto.model.evidence import Span
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.events.arguments import Arguments, ClassRow, arguments_of, core_of, is_verb, lemma_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun

NOUN_TAGS = ("NOUN", "PROPN")
BEFORE_NOUN = ("compound", "amod", "nmod", "poss", "npadvmod")
NEAR = 14
"""Tokens within which ``word=`` is looked for."""


@dataclass(frozen=True, slots=True)
class TriggerRow:
    """A row of triggers.tsv."""

    word: str
    pos: str
    frame: str
    type: str
    mode: str
    example: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a frame."""

    negated: bool
    place: str
    words: frozenset[str]
    classes: tuple[str, ...]


@cache
def trigger_index() -> dict[tuple[str, str], tuple[tuple[TriggerRow, tuple[Condition, ...]], ...]]:
    """Rows by lemma and part of speech, in the order of the file."""
    found: dict[tuple[str, str], list[tuple[TriggerRow, tuple[Condition, ...]]]] = {}
    for row in rows_of("triggers.tsv", TriggerRow):
        found.setdefault((row.word, row.pos), []).append((row, conditions_of(row.frame)))
    return {key: tuple(rows) for key, rows in found.items()}


@cache
def _listed_words() -> frozenset[str]:
    return frozenset(word for word, _ in trigger_index())


@cache
def words_of_class(name: str) -> frozenset[str]:
    """The lemmas of a class."""
    return frozenset(w for row in rows_of("event_words.tsv", ClassRow) if row.name == name for w in row.words.split())


def conditions_of(frame: str) -> tuple[Condition, ...]:
    """A frame, read.

    >>> [(c.negated, c.place, sorted(c.words), c.classes) for c in conditions_of("obj=fire shot;!prep=for;subj=@armed")]
    [(False, 'obj', ['fire', 'shot'], ()), (True, 'prep', ['for'], ()), (False, 'subj', [], ('armed',))]
    """
    found = []
    for part in filter(None, frame.split(";")):
        place, _, values = part.lstrip("!").partition("=")
        words = values.split()
        classes = tuple(w[1:] for w in words if w.startswith("@"))
        plain = frozenset(w for w in words if not w.startswith("@"))
        found.append(Condition(part.startswith("!"), place, plain, classes))
    return tuple(found)


def trigger_row(token: Token) -> TriggerRow | None:
    """The row of triggers.tsv that fits ``token`` in its sentence, if any."""
    words = _listed_words()
    if lemma_of(token) not in words and token.lower_ not in words:
        return None  # first, since most words are in no row and the part of speech costs more
    pos = _part_of_speech(token)
    if not pos:
        return None
    rows = trigger_index().get((lemma_of(token), pos)) or trigger_index().get((token.lower_, pos))
    if not rows:
        return None
    arguments = arguments_of(token.head if pos == "modal" else token)
    for row, conditions in rows:
        if all(_holds(c, token, arguments) != c.negated for c in conditions):
            return row
    return None


def _part_of_speech(token: Token) -> str:
    if token.tag_ == "MD" and token.dep_ == "aux":
        return "modal"
    if is_verb(token):
        before = token.nbor(-1) if token.i else token
        adjective = (
            token.dep_ in ("amod", "compound")
            or (token.tag_ == "VBN" and before.dep_ == "det")
            or (token.tag_ in ("VBN", "VBD") and before.tag_ == "POS")
        )
        return "" if adjective else "verb"
    if _is_in_name(token) or (token.dep_ == "compound" and not in_class(token.head, "report-noun") and token.tag_ != "VBG"):
        return ""
    if token.pos_ in NOUN_TAGS or (token.pos_ == "VERB" and token.tag_ == "VBG"):
        return "noun"
    return "adj" if token.pos_ == "ADJ" else ""


def _is_in_name(token: Token) -> bool:
    """Whether a noun is part of a name: "Amnesty International", the month of March."""
    if _is_title_word(token):
        return True
    if token.pos_ != "PROPN" or not token.ent_type_ or token.ent_type_ in ("EVENT", "FAC", "WORK_OF_ART", "PRODUCT", "LAW"):
        return False
    return token.ent_type_ in ("DATE", "TIME") or token.ent_iob_ == "I" or (token.i + 1 < len(token.doc) and token.nbor().ent_iob_ == "I")


def _is_title_word(token: Token) -> bool:
    """Whether a capitalised noun stands inside a run of capitalised words in running text: "the Popular Mobilization Units"."""
    if token.pos_ != "PROPN" or not token.is_title or token.dep_ != "compound" or not token.head.is_title or token.is_sent_start:
        return False
    return any(t.is_lower and t.is_alpha and len(t) > 3 for t in token.sent)


def _holds(condition: Condition, token: Token, arguments: Arguments) -> bool:
    place = condition.place
    if place in STATES:
        return STATES[place](token, arguments)
    if place == "part":
        names = {*arguments.particles}
        names |= {c.lower_ for c in token.children if c.dep_ in ("prt", "advmod", "prep") and c.pos_ in ("ADP", "ADV")}
        return bool(names & condition.words) if condition.words else bool(names)
    if place == "prep":
        return bool(condition.words & {c.lower_ for c in token.children if c.dep_ in ("prep", "agent", "dative")})
    return any(_fits(condition, t) for t in _tokens_at(place, token, arguments))


STATES: dict[str, Callable[[Token, Arguments], bool]] = {
    "neg": lambda token, _: is_negated(token),
    "passive": lambda _, arguments: arguments.passive,
    "said": lambda token, _: is_said(token),
    "to-clause": lambda _, arguments: any(
        c.lower_ == "to" for clause in arguments.clauses if clause.tag_ == "VB" for c in clause.children if c.dep_ == "aux"
    ),
    "comp-subj": lambda token, arguments: any(s.head == c for c in arguments.clauses for s in arguments_of(c).subjects if s.head != token),
    "hostile": lambda _, arguments: any(_is_hostile(t) for c in arguments.clauses for t in (c, *c.children)),
    "friendly": lambda _, arguments: any(_is_friendly(t) for c in arguments.clauses for t in (c, *c.children)),
    "agent": lambda token, _: token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") and token.tag_ == "NNS",
    "own-plan": lambda _, arguments: any(_is_own_plan(c) for c in arguments.clauses),
    "under": lambda token, _: token.dep_ == "pobj" and token.head.lower_ == "under",
    "prep-on": lambda token, _: token.dep_ == "pobj" and token.head.lower_ == "on",
}
"""Conditions that ask nothing of another noun."""


HOSTILE = ("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE")


def _is_hostile(token: Token) -> bool:
    """Whether the word tells of an act against somebody."""
    row = trigger_row(token)
    return row is not None and row.type in HOSTILE


def _is_own_plan(clause: Token) -> bool:
    """Whether the clause tells what those who speak will do: "warned that it would close the strait"."""
    future = any(c.lower_ in ("will", "would", "'ll") for c in clause.children)
    return future and any(c.dep_ == "nsubj" and c.lower_ in ("it", "they", "we", "he", "she", "i") for c in clause.children)


FRIENDLY = ("CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE", "AGREE")


def _is_friendly(token: Token) -> bool:
    row = trigger_row(token)
    return row is not None and row.type in FRIENDLY


def is_negated(token: Token) -> bool:
    """Whether a "not" or "never" stands with the word."""
    return any(c.dep_ == "neg" for c in token.children)


def is_said(token: Token) -> bool:
    """Whether the clause of ``token`` is something that somebody is said to have said."""
    verb = token.head if token.tag_ == "MD" else token
    while verb.dep_ in ("conj", "xcomp", "acomp") and verb.head != verb:
        verb = verb.head
    if verb.dep_ == "ccomp" or any(c.dep_ in ("ccomp", "parataxis") and c.i > verb.i for c in verb.children):
        return True
    return notes_of(token.doc).attribution_over(Span(token.idx, token.idx + len(token))) is not None


def _tokens_at(place: str, token: Token, arguments: Arguments) -> Iterable[Token]:
    if place == "mod":
        return [c for c in token.children if c.dep_ in BEFORE_NOUN and c.i < token.i]
    if place == "gov":
        return governors(token)
    if place == "word":
        return [t for t in token.subtree if abs(t.i - token.i) < NEAR]
    named = {
        "subj": arguments.subjects,
        "obj": arguments.objects,
        "by": (*arguments.by, *arguments.preps.get("by", ())),
        "comp": arguments.clauses,
    }
    found = named[place] if place in named else arguments.preps.get(place, ())
    # "the ferry Lady Maren sank": the noun before a name says what it is
    return [
        t for head in found for t in (head, *(c for c in head.children if head.pos_ == "PROPN" and c.dep_ in BEFORE_NOUN and c.i < head.i))
    ]


def governors(token: Token) -> list[Token]:
    """The verb whose subject, object or prepositional object the noun is."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ in NOUN_TAGS:
        head = head.head
    if head.dep_ in ("dobj", "nsubj", "nsubjpass"):
        return [head.head]
    if head.dep_ == "pobj" and head.head.head.pos_ == "VERB":
        return [head.head.head]
    return []


def _fits(condition: Condition, token: Token) -> bool:
    if not condition.words and not condition.classes:
        return True
    token = core_of(token)
    lemma = lemma_of(token)
    return lemma in condition.words or token.lower_ in condition.words or any(in_class(token, name) for name in condition.classes)


def in_class(token: Token, name: str) -> bool:
    """Whether the noun headed by ``token`` belongs to the class, as a word, as a kind of source, or as a name."""
    core = core_of(token)
    if core != token:
        return in_class(core, name)
    lemma = lemma_of(token)
    if any(lemma in words_of_class(part) or token.lower_ in words_of_class(part) for part in PARTS.get(name, (name,))):
        return True
    return name in NAME_TYPES and (_is_name_of(token, name) or _is_noun_of(token, name))


PARTS = {"people": ("people", "official", "armed", "crowd"), "org": ("org", "site-body")}
"""Classes that hold others."""
NAME_TYPES = {
    "people": ("PERSON", "NORP", ""),
    "org": ("ORG", "NORP", "GPE", "PERSON", ""),
    "place": ("GPE", "LOC", "FAC", "ORG", "PERSON", ""),
    "person": ("PERSON",),
    "product": ("PRODUCT",),
}
"""Types of name that fit a class; the name finder knows few names of places that no atlas has, so its guesses count little."""
NOUN_KINDS = {"people": ("person", "unnamed", "spokesperson", "group"), "org": ("institution",)}


def _is_name_of(token: Token, name: str) -> bool:
    if token.pos_ == "PRON":
        them = token.lower_ in ("it", "they", "we")
        return them if name in ("org", "place") else name == "people" and token.lower_ not in ("it", "this", "that", "which")
    return token.pos_ in ("PROPN", "ADJ") and token.ent_type_ in NAME_TYPES[name] and (bool(token.ent_type_) or token.pos_ == "PROPN")


def _is_noun_of(token: Token, name: str) -> bool:
    return token.pos_ == "NOUN" and name in NOUN_KINDS and kind_of_noun(token) in NOUN_KINDS[name]
