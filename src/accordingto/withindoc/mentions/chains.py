"""Chains: which mentions are one thing in this document.

In: the nominals. Out: `notes.chains` with the fullest name or description, and each mention's chain. How mentions are brought
together is told in `grouping`; this module gives the groups their ids, kinds and neutral names. It does not look at other documents.

"Karel Holt spoke. Holt said …, the minister added" is one chain "Karel Holt" if the text calls him a minister.
"""

from collections.abc import Iterator

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Chain, Mention
from accordingto.model.kinds import ChainKind, MentionKind
from accordingto.withindoc.mentions.chain_building import Draft
from accordingto.withindoc.mentions.descriptions import edges
from accordingto.withindoc.mentions.grouping import Grouping
from accordingto.withindoc.mentions.nominals import Nominal, nominals_of
from accordingto.withindoc.mentions.titles import HONORIFICS
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import neutral

LONGEST_ROLE = 16
"""Words; what is longer tells a story rather than who somebody is."""


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
    because = Because(rule="chains")
    return Chain(id=name, kind=draft.kind(), name=label, named=draft.is_named, mentions=spans, described=_described(draft), because=because)


def _described(draft: Draft) -> tuple[Span, ...]:
    """The fullest of the words that say who a named one is: a title, an apposition, or a role that it is called by."""
    if not draft.is_named or draft.kind() is ChainKind.PLACE:
        return ()
    found = [run for nominal in draft.mentions if nominal.first not in draft.by_alias for run in _roles_of(nominal)]
    doc = draft.mentions[0].head.doc
    fitting = [(first, last) for first, last in found if len(doc[first : last + 1].text.split()) <= LONGEST_ROLE]
    if not fitting:
        return ()
    first, last = max(fitting, key=lambda run: (run[1] - run[0], -run[0]))
    return (Span(doc[first].idx, doc[last].idx + len(doc[last])),)


def _whole(head: Token) -> tuple[int, int]:
    """The edges of a role, with the name that the parser cut off from it: "leader of the northern | Harbour League"."""
    first, last = edges(head)
    doc = head.doc
    while last + 1 < len(doc) and doc[last + 1].text[:1].isupper():
        last += 1
    return first, last


def _roles_of(nominal: Nominal) -> Iterator[tuple[int, int]]:
    """First and last token of each role that a mention gives; a form of address ("Mr.") is none."""
    if nominal.name is None:
        if nominal.kind is MentionKind.ROLE:
            yield _whole(nominal.head)
        return
    if nominal.first < nominal.name[0] and not all(t.strip(".") in HONORIFICS for t in nominal.title):
        yield nominal.first, nominal.name[0] - 1
    if nominal.role is not None and not nominal.first <= nominal.role.i <= nominal.name[1]:
        yield _whole(nominal.role)
