"""Stances: what the cue says of how the source puts its content forward, with negation and modality.

In: a candidate with its lexicon row, frame and cue tokens. Out: one of the contract's stances. The lexicon (cues.tsv) gives the bare
cue's; here a negated cue becomes `other`, a question `asks`, "cannot rule out" `speculates`. It does not judge the content's truth.

"did not confirm" is other; "could not rule out" speculates; "never denied" is other.
"""

from collections.abc import Sequence

from accordingto.model.evidence import Span
from accordingto.model.found import Attribution
from accordingto.model.kinds import Stance
from accordingto.withindoc.cues import CueRow, cue_rows, lemma_of, word_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.sources import SEEMING
from accordingto.withindoc.tokens import Doc, Token

NEGATORS = frozenset(("not", "n't", "n’t", "never", "no", "neither", "nor", "nobody", "none", "hardly", "without"))
NOBODY = frozenset(("no", "nobody", "none", "neither"))
REFUSING = frozenset(("refuse", "decline", "fail"))
HEARD = frozenset(("say", "report", "tell", "hear", "relate", "whisper", "murmur", "mutter", "gossip"))
"""Verbs that, in the passive and by nobody, pass on what is going round."""
MOVED = frozenset(("back", "out", "in"))
"""Frames that are a particle: to take something back is not to take a view."""
WISHING = frozenset(("want", "like"))
PLAIN = frozenset(("clause", "quote", "object", "objto", "to", "name", "gerund", "raised", "as", "at"))


def stance_of(doc: Doc, candidate: Candidate) -> Stance:
    """The stance of a candidate."""
    if {"want", "know"} <= {doc[i].lemma_.lower() for i in candidate.cue}:
        return Stance.ASKS  # "wanted to know who had packed them"
    if _is_wish_for_others(doc, candidate):
        return Stance.DEMANDS
    row = candidate.row or (_row_by_words(doc, candidate) if candidate.cue else None)
    stance = Stance(row.stance) if row is not None and row.stance != "none" else _unlisted(doc, candidate)
    if _negated(doc, candidate):
        return _turned(row)
    if (stance is Stance.STATES or row is None) and any(doc[i].lemma_.lower() in SEEMING for i in candidate.cue):
        return Stance.SPECULATES  # "The footage appears to show their flag"
    if (
        stance is Stance.STATES
        and candidate.frame is not None
        and candidate.frame.question
        and row is not None
        and row.words in ("tell", "ask")
    ):
        return Stance.ASKS
    if row is not None and row.part == "verb" and candidate.head is not None and stance is Stance.STATES:
        return _of_passive(candidate, stance)
    return stance


def _is_wish_for_others(doc: Doc, candidate: Candidate) -> bool:
    """As in "wants the depot reopened", "want her to resign"; who wants to do it themselves only wishes."""
    head = candidate.head
    if head is None or head.lemma_.lower() not in WISHING or _negated(doc, candidate):
        return False
    clause = next((c for c in head.children if c.dep_ in ("ccomp", "xcomp") and c.i > head.i and c.i in candidate.content), None)
    return clause is not None and any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)


def _turned(row: CueRow | None) -> Stance:
    """The stance of a negated cue."""
    return Stance.SPECULATES if row is not None and row.words == "rule" else Stance.OTHER


def _negated(doc: Doc, candidate: Candidate) -> bool:
    """Whether the cue, or the source as a whole, is negated, or the cue is a refusal to speak."""
    words = [doc[i] for i in candidate.cue]
    if any(t.lower_ in NEGATORS for t in words):
        return True
    if any(t.lemma_.lower() in REFUSING for t in words) and len([t for t in words if t.pos_ == "VERB"]) > 1:
        return True
    if _is_nobody(doc, frozenset(candidate.source.words)):
        return True
    head = candidate.head
    if head is None:
        return False
    if any(c.dep_ == "neg" or (c.dep_ in ("preconj", "cc", "advmod") and c.lower_ in ("neither", "nor")) for c in head.children):
        return True
    if head.dep_ == "conj" and any(c.lower_ == "nor" for c in head.head.children):
        return True
    if head.dep_ == "xcomp" and head.head.lemma_ == "have" and any(c.lower_ == "yet" for c in head.head.children):
        return True
    return head.dep_ == "xcomp" and head.head.lemma_.lower() in REFUSING


