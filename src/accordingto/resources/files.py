"""Where the data files are, and a hash of all of them.

In: a file's name. Out: its path; the recipe (16 hex digits) by which a record knows whether a document was annotated with
these very lexicons and models. Nothing is downloaded, ever.
"""

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from accordingto.errors import MissingPart

NOT_IN_RECIPE = ("demo", "card.md", "people_kinds.tsv", "acled_types.tsv")
"""What lies beside the data but changes no annotation."""


def data_path(name: str) -> Path:
    """Path of a data file or folder of the package. Raises MissingPart where it is not there."""
    path = Path(str(files("accordingto"))) / "resources" / "data" / name
    if not path.exists():
        raise MissingPart("find a data file of the package", name, "it is not installed")
    return path


def pinned(path: Path, digest: str, wish: str, name: str) -> bytes:
    """The bytes of a model file, if its SHA-256 is ``digest``. Raises MissingPart, which says what was wished for and the file's name."""
    if not path.is_file():
        raise MissingPart(wish, name, "it is not installed")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise MissingPart(wish, name, "its SHA-256 is not the pinned one")
    return data


@cache
def recipe() -> str:
    """Hash over every data file that can change an annotation."""
    root = data_path("")
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if path.is_file() and not set(inside) & set(NOT_IN_RECIPE) and not path.name.startswith("."):
            digest.update("/".join(inside).encode())
            digest.update(hashlib.blake2b(path.read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


def file_recipe(path: str) -> str:
    """Hash of a file of the user's that changes annotations; "" where there is none."""
    return hashlib.blake2b(Path(path).read_bytes(), digest_size=8).hexdigest() if path else ""
