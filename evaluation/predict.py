"""Predictions: runs `accordingto annotate` or `link` on a set once for each state of the program, and keeps what came out.

In: a task, the shared folder. Out: paths of input and output. Kept under the user's cache folder, by a hash of the program's files
and of the input, so that an unchanged program is not measured twice.
"""

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tasks import Task

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared")).resolve()
KEPT = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "accordingto" / "predictions"
FIELDS = ("id", "text", "published", "title", "outlet", "url")
WITHIN_LINK_ONLY = ("crossdoc", "store", "cli", "readers", "executors", "exports", "web")
"""Folders whose change does not change what `annotate` writes."""


def path_of(name: str) -> Path:
    """A set by its name: of this repository, or of the shared folder."""
    if name == "demo":
        return ROOT / "src/accordingto/resources/data/demo/reports.jsonl"
    return ROOT / name if name.startswith("cases/") else SHARED / "data" / name


def is_there(task: Task) -> bool:
    """Whether the set is at hand."""
    return path_of(task.gold).exists() and (not task.texts or path_of(task.texts).exists())


def scorer_path(name: str) -> Path:
    """A scorer of the shared folder."""
    return SHARED / "score" / f"{name}.py"


@cache
def program_hash(command: str) -> str:
    """A hash over the files that can change what the command writes."""
    digest = hashlib.blake2b(digest_size=8)
    root = ROOT / "src/accordingto"
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        beside = command == "annotate" and inside.parts[0] in WITHIN_LINK_ONLY
        if path.is_file() and path.suffix != ".pyc" and not beside and "demo" not in inside.parts:
            digest.update(str(inside).encode() + hashlib.blake2b(path.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


def input_of(task: Task) -> Path:
    """The file that the command reads: the contract's fields only, nothing of the answer."""
    source = path_of(task.texts or task.gold)
    target = KEPT / "inputs" / f"{task.name if task.mentions or task.made else source.stem}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}.{threading.get_ident()}.partial")  # another run may be reading the file
    if task.made:
        subprocess.run([sys.executable, scorer_path(task.scorer), path_of(task.gold), "--input", partial], check=True, capture_output=True)
    else:
        partial.write_text("".join(_lines(source, task)), encoding="utf-8")
    partial.replace(target)
    return target


def _lines(source: Path, task: Task) -> Iterator[str]:
    for line in source.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            continue
        row = json.loads(line)
        chosen = {name: row.get(name) for name in FIELDS}
        if task.mentions:
            chosen[task.mentions] = [place["span"] for place in row["places"]]
        yield json.dumps(chosen, ensure_ascii=False) + "\n"


def predicted(task: Task) -> Path:
    """The output of the command on the task's input, made where it is not kept."""
    given = input_of(task)
    key = hashlib.blake2b(given.read_bytes() + program_hash(task.command).encode(), digest_size=8).hexdigest()
    target = KEPT / f"{given.stem}-{task.command}-{key}.jsonl"
    if not target.exists():
        partial = target.with_suffix(f".{os.getpid()}.partial")
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        with given.open("rb") as stdin, partial.open("wb") as stdout:
            command = [sys.executable, "-m", "accordingto", "--debug", task.command]
            subprocess.run(command, stdin=stdin, stdout=stdout, check=True, env=environment, cwd=KEPT)
        partial.replace(target)
    return target
