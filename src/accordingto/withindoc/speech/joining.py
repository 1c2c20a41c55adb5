"""Joining of the two voices: candidates of the rules and attributions of the tagger become one list.

In: candidates and tagged attributions. Out: candidates. Two are one where their cues overlap, or where neither has a cue and their
contents overlap; then the tagger's spans stand, and the rule tells what the parse knows. It does not settle names or stances.

Where both voices read "she said that it rained", one candidate is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordingto.model.evidence import Span
from accordingto.withindoc.cues import Frame, is_false_friend, is_known, row_for
from accordingto.withindoc.mentions.grouping import NAMING
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.contents import frames_of, spans_of
from accordingto.withindoc.speech.held import Held
from accordingto.withindoc.speech.inner import is_told_inside
from accordingto.withindoc.speech.signatures import SIGNED
from accordingto.withindoc.speech.source_kinds import NO_PERSON
from accordingto.withindoc.speech.sources import NOBODY, Source, is_time_of_day
from accordingto.withindoc.speech.transcripts import TURN, Turn, outside
from accordingto.withindoc.speech.unsaid import LOOSE, cannot_speak, is_done_to, is_unsaid
from accordingto.withindoc.tagged_attribution import Spans, TaggedAttribution
from accordingto.withindoc.tokens import Doc, Token

TRUST, QUOTED = -0.4, -0.5
"""How much surer than the rules the tagger must be where the two differ (below nought: the tagger is believed though less sure)."""
LEAST = 0.28
"""Confidence from which the tagger stands alone: its own threshold, chosen on the articles that it was not trained on."""
ALONE = 0.65
"""Confidence from which a rule's candidate stands that the tagger has not seen.

Chosen over six other settings on 30 articles of polnear_train and on sources_dev: relation 0.803 (the first setting 0.789), whole 0.880
(0.883); asking more of the rules (0.9) gives 0.811 and 0.846."""

UNLISTED = 0.65
"""Confidence from which the tagger stands alone with a cue that the lexicon does not list."""
FRAMELESS = 0.4
"""Confidence from which it stands alone with a verb that the lexicon lists, but not beside such words ("pointed at the gap")."""
FALSE_FRIEND = 0.9
"""Confidence from which it stands alone where the lexicon tells a false friend ("claimed nine lives")."""
DONE_TO = 0.8
"""Confidence from which it stands alone where something is only done to the content ("forty children were confirmed")."""
EXACT = frozenset((SIGNED, TURN))
"""Rules that hold what the tagger has not learnt."""
UNSEEN = 0.4
"""Confidence of a rule's reading that the tagger does not share."""


def join(doc: Doc, candidates: Sequence[Candidate], tagged: Sequence[TaggedAttribution] | None, turns: Sequence[Turn]) -> list[Candidate]:
    """One list of both; where no tagger ran (None) the rules' candidates as they are. A tagger that found nothing has doubts of its own."""
    if tagged is None:
        return list(candidates)
    read = [r for t in tagged if (r := outside(turns, _read(doc, t))) is not None and not _is_unsaid(doc, r)]
    by_token = _by_token(candidates)
    partner = {n: m for n, r in enumerate(read) if (m := _partner(r, candidates, by_token)) is not None}
    joined = [_merged(r, candidates[partner[n]]) if n in partner else r for n, r in enumerate(read) if n in partner or _is_sure(r)]
    joined = list({(c.cue, c.content): c for c in reversed(joined)}.values())[::-1]  # two readings of one cue ("reported, citing")
    held = Held(joined)
    joined = [c for c in joined if not _shadowed(c, [held[n] for n in held.holding(sorted(c.content)[:1])])]
    used = set(partner.values())
    unread = [c for m, c in enumerate(candidates) if m not in used]
    held = Held((*joined, *(c for c in unread if c.rule in EXACT)))
    near = {id(c): [s for n in held.holding(c.cue | c.content) if (s := held[n]) is not c] for c in unread}
    doubted = [_doubted(c) for c in unread if _stands_alone(c, near[id(c)])]
    return joined + doubted


