"""Training data of the tagger: articles -> words, labels of each attribution, windows.

Labels of one attribution, given its cue (`tagger_decode` reads them back): O, Q (cue), BS, IS (source), BC, IC (content).
"""

import hashlib
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from accordingto.resources.files import data_path
from accordingto.withindoc.speech.tagger_windows import case_of, quote_states
from accordingto.withindoc.speech.wordpiece import WordPiece

NONE, Q, BS, IS, BC, IC = range(6)
HELD_OUT = 48
NEAR_COPIES = (
    "as-spotlight-shines",
    "misinformation",
    "2016-03-04",
    "2016-03-05",
    "golf",
    "the-latest",
    "side-door",
    "2016-04-06",
    "debate",
    "2016-03-15",
    "2016-03-16",
    "2015-12",
    "2015-11-11",
    "2015-11-25",
    "2015-11-26",
)


@dataclass(slots=True)
class Relation:
    """One gold attribution in words: cue [start, end), and the labelled words."""

    cue: tuple[int, int]
    labels: dict[int, int]
    low: int
    high: int


@dataclass(slots=True)
class Article:
    """One article as arrays over its words."""

    id: str
    text: str
    starts: list[int]
    ends: list[int]
    ids: list[tuple[int, ...]]
    sizes: list[int]
    breaks: list[int]
    case: np.ndarray
    quote: np.ndarray
    headline: np.ndarray
    relations: list[Relation] = field(default_factory=list)
    lost: int = 0


def load(path: str | Path) -> list[Article]:
    """All articles of a file of the corpus, with gold where it has some."""
    tokenizer = WordPiece(data_path("tagger/vocab.txt").read_text(encoding="utf-8").splitlines())
    return [read_article(json.loads(line), tokenizer) for line in Path(path).open(encoding="utf-8")]


def read_article(record: dict[str, Any], tokenizer: WordPiece) -> Article:
    """Words and labels of one record."""
    text = record["text"]
    words = tokenizer.words(text)
    breaks = [n for n, s in enumerate(words.starts) if text[s] == "\n"]
    first = breaks[0] if breaks else 0
    article = Article(
        record["id"],
        text,
        words.starts,
        words.ends,
        words.ids,
        [len(i) for i in words.ids],
        breaks,
        np.array([case_of(text[s:e]) for s, e in zip(words.starts, words.ends, strict=True)], dtype=np.int64),
        np.array(quote_states(text, words.starts, words.ends), dtype=np.int64),
        (np.arange(len(words.starts)) < first).astype(np.int64),
    )
    starts, ends = np.array(words.starts), np.array(words.ends)
    for gold in record["attributions"]:
        relation = relation_of(gold, text, starts, ends)
        if relation is None:
            article.lost += 1
        else:
            article.relations.append(relation)
    return article


def word_span(start: int, end: int, starts: np.ndarray, ends: np.ndarray) -> tuple[int, int]:
    """Words of which the span holds at least half (or the words that hold the span)."""
    low = int(np.searchsorted(ends, start, side="right"))
    high = int(np.searchsorted(starts, end, side="left"))
    while high - low > 1 and (ends[low] - start) * 2 < ends[low] - starts[low]:
        low += 1
    while high - low > 1 and (end - starts[high - 1]) * 2 < ends[high - 1] - starts[high - 1]:
        high -= 1
    return low, high


def word_spans(fragments: list[list[int]], text: str, starts: np.ndarray, ends: np.ndarray) -> list[tuple[int, int]]:
    """Fragments in words, without paragraph ends at the edges, joined where only white space parts them."""
    out: list[tuple[int, int]] = []
    for start, end in fragments:
        low, high = word_span(start, end, starts, ends)
        while low < high and text[starts[low]] == "\n":
            low += 1
        while low < high and text[starts[high - 1]] == "\n":
            high -= 1
        if low < high and out and not text[ends[out[-1][1] - 1] : starts[low]].strip():
            out[-1] = (out[-1][0], high)
        elif low < high:
            out.append((low, high))
    return out


def relation_of(gold: dict[str, Any], text: str, starts: np.ndarray, ends: np.ndarray) -> Relation | None:
    """Labels of one gold attribution; None where it has no cue."""
    spans = {role: word_spans(gold[role], text, starts, ends) for role in ("source", "cue", "content")}
    if not spans["cue"]:
        return None
    labels: dict[int, int] = {}
    for role, begin, inside in (("content", BC, IC), ("source", BS, IS)):
        for low, high in spans[role]:
            for word in range(low, high):
                labels[word] = begin if word == low else inside
    cue = spans["cue"][0]
    for low, high in spans["cue"]:
        for word in range(low, high):
            labels[word] = Q
    return Relation(cue, labels, min(labels), max(labels) + 1)


def held_out(articles: list[Article], count: int = HELD_OUT) -> set[str]:
    """Ids set aside for thresholds and calibration: by hash, none that is nearly another's copy."""
    free = [a.id for a in articles if not any(part in a.id for part in NEAR_COPIES)]
    return set(sorted(free, key=lambda i: hashlib.sha256(b"held out" + i.encode()).digest())[:count])


if __name__ == "__main__":
    loaded = load(sys.argv[1])
    print(
        len(loaded),
        "articles",
        sum(len(a.relations) for a in loaded),
        "relations",
        sum(a.lost for a in loaded),
        "lost",
        sum(sum(a.sizes) for a in loaded),
        "pieces",
        sum(len(a.ids) for a in loaded),
        "words",
    )
