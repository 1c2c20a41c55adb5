"""Memory of `annotate` over documents: reports of invented words, none of which comes twice, are the worst that a memory of words can meet.

    python benchmarks/memory.py [--reports 100,500,1000,2000]

Prints the memory in use (resident, MiB) after so many reports, read in one process as `annotate` reads them.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

REPORT = (
    "{0} {1} of the {2} {3} said on Monday that a {4} had hit the {5} market in {6}, killing {n} people. “We saw the {7} and the {8},” "
    "{1} told {9}. {10} denied that {11} {12} were in {13}. A {14} {15} official said the {16} would {17} the {18} after the {19}ing."
)


def main() -> None:
    """Read the reports and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", default="100,500,1000,2000")
    options = parser.parse_args()
    marks = sorted(map(int, options.reports.split(",")))
    from accordingto.model.ids import document_of
    from accordingto.withindoc.annotate import annotate_all

    words = invented(random.Random(1))  # noqa: S311  # the same words at every run
    texts = (REPORT.format(*next(words), n=n % 90 + 2) for n in range(marks[-1]))
    for n, _ in enumerate(annotate_all(map(document_of, texts)), 1):
        if n in marks:
            print(f"{n} reports: {resident():.0f} MiB", flush=True)


def invented(chance: random.Random) -> Iterator[list[str]]:
    """Twenty words that have not been before, some with a capital."""
    while True:
        yield [
            word.capitalize() if n in (0, 1, 2, 3, 6, 9, 10, 13) else word
            for n, word in enumerate("".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)) for _ in range(20))
        ]


def resident() -> float:
    """MiB in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 2**20


if __name__ == "__main__":
    main()
