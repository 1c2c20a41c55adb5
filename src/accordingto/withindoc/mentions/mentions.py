"""Mentions: names, roles and pronouns that stand for somebody or something.

In: a parsed document. Out: `notes.mentions`, without their chains. What is known of each is read by `nominals`; which of them are one
thing is decided by `chains`.

In "Karel Holt, the minister, said he would go" the mentions are "Karel Holt", "the minister" and "he".
"""

from accordingto.model.evidence import Because
from accordingto.model.found import Mention
from accordingto.withindoc.mentions.nominals import nominals_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc


def find_mentions(doc: Doc) -> Doc:
    """Fill ``notes.mentions``; ``chains`` gives them their chain."""
    notes_of(doc).mentions = [
        Mention(id=f"m{n}", span=nominal.span, kind=nominal.kind, chain=None, because=Because(rule=f"mentions.{nominal.kind.value}"))
        for n, nominal in enumerate(nominals_of(doc), 1)
    ]
    return doc
