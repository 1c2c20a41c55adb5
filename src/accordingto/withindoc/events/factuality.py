"""Whether an event happened, seen from the claimant, on FactBank's scale.

In: event mentions, attributions, the parse. Out: `factuality` of each event mention. It does not decide whether the claimant is
right, nor whether others agree.

"Rebels may have fired on the bus" is possible+, "the army did not shell the town" and "denied that it had shelled the town" are
certain-, "if they attack" is unknown, "he denied a role in the attack" leaves the attack certain+.
"""

from dataclasses import replace

from accordingto.model.found import Attribution, EventMention
from accordingto.model.kinds import EventType, Factuality, Stance
from accordingto.withindoc.events.arguments import arguments_of, is_verb, lemma_of
from accordingto.withindoc.events.triggers import trigger_row, words_of_class
from accordingto.withindoc.notes import notes_of, tokens_of
from accordingto.withindoc.tokens import Doc, Token

CERTAIN, PROBABLE, POSSIBLE, UNKNOWN = 3, 2, 1, 0
SCALE = {
    (CERTAIN, True): Factuality.CERTAIN_YES,
    (CERTAIN, False): Factuality.CERTAIN_NO,
    (PROBABLE, True): Factuality.PROBABLE_YES,
    (PROBABLE, False): Factuality.PROBABLE_NO,
    (POSSIBLE, True): Factuality.POSSIBLE_YES,
    (POSSIBLE, False): Factuality.POSSIBLE_NO,
}
BY_STANCE = {
    Stance.SPECULATES: POSSIBLE,
    Stance.PREDICTS: PROBABLE,
    Stance.WARNS: POSSIBLE,
    Stance.HEARS: PROBABLE,
    Stance.THREATENS: UNKNOWN,
    Stance.PROMISES: UNKNOWN,
    Stance.DEMANDS: UNKNOWN,
    Stance.ASKS: UNKNOWN,
}
"""How sure the claimant is of what stands in the content, where the cue says so. An allegation is certain to its claimant."""
SPOKEN = frozenset({"THREATEN", "AGREE", "REQUEST", "REJECT", "ACCUSE", "CONCEDE", "SUPPORT"})
"""Types that are done by saying: the cue that marks them is the event itself."""
DEGREES = (("possible-word", POSSIBLE), ("probable-word", PROBABLE), ("unreal-word", UNKNOWN))
MAX_CLIMB = 8


def find_factuality(doc: Doc) -> Doc:
    """Fill ``factuality`` of each of ``notes.event_mentions``."""
    notes = notes_of(doc)
    over = {a.id: a for a in notes.attributions}
    notes.event_mentions = [replace(m, factuality=_of_mention(doc, m, over.get(m.according_to or ""))) for m in notes.event_mentions]
    return doc


def _of_mention(doc: Doc, mention: EventMention, attribution: Attribution | None) -> Factuality:
    token = tokens_of(doc, mention.trigger).root
    degree, positive = certainty_of(token)
    if mention.type in SPOKEN and (token.tag_ == "MD" or _is_by_saying(token, mention.type)):
        degree, positive = CERTAIN, True
    if attribution is not None:
        if attribution.stance is Stance.DENIES and _is_what_is_denied(token, attribution):
            positive = not positive
        if mention.type not in SPOKEN or not any(c.overlaps(mention.trigger) for c in attribution.cue):
            degree = min(degree, BY_STANCE.get(attribution.stance, CERTAIN)) if not _is_presupposed(token) else degree
    return SCALE.get((degree, positive), Factuality.UNKNOWN)


def _is_by_saying(token: Token, kind: EventType | None) -> bool:
    """Whether the event is the saying itself: "will not release" is a refusal made, "would blockade" a threat made."""
    row = trigger_row(token)
    return row is None or row.type != kind or "neg" in row.frame.split(";")


def _is_what_is_denied(token: Token, attribution: Attribution) -> bool:
    """Whether the trigger is the main word of what is denied, and the parse did not tell the denial already."""
    inside = [t for c in attribution.content for t in tokens_of(token.doc, c)]
    if not inside or _is_presupposed(token):
        return False
    root = min(inside, key=lambda t: (t.dep_ not in ("ccomp", "xcomp", "pcomp", "dobj", "ROOT"), t.i))
    below = {root.i, *(c.i for c in root.children if c.dep_ in ("dobj", "nsubj", "nsubjpass", "conj"))}
    governed = any(lemma_of(t) in words_of_class("deny-verb") for t in _above(token))
    return token.i in below and not governed


def _above(token: Token) -> list[Token]:
    found = []
    for _ in range(MAX_CLIMB):
        if token.head == token:
            break
        token = token.head
        found.append(token)
    return found


def _is_presupposed(token: Token) -> bool:
    """Whether the words take the event for granted: "the attack", "his role in an attack"."""
    if is_verb(token):
        return False
    if token.dep_ == "pobj" and lemma_of(token.head.head) in words_of_class("involvement"):
        return True
    return any(c.lower_ in ("the", "this", "that", "these", "those", "latest") for c in token.children)


