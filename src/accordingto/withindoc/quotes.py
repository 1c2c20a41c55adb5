"""quotes: pairs of quotation marks -> notes.quotes. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_quotes(doc: Doc) -> Doc:
    """Pairs of quotation marks -> notes.quotes."""
    return doc
