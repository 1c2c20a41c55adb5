"""event_mentions: triggers -> notes.event_mentions. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_event_mentions(doc: Doc) -> Doc:
    """Triggers -> notes.event_mentions."""
    return doc
