"""Tolls: which number belongs to which word of loss.

In: a sentence, its counts and words of loss. Out: `Toll`s: kind, bounds, group, the words. It does not decide who claims them, nor of which
event, nor what a bare number told later takes up (`carried_tolls`).

"Two guards and a cook died, and nobody was arrested" gives killed two (guards), killed one (cooks), detained none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Count
from accordingto.model.kinds import Slot
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.groups import ARMED_BODIES, COMPANIES, group_before_noun, group_of, is_person, may_be_hurt
from accordingto.withindoc.tolls.losses import Loss, losses_in

HEAVY = frozenset(
    """heavy great severe serious extensive major minor slight massive considerable significant substantial widespread high
    light limited""".split()
)
UNCOUNTED = frozenset("many some several numerous more countless".split())
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "obj", "attr", "oprd", "pobj", "nmod", "nummod", "dep", "ccomp", "appos")
OVER = ("conj", "appos", "pobj", "prep", "nummod", "nmod", "compound", "quantmod")
"""Links over which the number's noun and the word of loss may lie apart."""
REACH = 9
"""Tokens between a bare number and the word of loss that it belongs to; farther off something else stands between them."""
COUNTED = 0.9
"""Confidence of a number with its word of loss: of 40 claims in 20 reports that no rule had seen, 37 were right at the first run.
The other confidences of tolls are estimates: too few of each kind to measure."""
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
    numbers = sorted([*counts, *_single_ones(sentence, losses, counts)], key=lambda c: c.span)
    for count in numbers:
        loss = loss_of(doc, count, losses)
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


# ---- which word of loss


def loss_of(doc: Doc, count: Count, losses: list[Loss]) -> Loss | None:
    """The word of loss that ``count`` belongs to: by syntax, else the nearest one that can take it."""
    number = tokens_of(doc, count.span)
    noun = noun_of(doc, count)
    if [t.lower_ for t in doc[max(0, number.start - 2) : number.start]] == ["all", "but"]:
        return None  # "all but two of the crew died": the two did not
    if noun is not None and noun.lemma_.lower() in SPARED and _stands_with(noun, losses):
        return None
    if noun is not None:
        own = next((x for x in losses if x.token.i == noun.i and x.row.pos == "noun"), None)
        if own:
            return own
    holder = noun if noun is not None else _numbered(number.root) or (number.root if number.root.tag_ == "CD" else number[-1])
    beside = _right_after(number, losses) if noun is None else None
    if beside is not None:
        return beside
    fitting = [x for x in losses if _takes(x, noun, count)]
    by_syntax = [x for x in losses if _may_take(x, noun) and _is_argument(holder, x.token) and not _does_it(holder, x)]
    if by_syntax:
        return min(by_syntax, key=lambda x: abs(x.token.i - holder.i))
    if noun is not None and not is_person(noun) and not any(x.slot is Slot.DAMAGE for x in fitting):
        return None
    if noun is None and (number.text.lower() == "one" or _is_of_others(doc, number)):
        return None  # "one for each", "nine of whom it named": nothing is said of what befell them
    near = [x for x in fitting if _is_near(doc, holder, x.token) and not _has_own_verb(holder, x.token)]
    return min(near, key=lambda x: (abs(x.token.i - holder.i), x.token.i), default=None)


NUMBERING = frozenset({"number", "total"})


def _numbered(number: Token) -> Token | None:
    """“Passengers hurt in the crash numbered 17”: who is counted stands as the subject."""
    verb = number.head
    if verb.lemma_.lower() not in NUMBERING or verb.pos_ != "VERB":
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


SPARED = frozenset({"survivor"})
"""Who is counted beside the dead without being one of them."""


def _stands_with(noun: Token, losses: list[Loss]) -> bool:
    """“64 survivors and 17 bodies”: the word of loss is a noun beside theirs, not what befell them ("six survivors were hurt")."""
    return not any(x.row.pos != "noun" and _is_argument(noun, x.token) for x in losses)


def _right_after(number: Tokens, losses: list[Loss]) -> Loss | None:
    """“Knows of 33 dead; 19 people are missing”: the word of loss right after a bare number says what befell them."""
    return next((x for x in losses if x.token.i == number.end and x.row.pos in ("adj", "noun") and x.token.lower_ in STATES), None)


STATES = frozenset({"dead", "missing", "wounded", "injured", "hurt"})
"""What a bare number of people may be said to be by the word after it."""


def _is_of_others(doc: Doc, number: Tokens) -> bool:
    return [t.lower_ for t in doc[number.end : number.end + 2]] in (["of", "whom"], ["of", "which"])


def noun_of(doc: Doc, count: Count) -> Token | None:
    """The noun that is counted."""
    return tokens_of(doc, count.noun)[0] if count.noun else None


def _takes(loss: Loss, noun: Token | None, count: Count) -> bool:
    """People are killed, things are damaged."""
    things = loss.slot is Slot.DAMAGE
    if noun is None:
        return not things or count.span.start > loss.token.idx
    if loss.row.pos == "noun" and loss.row.frame == "self" and not is_person(noun):
        return False
    return things != is_person(noun)


