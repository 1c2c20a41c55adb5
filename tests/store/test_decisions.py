"""What people decide lasts; what they ask to forget is gone."""

from pathlib import Path

import pytest

from accordingto.api import read
from accordingto.errors import NotFound, UsageError
from accordingto.model.review import Answer
from accordingto.pipeline import relink
from accordingto.store.decisions import judge, undo
from accordingto.store.forget import forget, scrub
from accordingto.store.record import Record

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


def test_no_byte_of_a_forgotten_report_is_left_in_the_file(record: Path) -> None:
    assert NAME.encode() in b"".join(p.read_bytes() for p in record.parent.glob("record.db*"))

    with Record(record, write=True) as opened:
        forget(opened, opened.find_document("secret.txt"))
        relink(opened)
        scrub(opened)
        inside = b"".join(p.read_bytes() for p in record.parent.glob("record.db*"))

    for word in (NAME.encode(), b"Quillon", b"Vasterby", b"vasterby", b"quillon", b"secret.txt"):
        assert word not in inside, word


def test_a_forgotten_report_is_not_read_in_again_unless_asked(record: Path, reports: Path) -> None:
    with Record(record, write=True) as opened:
        forget(opened, opened.find_document("secret.txt"))

    again = read(reports, record)

    assert (again.read, again.failed, again.problems) == (0, 1, {"forgotten": 1})
