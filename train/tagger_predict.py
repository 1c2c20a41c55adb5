"""Predictions of an exported tagger. Usage: tagger_predict.py MODEL_FOLDER GOLD.jsonl OUT.jsonl [--half look|blind] [--ids FILE]."""

import argparse
import hashlib
import json
import time
from pathlib import Path

from accordingto.withindoc.speech.tagger import tagger_from


def is_look(name: str) -> bool:
    """Whether an article may be read (the other half only gives scores)."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def main() -> None:
    """Predict and tell the time a word."""
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("model", type=Path)
    p.add_argument("gold", type=Path)
    p.add_argument("out", type=Path)
    s = p.parse_args()
    tagger = tagger_from(s.model)
    words, took = 0, 0.0
    with s.out.open("w", encoding="utf-8") as out:
        for line in s.gold.open(encoding="utf-8"):
            record = json.loads(line)
            text = record["text"]
            end = text.find("\n")
            began = time.process_time()
            found = tagger.attributions(text, end if end > 0 else None)
            took += time.process_time() - began
            words += len(text.split())
            kept = [{"source": a.source, "cue": a.cue, "content": a.content, "confidence": a.confidence} for a in found]
            out.write(json.dumps({"id": record["id"], "attributions": kept}) + "\n")
    print(f"{words} words, {1000 * took / words:.3f} ms a word")


if __name__ == "__main__":
    main()
