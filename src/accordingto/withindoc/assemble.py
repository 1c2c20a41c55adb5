"""Notes -> AnnotatedDocument: the only place where spaCy objects become ours.

In: a Doc whose components have run. Out: a frozen, picklable `AnnotatedDocument` in text order. Adds no finding.
"""

from accordingto.model.found import AnnotatedDocument
from accordingto.withindoc.notes import notes_of, span_of
from accordingto.withindoc.tokens import Doc


def assemble(doc: Doc) -> AnnotatedDocument:
    """What the notes hold, frozen."""
    notes = notes_of(doc)
    return AnnotatedDocument(
        document=notes.document,
        regions=tuple(notes.regions),
        sentences=tuple(span_of(s) for s in doc.sents if s.text.strip()) if doc.has_sentences else (),
        quotes=tuple(notes.quotes),
        quoted_terms=tuple(notes.quoted_terms),
        mentions=tuple(notes.mentions),
        chains=tuple(notes.chains),
        attributions=tuple(notes.attributions),
        times=tuple(notes.times),
        places=tuple(notes.places),
        event_mentions=tuple(notes.event_mentions),
        claims=tuple(notes.claims),
        codes=tuple(notes.codes),
        problems=(*notes.document.problems, *notes.problems),
        fingerprints=notes.fingerprints,
    )