def _by_nobody(source: Source) -> bool:
    """Whether nobody acts, though the tagger took the place for who does: "were confirmed in the chapel"."""
    head = source.head
    return not source.words or (head is not None and head.dep_ == "pobj" and head.head.lower_ in ("in", "at", "on", "near"))


def _is_unsaid(doc: Doc, read: Candidate) -> bool:
    return read.head is not None and is_unsaid(read.head, [doc[i] for i in read.cue])


def _is_sure(read: Candidate) -> bool:
    """Whether the tagger stands alone: a cue that the lexicon has no word for must be surer ("was targeted by" is no speech)."""
    head = read.head
    if is_time_of_day(read.source.head):
        return False
    if read.frame is not None and read.frame.kind in LOOSE and cannot_speak(read.source.head) and read.confidence < FRAMELESS:
        return False
    if head is None:
        return read.confidence >= LEAST
    if _by_nobody(read.source) and is_done_to(head, [head.doc[i] for i in read.content]):
        return read.confidence >= DONE_TO
    if head.pos_ in ("VERB", "AUX") and is_known(head):
        if is_false_friend(head, list(frames_of(head))):
            return read.confidence >= FALSE_FRIEND
        return read.confidence >= (LEAST if read.row is not None else FRAMELESS)
    listed = any(is_known(head, part) for part in ("verb", "noun", "adjective", "adverb"))
    if not listed and read.source.head is not None and read.source.head.lower_ in NO_PERSON:
        return False  # "surprised nobody"
    return read.confidence >= (LEAST if listed else UNLISTED)


def _doubted(candidate: Candidate) -> Candidate:
    """A rule's candidate that the tagger has not seen: right in two of five cases on polnear_dev, without a cue in one of five."""
    if candidate.rule in EXACT:
        return candidate  # exact by rule, and the tagger has seen none
    return replace(candidate, confidence=min(candidate.confidence, UNSEEN if candidate.cue else UNSEEN / 2))


def _read(doc: Doc, tagged: TaggedAttribution) -> Candidate:
    """A candidate of what the tagger read."""
    said = _near_cue(doc, tagged)
    source, cue, content = (_tokens(doc, spans) for spans in (tagged.source, tagged.cue, said))
    head = _cue_head(doc, cue)
    named = () if head is not None and _stands_for_nobody(doc, source, head) else tagged.source
    own = _own_subject(doc, head, said) if head is not None and not source else None
    if own is not None:
        named, said = (own,), tuple(piece for piece in said if piece != own)
        content = _tokens(doc, said)
    named = _with_alias(doc, _in_paragraph(doc, named, tagged.cue))
    source = _tokens(doc, named)
    frame = _frame(head, content) if head is not None else Frame("quote", content)
    row = row_for(head, frame) if head is not None and frame is not None and head.pos_ in ("VERB", "AUX") else None
    return Candidate(
        source=_as_source(doc, source, cue | content),
        cue=cue, content=content, head=head, row=row, frame=frame, rule="tagger", confidence=tagged.confidence,
        spans=(_spans(named), _spans(tagged.cue), _spans(said)),
    )  # fmt: skip


def _in_paragraph(doc: Doc, source: Spans, cue: Spans) -> Spans:
    """A source without what stands in another paragraph than its end nearer the cue."""
    if len(source) != 1 or not cue or "\n\n" not in doc.text[source[0][0] : source[0][1]]:
        return source
    (start, end), text = source[0], doc.text
    if cue[0][0] >= end:
        start = text.rindex("\n", start, end) + 1
        return ((start + len(text[start:end]) - len(text[start:end].lstrip()), end),)
    end = text.index("\n", start, end)
    return ((start, start + len(text[start:end].rstrip())),)


