"""Passages: what two texts have in common, verbatim or rewritten, in any order.

In: two documents. Out: pairs of word ranges. A sentence of the later text is a copy where a sentence of the other is nearly the same
words, nearly the same characters (scanning noise) or the same words turned round; where none is, long runs of equal words count.
It does not decide whether that makes an echo, nor who was first.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import Indel, LCSseq

from accordingto.model.document import Document
from accordingto.model.evidence import Span
from accordingto.withindoc.fingerprints import WORD

WORDS_ALIKE, SIGNS_ALIKE, TURNED_ALIKE = 0.76, 0.82, 0.84
"""Likeness from which two sentences are one: of their words in order, of their characters, of their words in any order. Set on
`echo_train`, where the first alone finds 0.986 of the copied characters at 0.78 and each of the others as much at its value."""
LEAST_TURNED = 8
"""Words that a sentence has at least, if only their presence and not their order is compared."""
SHORT = 5
"""A sentence of fewer words ("She was 85.") stands in any two reports: it is a copy only beside one."""
LONG_RUN = 8
"""Equal words in a row that are a passage by themselves, inside sentences that are not alike."""
SEED = 4
OF_ONE_SUBJECT = 2
"""Words of content that a sentence has in common with the rest of a report, where it is news of the same."""
LEAST_LETTERS = 3
PLACES_OF_SEED = 8
"""Places of one run of words that are looked at: in a text of one word repeated every place has the same run."""
LIKELIEST = 4
"""Sentences of the source that one sentence is compared with, those with most words in common."""
ABBREVIATED = (
    r"Mr|Mrs|Ms|Dr|St|Gen|Lt|Sgt|Col|Maj|Capt|Cpl|Rep|Sen|Gov|Prof|Rev|Jr|Sr|No|vs|Inc|Co|Corp|Ltd|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z]"
)
END = re.compile(r"\n|[.!?]+[”\"’')\]]*(?=\s+[“\"‘'(\[]?[A-Z0-9])")
ABBREVIATION = re.compile(rf"\b(?:{ABBREVIATED})\.$")
STOP = frozenset(
    """the a an of to in and that is was for on with as it at by from he said be are has were have had his not this but they their who
    which will would been its after or she we more than about into over when there also no if out up""".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words [start, end) of a text."""

    start: int
    end: int
    words: tuple[str, ...]
    bag: Counter[str]
    plain: str


