"""What people decide lasts; what they ask to forget is gone."""

import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.api import read
from accordingto.errors import NotFound, RecordLocked, UsageError
from accordingto.model.review import Action, Answer
from accordingto.pipeline import forget, relink
from accordingto.store.corrections import decide
from accordingto.store.decisions import judge, undo
from accordingto.store.forget import is_to_clean, scrub
from accordingto.store.record import Record
from accordingto.store.wishes import Wish

NAME = "Quillon Vasterby"
"""Stands in one report only."""


@pytest.fixture
def record(tmp_path: Path, reports: Path) -> Path:
    (reports / "secret.txt").write_text(f"The clerk {NAME} said on Monday that the vault of Orten was empty.", encoding="utf-8")
    read(reports, tmp_path / "record.db")
    return tmp_path / "record.db"


def mentions(record: Record) -> list[str]:
    return [f"{found.document.doc_id}.{m.id}" for found in record.documents() for m in found.event_mentions]


def test_a_judgement_is_kept_and_can_be_undone_once(record: Path) -> None:
    with Record(record, write=True) as opened:
        left, right = mentions(opened)[:2]

        number = judge(opened, (left, right), Answer.SAME, by="tester")
        assert [(j.left, j.right) for j in opened.judgements()] == [tuple(sorted((left, right)))]

        undo(opened, number)
        assert opened.judgements() == ()
        with pytest.raises(UsageError, match="undone already"):
            undo(opened, number)


def test_a_thing_is_not_judged_against_itself(record: Path) -> None:
    with Record(record, write=True) as opened:
        one = mentions(opened)[0]

        with pytest.raises(UsageError, match="with itself"):
            judge(opened, (one, one), Answer.SAME, by="tester")


def test_an_id_that_is_not_there_is_told(record: Path) -> None:
    with Record(record, write=True) as opened, pytest.raises(NotFound, match=r"d0\.e9"):
        judge(opened, ("d0.e9", mentions(opened)[0]), Answer.SAME, by="tester")


def test_judgements_cannot_be_changed_afterwards(record: Path) -> None:
    import sqlite3

    with Record(record, write=True) as opened:
        left, right = mentions(opened)[:2]
        judge(opened, (left, right), Answer.SAME, by="tester")

        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            opened.connection.execute("UPDATE judgements SET answer = 'different'")


NOTE = "Zephrine thinks so"
"""A coder's note about the report."""


def bytes_of(record: Path) -> bytes:
    """All that lies in the record's file and in those beside it (write-ahead log, shared memory)."""
    return b"".join(p.read_bytes() for p in sorted(record.parent.glob(f"{record.name}*")))


def forgotten(opened: Record) -> None:
    forget(opened, opened.find_document("secret.txt"))
    scrub(opened)


def test_no_byte_of_a_forgotten_report_is_left_in_the_file(record: Path) -> None:
    with Record(record, write=True) as opened:
        doc_id = opened.find_document("secret.txt")
        rows = [row["id"] for row in opened.quotes() if row["doc_id"] == doc_id]
        decide(opened, rows, Wish(action=Action.EDIT, fields=(("source_name", "Mirelle Osk"),)), by="ann", note=NOTE)
        chains = [f"{f.document.doc_id}.{c.id}" for f in opened.documents() for c in f.chains]
        own = next(c for c in chains if c.startswith(doc_id))
        judge(opened, (own, chains[0]), Answer.DIFFERENT, by="ann", note="Zephrine again")
        relink(opened)
    before = bytes_of(record)
    gone = (NAME, "Quillon", "Vasterby", "vasterby", "quillon", "secret.txt", "vault of Orten", "Zephrine", "Mirelle", "mirelle", doc_id)
    assert all(word.encode() in before for word in (NAME, "vasterby", "secret.txt", "Zephrine", "Mirelle", doc_id))

    with Record(record, write=True) as opened:
        forgotten(opened)
        inside = bytes_of(record)
        assert opened.check() == []
        assert not is_to_clean(opened)

    for word in gone:
        assert word.encode() not in inside, word
        assert word.encode() not in bytes_of(record), word


def test_cleaning_while_somebody_reads_is_told_and_done_the_next_time(record: Path) -> None:
    with Record(record) as reader:
        reader.connection.execute("BEGIN")
        reader.counts()
        with Record(record, write=True) as opened:
            opened.connection.execute("PRAGMA busy_timeout = 50")
            with pytest.raises(RecordLocked, match="another process reads the file"):
                forgotten(opened)
        assert NAME.encode() in bytes_of(record)

    command = [sys.executable, "-m", "accordingto", "forget", str(record), "secret.txt", "--yes"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert "is cleaned of what was forgotten before" in done.stdout
    assert NAME.encode() not in bytes_of(record)


def test_a_forgotten_report_is_not_read_in_again_unless_asked(record: Path, reports: Path) -> None:
    with Record(record, write=True) as opened:
        forget(opened, opened.find_document("secret.txt"))

    again = read(reports, record)

    assert (again.read, again.failed, again.problems) == (0, 1, {"forgotten": 1})