def _own_subject(doc: Doc, head: Token, said: Spans) -> tuple[int, int] | None:
    """The piece of a content that is the subject of its cue: who "expected a quarrel" is who speaks, not what is said."""
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    if subject is None or len(said) < 2 or head.tag_ not in ("VBD", "VBZ", "VBP") or not is_known(head):
        return None
    pieces = ((piece, _tokens(doc, (piece,))) for piece in said)
    return next((piece for piece, words in pieces if subject.i in words and max(words) < head.i), None)


def _stands_for_nobody(doc: Doc, source: frozenset[int], cue: Token) -> bool:
    """The "it" of "It was claimed that …"."""
    words = [doc[i] for i in source]
    return len(words) == 1 and words[0].lower_ == "it" and any(c.dep_ == "auxpass" for c in cue.children)


def _with_alias(doc: Doc, source: Spans) -> Spans:
    """The source with the "known as the Owl" that follows its name."""
    words = _tokens(doc, source)
    root = _root(doc, words)
    if root is None or len(source) != 1:
        return source
    last = max(words)
    for clause in root.children:
        if clause.dep_ == "acl" and clause.lemma_.lower() in NAMING and clause.left_edge.i == last + 2 and doc[last + 1].text == ",":
            end = clause.right_edge if not clause.right_edge.is_punct else clause.right_edge.nbor(-1)
            return ((source[0][0], end.idx + len(end)),)
    return source


def _near_cue(doc: Doc, tagged: TaggedAttribution) -> Spans:
    """The pieces of the content that stand in a sentence of the cue, or in quotation marks."""
    cue = _tokens(doc, tagged.cue)
    if len(tagged.content) < 2 or not cue:
        return tagged.content
    home = doc[min(cue)].sent
    kept: list[tuple[int, int]] = []
    for piece in tagged.content:
        words = sorted(_tokens(doc, (piece,)))
        own = kept and _stands_apart(doc, kept[-1], piece)
        if words and (home.start <= words[0] < home.end or (any(doc[i].is_quote for i in words) and not own)):
            kept.append(piece)
    return tuple(kept) or tagged.content


def _stands_apart(doc: Doc, before: tuple[int, int], piece: tuple[int, int]) -> bool:
    """Whether a quotation follows in a later paragraph what no quotation leaves open there: it runs on by itself."""
    if "\n" not in doc.text[before[1] : piece[0]]:
        return False
    around = (q for q in notes_of(doc).quotes if q.span.start < before[1] and q.span.end > before[0])
    return all(q.closed for q in around)


def _as_source(doc: Doc, words: frozenset[int], other: frozenset[int]) -> Source:
    """The source's head, and for "who" whom it means; of a phrase marked too close ("the Teel" of "the Teel campaign") its noun."""
    root = _root(doc, words - other) or _root(doc, words)
    if root is None:
        return NOBODY
    while root.dep_ in BEFORE_NOUN and root.head.pos_ in ("NOUN", "PROPN") and root.head.i not in words | other and root.i < root.head.i:
        root = root.head
    named_by = root.head.head if root.lower_ in ("who", "which", "that") and root.head.dep_ == "relcl" else None
    return Source(root, words, named_by)


def _tokens(doc: Doc, spans: Spans) -> frozenset[int]:
    found: set[int] = set()
    for start, end in spans:
        tokens = doc.touched(start, end)
        if tokens is not None:
            found |= set(range(tokens.start, tokens.end))
    return frozenset(found)


def _spans(spans: Spans) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _cue_head(doc: Doc, cue: frozenset[int]) -> Token | None:
    """The word of a cue that tells most: a verb that the lexicon knows, else a verb, a noun, the first word."""
    words = [doc[i] for i in sorted(cue)]
    known = [t for t in words if t.pos_ == "VERB" and is_known(t)]
    verbs = [t for t in words if t.pos_ == "VERB"]
    others = [t for t in words if t.pos_ in ("NOUN", "AUX", "ADJ", "ADV")]
    for found in (known, verbs, others):
        if found:
            return found[-1]
    return words[0] if words else None


