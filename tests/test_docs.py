"""The docs say what the program does, or the test fails."""

import subprocess
import sys
from pathlib import Path

from accordingto.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent


def test_the_reference_is_what_the_program_says() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "docs/generate.py"), "--check"], capture_output=True, text=True, check=False)

    assert done.stdout + done.stderr == ""


def test_every_command_is_told_in_the_how_to_or_the_tutorial() -> None:
    told = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("tutorial.md", "how-to.md"))

    assert [name for name in COMMANDS if f"accordingto {name}" not in told] == []


def test_the_first_two_fenced_blocks_of_the_readme_are_one_line_each() -> None:
    blocks = (ROOT / "README.md").read_text(encoding="utf-8").split("```")[1:4:2]

    assert [len(block.strip().splitlines()[1:]) for block in blocks] == [1, 1]
    assert "accordingto demo" in blocks[0]
    assert "pytest" in blocks[1]


def test_no_committed_file_names_a_registry_or_a_path_of_a_machine() -> None:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    forbidden = ("pypi" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org", "/work" + "/", "/root" + "/")

    found = []
    for name in names:
        path = ROOT / name
        if path.suffix not in (".onnx", ".sqlite", ".xz", ".png", ".gz", ".zip"):
            text = path.read_text(encoding="utf-8", errors="ignore")
            found += [f"{name}: {word}" for word in forbidden if word in text]

    assert found == []
