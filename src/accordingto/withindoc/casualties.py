"""casualties: tolls and damage -> notes.claims. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_casualties(doc: Doc) -> Doc:
    """Tolls and damage -> notes.claims."""
    return doc