def _root(doc: Doc, words: frozenset[int]) -> Token | None:
    """The word of a source on which the others hang."""
    tops = [doc[i] for i in sorted(words) if doc[i].head.i not in words or doc[i].head.i == i]
    nominal = [t for t in tops if t.pos_ in ("NOUN", "PROPN", "PRON")]
    others = [t for t in tops if t.pos_ not in ("DET", "ADP", "PUNCT")]
    verbal = bool(tops) and not nominal and tops[0].pos_ in ("VERB", "AUX", "ADP", "SCONJ", "PUNCT")
    inside = [doc[i] for i in sorted(words) if doc[i].pos_ in ("NOUN", "PROPN", "PRON") and doc[i].dep_ != "compound"] if verbal else []
    found = nominal or inside or others[-1:] or tops
    return found[0] if found else None


def _frame(head: Token, content: frozenset[int]) -> Frame | None:
    """The frame of the cue that covers the content best."""
    if head.pos_ not in ("VERB", "AUX"):
        return None
    frames = [(len(f.content & content) / len(f.content | content), -n, f) for n, f in enumerate(frames_of(head)) if f.content & content]
    best = max(frames, key=lambda x: x[:2], default=None)
    if best is not None and best[0] >= 0.5:
        return best[2]
    return Frame("quote", content) if content and any(head.doc[i].is_quote for i in content) else None


def _by_token(candidates: Sequence[Candidate]) -> dict[int, list[int]]:
    """Which candidates have a token in their cue or content, so that a long text costs no more a word than a short one."""
    found: dict[int, list[int]] = {}
    for n, candidate in enumerate(candidates):
        for i in candidate.cue | candidate.content:
            found.setdefault(i, []).append(n)
    return found


def _partner(read: Candidate, candidates: Sequence[Candidate], by_token: Mapping[int, Sequence[int]]) -> int | None:
    """The rule's candidate that means the same."""
    best: tuple[float, int] | None = None
    for n in sorted({n for i in read.cue | read.content for n in by_token.get(i, ())}):
        candidate = candidates[n]
        shared = len(read.content & candidate.content) / max(len(read.content | candidate.content), 1)
        same_cue = bool(read.cue & candidate.cue)
        a_mark = candidate.head is None and _alike(read.source.words, candidate.source.words)  # "puts it plainly" and its colon
        if same_cue or (shared >= 0.5 and (a_mark or not (read.cue or candidate.cue))):
            score = shared + same_cue
            if best is None or score > best[0]:
                best = (score, n)
    return best[1] if best is not None else None


def _merged(read: Candidate, rule: Candidate) -> Candidate:
    """The tagger's spans with what the parse knows; where the two differ, the more confident reading as a whole."""
    if _is_quotation(rule) and read.content < rule.content and _alike(read.source.words, rule.source.words):
        return replace(rule, rule=f"{rule.rule}+tagger", confidence=read.confidence)  # a quotation over paragraphs, read in part
    if rule.rule == TURN:
        return rule
    near = _alike(read.content, rule.content)
    same_source = _alike(read.source.words, rule.source.words)
    apart = _is_quotation(rule) and not read.content & rule.content  # the tagger took other words for what this cue marks
    trust = QUOTED if _is_quotation(rule) else TRUST
    if (
        apart
        or rule.carrier is not None
        or _is_addressee(read, rule)
        or (not (near and same_source) and read.confidence < rule.confidence + trust)
    ):
        return replace(rule, rule=f"{rule.rule}+tagger", confidence=min(rule.confidence, UNSEEN))
    read = _completed(read, rule)
    return replace(
        read,
        source=_source(read, rule), carrier=rule.carrier, like=rule.like,
        head=rule.head if near else read.head, row=rule.row if near else read.row, frame=rule.frame if near else read.frame,
        rule=f"tagger+{rule.rule}",
    )  # fmt: skip


