"""The parser's memory of words, kept from growing with the number of documents.

In: the English model. Out: a block in which a batch of documents is read, after which what it added to the model's words is given back.
It decides nothing about the documents; nothing of the model's may be used after the block.

spaCy keeps every spelling that it has ever met, with its prefix, suffix and shape. Words met early stay, since the tokenizer then knows
them; from `KEPT` new ones on, a batch's new words go when the batch is done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

from spacy.language import Language

KEPT = 10_000
"""Spellings, prefixes, suffixes and shapes beyond those that the model comes with."""
LEMMAS = 8_000
"""Lemmas remembered; then the memory is emptied."""
AT_WORK = Lock()
"""The words of a model are one: only one batch at a time may be read with it."""


@contextmanager
def giving_back(nlp: Language) -> Iterator[None]:
    """Read a batch with ``nlp``, and give back the words that it added."""
    with AT_WORK:
        if len(nlp.vocab.strings) < _at_first(nlp) + KEPT:
            yield
        else:
            with nlp.memory_zone():
                yield
        lemmatizer: Any = nlp.get_pipe("lemmatizer")
        if len(lemmatizer.cache) > LEMMAS:
            lemmatizer.cache.clear()


@cache
def _at_first(nlp: Language) -> int:
    """Strings that the model knew when it read its first batch."""
    return len(nlp.vocab.strings)
