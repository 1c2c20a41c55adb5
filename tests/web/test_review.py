"""The review page: only for the one who has the address; each decision is saved, shown, and can be taken back."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from accordingto.model.review import Action
from accordingto.pipeline import relink
from accordingto.review.queue import queue
from accordingto.store.corrections import decide
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from accordingto.web.editing import Editor
from accordingto.web.serve import application


@asynccontextmanager
async def browser(record: Path, editor: Editor | None) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=application(record, editor).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", follow_redirects=True) as client:
        yield client
    if editor:
        editor.close()


def session(record: Path, steps: Callable[[httpx.AsyncClient, Editor], Coroutine[Any, Any, None]]) -> None:
    """Run ``steps`` as one who has opened the printed address."""

    async def run() -> None:
        editor = Editor(record=record, by="ann")
        async with browser(record, editor) as client:
            await client.get(f"/-/edit?token={editor.token}")
            await steps(client, editor)

    asyncio.run(run())


def hidden(html: str, form: int = 0) -> dict[str, str]:
    """The hidden fields of a form of the page."""
    inside = re.findall(r"<form method=\"post\".*?</form>", html, re.DOTALL)[form]
    return {n: unescape(v) for n, v in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', inside)}


def statuses(record: Path) -> dict[str, str]:
    with Record(record) as opened:
        return {e.id: e.status.value for e in queue(opened.connection, "attributions")}


@contextmanager
def writing(record: Path) -> Iterator[None]:
    """Another process has the record open for writing."""
    code = (
        "import sys; from accordingto.store.record import Record\nwith Record(sys.argv[1], write=True): print('ready', flush=True); input()"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(record)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        yield
        other.communicate("\n")


def test_without_edit_there_is_no_such_page_and_no_link_to_it(record: Path) -> None:
    async def run() -> tuple[int, int, str]:
        async with browser(record, None) as client:
            pages = await client.get("/review"), await client.get("/-/edit?token="), await client.get("/")
            return pages[0].status_code, pages[1].status_code, pages[2].text

    shown, entered, home = asyncio.run(run())

    assert (shown, entered) == (404, 404)
    assert "/review" not in home


@pytest.mark.parametrize("path", ["/review", "/-/edit", "/-/edit?token=", "/-/edit?token=guess"])
def test_who_has_not_the_address_is_refused_and_nothing_is_saved(record: Path, path: str) -> None:
    async def run() -> list[int]:
        editor = Editor(record=record, by="ann")
        async with browser(record, editor) as client:
            got = await client.get(path)
            client.cookies.set("accordingto_edit", "guess")
            sent = await client.post("/review", data={"do": "reject", "ids": next(iter(statuses(record)))})
            return [got.status_code, sent.status_code]

    assert asyncio.run(run()) == [403, 403]
    assert set(statuses(record).values()) == {"new"}


def test_a_decision_without_the_forms_own_token_is_refused(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        await client.get("/review")
        answer = await client.post("/review", data={"do": "reject", "ids": next(iter(statuses(record)))})
        assert answer.status_code == 403

    session(record, steps)
    assert set(statuses(record).values()) == {"new"}


def test_a_foreign_host_is_refused_also_with_the_cookie(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        answer = await client.get("/review", headers={"host": "rebound.example"})
        assert answer.status_code == 421

    session(record, steps)


def test_accept_reject_edit_next_and_undo_by_buttons_alone(record: Path) -> None:
    with Record(record) as opened:
        order = [e.id for e in queue(opened.connection, "attributions")]

    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        page = await client.get("/review")
        assert hidden(page.text)["ids"] == order[0]
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "unsafe-inline" not in page.headers["content-security-policy"]
        page = await client.post("/review", data=hidden(page.text) | {"do": "accept"})
        assert hidden(page.text)["ids"] == order[1]
        page = await client.post("/review", data=hidden(page.text) | {"do": "next"})
        assert hidden(page.text)["ids"] == order[2]
        page = await client.post("/review", data=hidden(page.text) | {"do": "reject"})
        assert hidden(page.text)["ids"] == order[3]
        form = hidden(page.text, 1)
        page = await client.post(
            "/review", data=form | {"do": "edit", "set-stance": "warns", "set-medium": form["was-medium"], "note": "so it reads"}
        )
        assert hidden(page.text)["ids"] == order[4]
        page = await client.post("/review", data=hidden(page.text) | {"do": "accept"})
        page = await client.post("/review", data=hidden(page.text) | {"do": "undo"})
        assert hidden(page.text)["ids"] == order[4]

    session(record, steps)

    found = statuses(record)
    assert [found[i] for i in order[:5]] == ["accepted", "new", "rejected", "accepted", "new"]
    with Record(record) as opened:
        rows = {r["id"]: r for r in opened.quotes()}
        notes = [d["note"] for d in opened.decisions() if d["answer"].startswith("stance")]
    assert rows[order[3]]["stance"] == "warns"
    assert notes == ["so it reads"]


def test_a_row_that_changed_meanwhile_is_shown_anew_and_nothing_is_saved(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        page = await client.get("/review")
        form = hidden(page.text)
        ben = Editor(record=record, by="ben")  # in a process of his own, as everybody who writes beside the server
        await ben.decide([form["ids"]], Wish(action=Action.REJECT), None, [form["seen"]])
        ben.close()
        page = await client.post("/review", data=form | {"do": "accept"})
        assert "Not saved" in page.text
        assert "changed since you looked at it" in page.text
        assert "ben rejects it" in page.text
        assert statuses(record)[form["ids"]] == "rejected"
        page = await client.post("/review", data=hidden(page.text) | {"do": "accept"})
        assert statuses(record)[form["ids"]] == "disputed"
        page = await client.get("/review")
        assert hidden(page.text)["ids"] == form["ids"]  # what is disputed comes first

    session(record, steps)


def test_while_another_process_writes_the_page_says_so_and_loses_nothing(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        page = await client.get("/review")
        with writing(record):
            answer = await client.post("/review", data=hidden(page.text) | {"do": "accept"})
        assert "another process is writing to it" in answer.text
        answer = await client.post("/review", data=hidden(answer.text) | {"do": "accept"})
        assert "now accepted" in answer.text

    session(record, steps)


def test_a_value_that_makes_no_sense_is_told_on_the_page(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        page = await client.get("/review")
        form = hidden(page.text, 1)
        answer = await client.post("/review", data=form | {"do": "edit", "set-content": "words that are not there"})
        assert "stands 0 times in the report" in answer.text
        answer = await client.post("/review", data=form | {"do": "edit"})
        assert "nothing was changed" in answer.text

    session(record, steps)
    assert set(statuses(record).values()) == {"new"}


def test_every_kind_of_row_can_be_looked_at(record: Path) -> None:
    with Record(record) as opened:
        found = next(f for f in opened.documents() if f.claims and f.attributions and f.places)
    ids = [f"{found.document.doc_id}.{getattr(found, table)[0].id}" for table in (
        "attributions", "claims", "event_mentions", "chains", "mentions", "places", "times",
    ) if getattr(found, table)]  # fmt: skip

    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        for public_id in ids:
            page = await client.get(f"/review?at={public_id}")
            assert page.status_code == 200, public_id
            assert hidden(page.text)["ids"].startswith(public_id)
        events = await client.get("/review?what=events")
        assert hidden(events.text)["ids"]
        assert (await client.get("/review?at=d0.a1")).status_code == 404

    session(record, steps)


def test_a_row_that_a_re_run_has_removed_is_told_and_the_review_goes_on(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        form = hidden((await client.get("/review")).text)
        again(record)
        answer = await client.post("/review", data=form | {"do": "accept"})
        assert answer.status_code == 200
        assert "no row of this id" in answer.text
        assert "A later run may have numbered it anew" in answer.text

    session(record, steps)


def again(record: Path) -> None:
    """A re-run by a model that finds no attribution, in a process of its own."""
    code = """
