"""times: expressions of time -> notes.times. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_times(doc: Doc) -> Doc:
    """Expressions of time -> notes.times."""
    return doc
