"""factuality: factuality of each event mention. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_factuality(doc: Doc) -> Doc:
    """Factuality of each event mention."""
    return doc
