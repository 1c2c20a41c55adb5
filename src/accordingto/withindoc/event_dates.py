"""event_dates: the date of each event mention -> notes.claims. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_event_dates(doc: Doc) -> Doc:
    """The date of each event mention -> notes.claims."""
    return doc
