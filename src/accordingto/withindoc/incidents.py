"""Which event mentions of one document tell of one event.

In: triggers in text order with type and mode. Out: an incident id each. It does not look at a second document.

"A car bomb went off … The blast …" is one incident; "a second bomb", another day or another place is another.
"""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from accordingto.model.kinds import EventType

OTHER = frozenset(
    {"second", "third", "fourth", "fifth", "another", "other", "similar", "separate", "earlier", "previous", "past", "recent"}
)


def incidents_of(doc: Doc, tokens: Sequence[Token], types: Sequence[EventType], modes: Sequence[str]) -> list[str]:
    """An incident for each trigger: that of an earlier one of its type, unless a word sets it apart."""
    del doc, modes
    last: dict[EventType, str] = {}
    found = []
    for n, (token, kind) in enumerate(zip(tokens, types, strict=True), 1):
        apart = any(c.lemma_.lower() in OTHER or (c.lower_ in ("a", "an") and c.dep_ == "det") for c in token.children)
        if kind not in last or apart:
            last.setdefault(kind, f"i{n}")
            found.append(f"i{n}")
        else:
            found.append(last[kind])
    return found
