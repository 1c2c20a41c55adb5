"""Reckonings: who is said to have counted, listed, or stood by a number of people lost, where no verb of saying tells it.

In: counts, words of loss, the parse, attributions. Out: more `notes.attributions`, each with the one who gives the number as source. Only
a number of a toll is looked at; what people say besides is left to `attributions`.

"Herders counted 23 bodies", "The union has a list of 35 who did not come home", "The line's own tally is six".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from accordingto.model.found import Attribution, Count
from accordingto.model.kinds import Stance
from accordingto.withindoc.cues import CueRow, cue_rows, words_of_cue
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.events.triggers import words_of_class
from accordingto.withindoc.notes import notes_of, tokens_of
from accordingto.withindoc.speech.attributions import attribution_of, in_order
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.names import Names
from accordingto.withindoc.speech.quotes import outer
from accordingto.withindoc.speech.sources import source_of_verb
from accordingto.withindoc.speech.stances import is_negated
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.tolls.carried_tolls import ENTRIES, FIGURES
from accordingto.withindoc.tolls.gapping import GAP, by_gap, cut_at, with_phrases
from accordingto.withindoc.tolls.given_figures import CONFIDENCE, REVISING, STATING, by_colon, by_noun, may_reckon, reckons
from accordingto.withindoc.tolls.groups import is_person
from accordingto.withindoc.tolls.losses import losses_in
from accordingto.withindoc.tolls.taken_up import by_pronoun
from accordingto.withindoc.tolls.unreal import is_called_untrue

OVER = (
    "dobj",
    "pobj",
    "prep",
    "attr",
    "appos",
    "conj",
    "nummod",
    "quantmod",
    "nmod",
    "acl",
    "relcl",
    "xcomp",
    "oprd",
    "dative",
    "advcl",
    "ccomp",
    "prt",
    "dep",
    "compound",
    "pcomp",
    "advmod",
    "npadvmod",
)
"""Links that lead from a number up to the verb whose object, in a wide sense, it is."""
MAX_CLIMB = 8
GIVING = ("states", "confirms", "estimates", "alleges", "speculates", "predicts")


def find_reckonings(doc: Doc) -> Doc:
    """Add to ``notes.attributions`` those that only a number shows."""
    notes = notes_of(doc)
    notes.attributions = with_phrases(doc, notes.attributions)
    candidates = list(_candidates(doc))
    notes.attributions = cut_at(doc, notes.attributions, [c for c in candidates if c.rule == GAP])
    notes.attributions = [_with_stance(doc, a) for a in notes.attributions]
    if not candidates:
        return doc
    names, marks = Names(doc), outer(notes.quotes)
    for candidate in candidates:
        found = attribution_of(doc, candidate, names, marks, f"a{len(notes.attributions) + 1}")
        if found is None or not found.source_name:
            continue
        if candidate.rule == GAP:  # the number may hang on the giver in the parse: "the students' council of 75"
            tail = found.content[-1].of(doc.text)
            name = re.sub(rf"(?:\s+\w+)?\s+{re.escape(tail)}$", "", found.source_name)
            own = re.sub(r"^(?:the|a|an)\s+", "", found.source[0].of(doc.text), flags=re.IGNORECASE)
            found = replace(found, source_name=own if name.endswith(f" and {own}") else name)  # "three and relatives five"
            notes.attributions.append(found)
            continue
        beside = notes.attributions_beside((*found.source, *found.cue))
        told = _same_cue(doc, beside, found)
        if told is not None:
            notes.attributions = [_with_number(told, found) if a is told else a for a in notes.attributions]
        elif not _is_known(beside, found):
            notes.attributions.append(found)
    notes.attributions = in_order(notes.attributions)
    return doc


def _candidates(doc: Doc) -> Iterator[Candidate]:
    """One for each cue, over all the numbers that it gives."""
    notes = notes_of(doc)
    seen: dict[frozenset[int], Candidate] = {}
    tolls_begun = False
    for sentence in doc.sents:
        counts = notes.counts_in(sentence)
        lost = bool(counts) and any(losses_in(sentence))
        tolls_begun = tolls_begun or lost
        if not tolls_begun:
            continue
        for count in counts:
            noun = tokens_of(doc, count.noun)[0] if count.noun else None
            if not lost and noun is not None and not is_person(noun) and noun.lemma_.lower() not in ENTRIES:
                continue
            found = (
                _by_gap(doc, count)
                or by_pronoun(doc, count, STATING)
                or _by_verb(doc, count)
                or by_noun(doc, count)
                or by_colon(doc, count)
            )
            if found is not None:
                key = found.cue | (found.source.words if found.rule == GAP else frozenset())
                seen[key] = found.adding(seen[key].content) if key in seen else found
    yield from seen.values()


def _same_cue(doc: Doc, attributions: list[Attribution], found: Attribution) -> Attribution | None:
    """The attribution with the same cue that has missed the number: "revised the number of dead | down from 14 to nine"."""
    for other in attributions:
        if any(a.overlaps(b) for a in other.cue for b in found.cue):
            missed = any(not any(c.overlaps(piece) or piece.contains(c) for c in other.content) for piece in found.content)
            within = all(any(piece.contains(c) for piece in found.content) for c in other.content)
            return other if missed or (within and _numbers_in(doc, found) != _numbers_in(doc, other)) else None
    return None


def _numbers_in(doc: Doc, attribution: Attribution) -> set[int]:
    return {t.i for piece in attribution.content for t in tokens_of(doc, piece) if t.like_num}


def _with_number(told: Attribution, found: Attribution) -> Attribution:
    """The attribution with the number in its content; what is told is the new figure, whatever it corrects."""
    stance = Stance.STATES if told.stance is Stance.RETRACTS else told.stance
    pieces = sorted({*found.content, *(c for c in told.content if not any(p.overlaps(c) for p in found.content))})
    return replace(told, content=tuple(pieces), stance=stance)


def _is_known(attributions: list[Attribution], found: Attribution) -> bool:
    """Whether the same words are already told to be the same source's, or lie in what somebody says of himself."""
    for other in attributions:
        same_cue = any(a.overlaps(b) for a in other.cue for b in found.cue)
        same_source = any(a.overlaps(b) for a in other.source for b in found.source)
        covers = all(any(c.contains(piece) for c in other.content) for piece in found.content)
        touches = any(c.overlaps(piece) for c in other.content for piece in found.content)
        if (same_source and covers) or (same_cue and touches):
            return True
    return False


