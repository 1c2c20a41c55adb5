"""Sources: who is said to have said it, by the syntax around a cue.

In: a cue's head (verb, noun or phrase). Out: the head token of the source and the tokens of its whole noun phrase. It does not decide
who that is in the document (`names`), nor what to do where nobody is named.

In "the mayor, who was late, said it rained" the source of "said" is "the mayor, who was late".
"""

from dataclasses import dataclass

from accordingto.withindoc.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
HELD = frozenset("believe think say report allege understand suspect rumour rumor presume estimate reckon".split())
FIRST = frozenset(("i", "we", "you"))
RAISING = frozenset(
    [
        "go",
        "continue",
        "come",
        "have",
        "be",
        "begin",
        "start",
        "proceed",
        "seem",
        "appear",
        "use",
        "try",
        "manage",
        "refuse",
        "decline",
        "fail",
        "hasten",
        "rush",
    ]
)
SEEMING = ("appear", "seem")
APART = frozenset(
    [
        "add",
        "note",
        "warn",
        "stress",
        "say",
        "explain",
        "insist",
        "emphasise",
        "emphasize",
        "claim",
        "argue",
        "describe",
        "call",
        "point",
        "urge",
        "suggest",
        "predict",
        "promise",
        "denounce",
        "accuse",
        "praise",
        "vow",
        "pledge",
        "allege",
        "caution",
        "conclude",
        "recall",
        "complain",
        "demand",
        "deny",
        "admit",
        "acknowledge",
        "assert",
        "threaten",
        "quip",
        "joke",
        "tell",
        "ask",
    ]
)
LIGHT = frozenset(
    ["make", "issue", "give", "deliver", "repeat", "offer", "voice", "express", "raise", "release", "publish", "send", "utter", "level"]
)

ADDRESSING = frozenset(
    "tell ask urge advise warn order instruct remind assure inform notify caution encourage invite request beg implore press direct "
    "command forbid summon counsel exhort reassure brief alert admonish".split()
)
"""Verbs whose object is the one spoken to."""


@dataclass(frozen=True, slots=True)
class Source:
    """Head (None: nobody is named) and tokens of a source. ``named_by``: what a relative pronoun stands for."""

    head: Token | None
    words: frozenset[int]
    named_by: Token | None = None

    @property
    def person(self) -> Token | None:
        """The token whose chain tells who it is."""
        return self.named_by or self.head


NOBODY = Source(None, frozenset())


TIMES_OF_DAY = frozenset(
    ("morning", "afternoon", "evening", "night", "day", "week", "month", "year", "season", "spring", "summer", "autumn", "winter")
)


def is_time_of_day(token: Token | None) -> bool:
    """As in "the evening promised rain": nobody speaks."""
    return token is not None and token.lower_ in TIMES_OF_DAY


def source_of_verb(verb: Token, depth: int = 0) -> Source:
    """Subject, agent of a passive, or what is carried over from the verb above."""
    if depth > 4:
        return NOBODY
    passive = any(c.dep_ == "auxpass" for c in verb.children) or is_spoken_to(verb) or is_said_of(verb)
    if passive or verb.dep_ == "acl":
        agent = _agent(verb)
        if agent is not None or passive:
            return phrase(agent) if agent is not None else NOBODY
    owner = _owner_before(verb)
    if owner is not None:
        return phrase(owner)
    if verb.tag_ == "VBN" and verb.dep_ == "advcl" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return NOBODY  # "Asked whether he would go, Holt said no": Holt is asked
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i != verb.i), None)
    if subject is not None:
        return _of_subject(verb, subject)
    if is_order(verb):
        return NOBODY
    found = _inherited(verb, depth)
    return found if found.words or verb.tag_ not in ("VBD", "VBZ", "VBP") else _just_before(verb)


def is_passive(verb: Token) -> bool:
    """As in "was told", and the second verb of "were told to leave and ordered to pay"."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return True
    alone = not any(c.dep_ in (*SUBJECTS, "aux") for c in verb.children)
    return verb.dep_ == "conj" and verb.tag_ == "VBN" and alone and any(c.dep_ == "auxpass" for c in verb.head.children)


def is_spoken_to(verb: Token) -> bool:
    """Whether the subject of a verb is the one spoken to: "Residents were told to boil their water"."""
    return verb.lemma_.lower() in ADDRESSING and is_passive(verb)


def is_said_of(verb: Token) -> bool:
    """As in "a man believed to be in his forties", "The ship, it is believed, has sunk": nobody is named who believes it."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if verb.dep_ == "parataxis" and subject is not None and subject.lower_ == "it" and verb.lemma_.lower() in HELD:
        return True
    to = any(c.dep_ == "xcomp" and any(g.tag_ == "TO" for g in c.children) for c in verb.children)
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and to and verb.lemma_.lower() in HELD