@dataclass(frozen=True)
class Text:
    """A document's words with their places; the rest is worked out when asked for."""

    document: Document
    words: tuple[str, ...]
    places: tuple[Span, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences by line ends and full stops."""
        return tuple(_sentences(self))

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """For each word, whether it stands in quotation marks."""
        spans = quoted_spans(self.document.text)
        out = [False] * len(self.places)
        at = 0
        for span in spans:
            while at < len(self.places) and self.places[at].start < span.start:
                at += 1
            while at < len(self.places) and self.places[at].end <= span.end:
                out[at] = True
                at += 1
        return tuple(out)

    def unquoted(self, words: tuple[int, int]) -> tuple[str, ...]:
        """The words of a range that stand outside of quotation marks."""
        return tuple(w for w, quoted in zip(self.words[words[0] : words[1]], self.quoted[words[0] : words[1]], strict=True) if not quoted)

    def keeps_to_its_subject(self, ranges: Sequence[tuple[int, int]]) -> bool:
        """Whether words of content in the ranges stand elsewhere in the text too; true of a text that is mostly they."""
        inside = {at for words in ranges for at in range(*words)}
        there = {w for at, w in enumerate(self.words) if at in inside}
        outside = {w for at, w in enumerate(self.words) if at not in inside and _is_content(w)}
        return 2 * len(inside) > len(self.words) or len(outside & there) >= OF_ONE_SUBJECT

    @cached_property
    def exact(self) -> dict[tuple[str, ...], Sentence]:
        """Sentences by their words, the first of equals."""
        return {s.words: s for s in reversed(self.sentences)}

    @cached_property
    def holders(self) -> dict[str, tuple[int, ...]]:
        """Word -> numbers of the sentences that hold it, stop words left out."""
        out: defaultdict[str, list[int]] = defaultdict(list)
        for n, sentence in enumerate(self.sentences):
            for word in sentence.bag:
                if word not in STOP:
                    out[word].append(n)
        return {w: tuple(ns) for w, ns in out.items()}

    @cached_property
    def seeds(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """Run of words -> where it begins, the first few places."""
        out: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for at in range(len(self.words) - SEED + 1):
            places = out[self.words[at : at + SEED]]
            if len(places) < PLACES_OF_SEED:
                places.append(at)
        return {run: tuple(places) for run, places in out.items()}


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of two texts, in words [start, end) of the source and of the copy, and how like they are (0..1)."""

    source: tuple[int, int]
    copy: tuple[int, int]
    likeness: float

    @property
    def length(self) -> int:
        """Words of the copy."""
        return self.copy[1] - self.copy[0]


def text_of(document: Document) -> Text:
    """The words of ``document``."""
    found = list(WORD.finditer(document.text))
    return Text(document, tuple(m.group().lower() for m in found), tuple(Span(*m.span()) for m in found))


def _is_content(word: str) -> bool:
    return len(word) > LEAST_LETTERS and word not in STOP


QUOTE_MARK = re.compile(r"[“”«»\"]")


def quoted_spans(text: str) -> list[Span]:
    """Stretches in quotation marks, line by line: a mark that is missing does not turn the rest of the text inside out.

    >>> [s.of("“We left,” she said.") for s in quoted_spans("“We left,” she said.")]
    ['“We left,”']
    """
    out: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        out += [Span(start + a, start + b) for a, b in _quoted_in(line)]
        start += len(line)
    return out


def _quoted_in(line: str) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for number, match in enumerate(QUOTE_MARK.finditer(line)):
        if opened is not None and match.group() not in "“«":
            yield opened, match.end()
            opened = None
        elif opened is None and _opens(match.group(), line, match.start()):
            opened = match.start()
        elif opened is None and number == 0:  # the end of a quotation that began in an earlier line
            yield 0, match.end()
    end = len(line.rstrip())
    if opened is not None and opened < end:
        yield opened, end


def _opens(mark: str, line: str, at: int) -> bool:
    if mark in "“«":
        return True
    if mark in "”»":
        return False
    after, before = line[at + 1 : at + 2], line[at - 1 : at] if at else ""
    return not after.isspace() and after != "" and (before == "" or not before.isalnum()) and before not in (",", ".", "!", "?")


def _sentences(text: Text) -> Iterator[Sentence]:
    body = text.document.text
    at = 0
    for end in (*_ends(body), len(body)):
        first = at
        while at < len(text.places) and text.places[at].start < end:
            at += 1
        if at > first:
            words = text.words[first:at]
            yield Sentence(first, at, words, Counter(words), " ".join(words))


def _ends(body: str) -> Iterator[int]:
    """Where sentences end; not after an abbreviation or an initial."""
    for match in END.finditer(body):
        if match.group() == "\n" or not ABBREVIATION.search(body[max(0, match.start() - 5) : match.start() + 1]):
            yield match.end()


def passages_of(source: Text, copy: Text) -> tuple[Shared, ...]:
    """Passages that ``copy`` has in common with ``source``, in the order of the copy; none overlaps another there."""
    alike = [_likest(source, sentence) for sentence in copy.sentences]
    kept = [s for n, s in enumerate(alike) if s and (s.length >= SHORT or _beside_another(alike, n))]
    return tuple(sorted((*kept, *_long_runs(source, copy, kept)), key=lambda s: s.copy))


def _likest(source: Text, sentence: Sentence) -> Shared | None:
    """The sentence of ``source`` that is most like ``sentence``, if one is like enough."""
    same = source.exact.get(sentence.words)
    if same is not None:
        return Shared((same.start, same.end), (sentence.start, sentence.end), 1.0)
    common = Counter(n for word in sentence.bag for n in source.holders.get(word, ()))
    best: Shared | None = None
    for n, _ in sorted(common.items(), key=lambda c: (-c[1] / (len(source.sentences[c[0]].bag) + len(sentence.bag)), c[0]))[:LIKELIEST]:
        other = source.sentences[n]
        likeness = _likeness(other, sentence)
        if likeness and (best is None or likeness > best.likeness):
            best = Shared((other.start, other.end), (sentence.start, sentence.end), likeness)
    return best


def _likeness(one: Sentence, other: Sentence) -> float:
    """How like two sentences are, 0 where they are not enough."""
    total = len(one.words) + len(other.words)
    in_order = 2 * LCSseq.similarity(one.words, other.words) / total
    signs = Indel.normalized_similarity(one.plain, other.plain)
    turned = 2 * (one.bag & other.bag).total() / total if min(len(one.words), len(other.words)) >= LEAST_TURNED else 0.0
    if in_order >= WORDS_ALIKE or signs >= SIGNS_ALIKE or turned >= TURNED_ALIKE:
        return max(in_order, signs, turned)
    return 0.0


def _beside_another(alike: Sequence[Shared | None], n: int) -> bool:
    """Whether the nearest longer sentence before or after is a copy of the same text."""
    short = alike[n]
    if short is None:
        return False
    for step in (-1, 1):
        at = n + step
        while 0 <= at < len(alike) and (near := alike[at]) is not None:
            if near.length >= SHORT:
                return True
            at += step
    return False


def _long_runs(source: Text, copy: Text, taken: Sequence[Shared]) -> Iterator[Shared]:
    """Long runs of equal words in what is left of the copy."""
    free = [True] * (len(copy.words) + 1)
    free[-1] = False
    for shared in taken:
        free[shared.copy[0] : shared.copy[1]] = [False] * shared.length
    at = 0
    while at + LONG_RUN <= len(copy.words):
        if not free[at]:
            at += 1
            continue
        run = _run(source, copy, at, free)
        if run is not None and run.length >= LONG_RUN:
            yield run
            at = run.copy[1]
        else:
            at += 1


def _run(source: Text, copy: Text, at: int, free: Sequence[bool]) -> Shared | None:
    """The longest run of equal words from ``at`` on."""
    best: Shared | None = None
    for place in source.seeds.get(copy.words[at : at + SEED], ()):
        length = 0
        while free[at + length] and place + length < len(source.words) and source.words[place + length] == copy.words[at + length]:
            length += 1
        if length and (best is None or length > best.length):
            best = Shared((place, place + length), (at, at + length), 1.0)
    return best


def joined(passages: Sequence[Shared]) -> list[Shared]:
    """Passages that follow each other in both texts become one."""
    out: list[Shared] = []
    for s in sorted(passages, key=lambda p: p.copy):
        last = out[-1] if out else None
        if last and s.copy[0] == last.copy[1] and s.source[0] == last.source[1]:
            likeness = (last.likeness * last.length + s.likeness * s.length) / (last.length + s.length)
            out[-1] = replace(last, source=(last.source[0], s.source[1]), copy=(last.copy[0], s.copy[1]), likeness=likeness)
        else:
            out.append(s)
    return out
