"""Sources as the parse tells them, whichever voice read them: with the clause that tells who they are, and never the one spoken to.

In: a candidate. Out: the same, its source mended where the syntax leaves no doubt. It does not look for a source where the words name
nobody, nor decide who it is in the document (`names`).

"Residents have been told to boil their water" has no source; of "Her aunt, who was there, called it a cellar" it is the whole phrase.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.contents import spans_of
from accordingto.withindoc.speech.sources import NOBODY, SUBJECTS, Source, is_spoken_to, source_of_verb
from accordingto.withindoc.tokens import Doc, Token

LONGEST_CLAUSE = 16
"""Tokens of a relative clause that is still part of who speaks."""
RELATIVES = ("who", "whose", "which", "whom")
ENDS = (",", ".", ";", ":", "?", "!", "”", '"', "“")


def with_its_source(doc: Doc, candidate: Candidate, ruled: Mapping[int, Candidate]) -> Candidate:
    """``candidate`` with the source that the parse tells. ``ruled``: the rules' candidates by the token of their cue's head."""
    if candidate.carrier is not None or candidate.source.head is None:
        return candidate
    candidate = _apart(doc, replace(candidate, source=_by_its_noun(doc, candidate.source)))
    spoken_to = _without_addressee(candidate)
    if spoken_to is not None:
        return _with(doc, candidate, spoken_to)
    owner = _whose_paper(candidate)
    if owner is not None:
        return _with(doc, candidate, owner)
    rule = ruled.get(candidate.head.i) if candidate.head is not None else None
    whole = _with_clause(doc, candidate) or _with_what_it_names(doc, candidate, rule)
    return candidate if whole is None else _with(doc, candidate, whole)


def _with(doc: Doc, candidate: Candidate, source: Source) -> Candidate:
    spans = candidate.spans
    if spans is not None:
        spans = (spans_of(doc, source.words), spans[1], spans[2])
    return replace(candidate, source=source, spans=spans)


def _by_its_noun(doc: Doc, source: Source) -> Source:
    """A source by the noun on which its other words hang: not "help" of "a woman who held her hand until help came"."""
    head = source.head
    if head is None or source.named_by is not None:
        return source
    top, crossed = head, head.tag_ == "PRP$"
    while top.head.i in source.words and top.head.i != top.i:
        crossed = crossed or top.dep_ in ("relcl", "acl")
        top = top.head
    first = next((doc[i] for i in sorted(source.words) if doc[i].pos_ in ("NOUN", "PROPN")), top)
    top = top if top.pos_ in ("NOUN", "PROPN") else first
    return replace(source, head=top) if crossed and top.pos_ in ("NOUN", "PROPN") else source


def _apart(doc: Doc, candidate: Candidate) -> Candidate:
    """Without the piece of its content that is its source: of "Footage appears to show a fire" the footage is who shows it."""
    spans = candidate.spans
    if spans is None or len(spans[2]) < 2:
        return candidate
    own = {spans_of(doc, candidate.source.words)[:1], spans[0]}
    said = tuple(piece for piece in spans[2] if (piece,) not in own)
    return replace(candidate, content=candidate.content - candidate.source.words, spans=(spans[0], spans[1], said or spans[2]))


def _whose_paper(candidate: Candidate) -> Source | None:
    """The subject, where what was read as source is only in what it says so: "the union, in a letter we saw, puts the dead at nine"."""
    verb, head = candidate.head, candidate.source.head
    if verb is None or head is None or head.dep_ != "pobj" or head.head.lower_ != "in" or head.head.head is not verb:
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < head.i and c.lower_ not in ("it", "there")), None)
    return source_of_verb(verb) if subject is not None else None


def _without_addressee(candidate: Candidate) -> Source | None:
    """Who speaks, or nobody, where the source that was read is the subject of "were told"; None where it is not."""
    verb = candidate.head
    if verb is None or not is_spoken_to(verb):
        return None
    bearer = verb if any(c.dep_ in SUBJECTS for c in verb.children) else verb.head
    subject = next((c for c in bearer.children if c.dep_ == "nsubjpass"), None)
    if subject is None or subject.i not in candidate.source.words:
        return None
    agent = source_of_verb(verb)
    return agent if agent.words and subject.i not in agent.words else NOBODY


def _with_clause(doc: Doc, candidate: Candidate) -> Source | None:
    """The source with the relative clause that stands right after it: between commas before the cue, or before the sentence ends."""
    source = candidate.source
    head, last = _noun_of(source), max(source.words)
    while doc[last].text == "," and last > min(source.words):
        last -= 1
    if head is None or last + 2 >= len(doc) or doc[last + 1].text != "," or not _opens_clause(doc, last + 2):
        return None
    end = next((i for i in range(last + 2, min(last + 2 + LONGEST_CLAUSE, len(doc))) if doc[i].text in ENDS), None)
    if end is None or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc[last + 2 : end]):
        return None
    after = doc[end].text == "," and any(i in candidate.cue for i in range(end + 1, end + 3))
    last_of_all = doc[end].text == "." and candidate.cue and max(candidate.cue) < min(source.words)
    words = set(range(last + 1, end)) | source.words
    if not (after or last_of_all) or words & (candidate.cue | candidate.content):
        return None
    if after:
        words.add(end)  # the tagger's data count the comma that closes a clause
    return Source(source.head, frozenset(words), source.named_by)


def _opens_clause(doc: Doc, at: int) -> bool:
    """As "who", "whose", "a copy of which", "two of whom"."""
    first = doc[at : at + 4]
    return doc[at].lower_ in RELATIVES or any(a.lower_ == "of" and b.lower_ in ("which", "whom") for a, b in pairwise(first))


def _with_what_it_names(doc: Doc, candidate: Candidate, rule: Candidate | None) -> Source | None:
    """Of "Counsel for the defence, Ada Merrow, asked", where only the name was marked, the whole phrase."""
    own = candidate.source.words
    first = min(own)
    if rule is None or first == 0 or doc[first - 1].text != "," or not own - rule.source.words <= {max(own)}:
        return None
    before = frozenset(i for i in rule.source.words if i < first)
    if not before or len(before) != first - min(before) or before & (candidate.cue | candidate.content):
        return None
    return Source(candidate.source.head, own | before, candidate.source.named_by)


def _noun_of(source: Source) -> Token | None:
    """The noun of a source on which a relative clause may hang."""
    head = source.head
    while head is not None and head.dep_ in ("compound", "det", "amod", "nmod", "poss") and head.head.i in source.words:
        head = head.head
    one = head is not None and head.lower_ in ("one", "another", "others", "some")
    return head if head is not None and (one or head.pos_ in ("NOUN", "PROPN")) else None
