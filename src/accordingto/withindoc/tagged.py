"""The tagger as a component: text -> what the trained model read.

In: the text and where its headline ends. Out: `notes.tagged`; empty where the model is not installed, so that the rules stand alone.
It decides nothing: `attributions` joins it with the rules.
"""

from functools import cache

from spacy.tokens import Doc

from accordingto.errors import MissingPart
from accordingto.model.kinds import RegionKind
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tagger import Tagger, load_tagger


def find_tagged(doc: Doc) -> Doc:
    """Let the model read the text."""
    notes = notes_of(doc)
    tagger = _tagger()
    if tagger is None or not doc.text.strip():
        return doc
    first = notes.regions[0] if notes.regions else None
    title_end = first.span.end if first is not None and first.kind is RegionKind.HEADLINE else None
    notes.tagged = tagger.attributions(doc.text, title_end)
    return doc


@cache
def _tagger() -> Tagger | None:
    """The model, loaded once a process."""
    try:
        return load_tagger()
    except MissingPart:
        return None
