"""Quoted terms: loaded or distancing words in quotation marks, and whose they are.

In: quotes and attributions. Out: `QuotedTerm`s: short quotes that are part of a sentence, owned by the attribution in whose content
they stand, else by the report itself. It does not judge the words.

In "The ministry said that the “ghost fleet” had left" the term is the ministry's.
"""

from accordingto.model.evidence import Because
from accordingto.model.found import QuotedTerm
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.tokens import Doc


def quoted_terms_of(doc: Doc) -> list[QuotedTerm]:
    """Short quotes with their owners; a quote that is itself a whole content is speech, not a term."""
    notes = notes_of(doc)
    contents = {span for a in notes.attributions for span in a.content}
    found = []
    for quote in notes.quotes:
        if not quote.scare or quote.span in contents:
            continue
        owner = notes.attribution_over(quote.span)
        found.append(QuotedTerm(span=quote.span, according_to=owner.id if owner else None, because=Because(rule="quoted_terms")))
    return found
