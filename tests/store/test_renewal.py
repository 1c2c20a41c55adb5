"""Echoes in the record: made for what changed only, and the same for any order and any batches."""

import random
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from corpus import Made, corpus

from accordingto.crossdoc.carriers import COMMON
from accordingto.crossdoc.echoes import shared_by
from accordingto.crossdoc.renewal import renew_echoes
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.linked import Echo
from accordingto.store.echoes import changes_of, load_echoes, mark_changed, mark_linked
from accordingto.store.record import Record
from accordingto.store.save import save_document
from accordingto.withindoc.fingerprints import fingerprints_of

REPORTS = tuple(corpus(70, seed=5))
TEXTS = [m.found.document.text for m in REPORTS if not m.copied_from]
"""Texts of which none has anything from another."""


def add(record: Record, batch: Iterable[AnnotatedDocument]) -> frozenset[str]:
    """Save a batch and renew the echoes; the reports whose echoes changed."""
    with record.transaction() as connection:
        for found in batch:
            save_document(connection, found, "test")
        changed = renew_echoes(connection, changes_of(connection))
        mark_linked(connection, "test")
    return changed


def echoes(record: Record) -> list[Echo]:
    return load_echoes(record.connection)


def bare(text: str, address: str, day: str = "2043-04-14", outlet: str | None = None) -> AnnotatedDocument:
    document = document_of(text, address=address, outlet=outlet, published=date.fromisoformat(day))
    return AnnotatedDocument(document=document, fingerprints=fingerprints_of(text))


def test_the_echoes_of_a_record_are_those_of_the_collection(tmp_path: Path) -> None:
    found = [m.found for m in REPORTS]

    with Record(tmp_path / "record.db", write=True) as record:
        add(record, found)

        assert echoes(record) == list(shared_by(found))
        assert len(echoes(record)) > 15


@pytest.mark.parametrize("batches", [1, 50])
def test_any_order_and_any_batches_give_the_same_echoes(tmp_path: Path, batches: int) -> None:
    expected = list(shared_by([m.found for m in REPORTS]))
    shuffler = random.Random(batches)  # noqa: S311  # orders of a test, no secrets

    for order in range(20):
        shuffled = [m.found for m in REPORTS]
        shuffler.shuffle(shuffled)
        with Record(tmp_path / f"record{order}.db", write=True) as record:
            for start in range(batches):
                add(record, shuffled[start::batches])
            assert echoes(record) == expected


def test_what_becomes_a_common_phrase_late_is_one_in_any_order(tmp_path: Path) -> None:
    notice = "This page uses small files to remember what you have read; by reading on you agree that the press may store them."
    found = [bare(f"{TEXTS[n]}\n{notice}\n{notice[:60]}", f"a{n}", f"2043-{1 + n // 3:02}-05") for n in range(COMMON + 6)]
    expected = list(shared_by(found))
    shuffler = random.Random(9)  # noqa: S311  # orders of a test, no secrets

    for order in range(5):
        shuffler.shuffle(found)
        with Record(tmp_path / f"record{order}.db", write=True) as record:
            for one in found:
                add(record, [one])
            assert echoes(record) == expected


def test_all_known_copies_are_found_and_nothing_else(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [m.found for m in REPORTS])
        found = load_echoes(record.connection, "kind <> 'statement'")

    roots = roots_of(REPORTS)
    pairs = {(e.passages[0].doc_id, e.passages[1].doc_id) for e in found}
    assert all(roots[a] & roots[b] for a, b in pairs)
    assert {m.found.document.doc_id for m in REPORTS if m.copied_from} <= {d for pair in pairs for d in pair}


def roots_of(made: Sequence[Made]) -> dict[str, frozenset[str]]:
    """The reports that each goes back to."""
    out: dict[str, frozenset[str]] = {}
    for m in made:
        own = m.found.document.doc_id
        out[own] = frozenset().union(*(out[s] for s in m.copied_from)) if m.copied_from else frozenset({own})
    return out


def test_a_second_run_adds_nothing_and_all_anew_gives_the_same(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [m.found for m in REPORTS])
        before = echoes(record)

        assert add(record, ()) == frozenset()
        with record.transaction() as connection:
            mark_changed(connection)
        add(record, ())

        assert echoes(record) == before


