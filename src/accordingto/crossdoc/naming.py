"""Naming: which words each outlet and each claimant uses for the same thing or event, counted, side by side, judged by nobody.

In: documents, and the mentions of one entity or one event. Out: a row for each (who, words) with a count and examples. Words inside a
quotation are the claimant's; words outside of one are the outlet's, also where it paraphrases somebody. Pronouns name nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accordingto.crossdoc.entity_pairs import PRONOUNS
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Attribution
from accordingto.model.linked import Passage, Ref

QUOTED = re.compile(r"“[^“”]{2,}”|\"[^\"\n]{2,}\"|«[^«»]{2,}»")
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)
EXAMPLES = 3
NO_OUTLET = "outlet unknown"
NOBODY = "quoted, nobody named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What somebody calls something. ``own_voice``: an outlet, outside of quotations. ``examples``: where, the first few."""

    by: str
    own_voice: bool
    words: str
    count: int
    examples: tuple[Passage, ...]


def naming_of_chains(found: Sequence[AnnotatedDocument], chains: Sequence[Ref], names: Mapping[Ref, str]) -> tuple[Naming, ...]:
    """How an entity is named. ``names``: what the claimants' chains are called across reports."""
    wanted = set(chains)
    places = {f.document.doc_id: [s for c in f.chains if Ref(f.document.doc_id, c.id) in wanted for s in c.mentions] for f in found}
    return _counted(found, places, names)


def naming_of_mentions(found: Sequence[AnnotatedDocument], mentions: Sequence[Ref], names: Mapping[Ref, str]) -> tuple[Naming, ...]:
    """How an event is named: by its triggers."""
    wanted = set(mentions)
    places = {f.document.doc_id: [m.trigger for m in f.event_mentions if Ref(f.document.doc_id, m.id) in wanted] for f in found}
    return _counted(found, places, names)


def _counted(found: Sequence[AnnotatedDocument], places: Mapping[str, Sequence[Span]], names: Mapping[Ref, str]) -> tuple[Naming, ...]:
    forms: defaultdict[tuple[bool, str, str], Counter[str]] = defaultdict(Counter)
    examples: defaultdict[tuple[bool, str, str], list[Passage]] = defaultdict(list)
    for document in sorted(found, key=lambda f: f.document.doc_id):
        quotes = [Span(*m.span()) for m in QUOTED.finditer(document.document.text)]
        for span in sorted(set(places[document.document.doc_id])):
            words = ARTICLE.sub("", " ".join(span.of(document.document.text).split()))
            if words.lower() in PRONOUNS:
                continue
            own_voice, by = _voice(document, span, quotes, names)
            key = (not own_voice, by, words.casefold())
            forms[key][words] += 1
            examples[key].append(Passage(document.document.doc_id, span))
    rows = [
        Naming(
            by=by,
            own_voice=not quoted,
            words=min(counts, key=lambda w: (-counts[w], w)),
            count=sum(counts.values()),
            examples=tuple(examples[quoted, by, folded][:EXAMPLES]),
        )
        for (quoted, by, folded), counts in forms.items()
    ]
    return tuple(sorted(rows, key=lambda r: (not r.own_voice, r.by, -r.count, r.words)))


def _voice(found: AnnotatedDocument, span: Span, quotes: Sequence[Span], names: Mapping[Ref, str]) -> tuple[bool, str]:
    """(whether the outlet says it itself, who says it)."""
    if not any(q.contains(span) for q in quotes):
        return True, found.document.outlet or NO_OUTLET
    over = [a for a in found.attributions if any(c.contains(span) for c in a.content)]
    if not over:
        return False, NOBODY
    said = min(over, key=lambda a: (sum(c.end - c.start for c in a.content), a.id))
    return False, _name(found, said, names)


def _name(found: AnnotatedDocument, said: Attribution, names: Mapping[Ref, str]) -> str:
    known = names.get(Ref(found.document.doc_id, said.chain)) if said.chain else None
    return known or said.source_name or NOBODY
