"""event_places: the place of each event mention -> notes.claims. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_event_places(doc: Doc) -> Doc:
    """The place of each event mention -> notes.claims."""
    return doc