def _is_nobody(doc: Doc, source: frozenset[int]) -> bool:
    """Whether the source is nobody: "no official", "neither the army nor the rebels", "none of the officers"."""
    words = sorted(source)
    if not words:
        return False
    first = doc[words[0]]
    before = doc[first.i - 1] if first.i > first.sent.start else first
    of_none = before.lower_ == "of" and before.i > before.sent.start and doc[before.i - 1].lower_ in NOBODY
    return first.lower_ in NOBODY or before.lower_ in NOBODY or of_none


def _of_passive(candidate: Candidate, stance: Stance) -> Stance:
    """As in "It is said that …": nobody says so."""
    head = candidate.head
    if head is None or candidate.source.words or candidate.like is not None:
        return stance
    passive = any(c.dep_ == "auxpass" for c in head.children)
    return Stance.HEARS if passive and lemma_of(head) in HEARD else stance


def _row_by_words(doc: Doc, candidate: Candidate) -> CueRow | None:
    """For a cue that the tagger found: the row of one of its words, verbs before nouns, the last verb first."""
    words = [doc[i] for i in sorted(candidate.cue)]
    for part, tags in (
        ("verb", ("VERB", "AUX")),
        ("noun", ("NOUN",)),
        ("adverb", ("ADV",)),
        ("adjective", ("ADJ", "VERB")),
    ):
        for token in reversed([t for t in words if t.pos_ in tags]):
            rows = cue_rows(part).get(word_of(token, part))
            if rows:
                return _best(rows, words)
    for token in words:  # "The 61-year-old joked": the parser took the verb for a noun
        rows = cue_rows("verb").get(lemma_of(token)) if token.tag_ != "VB" else None
        if rows:
            return _best(rows, words)
    first = words[0].lower_ if words else ""
    return next((r for r in cue_rows("phrase").get(first, ()) if r.stance != "none"), None)


def _best(rows: tuple[CueRow, ...], words: list[Token]) -> CueRow | None:
    """The row whose further words or preposition stand in the cue."""
    others = {t.lower_ for t in words}
    usable = [r for r in rows if r.stance != "none"] or list(rows)
    usable = [r for r in usable if r.frames not in MOVED or r.frames in others] or usable[:0]
    if not usable:
        return None
    phrasal = [r for r in usable if " " in r.words and set(r.words.split()[1:]) <= others]
    beside = [r for r in usable if set(r.frames.split()) & others]
    open_ended = [r for r in usable if " " not in r.words and set(r.frames.split()) & PLAIN]
    return (phrasal or beside or open_ended or usable)[0]


def _unlisted(doc: Doc, candidate: Candidate) -> Stance:
    """A cue of no row: speech in quotation marks or a clause states, all else is other."""
    if not candidate.cue:
        return Stance.STATES
    if candidate.frame is not None:
        return Stance.STATES if candidate.frame.kind in ("quote", "clause", "name", "as") else Stance.OTHER
    first = min(candidate.content, default=0)
    quoted = any(doc[i].is_quote for i in candidate.content)
    return Stance.STATES if quoted or doc[first].lower_ == "that" or all(doc[i].is_punct for i in candidate.cue) else Stance.OTHER


def vouches(doc: Doc, attribution: Attribution) -> bool:
    """Whether the source stands for what the content says: who "did not confirm" a figure, or asked about it, has not given it."""
    if attribution.stance is Stance.ASKS:
        return False
    return attribution.stance is not Stance.OTHER or not is_negated(doc, attribution)


def is_negated(doc: Doc, attribution: Attribution) -> bool:
    """Whether cue or source of an attribution are negated, read off its words, whichever voice found it."""
    words = _tokens(doc, attribution.cue)
    if any(t.lower_ in NEGATORS or t.lemma_.lower() in REFUSING for t in words):
        return True
    if any(c.dep_ == "neg" or c.lemma_.lower() in REFUSING for t in words for c in (*t.children, t.head)):
        return True
    return _is_nobody(doc, frozenset(t.i for t in _tokens(doc, attribution.source)))


def _tokens(doc: Doc, spans: Sequence[Span]) -> list[Token]:
    return [t for s in spans for t in doc.touched(s.start, s.end) or ()]
