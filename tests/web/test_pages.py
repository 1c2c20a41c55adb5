"""The pages in process: they say what the record says, survive hostile content, and load nothing from elsewhere."""

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest

from accordingto.api import read
from accordingto.store.record import Record
from accordingto.web.serve import application

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202etxt'\" javascript:alert(3)"
PAGES = ("/", "/events", "/reports", "/sources", "/problems", "/search?q=the", "/search?q=%22%20OR%20*", "/search")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import REPORTS

    folder = tmp_path_factory.mktemp("web")
    rows = [{"id": f"r{n}", "text": t, "published": "2031-05-14", "outlet": f"Outlet {n % 2}"} for n, t in enumerate(REPORTS)]
    said = f"The mayor, Ada Renn, said on Monday that the {HOSTILE} had been closed. “{HOSTILE},” she added. A blast killed two people."
    rows.append({"id": HOSTILE, "text": said, "title": HOSTILE, "outlet": HOSTILE, "url": "javascript:alert(1)"})
    rows.append({"id": "long", "text": "Two men died, the owner said.", "title": "x" * 1_000_000})
    (folder / "reports.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    return folder / "record.db"


def get(record: Path, path: str, host: str = "localhost") -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=application(record).app())
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost", follow_redirects=True) as client:
            return await client.get(path, headers={"host": host})

    return asyncio.run(ask())


class Links(HTMLParser):
    """What a page would load, run or point to."""

    def __init__(self) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.pointed: list[str] = []
        self.handlers: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "src" or (tag == "link" and name == "href"):
                self.loaded.append(value or "")
            elif name in ("href", "action"):
                self.pointed.append(value or "")
            elif name.startswith("on") or name == "style":
                self.handlers.append(f"{tag} {name}")
            elif name == "id":
                self.ids.append(value or "")


def links(html: str) -> Links:
    parser = Links()
    parser.feed(html)
    return parser


def pages_of(record: Path) -> list[str]:
    with Record(record) as opened:
        found = [f"/doc/{row['doc_id']}" for row in opened.reports()] + [f"/event/{row['id']}" for row in opened.events()]
    return [*PAGES, *found]


def test_every_page_answers_and_runs_nothing_of_strangers(record: Path) -> None:
    for path in pages_of(record):
        answer = get(record, path)
        found = links(answer.text)

        assert answer.status_code == 200, (path, answer.status_code)
        assert found.handlers == [], path
        assert all(url.startswith("/-/accordingto/") for url in found.loaded), path
        assert not any(url.lower().startswith("javascript:") for url in found.pointed), path
        assert "<script>alert" not in answer.text
        assert len(set(found.ids)) == len(found.ids), path
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe-inline" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/doc/nowhere", "/event/nowhere", "/source/nobody", "/outlet/none", "/doc/..%2f..%2fetc%2fpasswd"])
def test_what_is_not_there_is_not_found(record: Path, path: str) -> None:
    assert get(record, path).status_code == 404


def test_a_foreign_host_name_is_refused(record: Path) -> None:
    assert get(record, "/", host="rebound.example").status_code == 421


@pytest.mark.parametrize("path", ["/events", "/reports", "/sources", "/problems"])
def test_every_list_is_also_json_and_csv(record: Path, path: str) -> None:
    as_json, as_csv = get(record, f"{path}?as=json"), get(record, f"{path}?as=csv")

    rows: list[dict[str, Any]] = as_json.json()
    assert as_csv.status_code == 200
    assert as_csv.text.count("\r\n") >= len(rows)


def test_a_report_s_marks_stand_where_the_record_says(record: Path) -> None:
    with Record(record) as opened:
        found = next(f for f in opened.documents() if f.attributions)

    html = get(record, f"/doc/{found.document.doc_id}").text

    assert set(re.findall(r'id="(a\d+)"', html)) == {a.id for a in found.attributions}


def test_no_page_writes(record: Path) -> None:
    before = record.read_bytes()
    for path in PAGES:
        get(record, path)

    assert record.read_bytes() == before
