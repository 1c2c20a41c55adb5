"""Two mentions of people, bodies, places, times or things, compared by name: words, who the document says it is, reports, sentences.

In: the mentions that a caller hands in, with what the annotation found there. Out: an `EntityRow` a mention, and the level of each
comparison of two rows. The weights are `matching`'s model ``link/entities.json``, estimated by ``train/link_weights.py``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz.fuzz import ratio

from accordingto.crossdoc.kin import Kin, kin
from accordingto.crossdoc.names import key_words, normal
from accordingto.crossdoc.report_rows import (
    ONE,
    UNKNOWN,
    ReportRow,
    band,
    chains_of,
    report_levels,
    report_row,
    sentence_of,
    words_with_places,
)
from accordingto.crossdoc.words import WORD, Bag, bag_of, base, likeness, nearness, rarity, row_of
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Chain, Time
from accordingto.model.linked import Ref

TABLE = "link/head_pairs.tsv"
FUNCTION = frozenset(
    "the a an this that these those his her its their our my your some any all no of in on at for and or to by from with s".split()
)
CUT = frozenset("of in on at for from with who that which to by near and".split())
"""Words before which the head of a name or phrase stands."""
PRONOUNS = frozenset(
    """he him his himself she her hers herself they them their themselves it its itself i me my we us our who which that whose whom you your
    there here where this these those""".split()
)
AROUND = 40
NEAR = (0.60, 0.45, 0.30, 0.15)
LIKE_SPELLING = 85
FAR = 200
"""Characters of a step of distance within one report."""
NEVER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRow:
    """One mention, as it is compared."""

    ref: Ref
    report: ReportRow
    span: Span
    sentence: Span
    pronoun: str | None
    head: str
    row: int | None
    rare: int
    text: str
    words: frozenset[str]
    capitals: frozenset[str]
    """Words written with a capital: none for a mention that is no name."""
    chain: str | None
    called: frozenset[str]
    """Words of the name that its document has for it."""
    full: str
    kind: str
    days: tuple[date, date] | None
    numbers: frozenset[str]
    context: Bag
    beside: Bag


def entity_rows(found: AnnotatedDocument) -> Iterator[EntityRow]:
    """The rows of the mentions that the caller handed in: ``chains`` of one mention each."""
    report = report_row(found)
    for given in found.chains:
        if given.mentions:
            yield _row(found, report, given)


def _row(found: AnnotatedDocument, report: ReportRow, given: Chain) -> EntityRow:
    text, span = found.document.text, given.mentions[0]
    raw = WORD.findall(span.of(text)) or [span.of(text)]
    low = [w.lower() for w in raw]
    pronoun = low[0] if len(low) == 1 and low[0] in PRONOUNS else None
    content = [base(w) for w in low if w not in FUNCTION] or [base(w) for w in low]
    head = pronoun or _head(low)
    own = _own_chain(found, span)
    time = next((t for t in found.times if _half(t.span, span)), None)
    sentence = sentence_of(found, span)
    words = words_with_places(text, sentence)
    beside = [w for p, w in words if span.start - AROUND <= p < span.start][-3:] + [
        w for p, w in words if span.end <= p < span.end + AROUND
    ][:3]
    called = own.name if own and own.named else ""
    return EntityRow(
        ref=Ref(found.document.doc_id, given.id),
        report=report,
        span=span,
        sentence=sentence,
        pronoun=pronoun,
        head=head,
        row=row_of(head),
        rare=min(4, int(rarity(head))),
        text=" ".join(content),
        words=frozenset(content),
        capitals=frozenset(base(w) for w in raw if w[0].isupper() and w.lower() not in FUNCTION | PRONOUNS),
        chain=own.id if own else None,
        called=frozenset(key_words(called)) if called else frozenset(),
        full=normal(called) if called else "",
        kind=_kind(found, span, own, time),
        days=(time.earliest, time.latest) if time and time.earliest and time.latest else None,
        numbers=frozenset(w for w in low if w[0].isdigit()),
        context=bag_of(w for p, w in words if not span.start <= p < span.end),
        beside=bag_of(beside),
    )


def _head(low: list[str]) -> str:
    """The last word before "of", "in", "who".

    >>> _head("the coast guard of the bay".split())
    'guard'
    """
    end = next((n for n, w in enumerate(low) if n and w in CUT), len(low))
    words = [w for w in low[:end] if w not in FUNCTION] or low[:1]
    return base(words[-1])


def _half(part: Span, span: Span) -> bool:
    """Whether ``part`` covers half of ``span``."""
    return min(part.end, span.end) - max(part.start, span.start) >= 0.5 * (span.end - span.start)


def _own_chain(found: AnnotatedDocument, span: Span) -> Chain | None:
    """The chain that the annotation found at about these characters."""
    best: tuple[float, str] | None = None
    chosen = None
    for chain in chains_of(found):
        for m in chain.mentions:
            if m.overlaps(span):
                share = (min(m.end, span.end) - max(m.start, span.start)) / (max(m.end, span.end) - min(m.start, span.start))
                if share >= 0.5 and (best is None or (share, chain.id) > best):
                    best, chosen = (share, chain.id), chain
    return chosen


def _kind(found: AnnotatedDocument, span: Span, own: Chain | None, time: Time | None) -> str:
    if time is not None:
        return "time"
    if own is not None:
        return own.kind.value
    return "place" if any(p.span.overlaps(span) for p in found.places) else "none"


def entity_levels(a: EntityRow, b: EntityRow, share: float, table: Kin | None = None) -> dict[str, str]:
    """The level of each comparison; ``share`` is the likeness of the two reports' words. The same for either order.

    ``table``: of words that told one thing; the shipped one where none is given.
    """
    one_report, one_sentence = a.ref.doc_id == b.ref.doc_id, (a.ref.doc_id, a.sentence) == (b.ref.doc_id, b.sentence)
    levels = report_levels(a.report, b.report, share)
    words = _words(a, b, kin(TABLE) if table is None else table)
    broad = _broad(words)
    chain = _chain(a, b) if one_report else "two reports"
    levels["words"] = words
    levels["words in report"] = f"{broad}, {ONE if one_report else levels['report']}"
    levels["called"] = _called(a, b)
    levels["words called"] = f"{broad}, {levels['called']}"
    levels["chain"] = f"{chain}, pronoun" if a.pronoun or b.pronoun else chain
    levels["kind"] = " and ".join(sorted((a.kind, b.kind)))
    levels["sentence"] = f"one sentence, {broad}" if one_sentence else band(likeness(a.context, b.context), 0.1, 6)
    levels["beside"] = band(likeness(a.beside, b.beside), 0.1, 6)
    levels["day"] = _day(a.days, b.days)
    levels["numbers"] = UNKNOWN if not a.numbers and not b.numbers else "same" if a.numbers == b.numbers else "other"
    levels["distance"] = f"{min(4, abs(a.span.start - b.span.start) // FAR)}" if one_report else "two reports"
    levels["rarity"] = f"{a.rare}" if words in ("equal", "head, bare", "head, shared") else "no matter"
    return levels


def _words(a: EntityRow, b: EntityRow, table: Kin) -> str:
    """How the two mentions are related as words."""
    if a.pronoun or b.pronoun:
        if a.pronoun and b.pronoun:
            return "pronoun, same" if a.pronoun == b.pronoun else "pronoun, other"
        return "pronoun and name" if a.capitals or b.capitals else "pronoun and noun"
    if a.text == b.text:
        return "equal"
    if a.capitals and b.capitals:
        return _names(a, b)
    name = ", name" if a.capitals or b.capitals else ""
    if a.head == b.head:
        rest, other = a.words - {a.head}, b.words - {b.head}
        return f"head, {'bare' if not rest or not other else 'shared' if rest & other else 'other'}{name}"
    return f"{_nouns(a, b, table)}{name}"


def _names(a: EntityRow, b: EntityRow) -> str:
    left, right = a.capitals, b.capitals
    head = ", head" if a.head == b.head else ""
    if left == right:
        return "names equal"
    if left <= right or right <= left:
        return f"names within{head}"
    if left & right:
        return f"names share{head}"
    short = ("".join(w[0] for w in x.text.split()) for x in (a, b))
    if set(short) & {a.text, b.text}:
        return "acronym"
    return "spelling" if ratio(a.text, b.text) >= LIKE_SPELLING else "names differ"


def _nouns(a: EntityRow, b: EntityRow, table: Kin) -> str:
    told = table.get((min(a.head, b.head), max(a.head, b.head)))
    if told and told.one:
        return f"heads one in {min(2, told.one)}"
    word = "shared word, " if a.words & b.words else ""
    if told and told.topics >= NEVER:
        return f"{word}heads never one"
    near = nearness(a.row, b.row) if a.row is not None and b.row is not None else -1.0
    return word + next((f"heads near {low:.2f}" for low in NEAR if near >= low), "heads far")


def _broad(words: str) -> str:
    kinds = {
        "equal": "equal",
        "names equal": "equal",
        "names within": "name",
        "names share": "name",
        "head": "head",
        "pronoun": "pronoun",
        "heads one": "known",
    }
    return next((kind for start, kind in sorted(kinds.items(), reverse=True) if words.startswith(start)), "other")


def _called(a: EntityRow, b: EntityRow) -> str:
    """How the names are related that the documents have for the two."""
    if not a.called or not b.called:
        return "one has none" if a.called or b.called else "none has one"
    if a.full == b.full:
        return "equal"
    return "within" if a.called <= b.called or b.called <= a.called else "share" if a.called & b.called else "differ"


def _chain(a: EntityRow, b: EntityRow) -> str:
    return UNKNOWN if not a.chain or not b.chain else "same" if a.chain == b.chain else "other"


def _day(left: tuple[date, date] | None, right: tuple[date, date] | None) -> str:
    if left is None or right is None:
        return UNKNOWN
    return "equal" if left == right else "meet" if left[0] <= right[1] and right[0] <= left[1] else "apart"