def test_a_report_that_is_replaced_leaves_no_echo_behind(tmp_path: Path) -> None:
    text = TEXTS[0]
    other = TEXTS[1]
    with Record(tmp_path / "changed.db", write=True) as record:
        add(record, [bare(text, "a"), bare(text, "b", "2043-04-15"), bare(text, "c", "2043-04-16")])
        add(record, [bare(other, "a")])
        changed = echoes(record)
    with Record(tmp_path / "fresh.db", write=True) as record:
        add(record, [bare(other, "a"), bare(text, "b", "2043-04-15"), bare(text, "c", "2043-04-16")])

        assert changed == echoes(record)
        assert len(changed) == 1


def test_an_earlier_report_that_comes_late_becomes_the_origin(tmp_path: Path) -> None:
    text = TEXTS[0]
    first = bare(text, "a", "2043-04-13")
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [bare(text, f"b{n}", f"2043-04-{14 + n}") for n in range(10)])
        add(record, [first])

        assert {e.origin for e in echoes(record)} == {first.document.doc_id}


def texts_read(record: Record, batch: Sequence[AnnotatedDocument]) -> int:
    """How many texts were read from the record to link a batch."""
    asked: list[str] = []
    record.connection.set_trace_callback(asked.append)
    add(record, batch)
    record.connection.set_trace_callback(None)
    return sum(sql.startswith("SELECT * FROM documents WHERE n =") for sql in asked)


@pytest.mark.parametrize("size", [30, 70])
def test_a_new_report_is_compared_only_with_those_that_share_runs_with_it(tmp_path: Path, size: int) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [m.found for m in REPORTS[:size]])

        assert texts_read(record, [bare("Nothing in these lines was ever written by anybody who writes for a paper.", "new")]) == 1
        assert texts_read(record, [bare(TEXTS[3], "copy", "2049-01-01")]) <= 1 + 8


def test_of_many_copies_of_one_text_each_new_one_costs_the_same(tmp_path: Path) -> None:
    text = TEXTS[0]
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [bare(text, f"a{n}", f"2043-04-{1 + n % 28:02}") for n in range(200)])

        assert texts_read(record, [bare(text, "new", "2043-05-01")]) <= 1 + 8
        origins = {e.origin for e in echoes(record)}
        assert len({p.doc_id for e in echoes(record) for p in e.passages}) == 201
    assert len(origins - {None}) <= 9  # those of the first day, none of which is known to be the first


@pytest.mark.parametrize("text", ["word " * 3_000, "", "a"])
def test_a_text_of_one_word_leaves_a_handful_of_fingerprints(tmp_path: Path, text: str) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [bare(text, f"a{n}") for n in range(3)])

        (rows,) = record.connection.execute("SELECT count(*) FROM fingerprints").fetchone()
    assert rows <= 3


def test_fingerprints_that_are_missing_are_made(tmp_path: Path) -> None:
    found = [m.found for m in REPORTS[:30]]
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, found)
        before = echoes(record)
        with record.transaction() as connection:
            connection.execute("DELETE FROM fingerprints")
            mark_changed(connection)
        add(record, ())

        assert echoes(record) == before


def test_a_record_of_the_first_version_is_linked_anew(tmp_path: Path) -> None:
    from accordingto.store.migrate import APPLICATION_ID, schemas

    path = tmp_path / "old.db"
    old = sqlite3.connect(path, isolation_level=None)
    old.executescript(f"{schemas()[0]} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 1;")
    old.execute("INSERT INTO articles VALUES (1, 'a')")
    values = "1, 'd0123456789abcdef', 'a', 1, 1, 1, 'a', NULL, NULL, NULL, NULL, NULL, 'unknown', 'en', 'A text.', 'x', NULL, 'r'"
    old.execute(f"INSERT INTO documents VALUES ({values})")  # noqa: S608  # a row of this test
    old.execute("INSERT INTO echoes VALUES ('x1', NULL, 'why')")
    old.close()

    with Record(path, write=True) as record:
        assert changes_of(record.connection).added == {1}
        assert echoes(record) == []