def speaks_to_others(verb: Token) -> bool:
    """As in "Residents were told to boil their water"; "we are told that …" is part of what somebody says."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return is_spoken_to(verb) and subject is not None and subject.lower_ not in FIRST


def is_order(verb: Token) -> bool:
    """As in "“Ask me for a number,” she said": who says it has not asked."""
    bare = verb.tag_ == "VB" and verb.dep_ in ("ccomp", "ROOT", "parataxis")
    return bare and not any(c.dep_ in ("aux", "nsubj", "neg") or c.tag_ == "TO" for c in verb.children)


def _owner_before(verb: Token) -> Token | None:
    """In "the board's promised answer" the board promises."""
    if verb.tag_ not in ("VBN", "VBD") or verb.i < 2 or verb.nbor(-1).lower_ not in ("'s", "’s"):
        return None
    return verb.nbor(-2)


def _just_before(verb: Token) -> Source:
    """The noun phrase that ends before a finite verb whose subject the parser lost."""
    doc, i = verb.doc, verb.i - 1
    while i > verb.sent.start and (doc[i].text == "," or doc[i].pos_ in ("AUX", "ADV", "PART")):
        i -= 1
    token = doc[i]
    if token.lower_ == "old" and doc[i - 1].text == "-":  # "the 31-year-old said"
        first = next((k for k in range(i, max(i - 7, -1), -1) if doc[k].lower_ in ("the", "a", "an")), i)
        return Source(token, frozenset(range(first, i + 1)))
    if i < verb.sent.start or token.pos_ not in ("NOUN", "PROPN") or token.head.i > verb.i:
        return NOBODY
    while token.dep_ == "appos" and token.head.dep_ == "appos":
        token = token.head
    return phrase(token)


def source_of_noun(noun: Token) -> Source:
    """Possessor, "by" or "from" phrase, or the subject of a light verb ("made the claim")."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return phrase(owner)
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return phrase(inner)
    verb = noun.head
    if noun.dep_ == "dobj" and verb.lemma_.lower() in LIGHT:
        return source_of_verb(verb)
    return NOBODY


def phrase(head: Token) -> Source:
    """The whole noun phrase of ``head``."""
    drop: set[int] = set()
    for child in head.children:
        if child.dep_ == "punct" and child.i > head.right_edge.i - 1:
            drop.add(child.i)
        if child.dep_ in ("parataxis", "advcl"):
            drop |= {t.i for t in child.subtree}
    words = sorted(t.i for t in head.subtree if t.i not in drop)
    while len(words) > 1 and (head.doc[words[-1]].is_punct or head.doc[words[-1]].is_space) and words[-1] > head.i:
        words.pop()
    run = [head.i]
    for i in words:  # only what is in one piece with the head
        if i > run[-1] and all(head.doc[j].is_space or j in words or j in drop for j in range(run[-1] + 1, i)):
            run.append(i)
    before = [i for i in words if i < head.i]
    for i in reversed(before):
        if i == run[0] - 1 or all(head.doc[j].is_space for j in range(i + 1, run[0])):
            run.insert(0, i)
    first = head.doc[run[0]]
    while len(run) > 1 and run[0] < head.i and ((first.is_punct and not first.is_quote) or first.dep_ == "cc"):
        run.pop(0)
        first = head.doc[run[0]]
    return Source(head, frozenset(run))


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for child in verb.children:  # "dismissed as nonsense by the army"
        by = next((t for t in child.subtree if t.lower_ == "by"), None) if child.dep_ in ("prep", "oprd") else None
        if by is not None:
            return next((c for c in by.children if c.dep_ == "pobj"), None)
    return None


def _of_subject(verb: Token, subject: Token) -> Source:
    if subject.lower_ in RELATIVES and verb.dep_ == "relcl":
        return Source(subject, frozenset({subject.i}), named_by=verb.head)
    if subject.dep_ == "nsubj" and subject.lower_ in ("it", "that", "this") and any(c.dep_ == "expl" for c in verb.children):
        return NOBODY
    return _from_fragment(phrase(subject))


def _from_fragment(source: Source) -> Source:
    """A subject whose beginning the parser took for a sentence of its own: "A senior member of the Asha | Brigades said"."""
    head = source.head
    if head is None:
        return source
    first = head.doc[min(source.words)]
    before = head.doc[first.i - 1] if first.i else None
    if before is None or not first.is_sent_start or before.is_punct or before.is_space:
        return source
    fragment = before.sent
    if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in fragment) or fragment.root.pos_ not in ("NOUN", "PROPN"):
        return source
    root = head if all(t.pos_ == "PROPN" for t in fragment) else fragment.root
    return Source(root, source.words | set(range(fragment.start, fragment.end)))


def is_set_apart(verb: Token) -> bool:
    """Of "said the road was shut, adding that …": the participle is the speaker's, not part of what is said."""
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "conj") or verb.lemma_.lower() not in APART or verb.i == 0:
        return False
    return verb.nbor(-1).text == "," and verb.head.i < verb.i and verb.head.dep_ == "ccomp" and verb.head.head.i < verb.head.i


def _inherited(verb: Token, depth: int) -> Source:
    """Of a verb without subject: the verb above, or the noun it describes."""
    head = verb.head
    if is_set_apart(verb):
        return source_of_verb(head.head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return phrase_without(head, verb)
    if verb.dep_ == "relcl" and head.pos_ in ("NOUN", "PROPN"):
        return phrase_without(head, verb)
    if verb.dep_ == "pcomp":
        above = head.head
        return source_of_verb(above, depth + 1) if above.pos_ in ("VERB", "AUX") else NOBODY
    if verb.dep_ in ("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp") and head.i != verb.i and head.pos_ in ("VERB", "AUX"):
        passive = any(c.dep_ == "auxpass" for c in head.children)
        subject = next((c for c in head.children if c.dep_ in SUBJECTS), None)
        if passive and subject is not None:
            return phrase(subject)
        return source_of_verb(head, depth + 1)
    return NOBODY


def phrase_without(head: Token, clause: Token) -> Source:
    """The noun phrase of ``head`` less a clause that hangs on it."""
    whole = phrase(head)
    less = {t.i for t in clause.subtree}
    words = sorted(whole.words - less)
    while len(words) > 1 and head.doc[words[-1]].is_punct:
        words.pop()
    return Source(head, frozenset(words))
