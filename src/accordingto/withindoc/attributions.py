"""attributions: who said what -> notes.attributions, notes.quoted_terms. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_attributions(doc: Doc) -> Doc:
    """Who said what -> notes.attributions, notes.quoted_terms."""
    return doc