import sys
from dataclasses import replace
from accordingto.store.corrections import save_corrected
from accordingto.store.record import Record
with Record(sys.argv[1], write=True) as opened, opened.transaction() as connection:
    for found in list(opened.documents()):
        bare = replace(found, attributions=(), claims=(), event_mentions=(), quoted_terms=())
        save_corrected(connection, bare, "another model")
"""
    subprocess.run([sys.executable, "-c", code, str(record)], check=True)


def test_a_claim_is_decided_on_from_its_event_and_leads_back_to_it(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        event = await client.get("/review?what=events")
        link = re.search(r'href="(/review[^"]*at=[^"]*[.]c[0-9]+[^"]*)"', event.text)
        assert link
        claim = await client.get(unescape(link[1]))
        answer = await client.post("/review", data=hidden(claim.text) | {"do": "reject", "note": "not in the text"})
        assert hidden(answer.text)["ids"] == hidden(event.text)["ids"]
        assert "now rejected" in answer.text

    session(record, steps)
    with Record(record) as opened:
        assert [(d["answer"], d["note"], d["state"]) for d in opened.decisions()] == [("reject", "not in the text", "holds")]


def test_enter_in_the_field_for_the_reason_decides_nothing(record: Path) -> None:
    async def steps(client: httpx.AsyncClient, _: Editor) -> None:
        page = await client.get("/review")
        answer = await client.post("/review", data=hidden(page.text) | {"do": "stay", "note": "hm"})
        assert "press accept or reject to decide" in answer.text

    session(record, steps)
    assert set(statuses(record).values()) == {"new"}


def test_every_page_says_whether_a_value_is_the_programs_or_a_persons(record: Path) -> None:
    with Record(record, write=True) as opened:
        found, claim = next((f, c) for f in opened.documents() for c in f.claims if c.slot.value == "injured" and c.low == 4)
        doc_id = found.document.doc_id
        decide(opened, [f"{doc_id}.{claim.id}"], Wish(action=Action.EDIT, fields=(("high", "6"),)), by="ann", note="see below")
        decide(opened, [f"{doc_id}.a1"], Wish(action=Action.EDIT, fields=(("stance", "warns"),)), by="ann")
        relink(opened)
        event = next(a["event"] for a in opened.accounts() if a["decided_by"] == "person")

    async def run() -> dict[str, str]:
        async with browser(record, None) as client:
            paths = (f"/event/{event}", f"/doc/{doc_id}", "/search?q=injured", f"/event/{event}?as=csv")
            return {path: unescape((await client.get(path)).text) for path in paths}

    pages = asyncio.run(run())

    shown, document, search, as_csv = pages.values()
    assert "a person’s" in shown
    assert "a person’s: the program: " in document
    assert "high: 4 → 6 (by ann" in document
    assert "a person’s" in search
    assert "person" in as_csv
