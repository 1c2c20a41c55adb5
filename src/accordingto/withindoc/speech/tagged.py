"""The tagger as a component: text -> what the trained model read.

In: the text and where its headline ends. Out: `notes.tagged`. It decides nothing: `attributions` joins it with the rules.
"""

from functools import cache

from accordingto.model.kinds import RegionKind
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.tagger import Tagger, load_tagger
from accordingto.withindoc.tokens import Doc


def find_tagged(doc: Doc) -> Doc:
    """Let the model read the text."""
    notes = notes_of(doc)
    if not doc.text.strip():
        return doc
    tagger = _tagger()
    first = notes.regions[0] if notes.regions else None
    title_end = first.span.end if first is not None and first.kind is RegionKind.HEADLINE else None
    notes.tagged = tagger.attributions(doc.text, title_end)
    return doc


@cache
def _tagger() -> Tagger:
    """The model, loaded once a process. Where it is missing or altered, MissingPart tells so on every report, and the rules stand alone."""
    return load_tagger()
