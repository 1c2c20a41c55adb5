"""Quotations: which cue a quote belongs to, quotes that run on without one, and speech marked by a colon or dash.

In: a parsed document, its quotes, the candidates that `rules` found. Out: more candidates, and candidates whose content gained a quote.
It does not decide who an unnamed speaker is: a quote that runs on only points at the token whose owner is taken to speak.

In "“We left,” she said. “It was dawn.”" both quotes belong to "said".
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accordingto.model.evidence import Span
from accordingto.model.found import Quote
from accordingto.model.kinds import RegionKind
from accordingto.withindoc.cues import Frame, is_known, lemma_of, row_for, words_of_cue
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.held import Held
from accordingto.withindoc.speech.rules import FAIR, SURE, WEAK, quoted_as
from accordingto.withindoc.speech.signatures import signature_of
from accordingto.withindoc.speech.sources import NOBODY, Source, phrase, source_of_verb
from accordingto.withindoc.speech.transcripts import Turn
from accordingto.withindoc.speech.unsaid import cannot_speak
from accordingto.withindoc.speech.verdicts import REPLIES, how_described, verdict_on
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_speaker_noun

REACH_AFTER, REACH_BEFORE = 14, 30
"""Tokens between a quote and a cue after or before it."""
NO_CUES = frozenset(
    [
        "be",
        "have",
        "do",
        "go",
        "come",
        "make",
        "take",
        "get",
        "seem",
        "become",
        "give",
        "use",
        "know",
        "want",
        "need",
        "let",
        "see",
        "nod",
        "wave",
        "leave",
        "stand",
        "sit",
        "arrive",
    ]
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quotes that are one: first and last token of each piece; a quote over paragraphs has several."""

    pieces: tuple[tuple[int, int], ...]
    scare: bool

    @property
    def first(self) -> int:
        """Its first token."""
        return self.pieces[0][0]

    @property
    def last(self) -> int:
        """Its last token."""
        return self.pieces[-1][1]

    @property
    def tokens(self) -> frozenset[int]:
        """All its tokens."""
        return frozenset(i for first, last in self.pieces for i in range(first, last + 1))


def quotations_of(doc: Doc, turns: Sequence[Turn]) -> list[Quotation]:
    """The outer quotes of ``doc``, those around turns of a transcript left out; one that a paragraph leaves open goes on in the next."""
    turned = {i for t in turns for i in range(t.start - 1, t.end)}
    found: list[Quotation] = []
    open_before: Quote | None = None
    text = notes_of(doc).document.text
    for quote in (q for q in notes_of(doc).quotes if q.depth == 0):
        tokens = doc.touched(quote.span.start, quote.span.end)
        if tokens is None:
            continue
        piece = (tokens.start, tokens.end - 1)
        if piece[0] in turned and not quote.closed:
            continue
        if open_before is not None and not text[open_before.span.end : quote.span.start].strip():
            found[-1] = Quotation((*found[-1].pieces, piece), scare=False)
        else:
            found.append(Quotation((piece,), quote.scare))
        open_before = None if quote.closed else quote
    return found


def with_quotations(doc: Doc, candidates: Sequence[Candidate], quotations: Sequence[Quotation]) -> list[Candidate]:
    """``candidates`` and those whose content is a quotation."""
    found = Held(candidates)
    paragraphs = [r.span for r in notes_of(doc).regions if r.kind in (RegionKind.BODY, RegionKind.HEADLINE)] or [
        Span(0, len(notes_of(doc).document.text) or 1)
    ]
    taken: frozenset[int] = frozenset().union(*(q.tokens for q in quotations))
    for quotation in quotations:
        holder = _holder(found, quotation)
        if holder is not None:
            found.add_words(holder, quotation.tokens - found[holder].cue - found[holder].source.words)
            continue
        if quotation.scare and not _sentence_alone(doc, quotation):
            continue
        bounds = _bounds(doc, paragraphs, quotation.first, quotation.last)
        signed = signature_of(doc, quotation.last)
        if signed is not None:
            found.append(replace(signed, content=quotation.tokens, frame=Frame("quote", quotation.tokens)))
            continue
        cue = _cue_after(doc, quotation, bounds, taken) or _cue_before(doc, quotation, bounds, taken)
        if cue is not None:
            _add(found, cue, quotation)
            continue
        judged = verdict_on(doc, quotation.last)
        if judged is not None:
            found.append(replace(judged, content=quotation.tokens, frame=Frame("quote", quotation.tokens)))
            continue
        colon = _mark_before(doc, quotation)
        fresh: Candidate | int | None = _colon(doc, quotation, colon, _bounds(doc, paragraphs, colon, colon)[0])
        if fresh is None and not quotation.scare:
            fresh = _running_on(doc, quotation, bounds, found)
        if isinstance(fresh, int):
            found.add_words(fresh, quotation.tokens)
        elif fresh is not None:
            found.append(fresh)
    return found.left()


