"""What linking compares of a whole report: its words, its names and numbers, whom it is about.

In: an annotated document. Out: a `ReportRow`; pairs of reports that are alike enough to be compared mention by mention. Reports of one
story share rare words and names; two look-alike stories share words and not names.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from accordingto.crossdoc.names import key_words
from accordingto.crossdoc.particulars import Particulars, particulars_of
from accordingto.crossdoc.words import WORD, Bag, bag_of, base, known_of, likeness
from accordingto.model.evidence import Span, touching
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.kinds import ChainKind

LEAST_ALIKE = 0.1
"""Reports less alike than this are not compared. Documents of one event, ECB+ dev: F1 0.799 with 0.06, 0.805 with 0.08 and 0.10, 0.802
with 0.12."""
KEYS = 48
"""Heaviest words of a report under which others find it."""
LARGEST_BLOCK = 400
"""Reports that share one word: where more do, the word is no key."""
PEOPLE = 3
UNKNOWN = "unknown"
ONE = "one report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One report, as it is compared."""

    doc_id: str
    words: Bag
    names: Bag
    focus: tuple[str, ...]
    """Surnames of the people it mentions most, the most mentioned first."""
    published: date | None
    known: Bag
    """Its names and numbers, each by how rare it is: the likeness of two is the rarity of all that they share."""
    particulars: Particulars


def chains_of(found: AnnotatedDocument) -> tuple[Chain, ...]:
    """The chains of the annotation, also where the caller handed in mentions of his own."""
    return found.own_chains or found.chains


def report_row(found: AnnotatedDocument) -> ReportRow:
    """The report as it is compared."""
    text = found.document.text
    people = [c for c in chains_of(found) if c.named and c.kind is ChainKind.PERSON and c.mentions]
    people.sort(key=lambda c: (-len(c.mentions), c.mentions[0].start))
    return ReportRow(
        doc_id=found.document.doc_id,
        words=bag_of(base(w) for w in WORD.findall(text)),
        names=bag_of(_names(text)),
        focus=tuple(key_words(c.name)[-1] for c in people[:PEOPLE]),
        published=found.document.published,
        known=known_of(_names(text)),
        particulars=particulars_of(found, chains_of(found)),
    )


def _names(text: str) -> Iterator[str]:
    """Words written with a capital inside a line and never without one, and numbers."""
    small = {w for w in WORD.findall(text) if w[0].islower()}
    for line in text.split("\n"):
        for n, word in enumerate(WORD.findall(line)):
            if ((n and word[0].isupper()) or word[0].isdigit()) and base(word) not in small:
                yield base(word)


def alike(rows: Sequence[ReportRow], least: float = LEAST_ALIKE) -> dict[tuple[str, str], float]:
    """Pairs of reports to be compared, with the likeness of their words: those that share heavy words."""
    blocks: defaultdict[int, list[ReportRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: r.doc_id):
        for place in sorted(row.words, key=lambda p: (-row.words[p], p))[:KEYS]:
            blocks[place].append(row)
    found: dict[tuple[str, str], float] = {}
    for block in blocks.values():
        for a, b in combinations(block if len(block) <= LARGEST_BLOCK else (), 2):
            if (a.doc_id, b.doc_id) not in found:
                found[a.doc_id, b.doc_id] = likeness(a.words, b.words)
    return {pair: share for pair, share in sorted(found.items()) if share >= least}


def report_levels(a: ReportRow, b: ReportRow, share: float) -> dict[str, str]:
    """Levels of what is compared between two reports; ``share`` is the likeness of their words."""
    if a.doc_id == b.doc_id:
        return {"report": ONE, "names": ONE, "focus": ONE, "published": ONE}
    return {
        "report": band(share, 0.05, 12),
        "names": band(likeness(a.names, b.names), 0.05, 12),
        "focus": _focus(a.focus, b.focus),
        "published": _published(a.published, b.published),
    }


def band(share: float, width: float, most: int) -> str:
    """The band of a likeness, by its lower end.

    >>> band(0.37, 0.05, 12), band(0.99, 0.05, 12)
    ('0.35', '0.60')
    """
    return f"{min(most, int(round(share, 6) / width + 1e-9)) * width:.2f}"


def _focus(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    if not left or not right:
        return UNKNOWN
    if left[0] == right[0]:
        return "first"
    if left[0] in right or right[0] in left:
        return "among"
    return "other" if set(left) & set(right) else "nobody"


def _published(left: date | None, right: date | None) -> str:
    if left is None or right is None:
        return UNKNOWN
    gap = abs((left - right).days)
    return "a day" if gap <= 1 else "three days" if gap <= 3 else "ten days" if gap <= 10 else "longer"


def sentence_of(found: AnnotatedDocument, span: Span) -> Span:
    """The sentence around ``span``, ended by its line."""
    text = found.document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = end if end >= 0 else len(text)
    around = next(iter(touching(found.sentences, Span(span.start, span.start + 1))), Span(start, max(end, start + 1)))
    return Span(max(start, around.start), max(span.end, min(end, around.end)))


def words_with_places(text: str, sentence: Span) -> list[tuple[int, str]]:
    """Base forms of a sentence, each with its place in the text."""
    return [(m.start() + sentence.start, base(m.group())) for m in WORD.finditer(sentence.of(text))]


def partners(pairs: Mapping[str, frozenset[str]], word: str) -> frozenset[str]:
    """Words that a table sets beside ``word``."""
    return pairs.get(word, frozenset())
