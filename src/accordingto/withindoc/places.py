"""places: place names -> notes.places. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_places(doc: Doc) -> Doc:
    """Place names -> notes.places."""
    return doc
