"""What a tagger makes of texts that nobody labelled, in the form of the corpus. Usage: tagger_silver.py MODEL OUT.jsonl FILE.jsonl...

A smaller model that learns from a larger one sees nothing new in articles the larger one was trained on: it knows their labels by heart.
These texts it has not seen (`tagger_train.py --also OUT.jsonl`). Each line of FILE needs `id` and `text`; capitals are made small first.
"""

import argparse
import json
from pathlib import Path

from accordingto.withindoc.annotate import published_model
from accordingto.withindoc.speech.tagger import tagger_from
from accordingto.withindoc.truecase import with_small_letters

SHORTEST = 40
"""Words: shorter texts are headlines and leads, which teach little."""


def main() -> None:
    """Read and write."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("texts", type=Path, nargs="+")
    s = p.parse_args()
    tagger, nlp = tagger_from(s.model), published_model()
    texts = found = 0
    with s.out.open("w", encoding="utf-8") as out:
        for line in (line for path in s.texts for line in path.open(encoding="utf-8")):
            record = json.loads(line)
            if len(record["text"].split()) < SHORTEST:
                continue
            text = with_small_letters(record["text"], nlp)
            end = text.find("\n")
            read = tagger.attributions(text, end if end > 0 else None)
            spans = [{"source": a.source, "cue": a.cue, "content": a.content} for a in read]
            out.write(json.dumps({"id": record["id"], "text": text, "attributions": spans}) + "\n")
            texts, found = texts + 1, found + len(read)
    print(f"{texts} texts, {found} attributions")


if __name__ == "__main__":
    main()
