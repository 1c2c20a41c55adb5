"""Whom a carrier cites: "Radio Vale, citing the police, said", "the agency wrote with reference to the union".

In: a cue with its subject. Out: the source that is cited, the cue with the words that cite, and the subject as its carrier; as they came in
where nobody is cited. It does not decide through whom else the words came (`media`).
"""

from accordingto.withindoc.cues import Cue
from accordingto.withindoc.speech.sources import Source, phrase
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import is_outlet, kind_of_noun

QUOTING = frozenset(("quote", "cite"))
CARRIERS = frozenset(
    ("wire", "agency", "newspaper", "paper", "daily", "weekly", "broadcaster", "station", "channel", "network", "magazine")
)
"""Nouns for who carries what others say, where it cites them."""
WRITING = ("report", "broadcast", "write")


def citing(cue: Cue, source: Source, words: frozenset[int], carrier: Token | None) -> tuple[Source, frozenset[int], Token | None]:
    """Of "Radio X, citing Y, said that …" Y is the source and X carries it."""
    verb = cue.head
    link, cited = _cited(cue, source)
    if link is None or cited is None or carrier is not None or source.head is None:
        return source, words, carrier
    outlet = is_outlet(" ".join(verb.doc[i].text for i in sorted(source.words))) or verb.lemma_ in WRITING
    if not (outlet or source.head.lemma_.lower() in CARRIERS):
        return source, words, carrier
    said = phrase(cited)
    after = {t.i for c in link.children if c.dep_ in ("npadvmod", "appos") and c.i > cited.i for t in c.subtree}
    run = said.words | (after if after and min(after) == max(said.words) + 1 else set())
    head = verb.doc[max(run)] if run != said.words else cited
    return Source(head, frozenset(run)), words | {link.i}, source.head


def _cited(cue: Cue, source: Source) -> tuple[Token | None, Token | None]:
    """The word that cites, and whom."""
    verb, thing = cue.head, cue.frame.thing
    near = (*verb.children, *(c for c in thing.children if c.i < thing.i)) if thing is not None else tuple(verb.children)
    link = next((c for c in near if c.dep_ in ("advcl", "prep", "acl") and _quotes(c)), None)
    if link is None and source.head is not None:
        link = next((c for c in source.head.children if c.dep_ in ("acl", "advcl") and _quotes(c)), None)
    if link is not None:
        return link, next((c for c in link.children if c.dep_ == "dobj"), None)
    return next(((c, cited) for c in near if (cited := _referred_to(c)) is not None), (None, None))


def _quotes(token: Token) -> bool:
    return token.lemma_.lower() in QUOTING and token.tag_ == "VBG"


def _referred_to(link: Token) -> Token | None:
    """“With reference to the union”: of a law or a date nobody says that it speaks."""
    noun = next((c for c in link.children if c.dep_ == "pobj" and c.lower_ == "reference"), None)
    to = next((c for c in noun.children if c.lower_ == "to"), None) if noun is not None and link.dep_ == "prep" else None
    who = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    return who if who is not None and (who.pos_ == "PROPN" or kind_of_noun(who) is not None) else None
