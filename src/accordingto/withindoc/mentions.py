"""mentions: names, roles, pronouns, groups -> notes.mentions. (Stub: finds nothing.)."""

from spacy.tokens import Doc


def find_mentions(doc: Doc) -> Doc:
    """names, roles, pronouns, groups -> notes.mentions."""
    return doc
