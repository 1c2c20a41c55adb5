"""No page reads through a large table: every statement that any page runs is explained, with and without filters."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from datasette import hookimpl
from datasette.plugins import pm

from accordingto.api import read
from accordingto.store.record import Record
from accordingto.web import queries
from accordingto.web.serve import application

SMALL = {"j", "who", "r", "mine", "told", "some", "CONSTANT"}
"""What may be read through: values handed in (json_each), subqueries that are bounded themselves."""


class Listener:
    """A Datasette plugin that notes every statement that the record is asked."""

    __name__ = "listener"

    def __init__(self) -> None:
        self.statements: list[str] = []

    @hookimpl  # type: ignore[untyped-decorator]
    def prepare_connection(self, conn: sqlite3.Connection, database: str) -> None:
        if database != "_internal":
            conn.set_trace_callback(self.statements.append)


@pytest.fixture
def listener() -> Iterator[Listener]:
    plugin = Listener()
    pm.register(plugin, name="listener")
    yield plugin
    pm.unregister(plugin)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import json

    from conftest import REPORTS

    folder = tmp_path_factory.mktemp("plans")
    rows = [{"id": f"r{n}", "text": t, "published": "2031-05-14", "outlet": f"Outlet {n % 2}"} for n, t in enumerate(REPORTS * 2)]
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    return folder / "record.db"


def paths_of(record: Path) -> list[str]:
    with Record(record) as opened:
        event = opened.events()[0]["id"]
        document = opened.reports()[0]["doc_id"]
        source = next(s["source"] for s in opened.sources() if not s["source"].startswith("("))
    lists = ["/", "/events", "/timeline", "/map", "/reports", "/sources", "/outlets", "/problems", "/problems?kind=no_date"]
    filters = ["type=ASSAULT", "place=Orten", "since=2031-01-01", "until=2032-01-01", "type=ASSAULT&place=Orten&since=2031-01-01"]
    filters += ["outlet=Outlet+1", "source=chief&stance=denies", "stance=states&outlet=Outlet+1&type=ASSAULT"]
    narrowed = [f"{path}?{query}" for path in ("/events", "/timeline", "/map") for query in filters]
    asked = [
        "q=mill",
        "source=chief",
        "stance=denies",
        "kind=person",
        "outlet=Outlet+1",
        "place=Selm",
        "since=2031-01-01",
        "until=2032-01-01",
    ]
    search = [
        f"/search?{query}" for query in (*asked, *(f"q=the&{query}" for query in asked[1:]), "stance=denies&kind=person&outlet=Outlet+1")
    ]
    reports = [f"/reports?{query}" for query in asked[4:]]
    one = [f"/event/{event}", f"/doc/{document}", f"/source/{source}".replace(" ", "%20"), "/outlet/Outlet%201"]
    return [*lists, *narrowed, *search, *reports, *one, "/events?page=3", "/map?as=geojson", "/reports?as=csv"]


def asked_of(record: Path, listener: Listener, path: str) -> list[str]:
    async def get() -> None:
        transport = httpx.ASGITransport(app=application(record).app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            answer = await client.get(path)
            assert answer.status_code == 200, (path, answer.status_code)

    listener.statements.clear()
    asyncio.run(get())
    return [sql for sql in listener.statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]


def scans(connection: sqlite3.Connection, sql: str) -> list[str]:
    """Steps of the plan that read through something that may be large."""
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
    return [
        step for step in plan if (found := re.match(r"SCAN (\S+)", step)) and "VIRTUAL TABLE" not in step and found.group(1) not in SMALL
    ]


def test_no_page_reads_through_a_large_table(record: Path, listener: Listener) -> None:
    # Datasette's own questions, those of FTS5, and what has few rows
    known = re.compile(r"sqlite_master|pragma|FROM reasons|schema_version|_fts_config", re.IGNORECASE)
    found: dict[str, Any] = {}
    seen: set[str] = set()
    with Record(record) as opened:
        for path in paths_of(record):
            for sql in set(asked_of(record, listener, path)) - seen:
                seen.add(sql)
                steps = [] if known.search(sql) else scans(opened.connection, sql)
                if steps:
                    found[path] = (steps, sql)

    assert len(seen) > 60
    assert found == {}


@pytest.mark.parametrize("query", queries.STATIC, ids=lambda q: q.name)
def test_every_named_question_can_be_asked(record: Path, query: queries.Query) -> None:
    with Record(record) as opened:
        values = dict.fromkeys(re.findall(r":(\w+)", query.sql), "0")
        opened.connection.execute(query.sql, values | {"ids": "[]", "words": "mill", "limit": 1, "offset": 0, "most": 10}).fetchall()


def test_the_check_sees_a_table_that_is_read_through(record: Path) -> None:
    with Record(record) as opened:
        assert scans(opened.connection, "SELECT count(*) FROM attributions WHERE mode = 'direct'")
