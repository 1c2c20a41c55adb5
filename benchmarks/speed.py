"""How fast annotation is, as a ratio to a bare pass measured side by side in one run.

    python benchmarks/speed.py [--texts FILE.jsonl] [--what attribution|annotate] [--documents N]

Bare pass: the English model with all its components, `nlp.pipe`, batches of 32, one thread, process CPU seconds, loading excluded,
three alternating runs. FILE holds the contract's input lines (default: `polnear_dev` of the shared folder, $SHARED).
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ATTRIBUTION = ("quotes", "tagger", "mentions", "chains", "attributions")
RUNS = 3


def main() -> None:
    """Measure and print the ratio."""
    shared = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=shared / "data/attribution/polnear_dev.jsonl")
    parser.add_argument("--what", choices=("attribution", "annotate"), default="annotate")
    parser.add_argument("--documents", type=int, default=None)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    rows = [json.loads(line) for line in options.texts.read_text(encoding="utf-8").strip().split("\n")][: options.documents]
    bare, ours = passes([row["text"] for row in rows], options.what)
    words = sum(len(row["text"].split()) for row in rows)
    bare(), ours()  # warm: lexemes, caches, sessions
    seconds = [(_cpu(bare), _cpu(ours)) for _ in range(RUNS)]
    ratios = [b / o for b, o in seconds]
    for b, o in seconds:
        print(f"bare {1000 * b / words:.3f} ms a word, {options.what} {1000 * o / words:.3f} ms a word, ratio {b / o:.3f}")
    print(f"{options.what}: {statistics.median(ratios):.3f} of the bare pass ({len(rows)} documents, {words} words)")


def passes(texts: list[str], what: str) -> tuple[Callable[[], None], Callable[[], None]]:
    """The bare pass and ours, over the same texts. The bare pass has a pipeline of its own, as it was published."""
    from accordingto.config import Settings
    from accordingto.model.ids import document_of
    from accordingto.withindoc.annotate import annotate_all, published_model

    settings = Settings()
    if what == "attribution":
        settings = replace(settings, withindoc=replace(settings.withindoc, components=ATTRIBUTION))
    documents = [document_of(text) for text in texts]
    nlp = published_model()

    def bare() -> None:
        for _ in nlp.pipe(texts, batch_size=32):
            pass

    def ours() -> None:
        for _ in annotate_all(documents, settings):
            pass

    return bare, ours


def _cpu(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
