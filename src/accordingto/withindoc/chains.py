"""Chains: which mentions are one thing in this document.

In: the nominals. Out: `notes.chains` with the fullest name or description, and each mention's chain. How mentions are brought
together is told in `grouping`; this module gives the groups their ids, kinds and neutral names. It does not look at other documents.

"Karel Holt spoke. Holt said …, the minister added" is one chain "Karel Holt" if the text calls him a minister.
"""

from spacy.tokens import Doc

from accordingto.model.evidence import Because
from accordingto.model.found import Chain, Mention
from accordingto.withindoc.chain_building import Draft
from accordingto.withindoc.grouping import Grouping
from accordingto.withindoc.nominals import nominals_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.words import neutral


def find_chains(doc: Doc) -> Doc:
    """Fill ``notes.chains`` and give every mention its chain."""
    notes = notes_of(doc)
    drafts = Grouping(doc).run(nominals_of(doc))
    numbered = [(f"n{n}", draft) for n, draft in enumerate(drafts, 1)]
    notes.chains = [_chain(name, draft) for name, draft in numbered]
    owners = sorted(((nominal.span, nominal.kind, name) for name, draft in numbered for nominal in draft.mentions), key=lambda x: x[0])
    notes.mentions = [
        Mention(id=f"m{n}", span=span, kind=kind, chain=name, because=Because(rule=f"mentions.{kind.value}"))
        for n, (span, kind, name) in enumerate(owners, 1)
    ]
    return doc


def _chain(name: str, draft: Draft) -> Chain:
    spans = tuple(sorted({n.span for n in draft.mentions}))
    label = neutral(draft.name())
    return Chain(id=name, kind=draft.kind(), name=label, named=draft.is_named, mentions=spans, because=Because(rule="chains"))