def _may_take(loss: Loss, noun: Token | None) -> bool:
    """Where syntax ties the two, the noun need only not speak against it."""
    if noun is None:
        return loss.slot is not Slot.DAMAGE
    if loss.slot is Slot.DAMAGE:
        return not is_person(noun)
    return may_be_hurt(noun) and not (loss.row.pos == "noun" and loss.row.frame == "self" and not is_person(noun))


def _is_argument(holder: Token, loss: Token) -> bool:
    """The number is subject or object of the loss, over coordination, "of" and relative clauses."""
    if loss.head == holder and loss.dep_ in ("acl", "relcl", "amod", "conj", "appos"):
        return True
    if _is_figure_of(holder, loss):
        return True
    if holder.dep_ in ("nsubj", "nsubjpass") and loss.head == holder.head and loss.dep_ in ("acomp", "attr", "oprd", "xcomp", "advmod"):
        return True
    token = holder
    for _ in range(4):
        if token.head == loss and token.dep_ in ARGUMENTS:
            return True
        if token.dep_ not in OVER or token.head == token:
            break
        if token.head == loss:
            return True
        token = token.head
    return token.head == loss and token.dep_ in ("nsubj", "nsubjpass", "dobj")


def _does_it(holder: Token, loss: Loss) -> bool:
    """“The crash of two trams claimed ten lives”: the trams stand with what did it, and the object with whom it befell."""
    verb = loss.token
    if loss.row.frame.partition(":")[0] != "obj" or not any(c.dep_ == "dobj" for c in verb.children):
        return False
    token = holder
    while token.head not in (token, verb):
        token = token.head
    return token.dep_ == "nsubj" and token.head == verb


def _is_figure_of(holder: Token, loss: Token) -> bool:
    """“The toll climbed to 19”, “the dead numbered eleven”, “put the casualties at 30”: the number is what the verb says of the figure."""
    if loss.dep_ == "dobj" and holder.dep_ == "pobj" and holder.head.lower_ == "at" and holder.head.head == loss.head:
        return True
    figure = _figure_above(loss)
    if figure is not None and figure.i < holder.i:
        loss = figure
    elif loss.dep_ not in ("nsubj", "nsubjpass") or loss.pos_ not in ("NOUN", "ADJ") or holder.i < loss.i:
        return False
    verb = loss.head
    above = holder.head.head if holder.dep_ == "pobj" else holder.head
    return above == verb and holder.dep_ in ("pobj", "dobj", "attr", "npadvmod", "acomp")


def _figure_above(loss: Token) -> Token | None:
    """“The number of people arrested on Monday has grown to 112”: the subject in which the loss stands."""
    token = loss
    while token.dep_ in ("acl", "relcl", "pobj", "prep", "amod") and token.head != token:
        token = token.head
        if token.lemma_.lower() in NUMBERING and token.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return token
    return None


def _is_near(doc: Doc, holder: Token, loss: Token) -> bool:
    """No clause border and no verb of another sense between the two."""
    low, high = sorted((holder.i, loss.i))
    if high - low > REACH:
        return False
    between = doc[low + 1 : high]
    return not any(t.text in (";", ":", "“", "”", '"') or (t.text == "," and high - low > 4) for t in between)


def _has_own_verb(holder: Token, loss: Token) -> bool:
    """Whether the number is the subject of another verb, which tells what they did: "200 had marched, and the dead were buried"."""
    while holder.dep_ == "pobj" and holder.head.lower_ == "of" and holder.head.head.pos_ in ("NOUN", "PRON", "NUM", "DET"):
        holder = holder.head.head  # "none of the guards"
    verb = holder.head
    if holder.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ != "VERB" or verb == loss:
        return False
    if any(c.dep_ in ("nsubj", "nsubjpass") and c != holder for c in loss.children):
        return True  # "nobody confirmed that a guard was killed"
    return verb not in (loss.head, loss.head.head) and loss.dep_ != "xcomp"


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
    if noun.lower_ in ("men", "troops") and loss.token.lemma_.lower() == "lose" and _is_lost_by_army(loss.token):
        return "soldiers"
    return None if noun.tag_ == "NN" and noun.lemma_ in COMPANIES and noun.i < tokens_of(doc, count.span)[0].i else group_of(noun)


def _group_of_number(doc: Doc, count: Count) -> str | None:
    """“Raised the number of troops wounded to nine”: the group stands with the word "number"."""
    first = tokens_of(doc, count.span)[0]
    for token in doc[max(first.sent.start, first.i - 16) : first.i + 8]:
        if token.lemma_.lower() == "number" and token.sent == first.sent:
            return next((group_of(g) for c in token.children if c.lower_ == "of" for g in c.children if is_person(g)), None)
    return None


def _is_lost_by_army(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in ARMED_BODIES for c in verb.children)


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
