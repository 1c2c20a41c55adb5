"""Linking, in order. (Stub: links nothing; the echoes, entities, events and accounts come with their own change)."""

from collections.abc import Sequence

from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Linked
from accordingto.model.review import Judgement


def link(documents: Sequence[AnnotatedDocument], judgements: Sequence[Judgement] = ()) -> Linked:  # noqa: ARG001
    """Link a collection."""
    return Linked()
