"""How the time of linking grows with the record: invented reports with known copies, 1,000 to 100,000 of them.

    python benchmarks/growth.py [--sizes 1000 10000 100000] [--what echoes|linking] [--svg docs/img/growth-echoes.svg]

For each size: a new record is filled, then linked in one go (process CPU seconds), then 100 more reports are added and linked. Printed
are the times, the exponent between each size and the next (time ~ size^exponent), the memory at its highest, and for echoes whether the
known copies were found. The figures of one run are compared with each other only.
"""

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from corpus import Made, corpus

from accordingto.crossdoc.renewal import renew_echoes
from accordingto.pipeline import relink
from accordingto.store.echoes import changes_of, load_echoes, mark_linked
from accordingto.store.record import Record
from accordingto.store.save import save_document

MORE = 100
BATCH = 1_000


def main() -> None:
    """Measure each size in a process of its own, print, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--what", choices=("echoes", "linking"), default="echoes")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--one", type=int, help="measure this size alone and print it as JSON")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measured(options.one, options.what)))
        return
    rows: list[dict[str, Any]] = []
    for size in options.sizes:
        command = [sys.executable, __file__, "--one", str(size), "--what", options.what]
        rows.append(json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
        print(rows[-1], flush=True)
    for small, large in pairwise(rows):
        print(f"{small['size']:,} to {large['size']:,}: time ~ size^{exponent(small, large):.2f}")
    if options.svg:
        options.svg.write_text(drawn(rows, options.what), encoding="utf-8")


def exponent(small: dict[str, Any], large: dict[str, Any]) -> float:
    """The power of the size with which the time grows."""
    return math.log(large["seconds"] / small["seconds"]) / math.log(large["size"] / small["size"])


def measured(size: int, what: str) -> dict[str, Any]:
    """Times and counts for one size."""
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "record.db", write=True) as record:
        reports = corpus(size + MORE)
        roots: dict[str, frozenset[str]] = {}
        _fill(record, islice(reports, size), roots)
        row: dict[str, Any] = {"size": size, "seconds": _linked(record, what)}
        _fill(record, reports, roots)
        row["seconds of 100 more"] = _linked(record, what)
        row["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return row | _found(record, roots)


def _fill(record: Record, reports: Iterator[Made], roots: dict[str, frozenset[str]]) -> None:
    while batch := list(islice(reports, BATCH)):
        with record.transaction() as connection:
            for made in batch:
                save_document(connection, made.found, "benchmark")
                own = made.found.document.doc_id
                roots[own] = frozenset[str]().union(*(roots[s] for s in made.copied_from)) or frozenset({own})


def _linked(record: Record, what: str) -> float:
    started = time.process_time()
    if what == "linking":
        relink(record)
    else:
        with record.transaction() as connection:
            renew_echoes(connection, changes_of(connection))
            mark_linked(connection, "benchmark")
    return round(time.process_time() - started, 2)


def _found(record: Record, roots: dict[str, frozenset[str]]) -> dict[str, Any]:
    """How many of the known copies were found, and how many pairs are none."""
    copies = {d for d, r in roots.items() if d not in r}
    pairs = [(e.passages[0].doc_id, e.passages[1].doc_id) for e in load_echoes(record.connection, "kind <> 'statement'")]
    return {
        "copies": len(copies),
        "copies found": len(copies & {d for pair in pairs for d in pair}),
        "wrong pairs": sum(not roots[a] & roots[b] for a, b in pairs),
    }


WIDTH, HEIGHT, EDGE = 520, 330, 60


def drawn(rows: list[dict[str, Any]], what: str) -> str:
    """Both axes logarithmic: the times, and a line of time ~ size through the first."""
    first, last = rows[0], rows[-1]
    wide = math.log10(last["size"] / first["size"]) or 1.0
    tall = max(math.log10(max(r["seconds"] for r in rows) / first["seconds"]), wide)

    def at(size: float, seconds: float) -> tuple[float, float]:
        x = EDGE + (WIDTH - 2 * EDGE) * math.log10(size / first["size"]) / wide
        y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * math.log10(seconds / first["seconds"]) / tall
        return round(x, 1), round(y, 1)

    points = [at(r["size"], r["seconds"]) for r in rows]
    (x1, y1), (x2, y2) = at(first["size"], first["seconds"]), at(last["size"], first["seconds"] * last["size"] / first["size"])
    line = " ".join(f"{x},{y}" for x, y in points)
    marks = [
        f'<circle cx="{x}" cy="{y}" r="4" fill="#1d4e89"/><text x="{x}" y="{y - 10}" text-anchor="middle">{r["seconds"]:g} s</text>'
        f'<text x="{x}" y="{HEIGHT - EDGE + 24}" text-anchor="middle">{r["size"]:,}</text>'
        for (x, y), r in zip(points, rows, strict=True)
    ]
    title = f"Time of {what} against the number of reports, both on a logarithmic scale"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" font-family="sans-serif" font-size="13">\n'
        f"<title>{title}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n'
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#999" stroke-dasharray="5 4"/>'
        f'<text x="{x2}" y="{y2 + 22}" text-anchor="end" fill="#666">time in proportion to size</text>\n'
        f'<polyline points="{line}" fill="none" stroke="#1d4e89" stroke-width="2"/>\n'
        + "\n".join(marks)
        + f'\n<text x="{WIDTH / 2}" y="{HEIGHT - 12}" text-anchor="middle">reports</text>\n</svg>\n'
    )


if __name__ == "__main__":
    main()
