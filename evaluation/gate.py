"""The evaluation gate: every scorer on every set at hand, one table, each figure at its floor.

    python evaluation/gate.py            check against floors.json
    python evaluation/gate.py --raise    write the floors that were beaten (value reached minus 0.005)
    python evaluation/gate.py --write    write docs/evaluation.md as well
    python evaluation/gate.py --only NAME [NAME ...]

Exit status 1 where a figure is below its floor or an output is not in the contract's form.
"""

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from calibration import calibration
from predict import ROOT, SHARED, input_of, is_there, path_of, predicted, scorer_path
from tasks import LOWER, TASKS, Task

FLOORS = Path(__file__).with_name("floors.json")
TABLE = ROOT / "docs/evaluation.md"
MARGIN = 0.005
AT_ONCE = 2
"""Processes: the machines that this runs on have two cores."""


def main() -> int:
    """Measure, print, compare."""
    options = _options()
    if not SHARED.exists():
        print(f"no evaluation: {SHARED.name} is not at hand (set $SHARED)")
        return 0
    tasks = [t for t in TASKS if is_there(t) and (not options.only or t.name in options.only)]
    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # the longest sets first, and each set once: tasks that share a prediction wait for it
        for _ in pool.map(predicted, _distinct(tasks)):
            pass
        measured = dict(zip((t.name for t in tasks), pool.map(_measure, tasks), strict=True))
    floors: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    figures = {f"{name}/{figure}": value for name, row in measured.items() for figure, value in row.items()}
    below = [name for name, value in figures.items() if _is_below(name, value, floors)]
    print(_table(figures, floors))
    print(f"measured in {time.monotonic() - started:.0f} s")
    if options.raise_floors:
        floors = _raised(figures, floors)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.write:
        TABLE.write_text(_page(figures, floors), encoding="utf-8")
    for name in below:
        print(f"below its floor: {name}: {figures[name]:.4f}, floor {floors[name]:.4f}")
    return 1 if below and not options.raise_floors else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", nargs="+")
    return parser.parse_args()


def _distinct(tasks: list[Task]) -> list[Task]:
    """One task for each prediction, the largest input first."""
    found: dict[tuple[str, str], Task] = {}
    for task in tasks:
        found.setdefault((str(input_of(task)), task.command), task)
    return sorted(found.values(), key=lambda t: -input_of(t).stat().st_size)


def _measure(task: Task) -> dict[str, float]:
    """The figures of a task."""
    output = predicted(task)
    _check_form(task, output)
    gold = path_of(task.gold)
    options = [o.format(texts=path_of(task.texts)) if task.texts else o for o in task.options]
    command = [sys.executable, str(scorer_path(task.scorer)), *task.before, str(gold), str(output), "--json", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task.name}: {' '.join(command)}\n{done.stderr.strip()}")
    result = json.loads(done.stdout)
    found = {figure: _figure(result, figure) for figure in task.figures}
    if task.name == "polnear":
        found |= calibration(gold, output, scorer_path(task.scorer))
    return found


def _check_form(task: Task, output: Path) -> None:
    """The contract's form."""
    command = [sys.executable, str(scorer_path("contract")), task.command, str(input_of(task)), str(output)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task.name}: not in the contract's form\n{done.stdout[:2000]}{done.stderr}")


def _figure(result: Any, path: str) -> float:
    """A figure by its path; a figure that the scorer could not work out counts as 0."""
    for step in path.split("/"):
        result = result.get(step) if isinstance(result, dict) else None
    return float(result or 0)


def _is_lower_better(name: str) -> bool:
    return any(word in name for word in LOWER)


def _is_below(name: str, value: float, floors: dict[str, float]) -> bool:
    if name not in floors:
        return False
    return value > floors[name] + 1e-9 if _is_lower_better(name) else value < floors[name] - 1e-9


def _raised(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Floors after this run: raised where beaten, never lowered."""
    out = dict(floors)
    for name, value in figures.items():
        if _is_lower_better(name):
            floor = round(value + (0 if "count" in name else MARGIN), 4)
            out[name] = min(out.get(name, floor), floor)
        else:
            floor = round(max(0.0, value - MARGIN), 4)
            out[name] = max(out.get(name, floor), floor)
    return out


def _table(figures: dict[str, float], floors: dict[str, float]) -> str:
    width = max((len(n) for n in figures), default=0)
    return "\n".join(f"{name:<{width}}  {value:7.4f}  floor {floors.get(name, 0):7.4f}" for name, value in figures.items())


def _page(figures: dict[str, float], floors: dict[str, float]) -> str:
    """The table for the docs."""
    lines = [
        "# Figures",
        "",
        "Written by `python evaluation/gate.py --write`: every scorer on every set at hand. `evaluation/tasks.py` says what is measured on",
        "which set; the pages in [results/](results/) say how each figure was reached, what others reach, and what was read while the",
        "rules were made.",
        "CI holds each figure at its floor (a ceiling where lower is better).",
        "",
        "| figure | value | floor |",
        "| --- | --- | --- |",
    ]
    floor_of = {name: f"{value:.3f}" for name, value in floors.items()}
    lines += [f"| {name} | {value:.3f} | {floor_of.get(name, '–')} |" for name, value in figures.items()]
    lines += [""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
