"""Echoes: passages that stand in two reports, verbatim or rewritten, and which of the two had them first.

In: documents with fingerprints. Out: echoes, each a source and a copy with the passages on both sides. Candidates come from shared
fingerprints (`carriers`), so a report is compared only with those that share runs of words with it. A shared quotation alone is no
echo but a statement with two carriers: two reporters may have heard one speaker. A later version of an outlet's own article is a revision.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from accordingto.crossdoc.carriers import WHOLE_TEXT, Carrier, first_carriers, is_common, sources_of
from accordingto.crossdoc.origins import credits_outlet, origin_of
from accordingto.crossdoc.passages import Shared, Text, joined, passages_of, text_of
from accordingto.model.ages import age_of, day_of
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import digest_of
from accordingto.model.kinds import EchoKind
from accordingto.model.linked import Echo, Passage
from accordingto.withindoc.fingerprints import fingerprints_of

__all__ = ["credits_outlet", "echoes_into", "echoes_of", "repeated_parts"]

LEAST_WORDS = 10
"""Words outside of quotations that make an echo; fewer are a stray sentence."""
NEARLY_AS_MUCH = 0.9
"""A source that gives nearly as much as the one that gives most is taken in its stead where it is older: that one may copy it too."""
MUCH_BESIDE = 0.5
Prints = Sequence[tuple[int, int]]


def echoes_of(found: Sequence[AnnotatedDocument]) -> tuple[Echo, ...]:
    """All echoes of a collection, statements left out. The answer does not depend on its order."""
    return tuple(e for e in shared_by(found) if e.kind is not EchoKind.STATEMENT)


def shared_by(found: Sequence[AnnotatedDocument]) -> tuple[Echo, ...]:
    """All echoes of a collection, and the statements that two reports carry."""
    documents = [f.document for f in found]
    prints = [f.fingerprints or fingerprints_of(f.document.text) for f in found]
    carriers = [Carrier(age_of(d), n) for n, d in enumerate(documents)]
    firsts = first_carriers((c, {h for h, _ in p}) for c, p in zip(carriers, prints, strict=True))
    texts: dict[int, Text] = {}

    def text(n: int) -> Text:
        return texts[n] if n in texts else texts.setdefault(n, text_of(documents[n]))

    out: list[Echo] = []
    for carrier, own in zip(carriers, prints, strict=True):
        hashes = {h for h, _ in own}
        sources = sources_of(carrier, hashes, firsts)
        if sources:
            common = frozenset(h for h in hashes if is_common(firsts[h]))
            out += echoes_into(text(carrier.key), [text(s.key) for s in sources], [p for p in own if p[0] in common])
    return tuple(sorted(out, key=lambda e: e.id))


def echoes_into(copy: Text, sources: Sequence[Text], common: Prints = ()) -> list[Echo]:
    """What ``copy`` has from ``sources``. ``common``: its fingerprints that are common phrases.

    Of sources that are older each sentence goes back to one. Where nothing tells who was first, it goes with every such source.
    """
    found = [Giver(s, _counted(passages_of(s, copy), copy, common)) for s in sources]
    found = [g for g in found if g.passages]
    news = [g for g in found if _own_words(g.text, copy, g.passages) >= LEAST_WORDS]
    older = [g for g in news if origin_of(g.text.document, copy.document)[0] == g.text.document.doc_id]
    chosen = _shared_out(older)
    taken = {p.copy for g in chosen for p in g.passages}
    unknown = [Giver(g.text, rest) for g in news if g not in older and (rest := tuple(p for p in g.passages if p.copy not in taken))]
    chosen += [g for g in unknown if not any(_is_merged_from(g, other) for other in unknown)]
    chosen += [g for g in found if g not in news]
    return [e for g in chosen if (e := _echo(g.text, copy, g.passages))]


@dataclass(frozen=True, slots=True)
class Giver:
    """A source and what a copy has in common with it."""

    text: Text
    passages: tuple[Shared, ...]

    @property
    def gives(self) -> float:
        """Words that it gives, by how like they are."""
        return sum(p.length * p.likeness for p in self.passages)

    @property
    def share(self) -> float:
        """How much of the source that is."""
        return self.gives / len(self.text.words)


def _counted(passages: Sequence[Shared], copy: Text, common: Prints) -> tuple[Shared, ...]:
    """The passages that are no common phrases; all, where they are most of the text."""
    if not common or sum(p.length for p in passages) >= WHOLE_TEXT * len(copy.words):
        return tuple(passages)
    places = sorted(place for _, place in common)
    out: list[Shared] = []
    for p in passages:
        start, end = copy.places[p.copy[0]].start, copy.places[p.copy[1] - 1].end
        if not any(start <= place < end for place in places):
            out.append(p)
    return tuple(out)


def _shared_out(sources: Sequence[Giver]) -> list[Giver]:
    """Each passage of the copy with one source: the one that gives most first, an older one that gives nearly as much before it.

    Of two of one day it is the one that has less beside it: the other may have put two reports together.
    """
    chosen: list[Giver] = []
    left = list(sources)
    while left:
        most = max(g.gives for g in left)
        nearly = [g for g in left if g.gives >= NEARLY_AS_MUCH * most]
        source = min(nearly, key=lambda g: (day_of(age_of(g.text.document)), -g.share, age_of(g.text.document)))
        chosen.append(source)
        taken = {w for p in source.passages for w in range(*p.copy)}
        rest = (Giver(g.text, tuple(p for p in g.passages if not taken & set(range(*p.copy)))) for g in left if g is not source)
        left = [g for g in rest if g.passages]
    return chosen


def _is_merged_from(giver: Giver, other: Giver) -> bool:
    """Whether ``other`` gives the same and has much less beside it."""
    return giver.share < MUCH_BESIDE * other.share and giver.gives * NEARLY_AS_MUCH <= other.gives


def _own_words(source: Text, copy: Text, passages: Iterable[Shared]) -> int:
    """Words outside of quotations that the passages share, on both sides."""
    return sum(LCSseq.similarity(source.unquoted(p.source), copy.unquoted(p.copy)) for p in passages)


def _is_stray(source: Text, copy: Text, passages: Sequence[Shared]) -> bool:
    """Whether what is shared has no word of content in common with the rest of either text: a teaser or a notice, not news."""
    return not (source.keeps_to_its_subject([p.source for p in passages]) or copy.keeps_to_its_subject([p.copy for p in passages]))


def _echo(source: Text, copy: Text, passages: Sequence[Shared]) -> Echo | None:
    """The echo of two texts: None where all that they share is a stray sentence."""
    words = sum(p.length for p in passages)
    own = _own_words(source, copy, passages)
    share = words / len(copy.words)
    kind = EchoKind.COPY if own >= LEAST_WORDS else EchoKind.STATEMENT
    if words < LEAST_WORDS or (kind is EchoKind.COPY and _is_stray(source, copy, passages)):
        return None
    origin, why = origin_of(source.document, copy.document)
    if kind is EchoKind.STATEMENT:
        origin, why = None, "only a quotation is shared: one statement, two carriers"
    elif source.document.outlet and source.document.outlet == copy.document.outlet:
        if share < WHOLE_TEXT:  # its notices, its background paragraphs: nobody is copied
            return None
        kind, why = EchoKind.REVISION, f"another version of the outlet's own article; {why}"
    sides = [p for s in joined(passages) for p in (_passage(source, s.source), _passage(copy, s.copy))]
    return Echo(
        id=f"x{digest_of(source.document.doc_id, copy.document.doc_id)}",
        kind=kind,
        passages=tuple(sides),
        origin=origin,
        why=f"{share:.0%} of the later text; {why}",
        share=round(share, 4),
    )


def _passage(text: Text, words: tuple[int, int]) -> Passage:
    """The words with the quotation marks and full stops beside them."""
    start, end = text.places[words[0]].start, text.places[words[1] - 1].end
    body = text.document.text
    while end < len(body) and body[end] in ".,!?;:”\"’')":
        end += 1
    while start and body[start - 1] in "“\"‘'(":
        start -= 1
    return Passage(text.document.doc_id, Span(start, end))


def repeated_parts(echoes: Iterable[Echo]) -> dict[str, list[tuple[Span, Passage]]]:
    """For each document: its stretches that stand in another one, with the passage over there."""
    out: defaultdict[str, list[tuple[Span, Passage]]] = defaultdict(list)
    for echo in echoes:
        for left, right in zip(echo.passages[::2], echo.passages[1::2], strict=True):
            out[right.doc_id].append((right.span, left))
            out[left.doc_id].append((left.span, right))
    return out
