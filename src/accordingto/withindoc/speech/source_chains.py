"""Source chains: every source belongs to a chain, so that what it says can be put together across documents.

In: attributions and chains. Out: `notes.chains` with a chain for each source that had none, `notes.attributions` with their chains. A short
form ("the ministry") joins the one fuller form of the document ("the defence ministry"); where two fit, none. Unnamed people stay apart.
"""

from dataclasses import replace

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Attribution, Chain
from accordingto.model.kinds import ChainKind, SourceKind
from accordingto.withindoc.notes import Notes, notes_of
from accordingto.withindoc.tokens import Doc

KINDS = {
    SourceKind.PERSON: ChainKind.PERSON,
    SourceKind.UNNAMED: ChainKind.PERSON,
    SourceKind.INSTITUTION: ChainKind.ORGANIZATION,
    SourceKind.GROUP: ChainKind.GROUP,
}
SHORTENED = (SourceKind.INSTITUTION, SourceKind.DOCUMENT)


def find_source_chains(doc: Doc) -> Doc:
    """Give every source a chain."""
    notes = notes_of(doc)
    fuller = _fuller_names(notes)
    for n, attribution in enumerate(notes.attributions):
        if not attribution.source_name or not attribution.source:
            continue
        name = fuller.get(_key(attribution.source_name), attribution.source_name)
        if attribution.chain is None or name != attribution.source_name:
            chain = _chain_of(notes, name) if attribution.source_kind is not SourceKind.UNNAMED else None
            chain = chain or _made(notes, attribution, name)
            _add_mention(notes, chain, attribution.source[0])
            notes.attributions[n] = replace(attribution, chain=chain.id, source_name=name)
    return doc


def _key(name: str) -> str:
    words = name.lower().removesuffix("'s").removesuffix("’s").split()
    return " ".join(w for w in words if w not in ("the", "a", "an"))


def _fuller_names(notes: Notes) -> dict[str, str]:
    """Last word of an office -> its one fuller name in the document."""
    names = {_key(a.source_name): a.source_name for a in notes.attributions if a.source_name and a.source_kind in SHORTENED}
    out: dict[str, str] = {}
    for key in names:
        longer = {k for k in names if k != key and k.endswith(" " + key)}
        if len(longer) == 1 and " " not in key:
            out[key] = names[longer.pop()]
    return out


def _chain_of(notes: Notes, name: str) -> Chain | None:
    return next((c for c in notes.chains if _key(c.name) == _key(name)), None)


def _made(notes: Notes, attribution: Attribution, name: str) -> Chain:
    kind = KINDS.get(attribution.source_kind, ChainKind.OTHER) if attribution.source_kind else ChainKind.OTHER
    named = attribution.source_kind is SourceKind.PERSON and name[:1].isupper()
    chain = Chain(
        id=notes.next_chain_id(),
        kind=kind,
        name=name,
        named=named,
        mentions=(),
        because=Because(rule="source_chains.source", confidence=attribution.because.confidence),
    )
    notes.chains.append(chain)
    return chain


def _add_mention(notes: Notes, chain: Chain, span: Span) -> None:
    """The chain with the source's words among its mentions."""
    at = next(n for n, c in enumerate(notes.chains) if c.id == chain.id)
    if not any(m.overlaps(span) for m in notes.chains[at].mentions):
        notes.chains[at] = replace(notes.chains[at], mentions=tuple(sorted((*notes.chains[at].mentions, span))))
        notes.by_mention.also(notes.chains, at, span)
