"""Times, places and the gazetteer: documents a second on top of the parse, and what opening the gazetteer costs.

    python benchmarks/when_and_where.py [--texts FILE.jsonl] [--documents N]

Speed: process CPU seconds of one component over documents that are parsed already, one thread, the median of three runs, as documents a
second and as a share of the parse. FILE holds the contract's input lines (default: `tempeval_dev` of the shared folder, $SHARED).
Gazetteer: seconds to open it and to answer a first question, and the memory that it adds after 2,000 names, each in a fresh process, the
median of five.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS, STARTS = 3, 5
OPENING = """
import time, resource
from accordingto.resources.files import data_path
from accordingto.resources import gazetteer as module
def used():
    return int(open("/proc/self/statm").read().split()[1]) * resource.getpagesize() / 1e6
before, started = used(), time.perf_counter()
places = module.Gazetteer(data_path(module.FILE))
places.candidates("Al-Anbar")
opened = time.perf_counter() - started
for (name,) in places.rows("SELECT name FROM place WHERE kind = 'town' ORDER BY population DESC LIMIT 2000"):
    places.candidates(name)
print(opened, used() - before)
"""


def main() -> None:
    """Measure and print."""
    shared = Path(os.environ.get("SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=shared / "data/time/tempeval_dev.jsonl")
    parser.add_argument("--documents", type=int, default=100)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    measure_opening()
    lines = options.texts.read_text(encoding="utf-8").strip().split("\n")
    measure_components([json.loads(line) for line in lines][: options.documents])


def measure_opening() -> None:
    """Seconds and MB of the gazetteer in fresh processes."""
    found = []
    for _ in range(STARTS):
        done = subprocess.run([sys.executable, "-c", OPENING], capture_output=True, text=True, check=True)
        found.append(tuple(map(float, done.stdout.split())))
    seconds, memory = (statistics.median(values) for values in zip(*found, strict=True))
    print(f"gazetteer: opened and asked in {seconds:.3f} s; adds {memory:.1f} MB after 2,000 names")


def measure_components(rows: list[dict[str, str]]) -> None:
    """Documents a second of times and of places, over parsed documents."""
    from accordingto.model.ids import document_of
    from accordingto.withindoc.annotate import _prepared, language
    from accordingto.withindoc.notes import notes_of, read
    from accordingto.withindoc.places.places import find_places
    from accordingto.withindoc.times.times import find_times

    days = [date.fromisoformat(row["published"]) if row.get("published") else None for row in rows]
    documents = [document_of(row["text"], published=day) for row, day in zip(rows, days, strict=True)]
    started = time.process_time()
    parsed = [read(language()(_prepared(language(), document))) for document in documents]
    parse = time.process_time() - started
    words = sum(len(doc) for doc in parsed)
    print(f"{len(rows)} documents, {words} tokens; parse {parse:.2f} s = {len(rows) / parse:.1f} documents a second")

    def run(component: Callable[..., object]) -> float:
        started = time.process_time()
        for doc in parsed:
            notes = notes_of(doc)
            notes.times, notes.places = [], []
            component(doc)
        return time.process_time() - started

    for component in (find_times, find_places):
        seconds = statistics.median(run(component) for _ in range(RUNS))
        name = component.__name__.removeprefix("find_")
        print(f"{name}: {len(rows) / seconds:.0f} documents a second; {seconds / parse:.3f} of the parse")


if __name__ == "__main__":
    main()
