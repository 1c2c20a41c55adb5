"""Tolls and damage: who says how many were killed, hurt, missing, held, driven out, and how much was damaged.

In: counts, words of loss, attributions, event mentions. Out: claims in `notes.claims`, each with its claimant and the event mention that it
belongs to. A loss without a number ("heavy casualties") is a claim without a number. It does not compare claims.

"Police said 12 people were killed and 30 injured": two claims by the police, killed 12 and injured 30.
"""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import Claim, Count, EventMention
from accordingto.model.kinds import TOLL_SLOTS, EventType, Factuality, Slot, Stance
from accordingto.withindoc.groups import group_of, is_person, may_be_hurt
from accordingto.withindoc.losses import Loss, losses_in
from accordingto.withindoc.notes import Notes, notes_of, span_of, tokens_of

EARLIER = frozenset("""earlier initially previously originally first before""".split())
REVISED_FROM = re.compile(r"\b(?:revis\w+|correct\w+|lower\w+|rais\w+|up|down|rather than|instead of|not)\b[^.;]{0,40}$", re.IGNORECASE)
EXPECTED = frozenset("""may might could will would fear feared fears expect expected expects likely risk warn""".split())
HEAVY = frozenset(
    """heavy great severe serious extensive major minor slight massive considerable significant substantial widespread high
    light limited many""".split()
)
HAPPENED = (EventType.ASSAULT, EventType.ACCIDENT, EventType.DISASTER)
CAUSES = {
    Slot.KILLED: (*HAPPENED, EventType.PROTEST),
    Slot.INJURED: (*HAPPENED, EventType.PROTEST, EventType.COERCE),
    Slot.CASUALTIES: (*HAPPENED, EventType.PROTEST),
    Slot.MISSING: HAPPENED,
    Slot.DETAINED: (EventType.COERCE, EventType.PROTEST, EventType.ASSAULT),
    Slot.DISPLACED: HAPPENED,
    Slot.DAMAGE: (*HAPPENED, EventType.PROTEST),
}
FIRST_CAUSES = {
    Slot.KILLED: HAPPENED,
    Slot.INJURED: HAPPENED,
    Slot.CASUALTIES: HAPPENED,
    Slot.DAMAGE: HAPPENED,
    Slot.DETAINED: (EventType.PROTEST,),
}
"""Of several events told before, the likelier cause: people are hurt by what is violent, and held at a march."""
ARGUMENTS = frozenset("""nsubj nsubjpass dobj obj attr oprd pobj nmod nummod dep ccomp appos""".split())
REPLACED = frozenset({"up", "down", "rather", "revised", "lowered", "raised"})
BEHIND = frozenset("after since following later before earlier".split())
REACH = 9
"""Tokens between a bare number and the word of loss that it belongs to; farther off something else stands between them."""


@dataclass(frozen=True, slots=True)
class Toll:
    """A loss with its number, before claimant and event are known."""

    slot: Slot
    words: Span
    low: int | None
    high: int | None
    who: str | None
    extent: str | None
    at: Token
    rule: str
    confidence: float
    beside: Span | None = None
    """Words of the figure that it belongs to, as part or as predecessor: who says the one says the other."""


def find_casualties(doc: Doc) -> Doc:
    """Fill ``notes.claims`` with tolls and damage."""
    notes = notes_of(doc)
    if not notes.event_mentions and not notes.counts:
        return doc
    for sentence in doc.sents:
        losses = list(losses_in(sentence))
        counts = [c for c in notes.counts if sentence.start_char <= c.span.start < sentence.end_char]
        for toll in _tolls(doc, notes, losses, counts):
            _claim(doc, notes, sentence, toll)
    return doc


# ---- which number belongs to which loss


def _tolls(doc: Doc, notes: Notes, losses: list[Loss], counts: list[Count]) -> list[Toll]:
    found: list[Toll] = []
    taken: set[int] = set()
    for count in counts:
        loss = _loss_of(doc, count, losses)
        if loss is None:
            continue
        taken.add(loss.token.i)
        found += _counted(doc, count, loss)
    found += [t for loss in losses if loss.token.i not in taken for t in (*_uncounted(loss), *_single(notes, loss))]
    return found + _parts(doc, counts, found) + _told_on(doc, notes, counts, found)


def _bare_answer(notes: Notes, count: Count, found: list[Toll]) -> Toll | None:
    """“… 12 had been killed; the rebels said four”: all that is said is the number of what was told just before."""
    before = [t for t in found if t.words.end <= count.span.start]
    said = any(len(a.content) == 1 and a.content[0] == count.span for a in notes.attributions)
    if not before or not said or count.noun is not None:
        return None
    return replace(before[-1], words=count.span, low=count.low, high=count.high, rule="casualties.bare_answer", confidence=0.7)


