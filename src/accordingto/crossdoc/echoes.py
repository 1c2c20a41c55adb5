"""Echoes: passages that stand in two reports, verbatim or rewritten, and which of the two had them first.

In: documents with fingerprints. Out: echoes, each a source and a copy with the passages on both sides. Candidates come from shared
fingerprints, so a report is compared only with those that share runs of words with it; runs that stand in a great many reports
are common phrases and count for nothing. A shared quotation alone is no echo: two reporters may have heard one speaker.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from accordingto.model.document import Document
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import digest_of
from accordingto.model.linked import Echo, Passage
from accordingto.withindoc.fingerprints import WORD, fingerprints_of

FIRST_CARRIERS = 6
"""Of those that carry a fingerprint only the first few are compared with: the later ones copy the same text."""
COMPARED = 8
"""Reports that one report is compared with at most, the most shared fingerprints first."""
LEAST_SHARED = 2
WHOLE_TEXT = 0.5
"""Share of a report's runs that may all be common phrases and still make it a copy: a notice at the end is less than that."""
LEAST_WORDS = 10
GAP = 9
"""Words that may be changed between two matching stretches of one passage."""
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+[”\"’')\]]*|\n|$)")
QUOTED = re.compile(r"[“\"«][^“”\"«»]{15,}[”\"»]")
STOP = frozenset(
    """the a an of to in and that is was for on with as it at by from he said be are has were have had his not this but they their who
    which will would been its after or she we more than about into over when there also no if out up""".split()
)


