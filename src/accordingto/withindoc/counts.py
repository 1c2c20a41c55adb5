"""counts: numbers with bounds -> notes.counts. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_counts(doc: Doc) -> Doc:
    """Numbers with bounds -> notes.counts."""
    return doc
