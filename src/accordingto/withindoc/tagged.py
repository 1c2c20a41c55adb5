"""The tagger as a component: text -> notes.tagged. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_tagged(doc: Doc) -> Doc:
    """Let the model read the text."""
    return doc