ANYBODY = frozenset({"anybody", "anyone", "any"})


def _single(notes: Notes, loss: Loss) -> list[Toll]:
    """“A docker died”: one; “denied that anybody had been killed”: the range that is denied is one or more."""
    if loss.row.pos == "noun" or loss.slot is Slot.DAMAGE or _is_negated(loss.token):
        return []
    frames = {"subj": ("nsubj",), "obj": ("nsubjpass", "dobj"), "both": ("nsubj", "nsubjpass", "dobj")}[loss.row.frame.partition(":")[0]]
    people = next((c for c in loss.token.children if c.dep_ in frames), None)
    if people is None or people.head != loss.token:
        return []
    first = next((c for c in people.lefts if c.lower_ in ("a", "an", "any")), people)
    words = Span(first.idx, people.idx + len(people))
    attribution = notes.attribution_over(words)
    if {first.lower_, people.lower_} & ANYBODY:
        denied = attribution is not None and attribution.stance is Stance.DENIES
        who = group_of(people) if people.pos_ == "NOUN" else None
        return [Toll(loss.slot, words, 1, None, who, None, loss.token, "casualties.anybody", 0.8)] if denied else []
    if first.lower_ in ("a", "an") and people.tag_ == "NN" and is_person(people):
        return [Toll(loss.slot, words, 1, 1, None, None, loss.token, "casualties.one", 0.7)]
    return []


TOTALS = frozenset("number figure toll count total tally estimate".split())


def _told_on(doc: Doc, notes: Notes, counts: list[Count], found: list[Toll]) -> list[Toll]:
    """“The government put the number at 2,300”: a number of what was counted last."""
    bare = [_bare_answer(notes, c, found) for c in counts]
    if found or not any(c.slot in TOLL_SLOTS for c in notes.claims):
        return [t for t in bare if t]
    last = [c for c in notes.claims if c.slot in TOLL_SLOTS][-1]
    out: list[Toll] = []
    for count in counts:
        first = tokens_of(doc, count.span)[0]
        before = doc[max(first.sent.start, first.i - 6) : first.i]
        total = next((t for t in before if t.lemma_.lower() in TOTALS), None)
        if count.noun is None and total is not None and any(t.lower_ in ("at", "to", "was", "is", "as") for t in before):
            out.append(Toll(last.slot, count.span, count.low, count.high, None, None, total, "casualties.told_on", 0.7))
    return out


def _loss_of(doc: Doc, count: Count, losses: list[Loss]) -> Loss | None:
    """The word of loss that ``count`` belongs to: by syntax, else the nearest one that can take it."""
    number = tokens_of(doc, count.span)
    noun = tokens_of(doc, count.noun)[0] if count.noun else None
    if noun is not None:
        own = next((x for x in losses if x.token.i == noun.i and x.row.pos == "noun"), None)
        if own:
            return own
    holder = noun if noun is not None else number[-1]
    fitting = [x for x in losses if _takes(x, noun, count)]
    by_syntax = [x for x in losses if _may_take(x, noun) and _is_argument(holder, x.token)]
    if by_syntax:
        return min(by_syntax, key=lambda x: abs(x.token.i - holder.i))
    if noun is not None and not is_person(noun) and not _is_thing_loss(fitting):
        return None
    near = [x for x in fitting if _is_near(doc, holder, x.token)]
    return min(near, key=lambda x: (abs(x.token.i - holder.i), x.token.i), default=None)


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


def _is_thing_loss(losses: list[Loss]) -> bool:
    return any(x.slot is Slot.DAMAGE for x in losses)


def _is_argument(holder: Token, loss: Token) -> bool:
    """The number is subject or object of the loss, over coordination, "of" and relative clauses."""
    if loss.head == holder and loss.dep_ in ("acl", "relcl", "amod", "conj", "appos"):
        return True
    if holder.dep_ in ("nsubj", "nsubjpass") and loss.head == holder.head and loss.dep_ in ("acomp", "attr", "oprd", "xcomp", "advmod"):
        return True
    token = holder
    for _ in range(4):
        if token.head == loss and token.dep_ in (
            "nsubj",
            "nsubjpass",
            "dobj",
            "obj",
            "attr",
            "oprd",
            "pobj",
            "nmod",
            "nummod",
            "dep",
            "ccomp",
            "appos",
        ):
            return True
        if token.dep_ in ("conj", "appos", "pobj", "prep", "nummod", "nmod", "compound", "quantmod") and token.head != token:
            if token.head == loss:
                return True
            token = token.head
            continue
        break
    return token.head == loss and token.dep_ in ("nsubj", "nsubjpass", "dobj")


