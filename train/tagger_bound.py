"""Upper bound: gold -> labels -> spans, written as predictions for the scorer.

Usage: tagger_bound.py GOLD.jsonl OUT.jsonl [before after]
"""

import json
import sys
from pathlib import Path

import numpy as np

import tagger_data as data
from accordingto.withindoc.speech.tagger_decode import spans_of_labels


def main() -> None:
    """Write what a perfect reader of our labels would give."""
    before, after = (int(x) for x in sys.argv[3:5]) if len(sys.argv) > 3 else (10**6, 10**6)
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        for article in data.load(sys.argv[1]):
            found = []
            for relation in article.relations:
                labels = np.zeros(len(article.ids), dtype=np.int64)
                for word, label in relation.labels.items():
                    if relation.cue[0] - before <= word < relation.cue[0] + after:
                        labels[word] = label
                found.append(spans_of_labels(labels, 0, article.text, article.starts, article.ends))
            attributions = [dict(zip(("source", "cue", "content"), roles, strict=True)) for roles in found]
            out.write(json.dumps({"id": article.id, "attributions": attributions}) + "\n")


if __name__ == "__main__":
    main()
