"""The contract's forms, in and out, against the examples beside it and the shared checker."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.config import Settings
from accordingto.errors import UsageError
from accordingto.jsonl import annotate_lines, link_lines
from accordingto.model.contract import BadLine, document_from_line


def lines_of(shared: Path) -> list[bytes]:
    return (shared / "reference/example_in.jsonl").read_bytes().splitlines()


@pytest.mark.parametrize("command", ["annotate", "link"])
def test_the_output_is_in_the_contract_s_form(shared: Path, tmp_path: Path, command: str) -> None:
    make = annotate_lines if command == "annotate" else link_lines
    out = tmp_path / "out.jsonl"
    out.write_text("".join(f"{line}\n" for line in make(lines_of(shared), Settings())), encoding="utf-8")

    checker = [sys.executable, str(shared / "score/contract.py"), command, str(shared / "reference/example_in.jsonl"), str(out)]
    done = subprocess.run(checker, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


def test_annotate_keeps_the_order_and_the_ids(shared: Path) -> None:
    lines = lines_of(shared)[::-1]

    ids = [json.loads(line)["id"] for line in annotate_lines(lines, Settings())]

    assert ids == [json.loads(line)["id"] for line in lines]


def test_a_broken_line_stops_the_stream_with_its_number() -> None:
    with pytest.raises(UsageError, match="line 2"):
        list(annotate_lines([b'{"id": "a", "text": "Two men died."}', b"{"], Settings()))


def test_an_id_that_stands_twice_cannot_be_linked() -> None:
    line = b'{"id": "a", "text": "Two men died."}'

    with pytest.raises(UsageError, match="stands twice"):
        list(link_lines([line, line], Settings()))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"[]", "object"),
        (b'{"id": 1, "text": "x"}', "$.id"),
        (b'{"id": "a", "text": "x", "place_mentions": [[0, 5]]}', "$.place_mentions[0]"),
        (b'{"id": "a", "text": "\\ud800"}', ""),
        (b"\xff", ""),
    ],
)
def test_a_bad_line_says_where(line: bytes, words: str) -> None:
    with pytest.raises(BadLine) as error:
        document_from_line(line)

    assert words in str(error.value)


def test_given_mentions_are_grouped_exactly() -> None:
    text = "The mayor opened the bridge. Rain fell on the bridge for days, the mayor said."
    given = {"event_mentions": [[10, 16], [34, 38]], "entity_mentions": [[0, 9], [17, 27], [42, 52]]}
    lines = [json.dumps({"id": name, "text": text, **given}).encode() for name in ("a", "b")]

    rows = [json.loads(line) for line in link_lines(lines, Settings())]

    for kind, wanted in (("event", given["event_mentions"]), ("entity", given["entity_mentions"])):
        spans = sorted((m["id"], m["span"]) for row in rows if row["kind"] == kind for m in row["mentions"])
        assert spans == sorted((name, span) for name in ("a", "b") for span in wanted)
