"""Which noun in a phrase can take part in an event: somebody, a body, a place, a thing hit.

In: the head of a noun phrase. Out: heads of the participants in it: the head itself where it names one, else the owners and
sides named inside ("the government's proposal" -> the government; "import curbs against Varenian goods" -> Varenian). It does
not decide which part they take.
"""

import re
from collections.abc import Iterator

from accordingto.model.evidence import Span
from accordingto.model.found import Chain
from accordingto.withindoc.events.arguments import core_of, lemma_of, prepositions, with_conjuncts
from accordingto.withindoc.events.triggers import in_class, trigger_row
from accordingto.withindoc.notes import Notes
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun, noun_row

NAMES = ("PERSON", "NORP", "ORG", "GPE", "LOC", "FAC")
WHO = ("people", "armed", "crowd", "org", "place", "official")
THINGS = ("site", "vehicle")
HUMAN = re.compile(r"(?:ers|ors|ists|ians|men|ees|crats)$")
"""Endings of plural nouns that mostly name people; those that do not are listed as @not-people."""
SIDES = ("against", "by", "of", "from", "with", "on", "to", "toward", "towards", "between", "among", "for", "over", "in", "at")
MAX_DEPTH = 4


def is_participant(token: Token, *, things: bool = False) -> bool:
    """Whether the noun itself names somebody that can take part, or with ``things`` also a site or vehicle."""
    if token.pos_ == "PRON":
        return token.dep_ != "poss" and token.lower_ not in ("this", "that", "which", "what", "there", "something", "it")
    if token.ent_type_ in NAMES:
        return True
    if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") or trigger_row(token) is not None:
        return False
    if token.pos_ == "PROPN" and not token.ent_type_:
        return True
    if any(in_class(token, name) for name in (*WHO, *THINGS) if things or name in WHO):
        return True
    if noun_row(token) is not None:
        return kind_of_noun(token) != "document"
    return token.tag_ == "NNS" and bool(HUMAN.search(token.lower_)) and not in_class(token, "not-people")


def participants_in(head: Token, depth: int = MAX_DEPTH, *, things: bool = False) -> Iterator[Token]:
    """The participants that a noun phrase names: its head, or those inside an abstract one."""
    if is_participant(head, things=things):
        yield from with_conjuncts([head])
        return
    if depth == 0 or head.pos_ == "PRON":
        return
    owners = [c for c in head.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    inside = [p for c in owners for p in participants_in(c, depth - 1, things=things)]
    inside = inside or [c for c in words_before(head) if c.ent_type_ in NAMES and c.ent_type_ not in ("LOC", "FAC")]
    if inside:
        yield inside[0]
        return
    around = prepositions(head)
    for child in head.children:
        if child.dep_ == "acl":
            for name, heads in prepositions(child).items():
                around[name] = (*around.get(name, ()), *heads)
    for name in SIDES:
        found = [p for token in around.get(name, ()) for p in participants_in(token, depth - 1, things=things)]
        if found:
            yield from found
            return


def doers_in(head: Token) -> Iterator[Token]:
    """Who stands as the subject of a deed: the noun itself, unless it names a deed or a thought."""
    if head.pos_ == "PRON":
        yield from [head] if head.lower_ not in ("this", "that", "which", "what", "there") else []
    elif is_participant(head, things=True) or not (ABSTRACT.search(lemma_of(head)) or trigger_row(head) or in_class(head, "abstract")):
        yield from with_conjuncts([head])
    else:
        yield from participants_in(head)


ABSTRACT = re.compile(r"(?:tion|sion|ment|ness|ity|ance|ence|ism|ing|ship)$")


def words_before(head: Token) -> Iterator[Token]:
    """The words before a noun that belong to it, and those before them: "US" and "Predator" in "US Predator attacks"."""
    for child in head.children:
        if child.dep_ in ("compound", "amod", "nmod") and child.i < head.i:
            yield child
            yield from words_before(child)


def antecedent_of(pronoun: Token, *, of: Token | None = None) -> Token | None:
    """Whom a pronoun means by the parse alone: in "Varenia said it had expelled the envoy", Varenia.

    ``of``: the verb to start from, where the pronoun hangs on a noun ("said his troops would").
    """
    number = {
        "him": False,
        "them": True,
        "it": False,
        "he": False,
        "she": False,
        "its": False,
        "his": False,
        "her": False,
        "they": True,
        "their": True,
        "we": True,
    }
    if pronoun.lower_ not in number:
        return None
    verb = of or pronoun.head
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
    if pronoun.lower_ in ("he", "she", "his", "her", "him"):
        return person and noun.tag_ not in ("NNS", "NNPS")
    if not plural:
        return not person and noun.tag_ not in ("NNS", "NNPS")
    return noun.tag_ in ("NNS", "NNPS") or not person


def bodies_of(head: Token) -> Iterator[Token]:
    """The bodies that a group is said to belong to: in "Dawn Front fighters" and "members of the Dawn Front", the Dawn Front."""
    head = core_of(head)
    if not (in_class(head, "people") or in_class(head, "armed") or lemma_of(head) == "member"):
        return
    around = [*words_before(head), *prepositions(head).get("of", ())]
    for word in around:
        acronym = word.pos_ == "PROPN" and word.text.isupper() and len(word.text) > 2 and word.ent_type_ in ("", "ORG")
        state = "." in word.text and word.text.replace(".", "").isupper()
        if not state and (word.ent_type_ == "ORG" or acronym) and word.pos_ == "PROPN" and word.head.ent_type_ != "ORG":
            yield word
            return


def chain_of(notes: Notes, span: Span) -> Chain | None:
    """The chain with the mention that fits ``span`` best; None where none overlaps its end."""
    best, best_share = None, 0.5
    for number, mention in notes.by_mention.pairs(notes.chains, span):
        if mention.start >= span.end or mention.end <= span.start:
            continue
        common = min(mention.end, span.end) - max(mention.start, span.start)
        share = common / (max(mention.end, span.end) - min(mention.start, span.start))
        if share > best_share:
            best, best_share = notes.chains[number], share
    return best


def name_beside(head: Token) -> Token:
    """The name that stands beside a description: in "the mayor, John Harper," John Harper; else the head itself."""
    if head.pos_ == "NOUN" and head.tag_ == "NN":
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ in ("PERSON", ""):
                return child
    return head