def _is_near(doc: Doc, holder: Token, loss: Token) -> bool:
    """No clause border and no verb of another sense between the two."""
    low, high = sorted((holder.i, loss.i))
    if high - low > REACH:
        return False
    between = doc[low + 1 : high]
    return not any(t.text in (";", ":", "“", "”", '"') or (t.text == "," and high - low > 4) for t in between)


def _counted(doc: Doc, count: Count, loss: Loss) -> list[Toll]:
    noun = tokens_of(doc, count.noun)[0] if count.noun else None
    words = Span(count.span.start, max(count.span.end, count.noun.end)) if count.noun else count.span
    low, high = count.low, count.high
    total = _says_only(doc, count)
    who = None if total else group_of(noun) if noun is not None else None
    if loss.slot is Slot.DAMAGE:
        who = noun.lemma_.lower() if noun is not None and noun.tag_ == "NN" else noun.lower_ if noun is not None else None
    extent = loss.token.lower_ if loss.slot is Slot.DAMAGE else None
    slots = [loss.slot]
    if loss.slot is Slot.CASUALTIES and low == high == 0:
        slots = [Slot.KILLED, Slot.INJURED]
    if _is_negated(loss.token) and low != 0:
        return []
    rule = f"casualties.{loss.row.pos}.{loss.row.frame.partition(':')[0]}"
    return [
        Toll(slot, words, low, high, None if noun is not None and noun.i == loss.token.i else who, extent, loss.token, rule, 0.85)
        for slot in slots
    ]


def _says_only(doc: Doc, count: Count) -> bool:
    """“Only two troops” gives a total."""
    first = tokens_of(doc, count.span)[0]
    words = {first.lower_} | ({doc[first.i - 1].lower_} if first.i else set())
    return bool(words & {"only", "just"})


def _is_negated(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


def _uncounted(loss: Loss) -> list[Toll]:
    """“Heavy casualties”, “great damage”: a claim without a number, where the words weigh the loss."""
    token = loss.token
    weight = next((c for c in token.lefts if c.lemma_.lower() in HEAVY and c.dep_ in ("amod", "compound", "nmod")), None)
    if loss.row.frame not in ("self", "weighed") or weight is None or loss.slot not in (Slot.CASUALTIES, Slot.DAMAGE):
        return []
    words = Span(weight.idx, token.idx + len(token))
    extent = weight.lower_ if loss.slot is Slot.DAMAGE else None
    return [Toll(loss.slot, words, None, None, None, extent, token, "casualties.weighed", 0.8)]


def _parts(doc: Doc, counts: list[Count], found: list[Toll]) -> list[Toll]:
    """“14 people, including four children”: the part shares the loss of its whole."""
    whole_ends = [(t, t.words.end) for t in found]
    out: list[Toll] = []
    for count in counts:
        if any(t.words.start <= count.span.start < t.words.end for t in found):
            continue
        first = tokens_of(doc, count.span)[0]
        before = [t.lower_ for t in doc[max(0, first.i - 3) : first.i]]
        after = tokens_of(doc, count.span)[-1]
        of_them = after.i + 2 < len(doc) and doc[after.i + 1].lower_ == "of" and doc[after.i + 2].lower_ in ("them", "whom")
        replaced = bool(before) and before[-1] in ("from", "than") and bool(REPLACED & set(before))
        if not (of_them or replaced or "including" in before or "among" in before or "them" in before):
            continue
        nearest = min(whole_ends, key=lambda pair: abs(count.span.start - pair[1]), default=None)
        if nearest is None or nearest[0].slot is Slot.DAMAGE:
            continue
        noun = tokens_of(doc, count.noun)[0] if count.noun else next((t for t in doc[after.i + 3 : after.i + 7] if t.pos_ == "NOUN"), None)
        words = Span(count.span.start, max(count.span.end, count.noun.end)) if count.noun else count.span
        who = nearest[0].who if replaced else group_of(noun) if noun is not None else None
        out.append(Toll(nearest[0].slot, words, count.low, count.high, who, None, nearest[0].at, "casualties.part", 0.75, nearest[0].words))
    return out


# ---- who claims it, of which event


def _claim(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll) -> None:
    attribution = notes.attribution_over(toll.words) or (notes.attribution_over(toll.beside) if toll.beside else None)
    mention = _mention_of(doc, notes, sentence, toll)
    low, high = toll.low, toll.high
    if attribution is not None and attribution.stance is Stance.DENIES and (low, high) == (None, None):
        low = 1
    precision = Precision.UNKNOWN if (low, high) == (None, None) else Precision.EXACT if low == high else Precision.RANGE
    notes.claims.append(
        Claim(
            id=notes.next_claim_id(),
            mention=mention.id,
            slot=toll.slot,
            value=toll.words.of(doc.text),
            words=(toll.words,),
            according_to=attribution.id if attribution else None,
            low=low,
            high=high,
            who=toll.who,
            extent=toll.extent,
            current=not _is_outdated(doc, sentence, toll),
            precision=precision,
            because=Because(rule=toll.rule, confidence=toll.confidence, detail=f"by the word of loss “{toll.at.text}”"),
        )
    )


def _mention_of(doc: Doc, notes: Notes, sentence: Tokens, toll: Toll) -> EventMention:
    """The mention in the same sentence that can cause the loss, else the last one told, else the first, else one of its own."""
    fitting = _causes(doc, notes, toll)
    here = [m for m in fitting if sentence.start_char <= m.trigger.start < sentence.end_char]
    if here:
        return min(here, key=lambda m: abs(m.trigger.start - toll.words.start))
    before = [m for m in fitting if m.trigger.start < sentence.start_char]
    before = [m for m in before if m.type in FIRST_CAUSES.get(toll.slot, ())] or before
    told = [m for m in before if not stands_behind(tokens_of(doc, m.trigger)[-1])] or before
    if told:
        return told[-1]
    if fitting:
        return fitting[0]
    span = span_of(doc[toll.at.i : toll.at.i + 1])
    known = next((m for m in notes.event_mentions if m.trigger == span), None)
    if known:
        return known
    attribution = notes.attribution_over(span)
    made = EventMention(
        id=f"e{len(notes.event_mentions) + 1}",
        trigger=span,
        type=None,
        mode=None,
        incident=None,
        according_to=attribution.id if attribution else None,
        factuality=Factuality.CERTAIN_YES,
        because=Because(rule="casualties.only_told_by_its_toll", confidence=0.5),
    )
    notes.event_mentions.append(made)
    return made


def stands_behind(token: Token) -> bool:
    """“After the raid”, “a week before they left”: what stands behind such a word is of another time."""
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "prep", "advmod") and c.i < token.i}
    above = token.head.lower_ if token.dep_ in ("pobj", "pcomp") else ""
    return (bool(BEHIND & marks) and token.dep_ in ("advcl", "pcomp", "ccomp")) or above in BEHIND


