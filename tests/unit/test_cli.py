"""The command line as a user meets it: one line an error, the right exit code, help that is quick."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from accordingto.cli import COMMANDS


def run(*words: str, cwd: Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "accordingto", *words], input=stdin, capture_output=True, cwd=cwd, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import REPORTS

    folder = tmp_path_factory.mktemp("cli")
    lines = [
        json.dumps({"id": f"r{n}", "text": text, "published": "2031-05-14", "outlet": "Vale Wire"}) for n, text in enumerate(REPORTS, 1)
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("read", "reports.jsonl", "-o", "record.db", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_reads_and_is_quick(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: accordingto {command}")


def test_help_loads_no_heavy_package(tmp_path: Path) -> None:
    code = (
        "import sys; sys.argv = ['accordingto', 'read', '--help']\n"
        "from accordingto.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'numpy', 'onnxruntime', 'trafilatura', 'rich', 'msgspec'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False)

    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        (["raed", "x"], 2, "Did you mean `read`?"),
        (["read", "x", "--publishd", "2031-01-01"], 2, "--published"),
        (["read"], 2, "missing argument"),
        (["read", "gone.txt"], 3, "cannot read: gone.txt: No such file or directory. Check the path"),
        (["quotes", "gone.db", "--stance", "denys"], 2, "Did you mean `denies`?"),
        (["events", "gone.db", "--type", "assalt"], 2, "Did you mean `ASSAULT`?"),
        (["events", "gone.db", "--since", "friday"], 2, "Write YYYY-MM-DD."),
        (["accounts", "gone.db"], 4, "no such file"),
        (["accounts", "notes.txt"], 4, "not a record"),
        (["--config", "bad.toml", "read", "notes.txt"], 7, "Did you mean `read.max_chars`?"),
        (["read", "notes.txt", "--published", "yesterday"], 2, "yesterday"),
    ],
)
def test_an_error_is_one_line_with_its_exit_code(tmp_path: Path, words: list[str], code: int, expected: str) -> None:
    (tmp_path / "notes.txt").write_text("Five wounded, says one agency.")
    (tmp_path / "bad.toml").write_text("[read]\nmax_char = 5\n")

    done = run(*words, cwd=tmp_path)

    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == code
    assert last.startswith("accordingto: ")
    assert expected in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    done = run("--debug", "accounts", "gone.db", cwd=tmp_path)

    assert "Traceback" in done.stderr


@pytest.mark.parametrize("command", ["show", "quotes", "sources", "events", "accounts", "problems"])
def test_every_looking_command_speaks_text_json_and_csv(record: Path, command: str) -> None:
    text, as_json, as_csv = (run(command, "record.db", *form, cwd=record) for form in ([], ["--json"], ["--csv"]))

    assert [done.returncode for done in (text, as_json, as_csv)] == [0, 0, 0]
    assert isinstance(json.loads(as_json.stdout), list)
    assert text.stdout


def test_an_account_says_who_its_claimant_is(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "A bomb exploded in Orten on Monday. Coast brigade spokesman Maj. Ilan Dorr said that nine people were killed."
    )
    run("read", "report.txt", "-o", "record.db", cwd=tmp_path)

    done = run("accounts", "record.db", cwd=tmp_path)

    assert "Ilan Dorr, Coast brigade spokesman Maj.: 9" in done.stdout


def test_a_report_is_shown_by_the_id_that_was_given(record: Path) -> None:
    done = run("show", "record.db", "r5", cwd=record)

    assert "A ferry ran aground" in done.stdout


def test_reading_again_says_that_nothing_changed(record: Path) -> None:
    done = run("read", "reports.jsonl", "-o", "record.db", cwd=record)

    assert "0 read, 6 unchanged, 0 failed" in done.stderr


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = run("read", "-", "-o", "record.db", cwd=tmp_path, stdin=b"Two men died, the owner of the mine said on Friday.")

    assert "1 read" in done.stderr


def test_a_record_is_checked_and_copied(record: Path, tmp_path: Path) -> None:
    copied = run("backup", "record.db", str(tmp_path / "copy.db"), cwd=record)
    checked = run("check", str(tmp_path / "copy.db"), cwd=record)

    assert (copied.returncode, checked.returncode) == (0, 0)
    assert "sound" in checked.stdout


def test_a_closed_pipe_is_no_error(record: Path) -> None:
    command = f"{sys.executable} -m accordingto quotes record.db --json | head -c 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=record, check=False)  # noqa: S602

    assert "Traceback" not in done.stderr


def test_interrupted_it_stops_with_its_own_code_and_goes_on_later(tmp_path: Path) -> None:
    import signal

    text = "The harbour master said that the ferry had run aground. " * 40
    (tmp_path / "reports.jsonl").write_text("\n".join(json.dumps({"id": f"r{n}", "text": f"{n}. {text}"}) for n in range(60)))
    process = subprocess.Popen(
        [sys.executable, "-m", "accordingto", "read", "reports.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while not (tmp_path / "record.db-wal").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)

    assert process.returncode == 130, stderr
    assert b"run the same command again" in stderr
    again = run("read", "reports.jsonl", cwd=tmp_path)
    assert again.returncode == 0
    assert "0 failed" in again.stderr
