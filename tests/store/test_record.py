"""The record: idempotent, with revisions, readable while it is written, whole after a kill."""

import os
import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from accordingto.config import Settings
from accordingto.errors import NotARecord, RecordLocked, RecordMissing, RecordTooNew
from accordingto.executors.local import Local
from accordingto.pipeline import Summary, read_into, relink
from accordingto.store.record import Record

UNSTABLE = {"runs", "sqlite_sequence", "sqlite_stat1"}
"""Tables that tell of the runs themselves."""


def read(record: Path, *paths: Path, workers: int = 1) -> Summary:
    with Record(record, write=True) as opened:
        return read_into(opened, [str(p) for p in paths], Local(workers=workers), Settings())


def rows(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, in a stable order."""
    connection = sqlite3.connect(record)
    names = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    kept = [n for n in names if n not in UNSTABLE and "_fts" not in n]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in kept}  # noqa: S608
    connection.close()
    return found


def test_reading_the_same_again_adds_nothing(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports)
    before = rows(record)

    summary = read(record, reports)

    assert (summary.read, summary.unchanged) == (0, 6)
    assert rows(record) == before


def test_a_changed_text_is_a_revision_and_the_old_one_stays(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports)
    changed = reports / "report3.txt"
    old = changed.read_text(encoding="utf-8")
    changed.write_text(old.replace("300", "500"), encoding="utf-8")

    summary = read(record, reports)

    assert (summary.read, summary.unchanged) == (1, 5)
    revisions = (
        sqlite3.connect(record)
        .execute("SELECT revision, current, text FROM documents WHERE address LIKE '%report3.txt' ORDER BY revision")
        .fetchall()
    )
    assert [(r, c) for r, c, _ in revisions] == [(1, 0), (2, 1)]
    assert revisions[0][2] == old


def test_going_back_to_an_older_text_makes_that_revision_current_again(tmp_path: Path, reports: Path) -> None:
    record, changed = tmp_path / "record.db", reports / "report3.txt"
    old = changed.read_text(encoding="utf-8")
    for text in (old, old.replace("300", "500"), old):
        changed.write_text(text, encoding="utf-8")
        read(record, changed)

    current = sqlite3.connect(record).execute("SELECT text FROM documents WHERE current = 1").fetchall()

    assert current == [(old,)]


def test_a_finding_comes_back_from_the_file_as_it_went_in(tmp_path: Path, reports: Path) -> None:
    from accordingto.withindoc.annotate import annotate

    record = tmp_path / "record.db"
    read(record, reports)

    with Record(record) as opened:
        loaded = list(opened.documents())

    for found in loaded:
        fresh = annotate(found.document)
        for name in (
            "attributions",
            "times",
            "places",
            "event_mentions",
            "claims",
            "chains",
            "mentions",
            "regions",
            "sentences",
            "quoted_terms",
        ):
            assert getattr(found, name) == getattr(fresh, name), name


def test_a_second_process_reads_while_one_writes(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports / "report1.txt")

    with Record(record, write=True) as writer, writer.transaction() as connection:
        connection.execute("DELETE FROM problems")
        connection.execute("UPDATE documents SET outlet = 'changed'")
        with Record(record) as reader:
            seen = reader.reports()

    assert [row["outlet"] for row in seen] == [None]


def test_a_second_writer_is_told_to_wait(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports / "report1.txt")

    with Record(record, write=True), pytest.raises(RecordLocked, match="another process is writing"):
        Record(record, write=True)


def test_a_missing_record_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing, match=r"nowhere\.db"):
        Record(tmp_path / "nowhere.db")


@pytest.mark.parametrize("content", [b"", b"Five wounded, says one agency.", b"SQLite format 3\x00 but then not"])
def test_a_file_that_is_no_record_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)

    with pytest.raises(NotARecord):
        Record(path)

    assert path.read_bytes() == content


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NotARecord):
        Record(path, write=True)

    assert path.read_bytes() == before


def test_a_record_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports / "report1.txt")
    connection = sqlite3.connect(record)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = record.read_bytes()

    with pytest.raises(RecordTooNew, match="newer version"):
        Record(record, write=True)

    assert record.read_bytes() == before


def test_every_span_of_the_record_lies_in_its_text(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports)

    with Record(record) as opened:
        faults = opened.check()

    assert faults == []


def test_linking_again_gives_the_same(tmp_path: Path, reports: Path) -> None:
    record = tmp_path / "record.db"
    read(record, reports)
    before = rows(record)

    with Record(record, write=True) as opened:
        relink(opened, again=True)

    assert rows(record) == before


def test_a_pool_of_processes_gives_the_same_rows(tmp_path: Path, reports: Path) -> None:
    read(tmp_path / "one.db", reports)
    read(tmp_path / "two.db", reports, workers=2)

    assert rows(tmp_path / "one.db") == rows(tmp_path / "two.db")


def test_killed_at_any_moment_the_record_is_whole_and_the_next_run_completes_it(tmp_path: Path, reports: Path) -> None:
    undisturbed = tmp_path / "undisturbed.db"
    started = time.monotonic()
    read(undisturbed, reports)
    whole = time.monotonic() - started
    moments = random.Random(7)  # noqa: S311  # moments of a test, no secrets

    for n in range(20):
        record = tmp_path / "killed.db"
        child = os.fork()
        if child == 0:  # a real process on the real file, which has the parser loaded already
            read(record, reports)
            os._exit(0)
        time.sleep(whole * 1.2 * (n + moments.random()) / 20)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        _assert_sound(record)
        read(record, reports)

        assert rows(record) == rows(undisturbed)
        for path in tmp_path.glob("killed.db*"):
            path.unlink()


def _assert_sound(record: Path) -> None:
    """The file opens and is whole, where the process lived long enough to make one."""
    if record.exists() and record.stat().st_size:
        copy = record.with_name("copy.db")
        shutil.copy(record, copy)
        assert sqlite3.connect(record).execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        copy.unlink()