def _causes(doc: Doc, notes: Notes, toll: Toll) -> list[EventMention]:
    """Mentions that can cause the loss: of a fitting type, and not told by the loss itself where another word tells the event."""
    fitting = [m for m in notes.event_mentions if m.type in CAUSES[toll.slot]]
    fitting = fitting or [m for m in notes.event_mentions if m.type is None] or list(notes.event_mentions)
    by_other_words = [m for m in fitting if not any(x.slot is toll.slot for x in losses_in(tokens_of(doc, m.trigger)))]
    return by_other_words or fitting


# ---- which figures still stand


def _is_outdated(doc: Doc, sentence: Tokens, toll: Toll) -> bool:
    """A figure that was given earlier, is replaced in the same breath, or is only expected."""
    first = tokens_of(doc, toll.words)[0]
    left = doc[sentence.start : first.i]
    words = {t.lower_ for t in sentence}
    if "from" in (t.lower_ for t in left[-3:]) and REVISED_FROM.search(left.text):
        return True
    if _expects(toll.at) or _expects(first):
        return True
    near = {t.lower_ for t in doc[max(sentence.start, first.i - 8) : first.i]}
    had = any(t.lower_ == "had" and t.i < first.i for t in sentence)
    return bool(EARLIER & near) and (had or bool({"toll", "figure", "number", "count", "said", "put", "reported", "spoken"} & words))


def _expects(token: Token) -> bool:
    """A verb above it, or its own auxiliary, makes it a thing to come."""
    at = token
    for _ in range(4):
        if any(c.dep_ == "aux" and c.lower_ in ("may", "might", "could", "will", "would") for c in at.children):
            return at.pos_ in ("VERB", "AUX", "ADJ") and not any(c.lower_ == "have" for c in at.children)
        if at.lemma_.lower() in ("fear", "expect") and at is not token:
            return True
        if at.head == at or at.dep_ in ("ccomp", "parataxis", "advcl", "relcl"):
            return at.head.lemma_.lower() in ("fear", "expect") if at.head != at else False
        at = at.head
    return False
