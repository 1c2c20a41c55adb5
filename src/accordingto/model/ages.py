"""Ages: one number that orders reports from the earliest to the latest, the same for any order of reading.

In: a document. Out: an integer of 63 bits, made of its day, its length and its id. It is no date: two reports of one day have two ages.
"""

from datetime import date

from accordingto.model.document import Document

NO_DAY = 4_000_000
"""Stands for the day of a report without a date: after all days."""
SHORTEST = (1 << 12) - 1
LENGTH_STEP = 64
"""Characters by which two lengths must differ to tell longer from shorter."""
ID_BITS = 29


def age_of(document: Document) -> int:
    """Earlier first; those without a date last; of one day the longer first, since cuts are shorter; else by id.

    >>> from accordingto.model.ids import document_of
    >>> dated, undated = document_of("A raid.", published=date(2043, 4, 1)), document_of("A raid.")
    >>> age_of(dated) < age_of(undated)
    True
    """
    day = document.published.toordinal() if document.published else NO_DAY
    shortness = SHORTEST - min(SHORTEST, len(document.text) // LENGTH_STEP)
    return (day << 41) | (shortness << ID_BITS) | (int(document.doc_id[1:], 16) >> (64 - ID_BITS))


def day_of(age: int) -> int:
    """The day in an age (`date.toordinal`), or `NO_DAY`."""
    return age >> 41


def date_of(age: int) -> date | None:
    """The date in an age.

    >>> from accordingto.model.ids import document_of
    >>> date_of(age_of(document_of("A raid.", published=date(2043, 4, 1))))
    datetime.date(2043, 4, 1)
    """
    return None if day_of(age) == NO_DAY else date.fromordinal(day_of(age))