def _holder(found: Held, quotation: Quotation) -> int | None:
    """The candidate in whose content the quotation lies already, at least in half of its first piece."""
    first, last = quotation.pieces[0]
    words = frozenset(range(first, last + 1))
    for n in found.holding(words):
        candidate = found[n]
        inside = sum(i in candidate.content for i in words)
        if 2 * inside >= last - first + 1 and not (candidate.head is not None and candidate.head.i in quotation.tokens):
            return n
    return None


def _bounds(doc: Doc, paragraphs: Sequence[Span], first: int, last: int) -> tuple[int, int]:
    """First and last token of the paragraph in which the tokens ``first`` and ``last`` stand."""
    start, end = doc[first].idx, doc[last].idx
    begins = bisect_right(paragraphs, start, key=lambda p: p.start)
    ends = bisect_right(paragraphs, end, key=lambda p: p.end)
    low = paragraphs[begins - 1].start if begins else 0
    high = paragraphs[ends].end if ends < len(paragraphs) else len(notes_of(doc).document.text)
    tokens = doc.touched(low, high)
    return (tokens.start, tokens.end - 1) if tokens is not None else (0, len(doc) - 1)


def _cue_after(doc: Doc, quotation: Quotation, bounds: tuple[int, int], taken: frozenset[int]) -> Token | None:
    """“…,” she said."""
    last = quotation.last
    inner = doc[last - 1] if last > quotation.first else doc[last]
    nxt = doc[last + 1] if last + 1 <= bounds[1] else None
    described = how_described(doc, last)
    if described is not None:
        return described
    if nxt is None or (inner.text in (".", ";") and nxt.text[:1].isupper() and not nxt.text.isupper()):
        return None
    if inner.text == "." or (nxt.is_punct and nxt.text not in (",", "—", "–", "--", "-")):
        return None
    for i in range(last + 1, min(last + 1 + REACH_AFTER, bounds[1] + 1)):
        token = doc[i]
        if i in taken or token.text in (".", ";", "?", "!"):
            return None
        if token.pos_ == "VERB" and (is_known(token) or _plain_speech(token, last)):
            return token if _takes_quote(token) else None
    return None


def _plain_speech(verb: Token, last: int) -> bool:
    """A verb of no lexicon right beside the quote and its subject: “…,” she whooped."""
    speaker = source_of_verb(verb).head
    if speaker is not None and speaker.i <= last:
        speaker = next((c for c in verb.children if c.dep_ in ("nsubj", "dobj", "npadvmod") and c.i > verb.i), None)  # “…,” whooped Holt
    if speaker is None or not (speaker.pos_ in ("PRON", "PROPN") or is_speaker_noun(speaker)):
        return False  # “The Glass Orchard” won the prize
    return verb.tag_ in ("VBD", "VBZ") and verb.i - last <= 5 and lemma_of(verb) not in NO_CUES


def _takes_quote(verb: Token) -> bool:
    frame = Frame("quote", frozenset())
    row = row_for(verb, frame)
    return row is not None or (not is_known(verb) and lemma_of(verb) not in NO_CUES)


def _cue_before(doc: Doc, quotation: Quotation, bounds: tuple[int, int], taken: frozenset[int]) -> Token | None:
    """She said: “…” or “…,” she said, “…”."""
    first = quotation.first
    before = doc[first - 1] if first > bounds[0] else None
    if before is None or before.text in (".", "?", "!", ";"):
        return None
    for i in range(first - 1, max(first - 1 - REACH_BEFORE, bounds[0] - 1), -1):
        token = doc[i]
        if i in taken or token.text in (".", "?", "!", ";"):
            return None
        if token.pos_ == "VERB" and is_known(token) and _takes_quote(token):
            return token
        if token.pos_ == "VERB" and before.text not in (",", ":"):
            return None
    return None