@dataclass(frozen=True, slots=True)
class Text:
    """A document's words with their places, its quotations, its sentences."""

    document: Document
    words: tuple[str, ...]
    places: tuple[Span, ...]
    quoted: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of two texts, in words [start, end) of each."""

    left: tuple[int, int]
    right: tuple[int, int]


def echoes_of(found: Sequence[AnnotatedDocument]) -> tuple[Echo, ...]:
    """All echoes of a collection. The answer does not depend on its order."""
    documents = sorted((f.document for f in found), key=_age)
    prints = {f.document.doc_id: {h for h, _ in f.fingerprints or fingerprints_of(f.document.text)} for f in found}
    texts: dict[str, Text] = {}
    out: list[Echo] = []
    for copy, sources in candidates(documents, prints).items():
        right = _text(texts, next(d for d in documents if d.doc_id == copy))
        out += _echoes_into(right, [_text(texts, s) for s in sources])
    return tuple(sorted(out, key=lambda e: e.id))


def _age(document: Document) -> tuple[bool, str, int, str]:
    """Earlier first; those without a date last; of one day the longer first, since cuts are shorter."""
    return (document.published is None, str(document.published or ""), -len(document.text), document.doc_id)


def candidates(documents: Sequence[Document], prints: dict[str, set[int]]) -> dict[str, list[Document]]:
    """For each document the earlier ones that it may repeat, most shared fingerprints first."""
    common = max(50, len(documents) // 20)
    carriers: defaultdict[int, list[Document]] = defaultdict(list)
    many: Counter[int] = Counter(h for d in documents for h in prints[d.doc_id])
    out: dict[str, list[Document]] = {}
    for document in documents:
        shared: Counter[str] = Counter()
        of_all: Counter[str] = Counter()
        by_id: dict[str, Document] = {}
        for h in prints[document.doc_id]:
            for earlier in carriers[h]:
                shared[earlier.doc_id] += 1 if many[h] <= common else 0
                of_all[earlier.doc_id] += 1
                by_id[earlier.doc_id] = earlier
            if len(carriers[h]) < FIRST_CARRIERS:
                carriers[h].append(document)
        enough = max(LEAST_SHARED, WHOLE_TEXT * len(prints[document.doc_id]))  # of a text copied thousands of times every run is common
        told = {d: max(n, of_all[d] if of_all[d] >= enough else 0) for d, n in shared.items()}
        best = sorted((-n, doc_id) for doc_id, n in told.items() if n >= LEAST_SHARED)[:COMPARED]
        if best:
            out[document.doc_id] = [by_id[doc_id] for _, doc_id in best]
    return out


def _text(texts: dict[str, Text], document: Document) -> Text:
    if document.doc_id not in texts:
        found = list(WORD.finditer(document.text))
        texts[document.doc_id] = Text(
            document,
            tuple(m.group().lower() for m in found),
            tuple(Span(*m.span()) for m in found),
            tuple(Span(*m.span()) for m in QUOTED.finditer(document.text)),
        )
    return texts[document.doc_id]


def _echoes_into(copy: Text, sources: list[Text]) -> list[Echo]:
    """The echoes of which ``copy`` is the later side: each stretch of it goes back to the source that covers it best."""
    passages = [(source, shared) for source in sources for shared in passages_of(source, copy)]
    passages.sort(key=lambda p: (-(p[1].right[1] - p[1].right[0]), _age(p[0].document)))
    taken: list[tuple[int, int]] = []
    chosen: defaultdict[str, list[Shared]] = defaultdict(list)
    for source, shared in passages:
        covered = sum(max(0, min(shared.right[1], b) - max(shared.right[0], a)) for a, b in taken)
        if covered > 0.4 * (shared.right[1] - shared.right[0]):
            continue
        taken.append(shared.right)
        chosen[source.document.doc_id].append(shared)
    by_id = {s.document.doc_id: s for s in sources}
    return [_echo(by_id[doc_id], copy, found) for doc_id, found in sorted(chosen.items()) if _is_echo(by_id[doc_id], copy, found)]


def _is_echo(source: Text, copy: Text, found: list[Shared]) -> bool:
    """More than quotations and a stray sentence."""
    own = sum(_unquoted(copy, s.right) for s in found)
    return own >= LEAST_WORDS and len(source.words) > 0


def _unquoted(text: Text, words: tuple[int, int]) -> int:
    return sum(not any(q.contains(p) for q in text.quoted) for p in text.places[words[0] : words[1]])


def passages_of(left: Text, right: Text) -> list[Shared]:
    """Passages of two texts: runs of equal words with small changes between, then sentences that were turned round."""
    blocks = [b for b in SequenceMatcher(None, left.words, right.words, autojunk=False).get_matching_blocks() if b.size >= 3]
    merged: list[list[int]] = []  # left start, left end, right start, right end, words that are equal
    for b in blocks:
        near = merged and b.a - merged[-1][1] <= GAP and b.b - merged[-1][3] <= GAP
        if near:
            merged[-1][1], merged[-1][3] = b.a + b.size, b.b + b.size
            merged[-1][4] += b.size
        else:
            merged.append([b.a, b.a + b.size, b.b, b.b + b.size, b.size])
    kept = [
        m
        for m in merged
        if m[4] >= LEAST_WORDS or (m[4] >= 6 and m[4] >= 0.6 * max(m[1] - m[0], m[3] - m[2]) and m[3] - m[2] >= LEAST_WORDS)
    ]
    found = [Shared((m[0], m[1]), (m[2], m[3])) for m in kept]
    return _with_turned(left, right, found)


def _with_turned(left: Text, right: Text, found: list[Shared]) -> list[Shared]:
    """Whole sentences where most of one is covered, and sentences whose words stand in one sentence of the other in another order."""
    lefts, rights = _sentences(left), _sentences(right)
    out = [_to_sentences(s, lefts, rights) for s in found]
    bags = [(span, _content(left, span)) for span in lefts]
    for span in rights:
        if any(min(s.right[1], span[1]) - max(s.right[0], span[0]) > 0.3 * (span[1] - span[0]) for s in out):
            continue
        bag = _content(right, span)
        if len(bag) < 6:
            continue
        best = max(bags, key=lambda b: (len(b[1] & bag), -b[0][0]), default=None)
        if best and len(best[1]) >= 5 and len(best[1] & bag) >= 0.7 * min(len(bag), len(best[1])) and len(best[1] & bag) >= 6:
            out.append(Shared(best[0], span))
    return _merged(sorted(out, key=lambda s: s.right))


def _sentences(text: Text) -> list[tuple[int, int]]:
    """Word ranges of the sentences."""
    out: list[tuple[int, int]] = []
    at = 0
    for match in SENTENCE.finditer(text.document.text):
        end = at
        while end < len(text.places) and text.places[end].start < match.end():
            end += 1
        if end > at:
            out.append((at, end))
        at = end
    return out


def _content(text: Text, words: tuple[int, int]) -> set[str]:
    return {w for w in text.words[words[0] : words[1]] if w not in STOP}


def _to_sentences(shared: Shared, lefts: list[tuple[int, int]], rights: list[tuple[int, int]]) -> Shared:
    return Shared(_stretched(shared.left, lefts), _stretched(shared.right, rights))


def _stretched(words: tuple[int, int], sentences: list[tuple[int, int]]) -> tuple[int, int]:
    """``words`` out to the ends of the sentences that they mostly cover."""
    start, end = words
    for a, b in sentences:
        covered = min(end, b) - max(start, a)
        if covered > 0.6 * (b - a):
            start, end = min(start, a), max(end, b)
    return start, end


def _merged(found: list[Shared]) -> list[Shared]:
    """Passages that touch on both sides become one."""
    out: list[Shared] = []
    for s in found:
        if out and 0 <= s.right[0] - out[-1].right[1] <= 1 and 0 <= s.left[0] - out[-1].left[1] <= 1:
            out[-1] = Shared((out[-1].left[0], s.left[1]), (out[-1].right[0], s.right[1]))
        elif not (out and s.right[0] < out[-1].right[1]):
            out.append(s)
    return out


# ---- direction


def _echo(source: Text, copy: Text, found: list[Shared]) -> Echo:
    origin, why = _origin(source.document, copy.document)
    passages = [p for s in found for p in (_passage(source, s.left), _passage(copy, s.right))]
    share = sum(s.right[1] - s.right[0] for s in found) / max(1, len(copy.words))
    key = digest_of(source.document.doc_id, copy.document.doc_id)
    return Echo(id=f"x{key}", passages=tuple(passages), origin=origin, why=f"{share:.0%} of the later text; {why}")


def _passage(text: Text, words: tuple[int, int]) -> Passage:
    start, end = text.places[words[0]].start, text.places[words[1] - 1].end
    body = text.document.text
    while end < len(body) and body[end] in ".,!?;:”\"’')":
        end += 1
    while start and body[start - 1] in "“\"‘'(":
        start -= 1
    return Passage(text.document.doc_id, Span(start, end))


def _origin(one: Document, other: Document) -> tuple[str | None, str]:
    """By credit, else by date, else unknown."""
    credit = [(a, b) for a, b in ((one, other), (other, one)) if credits_outlet(b, a)]
    if len(credit) == 1:
        a, b = credit[0]
        return a.doc_id, f"{b.given_id} credits {a.outlet}"
    if one.published and other.published and one.published != other.published:
        first = one if one.published < other.published else other
        return first.doc_id, f"{first.given_id} is of {first.published}, the other of {max(one.published, other.published)}"
    return None, "which of them came first is unknown"


def credits_outlet(document: Document, source: Document) -> bool:
    """Whether the text names the other's outlet where credits stand: in brackets, in the first line, in the last."""
    if not source.outlet or source.outlet == document.outlet:
        return False
    text, name = document.text, re.escape(source.outlet)
    short = re.escape("".join(w[0] for w in source.outlet.split() if w[0].isupper()))
    in_brackets = re.search(rf"\([^()]*\b(?:{name}{f'|{short}' if len(short) > 2 else ''})\b[^()]*\)", text)
    lines = [line for line in text.strip().splitlines() if line.strip()]
    ends = " ".join((lines[0][:120], lines[-1][-200:])) if lines else ""
    told = re.search(rf"\b{name}\b", ends) or re.search(rf"\b{name}\b[^.]{{0,30}}\b(?:reported|said|quoted)", text)
    return bool(in_brackets or told)


def repeated_parts(echoes: Iterable[Echo]) -> dict[str, list[tuple[Span, Passage]]]:
    """For each document: its stretches that stand in another one, with the passage over there."""
    out: defaultdict[str, list[tuple[Span, Passage]]] = defaultdict(list)
    for echo in echoes:
        for left, right in zip(echo.passages[::2], echo.passages[1::2], strict=True):
            out[right.doc_id].append((right.span, left))
            out[left.doc_id].append((left.span, right))
    return out
