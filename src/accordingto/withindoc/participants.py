"""Which noun in a phrase can take part in an event: somebody, a body, a place, a thing hit.

In: the head of a noun phrase. Out: heads of the participants in it: the head itself where it names one, else the owners and
sides named inside ("the government's proposal" -> the government; "import curbs against Varenian goods" -> Varenian). It does
not decide which part they take.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from accordingto.withindoc.arguments import lemma_of, prepositions, with_conjuncts
from accordingto.withindoc.triggers import in_class

NAMES = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC")
CLASSES = ("people", "armed", "crowd", "org", "place", "site", "vehicle")
SIDES = ("against", "by", "from", "with", "on", "to", "toward", "towards", "between", "among", "for", "of", "over", "in", "at")
MAX_DEPTH = 4


def is_participant(token: Token) -> bool:
    """Whether the noun itself names somebody or something that can take part."""
    if token.pos_ == "PRON":
        return token.lower_ not in ("it", "this", "that", "which", "what", "there", "something") or token.dep_ in ("nsubj", "nsubjpass")
    if token.ent_type_ in NAMES or token.pos_ == "PROPN":
        return True
    return any(in_class(token, name) for name in CLASSES)


def participants_in(head: Token, depth: int = MAX_DEPTH) -> Iterator[Token]:
    """The participants that a noun phrase names: its head, or those inside an abstract one."""
    if is_participant(head):
        yield from with_conjuncts([head])
        return
    if depth == 0:
        return
    inside = [
        c for c in head.children if c.dep_ in ("poss", "compound", "amod", "nmod") and c.ent_type_ in (*NAMES,) and c.ent_type_ != "LOC"
    ]
    inside += [c for c in head.children if c.dep_ == "poss" and c not in inside and is_participant(c)]
    if inside:
        yield inside[0]
        return
    around = prepositions(head)
    for name in SIDES:
        found = [p for token in around.get(name, ()) for p in participants_in(token, depth - 1)]
        if found:
            yield from found
            return


def lemma_in(token: Token, words: frozenset[str]) -> bool:
    """Whether the token's lemma is one of ``words``."""
    return lemma_of(token) in words


def antecedent_of(pronoun: Token) -> Token | None:
    """Whom a pronoun means by the parse alone: in "Varenia said it had expelled the envoy", Varenia."""
    number = {"it": False, "he": False, "she": False, "its": False, "his": False, "her": False, "they": True, "their": True, "we": True}
    if pronoun.lower_ not in number:
        return None
    verb = pronoun.head
    for _ in range(MAX_DEPTH):
        above = verb.head
        if above == verb:
            return None
        if verb.dep_ in ("ccomp", "advcl", "conj", "relcl"):
            subjects = [c for c in above.children if c.dep_ in ("nsubj", "nsubjpass") and c != pronoun]
            if subjects and subjects[0].i < pronoun.i and subjects[0].pos_ != "PRON" and is_participant(subjects[0]):
                return subjects[0] if _agrees(pronoun, subjects[0], plural=number[pronoun.lower_]) else None
        verb = above
    return None


def _agrees(pronoun: Token, noun: Token, *, plural: bool) -> bool:
    person = noun.ent_type_ == "PERSON" or in_class(noun, "people")
    if pronoun.lower_ in ("he", "she", "his", "her"):
        return person and noun.tag_ not in ("NNS", "NNPS")
    if not plural:
        return not person and noun.tag_ not in ("NNS", "NNPS")
    return noun.tag_ in ("NNS", "NNPS") or not person
