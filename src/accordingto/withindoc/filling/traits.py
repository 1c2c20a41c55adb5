"""What can be said of a candidate before any event is looked at: its noun, its class, what it stands under. Names are never a trait.

In: a candidate. Out: traits, short strings that the weights know. It does not decide anything.

"Two masked gunmen were seen" gives, among others, ``h=gunman``, ``c=armed``, ``num``, ``gd=nsubjpass``, ``g=nsubjpass:see``.
"""

from collections.abc import Iterator

from accordingto.withindoc.events.arguments import core_of, lemma_of
from accordingto.withindoc.events.modes import weapon_mode
from accordingto.withindoc.events.roles import kind_of
from accordingto.withindoc.events.triggers import in_class
from accordingto.withindoc.filling.entities import Candidate
from accordingto.withindoc.tokens import Token

CLASSES = (
    "people",
    "armed",
    "official",
    "crowd",
    "org",
    "place",
    "site",
    "vehicle",
    "soldiers",
    "abstract",
    "structure",
    "fire",
    "explosive",
)
LATEST = 6
"""Sentences from the start that are told apart."""
CLIMB = 5
ACRONYM = 3


def word_of(token: Token) -> str:
    """The lemma, or for a name the kind of name: what was learned must not hang on who was in the news."""
    return f"<{token.ent_type_.lower() or 'name'}>" if token.pos_ == "PROPN" else lemma_of(token)


def traits_of(candidate: Candidate) -> frozenset[str]:
    """All traits of one candidate."""
    return frozenset((*_of_noun(candidate), *_of_words_before(candidate.head), *_of_place(candidate)))


def _of_noun(candidate: Candidate) -> Iterator[str]:
    core = core_of(candidate.head)
    yield from (f"h={word_of(core)}", f"pos={core.tag_}", f"e={core.ent_type_}", f"k={kind_of(core)}")
    if candidate.chain is not None:
        yield from (f"ck={candidate.chain.kind}", f"cn={candidate.chain.named}")
    yield from (f"c={name}" for name in CLASSES if in_class(core, name))
    mode = weapon_mode(core)
    if mode is not None:
        yield from ("weapon", f"w={mode}")
    if core.text.isupper() and len(core.text) >= ACRONYM:
        yield "acronym"


def _of_words_before(head: Token) -> Iterator[str]:
    article = "none"
    for child in head.children:
        if child.dep_ == "det":
            article = child.lower_
        elif child.dep_ == "poss":
            article = "poss"
        elif child.dep_ in ("compound", "amod") and child.i < head.i:
            yield f"m={word_of(child)}"
        elif child.dep_ == "nummod":
            yield "num"
        elif child.dep_ == "appos":
            yield "has-appos"
        elif child.dep_ in ("relcl", "acl"):
            yield f"rel={lemma_of(child)}"
    yield f"det={article}"


def _of_place(candidate: Candidate) -> Iterator[str]:
    head = candidate.head
    if head.dep_ == "compound":
        yield f"before={word_of(head.head)}"
    if head.dep_ == "appos":
        yield "is-appos"
    link, above = governor(head)
    word = word_of(above) if above is not None else ""
    yield from (f"gd={link}", f"g={link}:{word}", f"kg={candidate.kind}:{link}:{word}")
    verb, steps = above, 0
    while verb is not None and verb.pos_ not in ("VERB", "AUX") and verb.head != verb and steps < CLIMB:
        verb, steps = verb.head, steps + 1
    if verb is not None and verb != above:
        yield f"v={link}:{word_of(verb)}"
    yield f"sp={min(candidate.sentence, LATEST)}"


def governor(head: Token) -> tuple[str, Token | None]:
    """How a noun hangs on the word above it, over conjuncts and appositions; a preposition counts as a link."""
    for _ in range(CLIMB):
        if head.dep_ not in ("conj", "appos") or head.head == head:
            break
        head = head.head
    if head.dep_ == "ROOT":
        return "root", None
    if head.dep_ in ("pobj", "pcomp"):
        return f"p_{head.head.lower_}", head.head.head
    return head.dep_, head.head
