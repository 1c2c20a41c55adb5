"""The coder's commands: what they print, and what they say when they are called in a way that cannot work."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from accordingto.api import correct, export
from accordingto.cli import group
from accordingto.errors import AccordingToError
from accordingto.model.review import Action
from accordingto.store.record import Record
from accordingto.store.wishes import Wish


@pytest.fixture
def record(record: Path) -> str:
    return str(record)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def ids(record: str) -> list[str]:
    with Record(record) as opened:
        return [str(row["id"]) for row in opened.quotes()]


def told(result: Result) -> str:
    """What the person is told: the output, or the one line of the error."""
    return result.output + (str(result.exception) if isinstance(result.exception, AccordingToError) else "")


def test_correct_tells_how_to_take_it_back_and_undo_does(record: str) -> None:
    done = run("correct", record, ids(record)[0], "--set", "stance=denies", "--set", "medium=unknown", "--by", "ann")
    assert done.exit_code == 0, done.output
    decision = done.output.split()[1].rstrip(":")
    assert f"`accordingto undo {record} {decision}` takes it back" in done.output
    assert "stance: states → denies" in run("decisions", record).output
    assert "a person" not in run("why", record, ids(record)[1]).output
    assert "rule: correction" in run("why", record, ids(record)[0]).output

    assert run("undo", record, decision).exit_code == 0
    assert "undone" in run("decisions", record).output
    assert "rule: correction" not in run("why", record, ids(record)[0]).output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "say one thing: --accept, --reject"),
        (("--accept", "--reject"), "say one thing"),
        (("--set", "stance"), "write FIELD=VALUE"),
        (("--set", "stance=mutters"), "One of: states"),
        (("--merge", "d0.a1"), "two reports"),
        (("--split", "no such words"), "does not part it in two"),
    ],
)
def test_correct_says_what_would_do(record: str, arguments: tuple[str, ...], words: str) -> None:
    done = run("correct", record, ids(record)[0], *arguments)

    assert done.exit_code != 0
    assert words in told(done)
    assert "No decisions yet." in run("decisions", record).output


def test_review_lists_what_is_open_and_json_has_all_of_it(record: str) -> None:
    shown = run("review", record, "--limit", "2").output
    rows = json.loads(run("review", record, "--json").output)

    assert "more: --limit" in shown
    assert {row["status"] for row in rows} == {"new"}
    assert sorted(i for row in rows for i in row["ids"]) == sorted(ids(record))
    assert all(row["words"] for row in rows)


def test_a_sample_is_drawn_checked_and_told(record: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    assert run("sample", record, "--n", "6", "--seed", "7", "-o", str(path)).exit_code == 0
    assert "exists already, perhaps with marks in it" in told(run("sample", record, "-o", str(path)))
    assert "no row is marked" in told(run("sample", record, "--checked", str(path)))
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(row | {"right": "no" if n == 0 else "yes"} for n, row in enumerate(rows))
    run("correct", record, rows[1]["id"], "--reject", "--by", "ann")

    done = run("sample", record, "--checked", str(path)).output

    assert "95 % interval" in done
    assert "6 rows checked, 0 unsure, 0 not marked" in done
    assert "rows of the sample that are no longer in" in done
    assert "give -o FILE to draw a sample" in told(run("sample", record))


def test_agreement_of_two_files_is_told_with_what_differs(record: str, tmp_path: Path) -> None:
    first, second = ids(record)[:2]
    for by, action in (("ann", "--accept"), ("ben", "--reject")):
        run("correct", record, first, action, "--by", by)
        run("correct", record, second, "--accept", "--by", by)
        assert run("corrections", "export", record, "--by", by, "-o", str(tmp_path / f"{by}.jsonl")).exit_code == 0

    done = run("agreement", str(tmp_path / "ann.jsonl"), str(tmp_path / "ben.jsonl"))

    assert "rows both decided on: 2" in done.output
    assert "kappa 0.000" in done.output
    assert "differ: attribution at" in done.output
    assert json.loads(run("agreement", str(tmp_path / "ann.jsonl"), str(tmp_path / "ben.jsonl"), "--json").output)[0]["rows"] == 2


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"hello", b'{"accordingto":"corrections"}'])
def test_a_file_that_is_none_of_ours_is_refused_in_one_line(record: str, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    done = run("corrections", "import", record, str(tmp_path / "file"))

    assert isinstance(done.exception, AccordingToError)
    assert "nothing of it was taken in" in told(done)


def test_export_and_report_say_where_they_wrote_and_what_is_wrong(record: str, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    assert run("export", "csv", record, "-o", str(out)).output == f"{out}: {len(ids(record))} attributions\n"
    assert "no such format" in told(run("export", "pdf", record, "-o", str(out)))
    assert "cannot write the export" in told(run("export", "csv", record, "-o", str(tmp_path / "no" / "rows.csv")))
    assert "no such event" in told(run("report", record, "d0.e1", "-o", str(tmp_path / "case.html")))
    with Record(record) as opened:
        event = opened.events()[0]["id"]
    assert run("report", record, event, "-o", str(tmp_path / "case.html")).exit_code == 0


def test_the_same_words_in_python(record: str, tmp_path: Path) -> None:
    made = correct(record, ids(record)[:2], Wish(action=Action.ACCEPT), by="ann", note="read twice")

    assert made.corrections == 2
    assert export(record, "csv", tmp_path / "rows.csv", what="decisions") == "2 decisions"
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8").count("read twice") == 2
