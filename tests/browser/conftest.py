"""What the browser tests share: Chromium, records, and a server of its own for each record."""

import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.api import read
from accordingto.resources import data_path

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is not installed (`apt-get install chromium`)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


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
    import time

    for _ in range(150):
        try:
            urllib.request.urlopen(address, timeout=2).read()  # noqa: S310  # our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(address)


@pytest.fixture(scope="session")
def site(demo: Path, serve: Callable[..., str]) -> str:
    return serve(demo).rstrip("/")
