"""Source chains: every source belongs to a chain, so that what it says can be put together across documents.

In: attributions and chains. Out: `notes.chains` with a chain for each source that had none, `notes.attributions` with their chains. A short
form ("the ministry") joins the one fuller form of the document ("the defence ministry"); where two fit, none. Unnamed people stay apart.
"""

from collections.abc import Sequence
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
    places = _places(notes.chains)
    for n, attribution in enumerate(notes.attributions):
        if not attribution.source_name or not attribution.source:
            continue
        name = fuller.get(_key(attribution.source_name), attribution.source_name)
        if attribution.chain is None or name != attribution.source_name:
            at = places.get(_key(name)) if attribution.source_kind is not SourceKind.UNNAMED else None
            if at is None:
                at = len(notes.chains)
                notes.chains.append(_made(notes, attribution, name))
                places.setdefault(_key(name), at)
            _add_mention(notes, at, attribution.source[0])
            notes.attributions[n] = replace(attribution, chain=notes.chains[at].id, source_name=name)
    return doc


def _key(name: str) -> str:
    words = name.lower().removesuffix("'s").removesuffix("’s").split()
    return " ".join(w for w in words if w not in ("the", "a", "an"))


def _fuller_names(notes: Notes) -> dict[str, str]:
    """Last word of an office -> its one fuller name in the document."""
    names = {_key(a.source_name): a.source_name for a in notes.attributions if a.source_name and a.source_kind in SHORTENED}
    longer: dict[str, list[str]] = {}
    for key in names:
        if " " in key:
            longer.setdefault(key.rsplit(" ", 1)[1], []).append(key)
    return {key: names[longer[key][0]] for key in names if len(longer.get(key, ())) == 1}


def _places(chains: Sequence[Chain]) -> dict[str, int]:
    """Where the first chain of each name stands."""
    return {_key(c.name): n for n, c in reversed(list(enumerate(chains)))}


def _made(notes: Notes, attribution: Attribution, name: str) -> Chain:
    kind = KINDS.get(attribution.source_kind, ChainKind.OTHER) if attribution.source_kind else ChainKind.OTHER
    named = attribution.source_kind is SourceKind.PERSON and name[:1].isupper()
    return Chain(
        id=notes.next_chain_id(),
        kind=kind,
        name=name,
        named=named,
        mentions=(),
        because=Because(rule="source_chains.source", confidence=attribution.because.confidence),
    )


def _add_mention(notes: Notes, at: int, span: Span) -> None:
    """The chain with the source's words among its mentions."""
    if not any(m.overlaps(span) for m in notes.chains[at].mentions):
        notes.chains[at] = replace(notes.chains[at], mentions=tuple(sorted((*notes.chains[at].mentions, span))))
        notes.by_mention.also(notes.chains, at, span)