def _add(found: Held, verb: Token, quotation: Quotation) -> None:
    """Give the quotation to the candidate of ``verb``, or make one."""
    frame = Frame("quote", quotation.tokens, thing=verb, question=_asks(verb.doc, quotation))
    row = row_for(verb, frame)
    n = found.headed_by(verb.i)
    if n is not None:
        candidate = found[n]
        own = [i for i in candidate.content if i > verb.i and i not in quotation.tokens]
        if quotation.last < verb.i and len(own) > 3 and verb.nbor(1).text != "," and not any(verb.doc[i].is_quote for i in own):
            return  # On “Morning Hour,” Holt said the road was open
        spoken = candidate.frame is not None and candidate.frame.kind in ("quote", "clause")
        if spoken and min(candidate.content) < max(quotation.tokens):
            found.add_words(n, quotation.tokens - candidate.cue)
            return
        if candidate.rule.startswith("quotations"):
            found.add_words(n, quotation.tokens)
            return
        found.drop(n)
    words = words_of_cue(verb) - quotation.tokens
    source, words, carrier = quoted_as(verb, _beside(verb, quotation), words)
    content = _with_lead(verb, quotation) - words - source.words
    confidence = SURE if source.words and row is not None else FAIR
    found.append(
        Candidate(
            source=source,
            cue=words,
            content=content,
            head=verb,
            row=row,
            frame=frame,
            rule="quotations.cue",
            confidence=confidence,
            carrier=carrier,
        )
    )


def _with_lead(verb: Token, quotation: Quotation) -> frozenset[int]:
    """The quotation with the clause that leads into it: "says no matter what he does, “…”"."""
    between = verb.doc[verb.i + 1 : quotation.first]
    clause = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between) and not any(t.text == ":" for t in between)
    return quotation.tokens | frozenset(t.i for t in between) if verb.i < quotation.first and clause else quotation.tokens


def _asks(doc: Doc, quotation: Quotation) -> bool:
    return any(doc[i].text == "?" for i in range(quotation.last - 2, quotation.last + 1) if i >= 0)


def _beside(verb: Token, quotation: Quotation) -> Source:
    """The source of a cue beside a quote; where the parser lost it, the noun phrase after the verb."""
    source = source_of_verb(verb)
    doc = verb.doc
    between = [t for t in doc[quotation.last + 1 : verb.i] if not t.is_punct and not t.is_space] if quotation.last < verb.i else []
    nouns = [t for t in between if t.pos_ in ("PROPN", "NOUN", "PRON") and t.dep_ not in ("compound", "poss")]
    inverted = verb.nbor(-1).text == "," and verb.i + 1 < len(doc) and verb.nbor(1).pos_ in ("PROPN", "DET", "PRON") if verb.i else False
    if not nouns and between and between[0].lower_ in ("the", "a", "an"):
        nouns = [between[-1]]
    if nouns and not inverted and (not source.words or min(source.words) > verb.i or source.words & quotation.tokens):
        head = nouns[-1]
        return Source(head, frozenset(t.i for t in between if t.i <= head.i))
    if source.words and not source.words & quotation.tokens and not (inverted and min(source.words) < verb.i):
        return source
    if verb.i + 1 < len(doc) and verb.i > quotation.last:
        head = doc[verb.i + 1]
        while head.dep_ in ("compound", "det", "amod", "poss", "nmod", "case") and head.head.i > verb.i:
            head = head.head
        if head.pos_ in ("PROPN", "NOUN", "PRON"):
            return phrase(head)
    return Source(source.head, source.words - quotation.tokens) if source.words - quotation.tokens else NOBODY


def _sentence_alone(doc: Doc, quotation: Quotation) -> bool:
    """Whether a short quote is a sentence of its own: after a stop or colon, or at the start of a paragraph."""
    before = doc[quotation.first - 1] if quotation.first else None
    return before is None or before.text in (".", "?", "!", ":") or before.is_space


def _mark_before(doc: Doc, quotation: Quotation) -> int:
    """The last token before the quotation that is no space: it may end the paragraph before."""
    at = max(quotation.first - 1, 0)
    while at and doc[at].is_space:
        at -= 1
    return at


