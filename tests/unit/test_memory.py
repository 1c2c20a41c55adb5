"""Memory does not grow with the number of documents: what remembers words has an end."""

import functools
import gc
import random
from itertools import islice

from memory import REPORT, invented

from accordingto.model.ids import document_of
from accordingto.withindoc.annotate import BATCH, annotate_all


def endless() -> dict[str, int]:
    """Entries of each memory that has no limit."""
    found = [o for o in gc.get_objects() if isinstance(o, functools._lru_cache_wrapper)]
    ours = [o for o in found if o.__module__.startswith("accordingto.") and o.cache_info().maxsize is None]
    return {f"{o.__module__}.{o.__qualname__}": o.cache_info().currsize for o in ours}


def test_what_remembers_words_has_an_end() -> None:
    texts = (REPORT.format(*words, n=2) for words in invented(random.Random(7)))  # noqa: S311  # the same words at every run
    list(annotate_all(map(document_of, islice(texts, BATCH))))
    before = endless()

    list(annotate_all(map(document_of, islice(texts, BATCH))))

    assert before
    assert {name: size for name, size in endless().items() if size > before.get(name, 0) + 1} == {}
