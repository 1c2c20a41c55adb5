"""Media: through whom or what something was said, for the attribution where it is said.

In: a candidate with its cue in the parse. Out: carriers from the source outwards: the outlet told, the platform of a post, whoever
quoted or cites the source. The form (statement, letter, interview) and the addressee (reporters, parliament) are none.

"told Radio Orten", "wrote on Twitter", "in a statement carried by the Vale Wire", "quoted by Radio Orten".
"""

from collections.abc import Iterator

from accordingto.model.evidence import Span
from accordingto.model.found import Carrier
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.names import Names
from accordingto.withindoc.speech.sources import phrase
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_outlet, is_platform, kind_of_noun, neutral

CARRYING = frozenset(
    [
        "carry",
        "publish",
        "quote",
        "cite",
        "report",
        "broadcast",
        "air",
        "post",
        "release",
        "relay",
        "print",
        "distribute",
        "share",
        "obtain",
        "see",
        "run",
    ]
)
ON = frozenset(("on", "in", "via", "through", "to", "with", "by", "from", "over"))
POSTING = frozenset(("write", "post", "publish", "share", "upload"))
PUBLISHING = frozenset(("write", "report", "publish"))
OWN_PLACES = frozenset(("page", "account", "channel", "feed", "profile", "app", "platform", "forum", "network", "service"))
POSTS = frozenset("video post message clip statement thread story photo photograph picture comment note recording livestream".split())
"""What one posts on a platform."""
HERE = frozenset(("this", "our"))
"""Before "newspaper", for the outlet that one reads."""
NEAR = 300
"""Tokens before and after in which the text may say so; a long text must not be read anew for each name."""
NEWS = ("news", "press", "wire")
REACH = 2
"""Tokens after a name in which an outlet's word tells what it is: "the Mercury news service"."""
PEOPLE = frozenset(["reporter", "journalist", "correspondent", "audience", "viewer", "listener", "reader"])


def carriers_of(doc: Doc, candidate: Candidate, names: Names) -> tuple[Carrier, ...]:
    """All carriers of a candidate, the nearest to the source first."""
    found: list[Token] = []
    if candidate.carrier is not None:
        found.append(candidate.carrier)
    head = candidate.head
    for child in candidate.source.head.children if candidate.source.head is not None else ():
        if child.dep_ == "acl" and child.lemma_.lower() in CARRYING:
            found += _agents(child)  # "a memo seen by the Northern Post"
    if head is None and candidate.cue:
        head = _verb_before(candidate)
    if head is not None:
        found += [t for t in _around(head) if t.i not in candidate.content and t.i not in candidate.source.words]
    seen: dict[str, Carrier] = {}
    for token in found:
        carrier = _carrier(doc, token, names)
        if carrier is not None:
            seen.setdefault(carrier.name, carrier)
    return tuple(seen.values())


def _verb_before(candidate: Candidate) -> Token | None:
    """The verb of what stands before a colon: "She broke the news in a video on Skerry: “…”"."""
    speaker = candidate.source.head
    return speaker.head if speaker is not None and speaker.dep_ == "nsubj" and speaker.head.pos_ == "VERB" else None


def _around(verb: Token) -> Iterator[Token]:
    """Heads of noun phrases that may be a carrier: object of "told", objects of prepositions, agents of participles."""
    if verb.lemma_.lower() in ("tweet", "retweet"):
        yield verb
    for child in verb.children:
        if child.dep_ in ("dobj", "dative", "pobj", "iobj"):
            yield from _outlet_at(child)
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in ON:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield from _outlet_at(inner)
        if child.dep_ == "prep" and child.lower_ in ("through", "via"):
            yield from (
                c for c in child.children if c.dep_ == "pobj" and kind_of_noun(c) in ("unnamed", "spokesperson", "institution", "person")
            )
        if child.dep_ in ("advcl", "acl", "prep") and child.lemma_.lower() in CARRYING:
            yield from _agents(child)
    yield from _at_names(verb)
    yield from _speaking_on(verb)
    yield from _on_a_programme(verb)
    if verb.dep_ in ("xcomp", "advcl", "conj") and verb.head.pos_ == "VERB" and verb.tag_ == "VBG":
        yield from _prepositional(verb.head)


def _speaking_on(verb: Token) -> Iterator[Token]:
    """As in "Speaking on Radio Orten, …"."""
    for child in verb.children:
        if child.dep_ in ("advcl", "acl") and child.lemma_.lower() in ("speak", "talk", "appear", "interview", "write"):
            yield from _prepositional(child)