def _colon(doc: Doc, quotation: Quotation, colon: int, first: int) -> Candidate | None:
    """Una Brandt: “…”."""
    if colon <= first or doc[colon].text not in (":", "—", "–", "--"):
        return None
    start = colon
    while start > first and doc[start - 1].text not in (".", "?", "!", ";", "”", '"', "''") and colon - start < 12:
        start -= 1
    tokens = [doc[i] for i in range(start, colon)]
    if any(t.tag_ in ("VBD", "VBZ", "VBP") for t in tokens) and doc[colon].text == ":":
        return _after_sentence(doc, quotation, colon)
    if not tokens or any(t.pos_ in ("VERB", "AUX") for t in tokens) or not any(t.pos_ in ("PROPN", "NOUN") for t in tokens):
        return None
    head = next((t for t in reversed(tokens) if t.pos_ == "PROPN"), tokens[-1])
    return Candidate(
        source=Source(head, frozenset(t.i for t in tokens if not t.is_space)),
        cue=frozenset({colon}),
        content=quotation.tokens,
        frame=Frame("quote", quotation.tokens),
        rule="quotations.colon",
        confidence=FAIR,
    )


def _after_sentence(doc: Doc, quotation: Quotation, colon: int) -> Candidate | None:
    """As in "Coach Elin Dahl was more careful: “…”": the subject speaks."""
    sentence = doc[colon - 1].sent
    root = sentence.root
    if root.i > colon:  # the parser made the words after the colon the main clause
        before = (t for t in doc[sentence.start : colon] if t.tag_ in ("VBD", "VBZ", "VBP"))
        root = next((t for t in before if any(c.dep_ == "nsubj" for c in t.children)), root)
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < colon), None)
    if subject is None or subject.pos_ not in ("PROPN", "NOUN", "PRON") or subject.lower_ in ("it", "that", "this", "there"):
        return None
    owner = next((c for c in subject.children if c.dep_ == "poss"), None)
    if owner is not None and subject.lemma_.lower() in REPLIES:
        subject = owner
    frame = Frame("quote", quotation.tokens)
    cue = frozenset({colon})
    return Candidate(source=phrase(subject), cue=cue, content=quotation.tokens, frame=frame, rule="quotations.colon", confidence=FAIR)


def _running_on(doc: Doc, quotation: Quotation, bounds: tuple[int, int], found: Held) -> Candidate | int | None:
    """A quote without cue: of the one who was just quoted, or of the subject of the sentence before."""
    before = doc[quotation.first - 1] if quotation.first > bounds[0] else None
    if before is not None and not (before.text in (".", "?", "!", ":") or before.is_space):
        return None
    last = found.last_before(quotation.first)
    if last is not None and before is not None and found[last].frame is not None:
        candidate = found[last]
        own = any(doc[i].is_quote for i in candidate.content)
        end = max(candidate.cue | candidate.source.words | candidate.content, default=0)
        if own and max(candidate.cue, default=-1) > min(candidate.content) and _only_stop(doc, end, quotation.first):
            return last
    speaker = _subject_before(doc, quotation, bounds, found)
    if speaker is None and last is not None:
        candidate = found[last]
        speaker = candidate.source.person or candidate.like
    if speaker is None:
        return None
    return Candidate(
        content=quotation.tokens, frame=Frame("quote", quotation.tokens), rule="quotations.runs_on", confidence=WEAK, like=speaker
    )


def _only_stop(doc: Doc, end: int, first: int) -> bool:
    """Whether the sentence of the cue ends shortly before the quote begins ("… she said on Monday. “…")."""
    between = [doc[i] for i in range(end + 1, first) if not doc[i].is_space]
    told = any(t.tag_ in ("VBD", "VBZ", "VBP") for t in between)  # “…” He pointed at the gap. “…”
    return len(between) <= 8 and sum(t.text in (".", "?", "!") for t in between) == 1 and not told


def _subject_before(doc: Doc, quotation: Quotation, bounds: tuple[int, int], found: Held) -> Token | None:
    """The subject of the sentence before, in the same paragraph, where that sentence attributes nothing itself."""
    if quotation.first <= bounds[0]:
        return None
    sentence = doc[quotation.first - 1].sent
    if found.has_cue_in(sentence.start, sentence.end):
        return None
    root = sentence.root
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < quotation.first), None)
    return subject if subject is not None and subject.pos_ in ("PROPN", "NOUN", "PRON") and not cannot_speak(subject) else None
