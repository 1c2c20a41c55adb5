"""Disks that are full or may not be written: one clear line, the right exit code, nothing harmed."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounting a small disk needs root")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=False)


def read(folder: Path, record: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "accordingto", "read", "reports.jsonl", "-o", str(record)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def write_reports(folder: Path) -> None:
    text = "The harbour master said that the ferry had run aground and that all were safe. " * 60
    lines = [json.dumps({"id": f"r{n}", "text": f"Report {n}. {text}"}) for n in range(60)]
    (folder / "reports.jsonl").write_text("\n".join(lines))


def test_a_full_disk_is_told_and_what_was_saved_is_whole(tmp_path: Path, small_disk: Path) -> None:
    write_reports(tmp_path)

    done = read(tmp_path, small_disk / "record.db")

    assert done.returncode == 4, done.stderr
    assert "disk is full" in done.stderr.strip().splitlines()[-1]
    checked = subprocess.run(
        [sys.executable, "-m", "accordingto", "check", str(small_disk / "record.db")], capture_output=True, text=True, check=False
    )
    assert checked.returncode in (0, 4), checked.stdout


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, small_disk: Path) -> None:
    (tmp_path / "reports.jsonl").write_text('{"id": "a", "text": "Two men died."}')
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)

    done = read(tmp_path, small_disk / "record.db")

    assert done.returncode == 4, done.stderr
    assert "Choose another place with -o." in done.stderr
    assert "Traceback" not in done.stderr