def _on_a_programme(verb: Token) -> Iterator[Token]:
    """As in "the director, speaking on Curtain Up, conceded": the participle hangs on who speaks."""
    for subject in verb.children:
        if subject.dep_ == "nsubj":
            yield from _speaking_on(subject)


def _at_names(verb: Token) -> Iterator[Token]:
    """Platforms and journals that no list has, by the verb: one posts on them, one writes in them."""
    if verb.lemma_.lower() in POSTING:
        yield from _at_a_name(verb, "on")
    if verb.lemma_.lower() in PUBLISHING:
        yield from (t for t in _at_a_name(verb, "in") if t.ent_type_ not in ("GPE", "LOC", "FAC"))
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_.lower() == "write":
            yield from _at_a_name(child, "in")


def _at_a_name(verb: Token, preposition: str) -> Iterator[Token]:
    """As in "wrote on Skerry", "Writing in Tidewater": a platform or journal that no list has."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == preposition:
            yield from (c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN" and c.ent_type_ not in ("DATE", "TIME"))


def _prepositional(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ON:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _outlet_at(inner)


def _outlet_at(head: Token) -> Iterator[Token]:
    """The phrase itself if it is an outlet or platform, else what hangs on it: "a message on his Twitter page"."""
    words = "".join(t.text_with_ws for t in head.subtree if t.i <= head.right_edge.i)
    own = "".join(t.text_with_ws for t in head.subtree if t.i <= head.i)
    letters = head.head.lemma_ == "tell" and head.ent_type_ == "ORG" and head.text.isupper() and 2 <= len(head.text) <= 5
    if letters or head.lemma_.lower() in ("tweet", "retweet"):
        yield head
        return
    if is_outlet(own) or is_platform(own) or _is_outlet_elsewhere(head):
        yield head
        return
    if head.lemma_.lower() in POSTS:
        yield from _at_a_name(head, "on")
    pages = [head, *(c for child in head.children if child.lower_ == "on" for c in child.children)]
    yield from (page for page in pages if page.lower_ in OWN_PLACES and _named_place(page))
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in ON and (is_outlet(words) or is_platform(words)):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _outlet_at(inner)
        if child.dep_ in ("acl", "relcl", "advcl") and child.lemma_.lower() in CARRYING:
            yield from _agents(child)
        if child.dep_ == "appos":
            yield from _outlet_at(child)


def _is_outlet_elsewhere(head: Token) -> bool:
    """Whether the text says of a name that it is an outlet's: "told Mercury", after "the Mercury news service"."""
    if head.pos_ != "PROPN" or head.head.lemma_ != "tell":
        return False
    doc = head.doc
    near = doc[max(head.i - NEAR, 0) : head.i + NEAR]
    after = (doc[t.i + 1 : t.i + 1 + REACH] for t in near if t.text == head.text and t.i != head.i)
    return any(words.text.islower() and (is_outlet(words.text) or words[0].lower_ in NEWS) for words in after if len(words))


def _named_place(head: Token) -> str:
    """The "Skerry" of "his Skerry page", "the app Skerry"; nothing where the page has no name."""
    beside = " ".join(c.text for c in head.children if c.dep_ in ("compound", "amod") and c.pos_ == "PROPN")
    after = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.left_edge.i == head.i + 1), None)
    return beside or (after.doc[after.left_edge.i : after.i + 1].text if after is not None else "")


def _agents(participle: Token) -> Iterator[Token]:
    for child in participle.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ in ("by", "on", "in")):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield inner


def _carrier(doc: Doc, head: Token, names: Names) -> Carrier | None:
    if head.lemma_.lower() in PEOPLE or head.ent_type_ in ("DATE", "TIME"):
        return None
    if any(c.lower_ in HERE for c in head.children):
        return None
    words = sorted(i for i in phrase(head).words if i <= head.i or doc[i].ent_type_ == head.ent_type_ != "")
    chain = names.chain_of(head)
    text = "".join(doc[i].text_with_ws for i in words).strip()
    platform = is_platform(text)
    span = Span(doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]]))
    if head.lemma_.lower() in ("tweet", "retweet"):
        return Carrier(name="Twitter", span=Span(head.idx, head.idx + len(head)))
    if platform:
        return Carrier(name=platform, span=span)
    if chain is not None and chain.named:
        return Carrier(name=chain.name, span=span)
    if head.lower_ in OWN_PLACES and (place := _named_place(head)):
        return Carrier(name=place, span=span)
    if head.lower_ in ("website", "site", "page", "blog", "account", "channel", "feed") and any(c.tag_ == "PRP$" for c in head.children):
        return None  # "on its website": the source's own
    name = neutral(names.with_owner(head, chain))
    return Carrier(name=name, span=span) if name else None
