"""Tolls: which number belongs to which word of loss.

In: a sentence, its counts and words of loss. Out: `Toll`s: kind, bounds, group, the words. It does not decide who claims them, nor of which
event, nor what a bare number told later takes up (`carried_tolls`).

"Two guards and a cook died, and nobody was arrested" gives killed two (guards), killed one (cooks), detained none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Span
from accordingto.model.found import Count
from accordingto.model.kinds import ProblemKind, Slot
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.belonging import loss_of, loss_of_share, noun_of
from accordingto.withindoc.tolls.groups import ARMED_BODIES, COMPANIES, group_before_noun, group_of, group_of_part, is_person
from accordingto.withindoc.tolls.losses import Loss, losses_in
from accordingto.withindoc.tolls.parts import Share, parts_in

HEAVY = frozenset(
    """heavy great severe serious extensive major minor slight massive considerable significant substantial widespread high
    light limited""".split()
)
UNCOUNTED = frozenset("many some several numerous more countless".split())
COUNTED = 0.9
"""Confidence of a number with its word of loss: of 40 claims in 20 reports that no rule had seen, 37 were right at the first run.
The other confidences of tolls are estimates: too few of each kind to measure."""
SHARED = 0.75
"""Confidence of a part that shares the loss of its whole; an estimate."""
FRAMES = {"subj": ("nsubj",), "obj": ("nsubjpass", "dobj"), "both": ("nsubj", "nsubjpass", "dobj")}
ANYBODY = frozenset({"anybody", "anyone", "any"})
WITHOUT = frozenset({"without"})


@dataclass(frozen=True, slots=True)
class Toll:
    """A loss with its number, before claimant and event are known.

    ``noun``: what is counted. ``beside``: words of the figure that it belongs to, as part or as predecessor: who says the one says the
    other. ``denied``: the words deny a figure that another gave. ``part``: it counts some of those that another figure counts.
    """

    slot: Slot
    words: Span
    low: int | None
    high: int | None
    who: str | None
    extent: str | None
    at: Token
    rule: str
    confidence: float
    noun: Token | None = None
    beside: Span | None = None
    denied: bool = False
    part: bool = False


def tolls_in(doc: Doc, sentence: Tokens, notes: Notes, counts: list[Count]) -> list[Toll]:
    """The tolls that a sentence tells with their word of loss."""
    losses = [x for x in losses_in(sentence) if not _spells_out(x)]
    found: list[Toll] = []
    taken: set[int] = set()
    parted = parts_in(doc, sentence, counts, losses)
    singles = [s.count for s in parted.shares if s.count not in counts]
    numbers = sorted([*counts, *(singles or _single_ones(sentence, losses, counts))], key=lambda c: c.span)
    for count in numbers:
        share, whole = parted.share_of(count), parted.whole_of(count)
        if share is not None and share.whole.loss is not None and whole is None:
            taken.add(share.whole.loss.token.i)
            found += _of_share(doc, notes, share, losses)
            continue
        loss = loss_of(doc, count, losses) if whole is None else whole.loss
        if loss is None and whole is not None and not parted.is_counted(whole) and losses:
            notes.problems.append(undecided(count))
        if loss is None:
            before = next((t for t in found if doc.text[t.words.end : count.span.start] == " to "), None)
            if before is not None:  # "from two to three": what the one counts the other counts
                found.append(replace(before, words=words_of(count), low=count.low, high=count.high))
            continue
        taken.add(loss.token.i)
        found += _counted(doc, count, loss)
    for loss in losses:
        if loss.token.i not in taken:
            found += (*_uncounted(loss), *_without(loss), *_anybody(notes, loss))
    return found


def _spells_out(loss: Loss) -> bool:
    """“The casualties, dead and hurt, at 30”: the two words between commas only say what casualties are."""
    doc = loss.token.doc
    pair = [*loss.token.conjuncts, loss.token]
    first, last = min(t.i for t in pair), max(t.i for t in pair)
    if len(pair) < 2 or first < 2 or last + 1 >= len(doc) or last - first > 2:  # "dead and hurt"
        return False
    return doc[first - 1].text == "," and doc[first - 2].lemma_.lower() == "casualty" and doc[last + 1].text == ","


# ---- what it counts


def _counted(doc: Doc, count: Count, loss: Loss) -> list[Toll]:
    noun = noun_of(doc, count)
    low, high = count.low, count.high
    if _is_negated(loss.token) and low != 0 and loss.row.frame.partition(":")[2] not in ("not", "not-alive"):
        return []
    slots = [Slot.KILLED if _is_loss_of_life(loss, noun) else loss.slot]
    if loss.slot is Slot.CASUALTIES and low == high == 0:
        slots = [Slot.KILLED, Slot.INJURED]
    rule = f"casualties.{loss.row.pos}.{loss.row.frame.partition(':')[0]}"
    extent = loss.token.lower_ if loss.slot is Slot.DAMAGE else None
    who = _who(doc, count, loss, noun)
    return [Toll(slot, words_of(count), low, high, who, extent, loss.token, rule, COUNTED, noun=noun) for slot in slots]


def _of_share(doc: Doc, notes: Notes, share: Share, losses: list[Loss]) -> list[Toll]:
    """What is told of a part: by a verb of its own, or that it is a named group of those whom the loss befell."""
    befell = share.whole.loss
    if befell is None:
        return []
    if share.says is not None:
        shared = _counted(doc, share.count, befell)
        return [
            replace(t, who=group_of_part(share.says), rule="casualties.share", confidence=SHARED, noun=share.says, part=True)
            for t in shared
        ]
    loss = loss_of_share(doc, share, losses)
    if loss is not None:
        return _counted(doc, share.count, loss)
    notes.problems.append(undecided(share.count))
    return []


def undecided(count: Count) -> Problem:
    """The problem row of a part that no figure is recorded for."""
    message = "some of a larger number; which of them, or what befell them alone, is not said in a way that could be read"
    return Problem(kind=ProblemKind.FIGURE_UNDECIDED, message=message, span=words_of(count), step="casualties")


def _is_loss_of_life(loss: Loss, noun: Token | None) -> bool:
    """“The loss of eleven lives”, “of nine men”: those lost are dead."""
    return loss.row.word == "loss" and noun is not None and (noun.lemma_.lower() in ("life", "live") or is_person(noun))


def words_of(count: Count) -> Span:
    """The words of the number with the noun that it counts."""
    noun = count.noun or count.span
    return Span(min(count.span.start, noun.start), max(count.span.end, noun.end))


def _who(doc: Doc, count: Count, loss: Loss, noun: Token | None) -> str | None:
    """The group; of things, what they are called. “Only two troops” gives a total."""
    if loss.slot is Slot.DAMAGE:
        return None if noun is None else noun.lemma_.lower() if noun.tag_ == "NN" else noun.lower_
    if says_only(doc, count):
        return None
    if noun is not None and noun.i == loss.token.i and loss.row.pos == "noun":
        return group_before_noun(noun)
    if noun is None:
        return _group_of_number(doc, count)
    if noun.lower_ in ("men", "troops", "members", "own") and loss.token.lemma_.lower() == "lose":
        return _group_that_lost(loss.token)
    return None if noun.tag_ == "NN" and noun.lemma_ in COMPANIES and noun.i < tokens_of(doc, count.span)[0].i else group_of(noun)


def _group_of_number(doc: Doc, count: Count) -> str | None:
    """“Raised the number of troops wounded to nine”: the group stands with the word "number"."""
    first = tokens_of(doc, count.span)[0]
    for token in doc[max(first.sent.start, first.i - 16) : first.i + 8]:
        if token.lemma_.lower() == "number" and token.sent == first.sent:
            return next((group_of(g) for c in token.children if c.lower_ == "of" for g in c.children if is_person(g)), None)
    return None


def _is_lost_by_army(verb: Token) -> bool:
    subject = _who_lost(verb)
    return subject is not None and subject.lemma_.lower() in ARMED_BODIES


def _group_that_lost(verb: Token) -> str | None:
    """“The army lost 17 men”: soldiers; “the rebels lost two men of their own”: what rebels are called."""
    subject = _who_lost(verb)
    if subject is None or subject.lemma_.lower() in ARMED_BODIES:
        return "soldiers" if subject is not None else None
    return group_of(subject) if subject.tag_ == "NNS" and is_person(subject) else None


def _who_lost(verb: Token) -> Token | None:
    while verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head  # "the army killed 20 rebels and lost three men"
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.lower_ in ("it", "they") and verb.dep_ == "ccomp":
        return next((c for c in verb.head.children if c.dep_ == "nsubj"), subject)  # "the army said it lost three men"
    return subject


def says_only(doc: Doc, count: Count) -> bool:
    """“Only two troops” gives a total."""
    first = tokens_of(doc, count.span)[0]
    words = {first.lower_} | ({doc[first.i - 1].lower_} if first.i else set())
    return bool(words & {"only", "just"})


def _is_negated(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


# ---- losses without a number


def _single_ones(sentence: Tokens, losses: list[Loss], counts: list[Count]) -> Iterator[Count]:
    """“A guard was stabbed”, “two guards and a cook died”: one person, where the loss is told of him."""
    for noun in sentence:
        if noun.tag_ != "NN" or not is_person(noun) or noun.dep_ in ("compound", "amod") or noun.lemma_ in COMPANIES:
            continue
        first = next((c for c in noun.lefts if c.lower_ in ("a", "an")), None)
        if (
            first is None
            or any(c.tag_ == "JJ" and c.ent_type_ == "ORDINAL" for c in noun.lefts)
            or any(c.noun and c.noun.start == noun.idx for c in counts)
        ):
            continue
        top = noun
        while top.dep_ in ("conj", "appos") and top.head.pos_ in ("NOUN", "PROPN", "NUM"):
            top = top.head
        frames = {d for x in losses if x.token == top.head and x.row.pos == "verb" for d in FRAMES[x.row.frame.partition(":")[0]]}
        if top.dep_ in frames or any(x.token == top.head and x.row.pos == "adj" for x in losses):
            words = Span(first.idx, noun.idx + len(noun))
            yield Count(span=Span(first.idx, first.idx + len(first)), low=1, high=1, noun=Span(noun.idx, words.end), because=ONE)


ONE = Because(rule="counts.one")


def _anybody(notes: Notes, loss: Loss) -> list[Toll]:
    """“Denied that anybody had been killed”: what is denied is one or more."""
    if loss.row.pos != "verb" or loss.slot is Slot.DAMAGE or _is_negated(loss.token):
        return []
    frames = FRAMES[loss.row.frame.partition(":")[0]]
    people = next((c for c in loss.token.children if c.dep_ in frames), None)
    if people is None:
        return []
    first = next((c for c in people.lefts if c.lower_ == "any"), people)
    if not {first.lower_, people.lower_} & ANYBODY:
        return []
    words = Span(first.idx, people.idx + len(people))
    who = group_of(people) if people.pos_ == "NOUN" else None
    denied = notes.attribution_over(words)
    if denied is None or denied.stance.value != "denies":
        return []
    return [Toll(loss.slot, words, 1, None, who, None, loss.token, "casualties.anybody", 0.8, noun=people)]


def _uncounted(loss: Loss) -> list[Toll]:
    """“Heavy casualties”, “some deaths”, “great damage”: a claim without a number, where the words weigh the loss or name the dead."""
    token = loss.token
    if loss.row.pos != "noun" or loss.row.frame not in ("self", "weighed") or token.lower_ in ("dead", "wounded", "injured", "missing"):
        return []
    weights = HEAVY | UNCOUNTED if loss.slot in (Slot.CASUALTIES, Slot.DAMAGE) else UNCOUNTED
    weight = next((c for c in token.lefts if c.lemma_.lower() in weights and c.dep_ in ("amod", "compound", "nmod", "det")), None)
    of = next((g for c in token.children if c.lower_ == "of" for g in c.children if g.tag_ == "NNS" and is_person(g)), None)
    if weight is None and not (loss.slot is Slot.KILLED and token.tag_ == "NNS" and of is not None):
        return []
    first = weight if weight is not None else token
    last = of if of is not None else token
    words = Span(first.idx, last.idx + len(last))
    extent = first.lower_ if loss.slot is Slot.DAMAGE else None
    who = group_of(of) if of is not None else "soldiers" if _is_suffered_by_army(token) else None
    return [Toll(loss.slot, words, None, None, who, extent, token, "casualties.weighed", 0.8, noun=token)]


def _is_suffered_by_army(noun: Token) -> bool:
    return noun.dep_ == "dobj" and _is_lost_by_army(noun.head)


def _without(loss: Loss) -> list[Toll]:
    """“Without loss of life”, “without casualties”: none."""
    token = loss.token
    before = token.head if token.dep_ == "pobj" else None
    if loss.row.pos != "noun" or before is None or before.lower_ not in WITHOUT:
        return []
    of_life = any(g.lemma_.lower() in ("life", "live") for c in token.children if c.lower_ == "of" for g in c.children)
    slots = {Slot.CASUALTIES: [Slot.KILLED, Slot.INJURED], Slot.DAMAGE: []}.get(loss.slot, [loss.slot])
    if loss.row.word == "loss":
        slots = [Slot.KILLED] if of_life else []
    words = Span(before.idx, token.right_edge.idx + len(token.right_edge) if of_life else token.idx + len(token))
    return [Toll(slot, words, 0, 0, None, None, token, "casualties.without", 0.8, noun=token) for slot in slots]
