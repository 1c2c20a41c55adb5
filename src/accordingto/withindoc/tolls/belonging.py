"""Which word of loss a number belongs to.

In: a count, the words of loss of its sentence, the parse. Out: the word of loss, or None. It does not decide what the number counts
(`tolls`), nor which numbers count a part of others (`parts`).

In "Two guards died after the raid that wounded six" the two belong to "died", the six to "wounded".
"""

from accordingto.model.found import Count
from accordingto.model.kinds import Slot
from accordingto.withindoc.notes import tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.groups import is_person, may_be_hurt
from accordingto.withindoc.tolls.losses import Loss
from accordingto.withindoc.tolls.parts import Share

ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "obj", "attr", "oprd", "pobj", "nmod", "nummod", "dep", "ccomp", "appos")
OVER = ("conj", "appos", "pobj", "prep", "nummod", "nmod", "compound", "quantmod")
"""Links over which the number's noun and the word of loss may lie apart."""
HOW = frozenset("critically seriously badly severely gravely slightly lightly".split())
"""How some of the hurt are: "20 hurt, four critically"."""
INSIDE = frozenset("of among amongst to at as from between".split())
"""Prepositions over which a number still is whom the loss befell: not "in front of 30 pupils", "with 50 soldiers looking on"."""
REACH = 9
"""Tokens between a bare number and the word of loss that it belongs to; farther off something else stands between them."""
NUMBERING = frozenset({"number", "total"})
SPARED = frozenset({"survivor"})
"""Who is counted beside the dead without being one of them."""
STATES = frozenset({"dead", "missing", "wounded", "injured", "hurt"})
"""What a bare number of people may be said to be by the word after it."""


def loss_of(doc: Doc, count: Count, losses: list[Loss]) -> Loss | None:
    """The word of loss that ``count`` belongs to: by syntax, else the nearest one that can take it."""
    number = tokens_of(doc, count.span)
    noun = noun_of(doc, count)
    if (noun is None and (_is_another_thing(doc, number) or _is_of_them(doc, number))) or _opens_a_part(doc, number):
        return None
    if [t.lower_ for t in doc[max(0, number.start - 2) : number.start]] == ["all", "but"]:
        return None  # "all but two of the crew died": the two did not
    if noun is not None and noun.lemma_.lower() in SPARED and _stands_with(noun, losses):
        return None
    if noun is not None:
        own = next((x for x in losses if x.token.i == noun.i and (x.row.pos == "noun" or noun.lower_ in STATES)), None)
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
    near = [
        x
        for x in fitting
        if _is_near(doc, holder, x.token) and not (_has_own_verb(holder, x.token) or _is_taken(holder, x) or _does_it(holder, x))
    ]
    return min(near, key=lambda x: (abs(x.token.i - holder.i), x.token.i), default=None)


def loss_of_share(doc: Doc, share: Share, losses: list[Loss]) -> Loss | None:
    """What befell the part alone: by syntax, or where the parse lost its verb, the word of loss behind the whole's own."""
    befell = share.whole.loss
    if befell is not None and befell.slot is Slot.KILLED:
        return None  # "eleven of the 41 dead were buried": nothing more befalls the dead
    others = [x for x in losses if befell is None or x.token.i > befell.token.i]
    found = loss_of(doc, share.count, others)
    if found is not None or befell is None or tokens_of(doc, share.count.span).root.dep_ in ("nsubj", "nsubjpass"):
        return found
    return next((x for x in others if x.token.tag_ in ("VBD", "VBN") and _is_near(doc, befell.token, x.token)), None)


def _numbered(number: Token) -> Token | None:
    """“Passengers hurt in the crash numbered 17”: who is counted stands as the subject."""
    verb = number.head
    if verb.lemma_.lower() not in NUMBERING or verb.pos_ != "VERB":
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def _stands_with(noun: Token, losses: list[Loss]) -> bool:
    """“64 survivors and 17 bodies”: the word of loss is a noun beside theirs, not what befell them ("six survivors were hurt")."""
    return not any(x.row.pos != "noun" and _is_argument(noun, x.token) for x in losses)


