"""roles: actor, recipient, weapon -> notes.claims. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_roles(doc: Doc) -> Doc:
    """actor, recipient, weapon -> notes.claims."""
    return doc
