"""Who is said, elsewhere in the sentence, to have done it: "claimed the attack", "blamed on", "accused of", "denied a role in".

In: a trigger. Out: heads of those named, each with the word by which it is said. It does not decide whose claim that is (roles asks
the attributions) nor whether it is true.

"The Dawn Front claimed responsibility for the blast" names the Dawn Front, by "claimed"; "police blamed the raid on smugglers" the
smugglers, by "blamed"; so does "police blamed smugglers", of the raid that was told before.
"""

from collections.abc import Iterator

from accordingto.withindoc.events.arguments import arguments_of, is_verb, lemma_of, prepositions
from accordingto.withindoc.events.participants import doers_in
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.tokens import Token

CLAIMERS = ("claim", "admit", "confess", "own", "deny", "acknowledge", "accept", "disclaim", "take")
TO_OBJECT = {"blame": "for", "accuse": "of", "suspect": "of", "charge": "with", "hold": "for", "implicate": "in", "name": "in"}
"""Verbs whose object is the one that did it, with the preposition that leads to the deed."""
FROM_OBJECT = {"blame": "on", "attribute": "to", "pin": "on", "ascribe": "to", "trace": "to", "lay": "on"}
"""Verbs whose object is the deed, with the preposition that leads to the one that did it."""


def named_as_doers(trigger: Token) -> Iterator[tuple[Token, Token]]:
    """Heads of those said to have done it, with the word that says so."""
    link, above = _above(trigger)
    if above is None:
        return
    arguments = arguments_of(above)
    word = lemma_of(above)
    heads: tuple[Token, ...] = ()
    if word in CLAIMERS and _is_claimed(above, link):
        heads = arguments.subjects
    elif TO_OBJECT.get(word) == link:
        heads = arguments.objects
    elif word in FROM_OBJECT and (link == "dobj" or trigger in arguments.objects):
        heads = arguments.preps.get(FROM_OBJECT[word], ()) or prepositions(trigger).get(FROM_OBJECT[word], ())
    elif (word == "responsible" and link == "for") or (word in ("be", "stand") and link == "behind"):
        heads = arguments.subjects
    for head in heads:
        for who in doers_in(head):
            if who != trigger:
                yield who, above


def blamed_alone(word: Token) -> Iterator[Token]:
    """Heads of those who are blamed, where ``word`` is a "blamed" that does not say for what: for what has just been told."""
    if lemma_of(word) != "blame" or not is_verb(word):
        return
    arguments = arguments_of(word)
    if not any(arguments.preps.get(p) for p in ("for", "on")):
        for head in arguments.objects:
            yield from doers_in(head)


def _above(trigger: Token) -> tuple[str, Token | None]:
    """The verb or "responsible" that the trigger hangs on, and by which preposition; over "responsibility for", "role in"."""
    token = trigger
    if token.dep_ in ("dobj", "nsubjpass") and is_verb(token.head):
        return "dobj", token.head
    if token.dep_ not in ("pobj", "pcomp"):
        return "", None
    preposition = token.head
    above = preposition.head
    if lemma_of(above) in words_of_class("involvement") and above.dep_ in ("dobj", "nsubjpass") and is_verb(above.head):
        return "share", above.head
    if above.pos_ in ("VERB", "AUX", "ADJ"):
        return preposition.lower_, above
    return "", None


def _is_claimed(verb: Token, link: str) -> bool:
    """Whether the verb takes the deed on itself: "claimed the attack", "claimed responsibility for", not "claimed the town"."""
    if link == "share":
        return True
    shares = [c for c in verb.children if c.dep_ == "dobj" and lemma_of(c) in words_of_class("involvement")]
    return bool(shares) if link in ("for", "in") else link == "dobj" and lemma_of(verb) in ("claim", "disclaim")
