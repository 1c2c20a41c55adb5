"""The explorer in a real browser: two widths, with and without script; nothing foreign is loaded, nothing is wider than the screen."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.api import read
from accordingto.resources import data_path
from accordingto.store.record import Record

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explorer") / "demo.db"
    read(data_path("demo/reports.jsonl"), path)
    return path


@pytest.fixture(scope="module")
def site(record: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "accordingto", "serve", str(record), "--port", str(port)], stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(url, timeout=2).read()  # our own address
            break
        except OSError:
            time.sleep(0.2)
    yield url
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed (`apt-get install chromium`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def paths_of(record: Path) -> list[str]:
    with Record(record) as opened:
        event = next(e["id"] for e in opened.events() if e["conflicts"])
        document = next(r["doc_id"] for r in opened.reports() if r["attributions"])
        source = opened.sources()[0]["source"]
    fixed = ["/", "/events", "/reports", "/sources", "/problems", "/search?q=checkpoint", "/outlet/Radio%20Estamar"]
    return [*fixed, f"/event/{event}", f"/doc/{document}", f"/source/{source}".replace(" ", "%20")]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", [380, 1400])
def test_every_page_stands_in_its_width_and_loads_nothing_foreign(record: Path, site: str, browser: Any, width: int, script: bool) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script).new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: said.append(m.text))
    page.on("request", lambda r: asked.append(r.url))
    for path in paths_of(record):
        answer = page.goto(site + path)
        assert answer.status == 200, path
        if script:
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.locator("h1").count() == 1, path

    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []


def test_no_page_has_a_serious_fault_of_accessibility(record: Path, site: str, browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_context(viewport={"width": 1400, "height": 900}, bypass_csp=True).new_page()
    found = {}
    for path in paths_of(record):
        page.goto(site + path)
        violations = Axe().run(page).response["violations"]
        found[path] = [(v["id"], v["nodes"][0]["html"][:120]) for v in violations if v["impact"] in SERIOUS]

    assert {path: faults for path, faults in found.items() if faults} == {}


def test_from_home_to_the_accounts_of_the_bombing_in_two_clicks(record: Path, site: str, browser: Any) -> None:
    page = browser.new_page()
    page.goto(site)
    page.locator("a", has_text="bombing").first.click()
    page.wait_for_load_state()

    with Record(record) as opened:
        accounts = opened.accounts(page.url.rpartition("/")[2])
    shown = page.inner_text("main")
    assert accounts
    for account in accounts:
        assert account["claimant"] in shown
    page.locator("td a").first.click()
    page.wait_for_load_state()
    assert "/doc/" in page.url
    assert json.loads(page.evaluate("JSON.stringify(location.hash.length > 1)"))