def certainty_of(token: Token) -> tuple[int, bool]:
    """How sure the words themselves are, and whether they say that it happened."""
    degree, positive = _local(token)
    verb = _carrier(token)
    if verb != token:
        other, same = _local(verb)
        degree, positive = min(degree, other), positive == same
    if _is_presupposed(token) and verb == token:
        return degree, positive
    for above, link in _clauses_above(verb):
        step, same = _step(above, link)
        degree, positive = min(degree, step), positive == same
        if link in ("relcl", "advcl"):
            break
        local, kept = _local(above) if link in ("xcomp", "pcomp", "dobj") else _held(above)
        degree, positive = min(degree, local), positive == kept
    return degree, positive


def _held(above: Token) -> tuple[int, bool]:
    """What an adjective says of the clause that follows it: "it is unlikely that", "there is no proof that"."""
    words = [c for c in above.children if c.dep_ in ("acomp", "attr")]
    if any(lemma_of(w) in ("unlikely", "improbable", "doubtful") for w in words):
        return PROBABLE, False
    if any(lemma_of(w) in ("impossible", "untrue", "false") for w in words):
        return CERTAIN, False
    return min([CERTAIN, *(d for name, d in DEGREES[:2] for w in words if lemma_of(w) in words_of_class(name))]), True


def _carrier(token: Token) -> Token:
    """The verb that says of an event noun that it happened: "carried out", "took place"."""
    head = token.head
    carriers = words_of_class("light-verb") | words_of_class("occur-verb") | words_of_class("more-verb")
    if not is_verb(token) and token.dep_ in ("dobj", "nsubj", "nsubjpass") and lemma_of(head) in carriers:
        return head
    return token


def _local(token: Token) -> tuple[int, bool]:
    """What the words directly at a verb or noun say: negation, modal verbs, adverbs, adjectives."""
    degree, positive = CERTAIN, True
    helpers = [c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")]
    for child in token.children:
        word = lemma_of(child)
        if _negates(child):
            positive = not positive
        elif word in words_of_class("undone-word") and child.dep_ in ("amod", "compound", "advmod"):
            positive = False
        elif child.dep_ in ("amod", "advmod", "aux", "acomp"):
            degree = min([degree, *(d for name, d in DEGREES if word in words_of_class(name) or child.lower_ in words_of_class(name))])
    to_come = token.dep_ == "ROOT" and token.tag_ == "VB" and "to" in helpers  # a headline: "Rebels to step up attacks"
    if to_come or any(h in ("will", "shall", "'ll", "’ll", "wo") for h in helpers):
        degree = min(degree, PROBABLE)
    if any(h in ("would", "should", "must") for h in helpers):
        degree = min(degree, PROBABLE if "have" in helpers and "would" not in helpers else UNKNOWN)
    return degree, positive


def _negates(child: Token) -> bool:
    if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ in ("no", "neither")):
        return True
    nobody = child.lower_ in ("nobody", "none") or any(g.lower_ == "no" for g in child.children)
    return child.dep_ in ("nsubj", "nsubjpass") and nobody


def _clauses_above(token: Token) -> list[tuple[Token, str]]:
    """Words above the event whose sense reaches it, with the relation that leads there."""
    found: list[tuple[Token, str]] = []
    for _ in range(MAX_CLIMB):
        link, head = token.dep_, token.head
        if head == token or link in ("nsubj", "nsubjpass", "conj", "parataxis", "appos"):
            break
        if link == "ccomp" and token.i < head.i and any(c.dep_ == "nsubj" for c in token.children):
            break  # "…, he said": what is said of the cue stands in the stance
        if head.pos_ == "ADP":
            link, head = "pcomp" if link == "pcomp" else head.lower_, head.head
        found.append((head, link))
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children):
            found.append((head, "if"))
        if link not in ("xcomp", "ccomp", "pcomp", "dobj", "acl"):
            break
        token = head
    return found


def _step(above: Token, link: str) -> tuple[int, bool]:
    """What a word says of the clause or noun below it."""
    word = lemma_of(above)
    if link == "if":
        return UNKNOWN, True
    if word in words_of_class("undo-verb") and link in ("dobj", "xcomp", "pcomp", "from", "ccomp"):
        return CERTAIN, False
    if word in words_of_class("deny-verb") and link in ("ccomp", "xcomp", "pcomp"):
        return CERTAIN, False
    if link in ("xcomp", "ccomp", "pcomp", "for", "acl", "dobj", "against", "of", "to"):
        if word in words_of_class("wish-word"):
            return UNKNOWN, True
        for name, degree in DEGREES:
            if word in words_of_class(name) and link in ("xcomp", "ccomp", "pcomp", "acl"):
                return degree, True
    return CERTAIN, True


def is_unreal(token: Token) -> bool:
    """Whether the words tell of a condition, a wish or of anything of the kind, not of a thing that happened.

    "If they attack", "to respond to any attack", "avoid attacking".
    """
    if token.dep_ in ("pobj", "dobj") and any(c.lower_ in ("any", "every") and c.dep_ == "det" for c in token.children):
        return True
    verb = _carrier(token)
    for above, link in _clauses_above(verb):
        if link in ("xcomp", "ccomp") and above.dep_ in ("xcomp", "ccomp") and above.head.lemma_ == "be" and above.tag_ == "VB":
            return True  # "the goal is to force them to leave"
        if link == "if" or (lemma_of(above) in words_of_class("avoid-verb") and link in ("xcomp", "pcomp", "dobj", "from")):
            return True
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children) and bool(arguments_of(verb).subjects)
