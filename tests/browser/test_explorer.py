"""The explorer in a real browser: two widths, with and without script; nothing foreign is loaded, nothing is wider than the screen."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from accordingto.api import read
from accordingto.resources import data_path
from accordingto.store.record import Record

pytestmark = pytest.mark.browser
SERIOUS = {"serious", "critical"}
WIDTHS = (380, 1600)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "demo.db"
    read(data_path("demo/reports.jsonl"), path)
    return path


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Starts `accordingto serve` on a free port; gives the address that it prints."""
    servers: list[subprocess.Popen[str]] = []

    def started(record: Path, *options: str) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-u", "-m", "accordingto", "serve", str(record), "--port", str(port), *options]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        servers.append(server)
        assert server.stdout is not None
        found = re.match(r"http://\S+", server.stdout.readline())
        assert found
        wait_for(found.group(0))
        return found.group(0)

    yield started
    for server in servers:
        server.terminate()
        server.wait(timeout=20)


def wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=2).read()  # noqa: S310  # our own address
        except urllib.error.HTTPError:  # it is there, and asks for a cookie
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(address)


@pytest.fixture(scope="session")
def site(demo: Path, serve: Callable[..., str]) -> str:
    return serve(demo).rstrip("/")


def paths_of(record: Path) -> list[str]:
    """Every page, those of one thing for the thing that has most to show."""
    with Record(record) as opened:
        event = max(opened.events(), key=lambda e: e["conflicts"] * e["origins"])["id"]
        document = max(opened.reports(), key=lambda r: r["attributions"])["doc_id"]
        source = next(s["source"] for s in opened.sources() if not s["source"].startswith("("))
        outlet = next(r["outlet"] for r in opened.reports() if r["outlet"])
    lists = ["/", "/events", "/timeline", "/map", "/reports", "/sources", "/outlets", "/problems", "/search", "/search?q=killed"]
    one = [f"/event/{event}", f"/doc/{document}", f"/source/{quote(source, safe='')}", f"/outlet/{quote(outlet, safe='')}"]
    return [
        *lists,
        *one,
        "/search?stance=denies&kind=person",
        "/timeline?type=ASSAULT",
        "/timeline?since=2043-04-01&until=2043-04-30",
        "/events?since=never",
    ]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_stands_in_its_width_and_loads_nothing_foreign(demo: Path, site: str, browser: Any, width: int, script: bool) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script).new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: asked.append(r.url))
    for path in paths_of(demo):
        answer = page.goto(site + path)
        assert answer.status == 200, path
        widest = page.locator("html").evaluate("e => e.scrollWidth")
        assert widest <= width, path
        assert page.locator("h1").count() == 1, path
        assert page.locator("main").count() == 1, path

    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_serious_fault_of_accessibility(demo: Path, site: str, browser: Any, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for path in paths_of(demo):
        page.goto(site + path)
        violations = Axe().run(page).response["violations"]
        found[path] = [(v["id"], v["nodes"][0]["html"][:120]) for v in violations if v["impact"] in SERIOUS]

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_the_event_page_says_what_the_command_says(demo: Path, site: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    command = [sys.executable, "-m", "accordingto", "accounts", str(demo), "--json"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert told
    for event in dict.fromkeys(row["event"] for row in told):
        accounts = [row for row in told if row["event"] == event]
        page.goto(f"{site}/event/{event}")
        shown = " ".join(page.inner_text("main").split())
        served = page.request.get(f"{site}/event/{event}?as=json").json()

        assert served == accounts
        for row in accounts:
            assert row["claimant"] in shown, event
            for evidence in row["evidence"]:
                assert " ".join(evidence["words"][:60].split()) in shown, event
        for slot in {row["slot"] for row in accounts}:
            heading = page.locator("thead th", has_text=re.compile(rf"^\s*{slot}"))
            verdict = next(row["verdict"] for row in accounts if row["slot"] == slot) or "no current account"
            assert verdict in heading.first.inner_text(), (event, slot)


def test_every_claim_is_one_click_from_its_words(demo: Path, site: str, browser: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    with Record(demo) as opened:
        event = max(opened.events(), key=lambda e: e["conflicts"] * e["origins"])["id"]
    page.goto(f"{site}/event/{event}")
    links = page.eval_on_selector_all(".matrix td a.plain", "all => all.map(a => [a.getAttribute('href'), a.textContent])")
    assert links
    for address, _ in links:
        page.goto(site + address)
        target = page.locator(f"[id='{address.partition('#')[2]}']")

        assert target.count() == 1, address
        assert target.first.is_visible(), address


def test_a_mark_has_a_permanent_link_and_its_reason_a_tap_away(demo: Path, site: str, browser: Any) -> None:
    page = browser.new_context(viewport={"width": 380, "height": 800}).new_page()
    page.goto(site + next(p for p in paths_of(demo) if p.startswith("/doc/")))
    mark = page.locator(".para .m.cue").first
    finding = mark.get_attribute("data-of")
    why = page.locator(f"#note-{finding} details")
    assert why.get_attribute("open") is None

    mark.click()

    assert why.get_attribute("open") is not None
    assert "by " in why.inner_text()
    assert page.locator(f"#note-{finding} a[href='#{finding}']").count() == 1


def test_the_keyboard_reaches_the_content_first(site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site)

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.className") == "skip"


def test_on_paper_an_event_is_a_case_file_with_its_words_as_footnotes(demo: Path, site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site + next(p for p in paths_of(demo) if p.startswith("/event/")))
    page.emulate_media(media="print")

    assert not page.locator(".mast nav").is_visible()
    assert page.locator(".footnotes li").count() > 0
    numbers = page.eval_on_selector_all("sup.fn a", "all => all.map(a => a.getAttribute('href').slice(1))")
    assert numbers
    assert all(page.locator(f"[id='{number}']").count() == 1 for number in set(numbers))
    assert page.pdf()[:4] == b"%PDF"


def test_a_map_shows_known_places_and_names_those_without_a_point(tmp_path: Path, serve: Callable[..., str], browser: Any) -> None:
    rows = [
        {"id": "m1", "text": "Two people were killed in a fire in Lyon on Monday, the fire chief said.", "published": "2031-05-14"},
        {"id": "m2", "text": "Four people were hurt in a blast in Toulouse on Monday, police said.", "published": "2031-05-14"},
        {"id": "m3", "text": "Three people were killed in an explosion in Ulm Karr on Monday, police said.", "published": "2031-05-14"},
    ]
    (tmp_path / "map.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    read(tmp_path / "map.jsonl", tmp_path / "map.db")
    page = browser.new_page()

    page.goto(serve(tmp_path / "map.db") + "map")

    assert page.locator("svg.map .dot").count() == 2
    assert "Ulm Karr" in page.inner_text("main")
    page.locator("svg.map a").first.click()
    assert "#place" in page.url


def test_a_report_is_pasted_and_read_with_edit(tmp_path: Path, serve: Callable[..., str], browser: Any) -> None:
    record = tmp_path / "record.db"
    Record(record, write=True).close()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(serve(record, "--edit"))
    assert "token" not in page.url
    page.click("nav >> text=Read in")

    page.fill("textarea[name=text]", "Two people died when a barn burned in Orten, the fire chief, Mira Toll, said on Monday.")
    page.fill(".paste input[name=title]", "Barn burns")
    page.click(".paste button")
    page.wait_for_url("**/doc/*", timeout=120_000)

    assert page.locator("h1").inner_text() == "Barn burns"
    assert page.locator(".m.source", has_text="Mira Toll").count() == 1


def test_dropped_files_go_into_the_box_and_nothing_is_sent_by_itself(tmp_path: Path, serve: Callable[..., str], browser: Any) -> None:
    record = tmp_path / "record.db"
    Record(record, write=True).close()
    page = browser.new_page()
    page.goto(serve(record, "--edit"))
    page.click("nav >> text=Read in")
    dropped = page.evaluate_handle(
        "() => { const held = new DataTransfer(); held.items.add(new File(['Nobody was hurt, the mayor said.'], 'one.txt')); return held; }"
    )

    page.dispatch_event(".paste", "drop", {"dataTransfer": dropped})

    assert page.evaluate("document.querySelector('.paste input[type=file]').files[0].name") == "one.txt"
    assert page.locator("textarea").count() == 1


def test_from_home_to_the_three_accounts_of_the_reference_report_in_two_clicks(
    tmp_path: Path, shared: Path, serve: Callable[..., str], browser: Any
) -> None:
    record = tmp_path / "record.db"
    read(shared / "reference/report.txt", record, published=date(2021, 7, 9))
    page = browser.new_page()
    page.goto(serve(record))
    with Record(record) as opened:
        hurt = [a for a in opened.accounts() if a["slot"] in ("injured", "casualties")]
    event = hurt[0]["event"]
    assert {a["event"] for a in hurt} == {event}

    page.locator(f"main a[href='/event/{event}']").first.click()  # the first click
    page.wait_for_load_state()
    shown = page.inner_text("main")
    assert len({a["claimant"] for a in hurt}) == 3
    for account in hurt:
        assert account["claimant"] in shown
    page.locator(".matrix td a.plain").first.click()  # the second: the words themselves
    page.wait_for_load_state()
    assert "/doc/" in page.url
    assert page.locator(".m:target").count() == 1
