"""The running counts and search indexes of the pages equal what a count of the whole tables gives, whatever was written before."""

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.api import read
from accordingto.pipeline import forget
from accordingto.store.forget import scrub
from accordingto.store.record import Record

COUNTED = """
  SELECT 'reports' AS about, '' AS name, '' AS kind, count(*) AS n FROM documents WHERE current = 1 HAVING count(*) > 0
  UNION ALL SELECT 'outlet', coalesce(outlet, ''), '', count(*) FROM documents WHERE current = 1 GROUP BY 2
  UNION ALL SELECT 'statements', '', '', count(*) FROM attributions JOIN documents USING (n) WHERE current = 1 HAVING count(*) > 0
  UNION ALL SELECT 'source', coalesce(source_name, ''), coalesce(source_kind, ''), count(*) FROM attributions JOIN documents USING (n)
    WHERE current = 1 GROUP BY 2, 3
  UNION ALL SELECT 'problem', kind, '', count(*) FROM problems GROUP BY kind
  UNION ALL SELECT 'events', '', type, count(*) FROM events WHERE type IS NOT NULL GROUP BY type
  UNION ALL SELECT 'month', coalesce(substr(earliest, 1, 7), ''), type, count(*) FROM events WHERE type IS NOT NULL GROUP BY 2, 3"""


def assert_counts_are_right(connection: sqlite3.Connection) -> None:
    kept = {tuple(row) for row in connection.execute("SELECT about, name, kind, n FROM tallies")}
    assert kept == {tuple(row) for row in connection.execute(COUNTED)}
    named = [row[0] for row in connection.execute("SELECT name FROM tallies WHERE about IN ('source', 'outlet')")]
    assert sorted(row[0] for row in connection.execute("SELECT name FROM names_fts")) == sorted(named)
    said = connection.execute("SELECT count(*) FROM evidence WHERE role = 'content' AND part < 8").fetchone()[0]
    assert connection.execute("SELECT count(*) FROM statements_fts").fetchone()[0] == said
    events = {(row[0], row[1]) for row in connection.execute("SELECT event_id, label FROM events")}
    sql = "SELECT event_id, label FROM event_keys JOIN events_fts ON events_fts.rowid = k"
    assert {(row[0], row[1]) for row in connection.execute(sql)} == events


def collection(folder: Path, name: str, texts: list[tuple[str, str]]) -> Path:
    path = folder / name
    rows = [{"id": f"r{n}", "text": text, "outlet": outlet, "published": "2031-05-14"} for n, (text, outlet) in enumerate(texts)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_counts_stay_right_over_readings_revisions_and_forgetting(tmp_path: Path) -> None:
    from conftest import REPORTS

    path = tmp_path / "record.db"
    read(collection(tmp_path, "news.jsonl", [(text, "Vale Wire") for text in REPORTS]), path)
    with Record(path) as opened:
        assert_counts_are_right(opened.connection)

    changed = [(text + " The mayor said on Monday that two people had died.", "Vale Wire") for text in REPORTS[:3]]
    read(collection(tmp_path, "news.jsonl", changed), path)  # the same addresses: new revisions
    with Record(path, write=True) as opened:
        assert_counts_are_right(opened.connection)
        forget(opened, opened.reports()[0]["doc_id"])
        scrub(opened)
        assert_counts_are_right(opened.connection)
        assert opened.check() == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(1, 5), st.sampled_from(["A", "B", None])),
        st.tuples(st.just("say"), st.integers(1, 5), st.sampled_from(["Mira Toll", "police", None])),
        st.tuples(st.just("unsay"), st.integers(1, 5), st.none()),
        st.tuples(st.just("outlet"), st.integers(1, 5), st.sampled_from(["A", "B", None])),
        st.tuples(st.just("turn"), st.integers(1, 5), st.none()),
        st.tuples(st.just("drop"), st.integers(1, 5), st.none()),
        st.tuples(st.just("event"), st.integers(1, 5), st.sampled_from(["ASSAULT", "PROTEST", None])),
        st.tuples(st.just("no event"), st.integers(1, 5), st.none()),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tallies") / "empty.db"
    Record(path, write=True).close()
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(steps=STEPS)
def test_counts_follow_every_order_of_writing(empty: Path, steps: list[tuple[str, int, str | None]]) -> None:
    connection = sqlite3.connect(":memory:")
    with sqlite3.connect(empty) as source:
        source.backup(connection)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("INSERT INTO reasons VALUES (1, 'test')")
    for number, step in enumerate(steps):
        write(connection, number, *step)

    assert_counts_are_right(connection)


def write(connection: sqlite3.Connection, number: int, what: str, n: int, value: str | None) -> None:
    """One write of the kinds that the store makes; those that make no sense change nothing."""
    if what == "add":
        connection.execute("INSERT OR IGNORE INTO articles VALUES (?, ?)", (n, f"address {n}"))
        sql = """INSERT OR IGNORE INTO documents (n, doc_id, given_id, article_id, revision, current, address, outlet, published_precision,
          language, text, text_sha, recipe) VALUES (?, ?, '', ?, 1, 1, '', ?, 'unknown', 'en', 'words of it', '', '')"""
        connection.execute(sql, (n, f"d{n}", n, value))
    elif what == "say" and connection.execute("SELECT 1 FROM documents WHERE n = ?", (n,)).fetchone():
        sql = (
            "INSERT INTO attributions (n, id, mode, stance, source_name, source_kind, via, reason_id) VALUES (?, ?, '', '', ?, ?, '[]', 1)"
        )
        connection.execute(sql, (n, f"a{number}", value, "person" if value else None))
        connection.execute("INSERT INTO evidence VALUES (?, ?, 'content', 0, 0, 5)", (n, f"a{number}"))
    elif what == "event":
        sql = """INSERT INTO events (event_id, type, label) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET type = excluded.type, label = excluded.label"""
        connection.execute(sql, (f"d{n}.e1", value, f"label {number}"))
    else:
        for sql in {
            "unsay": ("DELETE FROM attributions WHERE n = ?1", "DELETE FROM evidence WHERE n = ?1"),
            "outlet": ("UPDATE documents SET outlet = ?2 WHERE n = ?1",),
            "turn": ("UPDATE documents SET current = 1 - current WHERE n = ?1",),
            "drop": ("DELETE FROM articles WHERE article_id = ?1",),
            "no event": ("DELETE FROM events WHERE event_id = 'd' || ?1 || '.e1'",),
        }.get(what, ()):
            connection.execute(sql, (n, value)[: 1 + ("?2" in sql)])


def test_every_reference_names_its_column(empty: Path) -> None:
    """Datasette shows no table whose foreign keys leave it out."""
    with sqlite3.connect(empty) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        keys = [(table, key[2], key[4]) for table in tables for key in connection.execute(f"PRAGMA foreign_key_list({table})")]

    assert keys
    assert [key for key in keys if key[2] is None] == []