def _right_after(number: Tokens, losses: list[Loss]) -> Loss | None:
    """“Knows of 33 dead; 19 people are missing”: the word of loss right after a bare number says what befell them."""
    behind = [x for x in losses if x.token.i == number.end and x.token.lower_ in STATES]
    told = [x for x in behind if x.row.pos in ("adj", "noun") or x.token.tag_ == "VBN"]
    return next((x for x in told if not any(c.dep_ == "dobj" for c in x.token.children)), None)  # not "a crowd of 50 wounded nine"


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
        return not _is_of_some_of_them(loss)
    if _is_figure_of(holder, loss):
        return True
    if holder.dep_ in ("nsubj", "nsubjpass") and loss.head == holder.head and loss.dep_ in ("acomp", "attr", "oprd", "xcomp", "advmod"):
        return True
    token = holder
    for _ in range(4):
        if token.head == loss and token.dep_ in ARGUMENTS:
            return True
        if token.dep_ not in OVER or token.head == token or (token.dep_ == "prep" and token.lower_ not in INSIDE):
            break
        if token.head == loss:
            return True
        token = token.head
    return token.head == loss and token.dep_ in ("nsubj", "nsubjpass", "dobj")


def _is_of_them(doc: Doc, number: Tokens) -> bool:
    """“Wounded 30 people, nine of them badly”: a part of a number told before, which `carried_tolls` reads."""
    after = [t.lower_ for t in doc[number.end : number.end + 2]]
    part = after == ["of", "them"] or bool(set(after[:1]) & HOW)
    return number.start > 0 and doc[number.start - 1].text == "," and part


def _opens_a_part(doc: Doc, number: Tokens) -> bool:
    """“Four people including two children”, “12 people, among them two nurses”: read by `carried_tolls`."""
    before = [t.lower_ for t in doc[max(0, number.start - 2) : number.start]]
    return before[-1:] == ["including"] or before == ["among", "them"]


def _is_another_thing(doc: Doc, number: Tokens) -> bool:
    """“A bomb in Orten killed three and one in Selm wounded seven”, “the one that killed 30”: a bomb, not somebody."""
    if number.text.lower() != "one" or number.end + 1 >= len(doc):
        return False
    after = doc[number.end : number.end + 5]
    if after[0].lower_ in ("that", "which"):
        return True
    return after[0].pos_ == "ADP" and after[0].lower_ != "of" and any(t.tag_ == "VBD" for t in after)


def _is_taken(holder: Token, loss: Loss) -> bool:
    """Whether the word of loss tells of others: "two doctors treated the 14 wounded", "300 watched as two men were beaten to death"."""
    token = loss.token
    if token is holder:
        return False
    before = token.doc[token.i - 1] if token.i else None
    if any(c.dep_ == "nummod" and c is not holder for c in token.children):
        return True
    if loss.row.pos != "verb":
        numbered = before is not None and before.pos_ == "NUM" and before is not holder and holder not in before.children
        return numbered or (token.dep_ == "amod" and token.head is not holder and is_person(token.head))
    links = {"subj": ("nsubj",), "obj": ("nsubjpass", "dobj")}.get(loss.row.frame.partition(":")[0], ("nsubj", "nsubjpass", "dobj"))
    return _is_of_some_of_them(token) or any(c.dep_ in links and c is not holder and _counts_people(c) for c in token.children)


def _counts_people(noun: Token) -> bool:
    return is_person(noun) or noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in noun.children)


def _is_of_some_of_them(loss: Token) -> bool:
    """“44 passengers, 31 of whom were hurt”: the clause tells of some of them."""
    subject = next((c for c in loss.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and any(g.lower_ in ("whom", "which") for c in subject.children if c.lower_ == "of" for g in c.children)


def _does_it(holder: Token, loss: Loss) -> bool:
    """“The crash of two trams claimed ten lives”: the trams stand with what did it, and the object with whom it befell."""
    verb = loss.token
    if _is_doer_of(holder, loss):
        return True
    if loss.row.frame.partition(":")[0] != "obj" or not any(c.dep_ == "dobj" for c in verb.children):
        return False
    token = holder
    while token.head not in (token, verb):
        token = token.head
    return token.dep_ == "nsubj" and token.head == verb


def _is_doer_of(holder: Token, loss: Loss) -> bool:
    """“The 12 men who killed a guard”: those of whom the clause is did it."""
    verb = loss.token
    if verb.head is not holder or verb.dep_ != "relcl" or loss.row.pos != "verb" or loss.row.frame.partition(":")[0] != "obj":
        return False
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    return not passive and any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in verb.children)


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
    between = loss.doc[verb.i + 1 : loss.i]
    if loss.head is verb and loss.dep_ == "conj" and any(t.dep_ in ("nsubj", "nsubjpass") for t in between):
        return True  # "five were saved and three are missing"
    return verb not in (loss.head, loss.head.head) and loss.dep_ != "xcomp"
