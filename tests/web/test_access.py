"""Nothing is written without --edit; with it the token, the form's own token and the Host header are checked."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from accordingto.api import read
from accordingto.store.record import Record
from accordingto.web.access import Access
from accordingto.web.editing import Editor
from accordingto.web.serve import access_for, address_of, application

TOKEN = "right-token"  # noqa: S105  # of this test alone
TEXT = "Two people died when a barn burned in Orten, the fire chief, Mira Toll, said on Monday."


@pytest.fixture
def record(tmp_path: Path, reports: Path) -> Path:
    read(sorted(reports.iterdir())[:2], tmp_path / "record.db")
    return tmp_path / "record.db"


class Visitor:
    """A browser without a screen: keeps cookies between requests to one server."""

    editors: ClassVar[list[Editor]] = []

    def __init__(self, record: Path, *, edit: bool = False, access: Access | None = None) -> None:
        self.editor = Editor(record=record, by="ann", token=TOKEN) if edit else None
        if self.editor:
            Visitor.editors.append(self.editor)
        self.app = application(record, self.editor, access).app()
        self.cookies = httpx.Cookies()

    def ask(self, method: str, path: str, **given: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost", cookies=self.cookies, timeout=120) as client:
                answer = await client.request(method, path, **given)
                self.cookies.update(client.cookies)
                return answer

        return asyncio.run(asked())

    def form_token(self) -> str:
        found = re.search(r'name="csrftoken" value="([^"]+)"', self.ask("GET", "/-/read").text)
        assert found
        return found.group(1)


@pytest.fixture(autouse=True)
def writers() -> Iterator[None]:
    """Ends the processes that write when a test has ended."""
    yield
    while Visitor.editors:
        Visitor.editors.pop().close()


def reports_in(record: Path) -> int:
    with Record(record) as opened:
        return len(opened.reports())


@pytest.mark.parametrize("path", ["/-/read", "/", "/record/documents", "/-/messages"])
def test_a_record_that_is_served_for_reading_takes_no_form(record: Path, path: str) -> None:
    before = record.read_bytes()

    answer = Visitor(record).ask("POST", path, data={"text": TEXT})

    assert answer.status_code == 403
    assert record.read_bytes() == before


def test_a_record_that_is_served_for_reading_shows_no_box(record: Path) -> None:
    visitor = Visitor(record)

    assert "<textarea" not in visitor.ask("GET", "/").text
    assert visitor.ask("GET", "/-/read").status_code == 403


def test_changing_needs_the_token_of_the_printed_address(record: Path) -> None:
    stranger, guesser = Visitor(record, edit=True), Visitor(record, edit=True)
    guesser.ask("GET", "/?token=wrong")

    for visitor in (stranger, guesser):
        assert visitor.ask("POST", "/-/read", data={"text": TEXT}).status_code == 403
        assert "<textarea" not in visitor.ask("GET", "/").text
    assert reports_in(record) == 2


def test_the_token_goes_into_a_cookie_and_out_of_the_address(record: Path) -> None:
    answer = Visitor(record, edit=True).ask("GET", "/events?type=ASSAULT&token=right-token")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?type=ASSAULT"
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=Strict" in answer.headers["set-cookie"]


def test_the_way_on_stays_on_this_server(record: Path) -> None:
    answer = Visitor(record, edit=True).ask("GET", "http://localhost//elsewhere.example/?token=right-token")

    assert not answer.headers.get("location", "/").startswith("//")


def test_a_foreign_form_is_refused(record: Path) -> None:
    visitor = Visitor(record, edit=True)
    visitor.ask("GET", "/?token=right-token")
    visitor.form_token()

    assert visitor.ask("POST", "/-/read", data={"text": TEXT}).status_code == 403
    assert visitor.ask("POST", "/-/read", data={"text": TEXT, "csrftoken": "made up"}).status_code == 403
    assert visitor.ask("POST", "/-/read", content=b"{}", headers={"content-type": "application/json"}).status_code == 403
    assert reports_in(record) == 2


def test_a_pasted_report_is_read_at_once_and_shown(record: Path) -> None:
    visitor = Visitor(record, edit=True)
    visitor.ask("GET", "/?token=right-token")
    fields = {"csrftoken": visitor.form_token(), "text": TEXT, "title": "Barn burns", "outlet": "Vale Wire", "published": "2031-05-13"}

    answer = visitor.ask("POST", "/-/read", data=fields)

    assert answer.status_code == 302
    page = visitor.ask("GET", answer.headers["location"]).text
    assert "Barn burns" in page
    assert "Mira Toll" in page
    assert reports_in(record) == 3


def test_files_are_read_and_what_cannot_be_is_told(record: Path) -> None:
    visitor = Visitor(record, edit=True)
    visitor.ask("GET", "/?token=right-token")
    files = [
        ("files", ("barn.txt", TEXT.encode(), "text/plain")),
        ("files", ("../../up.txt", b"The mayor of Selm, Ada Renn, denied it.", "text/plain")),
        ("files", ("picture.png", b"\x89PNG\r\n", "image/png")),
    ]

    answer = visitor.ask("POST", "/-/read", data={"csrftoken": visitor.form_token()}, files=files)

    assert answer.status_code == 200
    assert answer.text.count('href="/doc/') == 2
    assert "a picture (PNG)" in answer.text
    with Record(record) as opened:
        assert {r["address"] for r in opened.reports()} >= {"given/barn.txt", "given/up.txt"}


@pytest.mark.parametrize("fields", [{}, {"text": "  "}, {"text": TEXT, "published": "yesterday"}])
def test_what_was_not_given_rightly_is_told_not_read(record: Path, fields: dict[str, str]) -> None:
    visitor = Visitor(record, edit=True)
    visitor.ask("GET", "/?token=right-token")

    answer = visitor.ask("POST", "/-/read", data={"csrftoken": visitor.form_token(), **fields})

    assert answer.status_code == 200
    assert reports_in(record) == 2


def test_a_server_that_others_reach_asks_everybody_for_the_token(record: Path) -> None:
    access = access_for("192.0.2.7", None)
    visitor = Visitor(record, access=access)

    assert visitor.ask("GET", "/").status_code == 403
    assert visitor.ask("GET", "/record/documents.json").status_code == 403
    assert address_of("192.0.2.7", 8001, access) == f"http://192.0.2.7:8001/?token={access.token}"
    visitor.ask("GET", f"/?token={access.token}")
    assert visitor.ask("GET", "/").status_code == 200
    assert visitor.ask("GET", "/", headers={"host": "rebound.example"}).status_code == 421
