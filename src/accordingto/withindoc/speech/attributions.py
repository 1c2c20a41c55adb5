"""Attributions: who said what, joined from the rules and the tagger.

In: the parse, quotes, chains and what the tagger read. Out: `notes.attributions` with source, cue, content, mode, stance, name, kind,
medium and nesting, and `notes.quoted_terms`. The tagger leads on spans that it has learnt; rules add what it cannot know: what lies
inside another's words, exact quotation marks, quotes without cue. What both doubt is dropped.

"The raid failed, the source added." gives source "the source", cue "added", content "The raid failed".
"""

from collections.abc import Sequence
from dataclasses import replace

from accordingto.model.evidence import Because, Span, Spans
from accordingto.model.found import Attribution
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.adjectives import by_adjectives
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.closing_quotes import with_closing_quotes
from accordingto.withindoc.speech.contents import spans_of, with_quotes
from accordingto.withindoc.speech.headlines import by_colons
from accordingto.withindoc.speech.joining import join
from accordingto.withindoc.speech.media import carriers_of
from accordingto.withindoc.speech.names import NOBODY_NAMED, Names, Who
from accordingto.withindoc.speech.nesting import insides
from accordingto.withindoc.speech.papers import lays_nothing_down
from accordingto.withindoc.speech.quotations import quotations_of, with_quotations
from accordingto.withindoc.speech.quoted_terms import quoted_terms_of
from accordingto.withindoc.speech.quotes import mode_of, outer
from accordingto.withindoc.speech.rules import by_adverbs, by_nouns, by_own_accounts, by_phrases, by_verbs
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.speech.stances import stance_of
from accordingto.withindoc.speech.transcripts import Turn, by_turns, turns_of
from accordingto.withindoc.speech.whole_contents import by_heads, with_its_content
from accordingto.withindoc.speech.whole_sources import with_its_source
from accordingto.withindoc.tokens import Doc


def find_attributions(doc: Doc) -> Doc:
    """Fill ``notes.attributions`` and ``notes.quoted_terms``."""
    notes = notes_of(doc)
    names = Names(doc)
    turns = turns_of(doc)
    proposed = candidates_of(doc, turns)
    joined = with_closing_quotes(doc, join(doc, proposed, notes.tagged, turns))
    ruled = by_heads(proposed)
    kept = [with_its_source(doc, c, ruled) for c in joined if not lays_nothing_down(c)]
    others = by_heads(kept)
    candidates = [with_its_content(doc, c, others, ruled) for c in kept]
    marks = outer(notes.quotes)
    found = (attribution_of(doc, c, names, marks, f"a{n}") for n, c in enumerate(candidates, 1))
    notes.attributions = in_order([a for a in found if a is not None])
    notes.quoted_terms = quoted_terms_of(doc)
    return doc


def candidates_of(doc: Doc, turns: Sequence[Turn]) -> list[Candidate]:
    """What the rules propose, quotations included, one for each cue."""
    quotations = quotations_of(doc, turns)
    marks = [piece for q in quotations for piece in q.pieces]
    styled = [*by_colons(doc), *by_turns(turns)]
    taken = {c.cue for c in styled}
    plain = [*by_verbs(doc), *by_nouns(doc), *by_adverbs(doc), *by_adjectives(doc), *by_phrases(doc), *by_own_accounts(doc)]
    plain = [c for c in plain if c.cue not in taken] + styled
    completed = [c.with_content(with_quotes(c.content, marks, c.cue | c.source.words)) for c in plain]
    by_token: dict[int, list[Candidate]] = {}
    for candidate in completed:
        for i in candidate.cue:
            by_token.setdefault(i, []).append(candidate)
    whole = [c for c in _once(completed) if not any(c.cue < other.cue for i in c.cue for other in by_token[i])]
    return with_quotations(doc, sorted(whole, key=lambda c: min(c.cue | c.content)), quotations)


def _once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Two verbs of one cue ("reported, citing two officials") give one candidate."""
    return list({(c.cue, c.content): c for c in reversed(candidates)}.values())[::-1]


def in_order(found: Sequence[Attribution]) -> list[Attribution]:
    """In text order, numbered, each with the one that holds it."""
    return _nested(_numbered(sorted(found, key=lambda a: min(s.start for s in (*a.source, *a.cue, *a.content)))))


def attribution_of(doc: Doc, candidate: Candidate, names: Names, marks: Sequence[Span], number: str) -> Attribution | None:
    """The attribution that a candidate comes to; None where nothing is said. ``marks``: the outer quotes."""
    if candidate.spans is not None:
        source, cue, content = candidate.spans
    else:
        source = _source_span(doc, names.widened(candidate.source))
        cue = spans_of_cue(doc, candidate.cue)
        content = spans_of(doc, candidate.content, marks)
    if not content:
        return None
    who = _who(candidate, names)
    via = carriers_of(doc, candidate, names)
    return Attribution(
        id=number, source=source, cue=cue, content=content,
        mode=mode_of(notes_of(doc).document.text, content, marks), stance=stance_of(doc, candidate),
        chain=who.chain, source_name=who.name, source_kind=who.kind,
        medium=via[0].name if via else None, via=via, inside=None,
        because=Because(rule=candidate.rule, confidence=round(candidate.confidence, 4)),
    )  # fmt: skip


def _who(candidate: Candidate, names: Names) -> Who:
    if candidate.like is not None:
        return names.who(Source(candidate.like, frozenset({candidate.like.i})))
    return names.who(candidate.source) if candidate.source.words else NOBODY_NAMED


def _source_span(doc: Doc, source: Source) -> Spans:
    if not source.words:
        return ()
    first, last = min(source.words), max(source.words)
    return (Span(doc[first].idx, doc[last].idx + len(doc[last])),)


def spans_of_cue(doc: Doc, numbers: frozenset[int]) -> Spans:
    """Spans of the cue's words, punctuation kept where the cue is a colon."""
    runs: list[list[int]] = []
    for i in sorted(numbers):
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return tuple(Span(doc[r[0]].idx, doc[r[-1]].idx + len(doc[r[-1]])) for r in runs)


def _numbered(found: Sequence[Attribution]) -> list[Attribution]:
    return [replace(a, id=f"a{n}") for n, a in enumerate(found, 1)]


def _nested(found: Sequence[Attribution]) -> list[Attribution]:
    around = insides([(a.cue, a.content) for a in found])
    return [replace(a, inside=found[m].id if m is not None else None) for a, m in zip(found, around, strict=True)]