# ---- by a verb


def _by_gap(doc: Doc, count: Count) -> Candidate | None:
    """A verb that is left out the second time, with the stance that it has the first time."""
    found = by_gap(doc, count, STATING)
    return None if found is None or found.head is None else replace(found, row=_row_of(found.head))


def _by_verb(doc: Doc, count: Count) -> Candidate | None:
    """The verb of reckoning above the number, with its subject."""
    number = tokens_of(doc, count.span)
    token = tokens_of(doc, count.noun)[0] if count.noun else number.root
    for _ in range(MAX_CLIMB):
        small_clause = token.dep_ == "nsubj" and token.head.pos_ == "ADJ" and token.head.dep_ == "ccomp"  # "it counts eleven dead"
        if token.head == token or not (token.dep_ in OVER or small_clause):
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX") and reckons(token):
            return _verb_candidate(doc, token, count)
        if token.pos_ == "VERB" and any(c.dep_ == "nsubj" and c.tag_ not in ("WP", "WDT") for c in token.children):
            break
    return None


def _verb_candidate(doc: Doc, verb: Token, count: Count) -> Candidate | None:
    if any(c.dep_ == "neg" for c in verb.children):
        return None
    source = source_of_verb(verb)
    head = source.head
    if head is None or (_is_pronoun_of_things(head) and not source.named_by and not _is_about_figure(verb)) or not may_reckon(source):
        return None
    content = (
        frozenset(t.i for t in verb.subtree if t.i > verb.i and not (t.is_punct and t.i == verb.right_edge.i))
        - source.words
        - _other_clauses(verb)
    )
    if not any(t.i in content for t in tokens_of(doc, count.span)):
        content = frozenset(t.i for t in tokens_of(doc, count.span))
    cue = words_of_cue(verb)
    return Candidate(
        source=source, cue=cue, content=content - cue, head=verb, row=_row_of(verb), rule="reckonings.verb", confidence=CONFIDENCE
    )


def _is_pronoun_of_things(head: Token) -> bool:
    return head.lower_ in ("it", "this", "that", "there")


def _is_about_figure(verb: Token) -> bool:
    """“It revised the number of injured”, “it cut its count”: only who counts does so; “it raised the toll” may be said of a blast."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    figure = next((c for c in verb.children if c.dep_ == "dobj" and lemma_of(c) in FIGURES), None)
    if subject is not None and subject.lower_ == "it" and lemma_of(verb) in ("count", "list", "tally", "register", "estimate"):
        return True
    if subject is None or subject.lower_ != "it" or figure is None:
        return False
    return lemma_of(verb) in REVISING or any(c.dep_ == "poss" and c.lower_ == "its" for c in figure.children)


def _row_of(verb: Token) -> CueRow:
    """The stance of a listed cue that can give a number; any other only states it."""
    rows = [r for r in cue_rows("verb").get(lemma_of(verb), ()) if r.stance in GIVING]
    return rows[0] if rows else STATING


def _other_clauses(verb: Token) -> frozenset[int]:
    """Clauses beside what is counted: "…, while the mayor spoke of four"."""
    return frozenset(
        t.i
        for c in verb.children
        if c.dep_ in ("conj", "parataxis") or (c.dep_ == "advcl" and c.i > verb.i and any(g.dep_ == "nsubj" for g in c.children))
        for t in c.subtree
    )


# ---- what the stance of a figure is


def _with_stance(doc: Doc, attribution: Attribution) -> Attribution:
    """A cue that gives a toll and that no lexicon knows states it; a figure called a fantasy is denied."""
    inside = [t for piece in attribution.content for t in tokens_of(doc, piece)]
    figure = any(t.lemma_.lower() in FIGURES for t in inside)
    called = {t.lemma_.lower() for t in inside if t.pos_ != "VERB"}  # “Ask me for a number and I'll lie” denies none
    if attribution.stance in (Stance.STATES, Stance.OTHER) and figure and called & words_of_class("dismissal"):
        return replace(attribution, stance=Stance.DENIES)
    if attribution.stance is Stance.STATES and is_called_untrue(" ".join(c.of(doc.text) for c in attribution.content)):
        return replace(attribution, stance=Stance.DENIES)
    cue = [t for piece in attribution.cue for t in tokens_of(doc, piece)]
    counts = any(lemma_of(t) in words_of_class("reckon-verb") for t in cue) and not is_negated(doc, attribution)
    if attribution.stance is Stance.OTHER and counts and any(t.like_num for t in inside) and any(losses_in(inside[0].sent)):
        return replace(attribution, stance=Stance.STATES)
    return attribution
