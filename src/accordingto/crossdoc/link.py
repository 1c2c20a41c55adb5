"""Linking, in order: echoes, entities, events, accounts, verdicts.

In: annotated documents and what people decided. Out: `Linked`. Pure, and the same for any order of the documents. Mentions that the caller
hands in (`Document.given`) are grouped exactly; no other mentions of such a document are.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from accordingto.crossdoc.accounts import accounts_of
from accordingto.crossdoc.echoes import echoes_of, repeated_parts
from accordingto.crossdoc.entities import entities_of
from accordingto.crossdoc.events import events_of
from accordingto.crossdoc.report_rows import chains_of
from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Chain, EventMention
from accordingto.model.kinds import ChainKind, Factuality
from accordingto.model.linked import Echo, Link, Linked, Ref
from accordingto.model.review import Judgement

GIVEN = Because(rule="given")


def link(documents: Sequence[AnnotatedDocument], judgements: Sequence[Judgement] = (), echoes: Sequence[Echo] | None = None) -> Linked:
    """Link a collection. ``echoes``: those that are known already; None: find them."""
    found = [with_given(f) for f in sorted(documents, key=lambda f: f.document.doc_id)]
    echoes = echoes_of(found) if echoes is None else tuple(echoes)
    repeated = repeated_parts(echoes)
    entities, entity_links = entities_of(found, repeated, judgements)
    events, event_links = events_of(found, echoes, judgements)
    accounts, verdicts = accounts_of(found, entities, events, echoes, repeated)
    return Linked(
        echoes=echoes,
        links=tuple(_strongest((*entity_links, *event_links))),
        entities=entities,
        events=events,
        accounts=accounts,
        verdicts=verdicts,
    )


def _strongest(links: Iterable[Link]) -> Iterator[Link]:
    """The links that speak for a pair, the strongest where two keys found it."""
    best: dict[tuple[str, Ref, Ref], Link] = {}
    for link_ in links:
        key = (link_.about, link_.left, link_.right)
        if link_.weight > 0 and (key not in best or link_.weight > best[key].weight):
            best[key] = link_
    yield from (best[key] for key in sorted(best))


def with_given(found: AnnotatedDocument) -> AnnotatedDocument:
    """``found`` with exactly the mentions that the caller handed in, if any."""
    given = found.document.given
    if given.events is not None:
        found = _with_events(found, given.events)
    if given.entities is not None:
        chains = tuple(_chain(found, span, n) for n, span in enumerate(given.entities, 1))
        found = replace(found, chains=chains, own_chains=chains_of(found))
    return found


def _with_events(found: AnnotatedDocument, spans: tuple[Span, ...]) -> AnnotatedDocument:
    """A mention for each span; one that the annotation found there keeps its type and its claims."""
    mentions: list[EventMention] = []
    renamed: dict[str, str] = {}
    for n, span in enumerate(spans, 1):
        own = next((m for m in found.event_mentions if m.trigger.overlaps(span) and m.id not in renamed), None)
        made = EventMention(
            id=f"e{n}",
            trigger=span,
            type=own.type if own else None,
            mode=own.mode if own else None,
            incident=None,
            according_to=own.according_to if own else None,
            factuality=own.factuality if own else Factuality.UNKNOWN,
            because=GIVEN,
        )
        if own:
            renamed[own.id] = made.id
        mentions.append(made)
    claims = tuple(replace(c, mention=renamed[c.mention]) for c in found.claims if c.mention in renamed)
    return replace(found, event_mentions=tuple(mentions), claims=claims)


def _chain(found: AnnotatedDocument, span: Span, n: int) -> Chain:
    """A chain of one given mention, named by the chain that the annotation found there."""
    own = next((c for c in chains_of(found) if any(m.overlaps(span) for m in c.mentions)), None)
    words = span.of(found.document.text)
    named = own.named if own else words[:1].isupper()
    return Chain(
        id=f"n{n}",
        kind=own.kind if own else ChainKind.OTHER,
        name=own.name if own and own.named else words,
        named=named,
        mentions=(span,),
        because=GIVEN,
    )
