"""chains: which mentions are one thing -> notes.chains. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_chains(doc: Doc) -> Doc:
    """Which mentions are one thing -> notes.chains."""
    return doc
