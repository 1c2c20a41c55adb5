"""Contents: what was said, by the syntax around a cue.

In: a verb, noun or adverb that may be a cue. Out: its `Frame`s: a clause, an infinitive, an object, a phrase after a preposition,
with the tokens of the content by number; and spans from such numbers, trimmed and snapped to quotation marks. It does not decide
whether the word is a cue, nor which quotation belongs to it (`quotations`).

In "He warned of floods" the verb has the frame `of` with the content "floods".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from accordingto.model.evidence import Span, touching
from accordingto.withindoc.cues import Frame, is_known
from accordingto.withindoc.speech.sources import is_said_of, is_set_apart, is_spoken_to
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_speaker_noun

WH = frozenset(("whether", "if", "what", "who", "whom", "why", "how", "when", "where", "which", "whose"))
KEPT_AFTER = frozenset(("because", "if", "unless", "although", "though", "since", "whereas", "so", "until", "lest", "even"))
FIGURING = frozenset(("put", "estimate", "place", "peg", "set", "reckon", "value", "assess"))
COUNTING = frozenset(("count", "tally", "document", "log", "record", "register"))
EDGE = frozenset(",.;:-–—…")
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def frames_of(verb: Token) -> Iterator[Frame]:
    """Frames of a verb, the fullest first."""
    children = list(verb.children)
    passive = any(c.dep_ == "auxpass" for c in children)
    thing = next((c for c in children if c.dep_ == "dobj" and c.i > verb.i), None)
    for child in children:
        yield from _clausal(verb, child, thing, passive=passive)
    yield from _parenthetic(verb, children)
    yield from _far_clause(verb, children)
    if passive:
        yield from _passive_object(verb, children)
    if thing is not None:
        yield from _with_object(verb, thing)
    for child in children:
        if child.dep_ in ("prep", "prt", "dative") and child.i > verb.i and child.lower_ not in ("by", "as" if passive else "by"):
            yield from _with_preposition(verb, child, thing)


def _clausal(verb: Token, child: Token, thing: Token | None, *, passive: bool) -> Iterator[Frame]:
    """Clauses and infinitives under ``verb``."""
    if not _may_be_said(verb, child):
        return
    subject = next((g for g in child.children if g.dep_ in SUBJECTS and g.i < child.i), None)
    numbers = _subtree(child) | (_after(verb, child) if child.i > verb.i else set())
    numbers -= _not_said(verb, child)
    if any(g.dep_ == "aux" and g.tag_ == "TO" for g in child.children):
        yield from _infinitive(verb, child, thing, numbers, passive=passive)
    elif child.tag_ == "VBG" and subject is None and not _marked(child):
        yield Frame("gerund", frozenset(numbers), thing=child)
    elif child.pos_ in ("NOUN", "ADJ", "PROPN", "NUM") and not any(g.dep_ == "cop" or g.pos_ == "AUX" for g in child.children):
        yield Frame("name", frozenset(numbers), thing=child)
    elif child.dep_ == "ccomp" or _marked(child):
        yield Frame("clause", frozenset(numbers), thing=child, question=_is_question(child))


def _not_said(verb: Token, child: Token) -> set[int]:
    """What the parser hangs on a clause that follows its cue, but is another's or the speaker's next word."""
    found: set[int] = set()
    if child.i < verb.i:
        return found
    for other in child.conjuncts:  # "said that the visit was off, and a second official blamed the weather"
        own = next((c for c in other.children if c.dep_ == "nsubj"), None)
        before = [t.lower_ for t in verb.doc[max(other.left_edge.i - 2, 0) : other.left_edge.i]]
        if other.i > child.i and is_known(other) and before == [",", "and"] and own is not None and is_speaker_noun(own):
            found |= _subtree(other)
    for apart in child.children:
        if is_set_apart(apart):
            found |= _subtree(apart)
    return found


def _may_be_said(verb: Token, child: Token) -> bool:
    """Whether a clause under ``verb`` can be what is said."""
    if child.dep_ not in ("ccomp", "xcomp", "advcl") and not (child.dep_ in ("acl", "relcl", "conj", "dep") and _marked(child)):
        return False
    if child.dep_ == "conj" and verb.dep_ == "ccomp" and any(c.dep_ == "dobj" and c.i < child.i for c in verb.children):
        return False  # "said its pilot had reported smoke and that the tower had ordered him back": the one above says both
    if child.dep_ == "advcl" and (not _marked(child) or child.left_edge.lower_ in ("if", "when", "where")):
        return False
    # "The ministry put it at 41; the opposition said …": two sentences in one
    return child.i > verb.i or not any(t.text == ";" for t in verb.doc[child.i : verb.i])


def _infinitive(verb: Token, child: Token, thing: Token | None, numbers: set[int], *, passive: bool) -> Iterator[Frame]:
    """As in "is said to have left", "asked the crowd to go", "promised to pay"."""
    subject = next((g for g in child.children if g.dep_ in SUBJECTS and g.i < child.i), None)
    if passive and subject is None and is_spoken_to(verb):
        yield Frame("objto", frozenset(numbers), thing=child)  # "Residents were urged to boil their water"
        yield Frame("to", frozenset(numbers), thing=child)
        return
    if verb.dep_ == "acl" and is_said_of(verb) and subject is None:
        whole = _subtree(verb.head) - _subtree(verb)
        yield Frame("raised", frozenset(numbers | {i for i in whole if i < verb.i}), thing=child)
        return
    if passive and subject is None:
        yield Frame("raised", frozenset(numbers | _subject_of(verb)), thing=child)
        return
    if subject is not None and not _marked(child):
        yield Frame("objto", frozenset(numbers), thing=child)
        return
    if thing is not None and thing.i < child.i:
        yield Frame("objto", frozenset(numbers | _subtree(thing)), thing=child)
    yield Frame("to", frozenset(numbers), thing=child)


def _far_clause(verb: Token, children: list[Token]) -> Iterator[Frame]:
    """As in "added in a post on the board's page that …": the parser hangs the clause on the noun before it."""
    if any(c.dep_ in ("ccomp", "dobj") for c in children):
        return
    for token in verb.subtree:
        if (
            token.i > verb.i
            and token.dep_ in ("acl", "relcl", "ccomp", "advcl")
            and token.head.i != verb.i
            and token.head.pos_ in ("NOUN", "PROPN")
        ):
            mark = token.left_edge
            own = any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in token.children)
            above = next((a for a in token.ancestors if verb.i in (a.head.i, a.i)), None)
            if mark.lower_ == "that" and own and above is not None and above.dep_ == "prep":
                yield Frame("clause", frozenset(_subtree(token)), thing=token)
                return


def _passive_object(verb: Token, children: list[Token]) -> Iterator[Frame]:
    """As in "The rumours were dismissed as nonsense by the army": the subject is what is said of."""
    subject = next((c for c in children if c.dep_ == "nsubjpass"), None)
    agent = next((t for t in verb.subtree if t.lower_ == "by" and t.i > verb.i and t.dep_ in ("agent", "prep")), None)
    if subject is None or agent is None or subject.lower_ == "it" or any(c.dep_ in ("ccomp", "xcomp") for c in children):
        return
    named = next((c for c in children if c.dep_ == "prep" and c.lower_ == "as"), None)
    label = next((c for c in children if c.dep_ == "oprd"), None)
    if named is not None:
        yield Frame("as", frozenset((_subtree(subject) | _subtree(named)) - _subtree(agent)), thing=subject)
    elif label is not None:
        yield Frame("name", frozenset((_subtree(subject) | _subtree(label)) - _subtree(agent)), thing=label)
    else:
        yield Frame("object", frozenset(_subtree(subject)), thing=subject)


def _parenthetic(verb: Token, children: list[Token]) -> Iterator[Frame]:
    """A cue set into or after what is said: "The raid, he said, had failed"."""
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "conj", "dep") or any(c.dep_ in ("ccomp", "dobj", "xcomp") for c in children):
        return
    head = verb.head
    if head.i == verb.i or head.pos_ not in ("VERB", "AUX") or not any(c.dep_ in SUBJECTS for c in children):
        return
    own = [i for i in sorted(_subtree(verb)) if not verb.doc[i].is_punct]
    left, right = own[0], own[-1]
    doc = verb.doc
    if (left == 0 or doc[left - 1].text != ",") or (right + 1 < len(doc) and doc[right + 1].text not in ",.;"):
        return
    if any(c.dep_ in ("mark", "cc") for c in children):
        return
    yield Frame("clause", frozenset(_subtree(head) - _subtree(verb)), thing=head)


def _with_object(verb: Token, thing: Token) -> Iterator[Frame]:
    numbers = _subtree(thing)
    yield from _at_a_figure(verb, thing)
    beside = (*verb.children, *thing.children)
    after = [p for p in beside if p.dep_ == "prep" and p.i > thing.i]
    of = next((p for p in after if p.lower_ in ("as", "of", "for", "at")), None) or next((p for p in after if p.lower_ == "from"), None)
    if of is not None:
        whole = frozenset(numbers | (_subtree(of) if of.lower_ != "at" else _subtree(of) - {of.i}))
        cue = frozenset({of.i}) if of.lower_ == "at" else frozenset[int]()
        yield Frame(of.lower_, whole - cue, more_cue=cue, thing=thing)
    label = next((c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > thing.i), None)
    if label is None:
        label = next(
            (c for c in verb.children if c.dep_ == "npadvmod" and c.pos_ == "NOUN" and c.left_edge.i == thing.right_edge.i + 1), None
        )
    told = next((c for c in thing.children if c.dep_ == "relcl" and c.left_edge.lower_ == "that" and c.left_edge.i == thing.i + 1), None)
    if told is not None and is_speaker_noun(thing) and any(c.dep_ in SUBJECTS and c.lower_ != "that" for c in told.children):
        yield Frame("clause", frozenset(_subtree(told)), thing=told)  # "reassured visitors that two boats had sunk"
    if label is not None:
        yield Frame("name", frozenset(numbers | _subtree(label)), thing=label)
    particle = frozenset(c.i for c in verb.children if c.dep_ == "prt")
    moved = [c for c in verb.children if c.dep_ == "advmod" and c.lower_ in ("back", "out", "up") and c.i > verb.i]
    particle |= {c.i for c in moved}
    for name in sorted({c.lower_ for c in verb.children if c.dep_ == "prt"} | {c.lower_ for c in moved}):
        yield Frame(name, frozenset(numbers), more_cue=particle, thing=thing)
    reached = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "to" and c.i > thing.i and any(t.like_num for t in c.subtree)]
    reached += _where_counted(verb, thing)
    yield Frame("object", frozenset(numbers).union(*(_subtree(c) for c in reached)), thing=thing)  # "updated the toll to eight dead"


def _where_counted(verb: Token, thing: Token) -> list[Token]:
    """As in "has counted 58 graves beside the camp": the place is part of what is claimed."""
    if verb.lemma_.lower() not in COUNTING or not any(t.like_num for t in thing.children):
        return []
    return [c for c in verb.children if c.dep_ == "prep" and c.i == thing.right_edge.i + 1 and c.lower_ not in ("since", "by", "as")]


def _at_a_figure(verb: Token, thing: Token) -> Iterator[Frame]:
    """As in "put the number of people hurt in the attack at five": wherever the parser hangs the "at"."""
    if verb.lemma_.lower() not in FIGURING:
        return
    doc, end = verb.doc, verb.right_edge.i
    last = next((doc[i] for i in range(end, thing.i, -1) if doc[i].lower_ == "at" and i < end), None)
    if last is None or not any(t.like_num or t.pos_ == "NUM" for t in doc[last.i + 1 : last.i + 5]):
        return
    figure = {t.i for t in last.subtree if t.i > last.i}
    numbers = set(range(thing.left_edge.i, last.i)) | figure
    yield Frame("at", frozenset(numbers), more_cue=frozenset({last.i}), thing=last)


def _with_preposition(verb: Token, preposition: Token, thing: Token | None) -> Iterator[Frame]:
    """As in "warned of floods", "called on them to leave"."""
    inner = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp", "prep") and c.i > preposition.i), None)
    if inner is None or thing is not None:
        return
    numbers = _subtree(inner)
    wish = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > preposition.i), None)
    if wish is not None and any(g.tag_ == "TO" for g in wish.children):
        numbers |= _subtree(wish)
    yield Frame(preposition.lower_, frozenset(numbers), more_cue=frozenset({preposition.i}), thing=inner)
    if preposition.lower_ == "to" and any(c.lower_ == "as" for c in (*verb.children, *inner.children)):
        named = next(c for c in (*verb.children, *inner.children) if c.lower_ == "as")
        yield Frame("to-as", frozenset(numbers | _subtree(named)), more_cue=frozenset({preposition.i}), thing=inner)


def _subtree(token: Token) -> set[int]:
    return {t.i for t in token.subtree}


def _subject_of(verb: Token) -> set[int]:
    return {i for c in verb.children if c.dep_ in SUBJECTS for i in _subtree(c)}


def _marked(clause: Token) -> bool:
    """Whether the clause begins with "that" or a question word."""
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children) or _is_question(clause)


def _is_question(clause: Token) -> bool:
    first = clause.left_edge
    while first.is_punct and first.i < clause.i:
        first = first.nbor(1)
    return first.lower_ in WH and first.i <= clause.i


def _after(verb: Token, clause: Token) -> set[int]:
    """What the parser hangs on the cue but belongs to what is said: "said X, because Y", "said X before Y"."""
    end = clause.right_edge.i
    found: set[int] = set()
    goes_on = _goes_on(verb, end)
    if goes_on is not None:
        return set(range(end + 1, goes_on.right_edge.i + 1))
    for child in verb.children:
        if child.i <= end:
            continue
        mark = next((c for c in child.children if c.dep_ == "mark"), None)
        if (child.dep_ == "advcl" and mark is not None and mark.lower_ in KEPT_AFTER) or (
            child.dep_ == "prep" and child.i == max(found | {end}) + 1 and child.lower_ not in ("in", "on", "at", "according")
        ):
            found |= _subtree(child)
        else:
            break
    return found


def _goes_on(verb: Token, end: int) -> Token | None:
    """As in "said that it had rained, but the road was open": the parser hangs the second clause on the cue."""
    for child in verb.children:
        own = any(c.dep_ in SUBJECTS for c in child.children)
        if child.dep_ == "conj" and child.i > end and own and not is_known(child) and child.left_edge.i <= end + 4:
            return child
    return None


def spans_of(doc: Doc, numbers: Iterable[int], marks: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Spans of the tokens, one for each unbroken run, without the punctuation at its edges; quotation marks stay in pairs.

    ``marks``: outer quotes of the document.
    """
    runs: list[list[int]] = []
    for i in sorted(set(numbers)):
        if runs and not any(not doc[j].is_space for j in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    near = (touching(marks, Span(doc[run[0]].idx, doc[run[-1]].idx + len(doc[run[-1]]))) for run in runs)
    found = [span for run, quotes in zip(runs, near, strict=True) if (span := _trimmed(doc, run[0], run[-1], quotes)) is not None]
    return tuple(found)


def _trimmed(doc: Doc, first: int, last: int, quotes: Sequence[Span]) -> Span | None:
    while first <= last and (doc[first].is_space or doc[first].text in EDGE or _stray(doc[first], first, last, quotes)):
        first += 1
    while last >= first and (
        doc[last].is_space or doc[last].text in EDGE or (last > first and doc[last].dep_ == "cc") or _stray(doc[last], first, last, quotes)
    ):
        last -= 1
    if first > last:
        return None
    return Span(doc[first].idx, doc[last].idx + len(doc[last]))


def _stray(token: Token, first: int, last: int, quotes: Sequence[Span]) -> bool:
    """A quotation mark whose partner lies outside of the run."""
    if not token.is_quote and token.text not in ("''", "``", "„", "«", "»"):
        return False
    doc = token.doc
    start, end = doc[first].idx, doc[last].idx + len(doc[last])
    return not any(
        (q.start == token.idx or q.end == token.idx + len(token)) and start <= q.start and q.end <= end for q in quotes
    ) and not any(q.start < token.idx < q.end - 1 for q in quotes)


def with_quotes(numbers: frozenset[int], quotes: Sequence[tuple[int, int]], forbidden: frozenset[int]) -> frozenset[int]:
    """``numbers`` with every quote completed of which at least half is there already (first and last token of each quote)."""
    found = set(numbers)
    low, high = min(numbers, default=0), max(numbers, default=-1)
    for first, last in quotes[bisect_left(quotes, low, key=lambda q: q[1]) : bisect_right(quotes, high, key=lambda q: q[0])]:
        inside = sum(i in numbers for i in range(first, last + 1))
        opened = first in numbers and first - 1 not in numbers
        if opened or (inside and 2 * inside >= last - first + 1):
            found |= set(range(first, last + 1)) - forbidden
    return frozenset(found)
