"""Paths -> items, in a stable order: files, folders, JSONL lines, standard input.

In: paths as the user wrote them. Out: an iterator of items, each with its bytes, or with the problem that stands in their
place. It looks at content first and at the name second; it does not decode.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from accordingto.model.document import Details, Item, ItemKind, Problem
from accordingto.model.kinds import ProblemKind
from accordingto.readers.plain import looks_binary

STDIN = "-"
SUFFIXES = {
    ".txt": ItemKind.TEXT,
    ".text": ItemKind.TEXT,
    ".md": ItemKind.MARKDOWN,
    ".markdown": ItemKind.MARKDOWN,
    ".html": ItemKind.HTML,
    ".htm": ItemKind.HTML,
    ".xhtml": ItemKind.HTML,
    ".jsonl": ItemKind.LINE,
    ".ndjson": ItemKind.LINE,
}
MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or office file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"\x1f\x8b": "a gzip archive",
    b"SQLite format 3": "an SQLite database",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"{\\rtf": "an RTF file",
}


def find(paths: Sequence[str], details: Details, base: Path) -> Iterator[Item]:
    """Items of all ``paths``, in their order; a folder's files sorted by name. Addresses inside ``base`` are relative to it."""
    for given in paths:
        if given == STDIN:
            yield from items_of(STDIN, sys.stdin.buffer.read(), details)
            continue
        path = Path(given)
        if path.is_dir():
            yield from _in_folder(path, details, base)
        else:
            yield from _in_file(path, details, base, known_only=False)


def count(paths: Sequence[str]) -> int | None:
    """How many items `find` will give, for a progress bar: names and line ends are looked at, nothing is read; None for standard input."""
    if STDIN in paths:
        return None
    return sum(_items_in(file) for given in paths for file in (_files(Path(given)) if Path(given).is_dir() else [Path(given)]))


def _items_in(path: Path) -> int:
    if SUFFIXES.get(path.suffix.lower()) is not ItemKind.LINE or not path.is_file():
        return 1
    with path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and not _is_hidden(p, folder))


def _in_folder(folder: Path, details: Details, base: Path) -> Iterator[Item]:
    files = _files(folder)
    if not files:
        yield _problem(_address(folder, base), ProblemKind.NO_REPORTS, "the folder holds no files")
    for path in files:
        yield from _in_file(path, details, base, known_only=True)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _in_file(path: Path, details: Details, base: Path, *, known_only: bool) -> Iterator[Item]:
    address = _address(path, base)
    if known_only and path.suffix.lower() not in SUFFIXES:
        yield _problem(address, ProblemKind.UNKNOWN_KIND, f"files of kind {path.suffix or 'without a suffix'} are not read from folders")
        return
    try:
        payload = path.read_bytes()
    except OSError as error:
        yield _problem(address, ProblemKind.UNREADABLE, error.strerror or "cannot be read")
        return
    yield from items_of(address, payload, details)


def _address(path: Path, base: Path) -> str:
    """Relative to the record's folder where it lies there: record and reports can then be moved together."""
    absolute = path.absolute()
    inside = absolute.is_relative_to(base)
    return (absolute.relative_to(base) if inside else absolute).as_posix()


def items_of(address: str, payload: bytes, details: Details) -> Iterator[Item]:
    """The items of one payload: one, or one a line. Its kind is told by the suffix of the address, else by the content."""
    kind = SUFFIXES.get(Path(address).suffix.lower())
    seems = next((what for magic, what in MAGIC.items() if payload.startswith(magic)), None)
    if not payload.strip():
        yield _problem(address, ProblemKind.NO_TEXT, "the file is empty")
    elif seems or looks_binary(payload):
        yield _problem(address, ProblemKind.UNKNOWN_KIND, f"it seems to be {seems or 'binary data'}")
    elif kind is ItemKind.LINE or (kind is None and payload.lstrip()[:1] == b"{"):
        yield from _lines(address, payload, details)
    else:
        yield Item(address=address, kind=kind or _kind_by_content(payload), payload=payload, details=details)


def _kind_by_content(payload: bytes) -> ItemKind:
    start = payload[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return ItemKind.HTML if start.startswith((b"<!doctype html", b"<html")) else ItemKind.TEXT


def _lines(address: str, payload: bytes, details: Details) -> Iterator[Item]:
    for number, line in enumerate(payload.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield Item(address=f"{address}#line {number}", kind=ItemKind.LINE, payload=line.strip(), details=details)


def _problem(address: str, kind: ProblemKind, message: str) -> Item:
    return Item(address=address, kind=ItemKind.PROBLEM, problem=Problem(kind=kind, message=message, step="find"))