def _is_addressee(read: Candidate, rule: Candidate) -> bool:
    """Whether the tagger's source is the one that the verb speaks to: "…, a witness who gave no name told Vale Wire"."""
    if rule.head is None or not rule.source.words or _alike(read.source.words, rule.source.words):
        return False
    passive = any(c.dep_ == "auxpass" for c in rule.head.children)
    return not passive and any(
        c.dep_ in ("dobj", "dative", "iobj") and c.i in read.source.words - rule.source.words for c in rule.head.children
    )


BEFORE_NOUN = ("det", "amod", "compound", "nummod", "nmod", "quantmod")
SUBORDINATORS = frozenset("when while as after before because since where until once".split())


def _completed(read: Candidate, rule: Candidate) -> Candidate:
    """The tagger's reading with what only the rule sees: the source in "…, said the festival", the main clause before a "when"."""
    if read.spans is None or rule.head is None:
        return read
    doc, (source, cue, content) = rule.head.doc, read.spans
    if rule.source.head is not None and rule.source.words and (not source or _is_inside_clause(read.source, rule.source)):
        source = spans_of(doc, rule.source.words)
        read = replace(read, source=rule.source)
    first = min(read.content, default=0)
    opened = {t.lower_ for t in doc[max(first - 1, 0) : first + 4]}  # also "two days after the raid"
    behind = min(rule.cue, default=-1) > max(read.content, default=0)
    before_when = behind and opened & SUBORDINATORS and doc[min(rule.content)].is_sent_start
    figure = rule.frame is not None and rule.frame.kind == "object" and any(doc[i].like_num for i in rule.content - read.content)
    if read.content < rule.content and (before_when or figure):  # figure: "updated the toll" to eight
        content = spans_of(doc, rule.content)
        read = replace(read, content=rule.content)
    return replace(read, spans=(source, cue, content))


def _is_inside_clause(part: Source, whole: Source) -> bool:
    """Whether a source is no more than a word in a clause that tells who the other is: "a woman who gave her name as Petra"."""
    token = part.head
    if token is None or whole.head is None or whole.head.i in part.words or not part.words < whole.words:
        return False
    while token.i not in (whole.head.i, token.head.i):
        if token.dep_ in ("relcl", "acl"):
            return True
        token = token.head
    return False


def _shadowed(read: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether what is read is only the beginning of another's content: "tell another tale: the milk, they say, is chalk"."""
    return any(
        o is not read and read.content < o.content and o.confidence > read.confidence and not read.cue & o.content and o.cue != read.cue
        for o in others
    )


def _alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """At least half of the tokens shared; two empty sets are alike."""
    return 2 * len(one & other) >= len(one | other)


def _is_quotation(candidate: Candidate) -> bool:
    """Whether the content is a quotation: its marks are exact, and so is what they hold."""
    head = candidate.head
    if head is None or not candidate.content:
        return False
    return head.doc[min(candidate.content)].is_quote and head.doc[max(candidate.content)].is_quote


def _source(read: Candidate, rule: Candidate) -> Source:
    """The tagger's words, with the head that the rule found where it lies in them."""
    shared = rule.source.words & read.source.words or not read.source.words
    if rule.source.head is not None and (rule.source.head.i in read.source.words or (rule.source.named_by is not None and shared)):
        return Source(rule.source.head, read.source.words or rule.source.words, rule.source.named_by)
    return read.source


def _stands_alone(candidate: Candidate, joined: Sequence[Candidate]) -> bool:
    """Whether a rule's candidate that the tagger has not read is kept: it lies in another's content, has no cue, or is sure."""
    whole = candidate.cue | candidate.content
    around = [other for other in joined if whole <= other.content]
    if around:
        return is_told_inside(candidate)
    if not candidate.cue:
        return not any(candidate.content & other.content for other in joined)
    return candidate.confidence >= ALONE
