"""Server time of every page over a large record, beside Datasette's own page of a table, in one run.

    python benchmarks/large_record.py 100000 large.db && python benchmarks/explorer.py large.db

In: a record. Out: for each page the median and the slowest of several requests to different things (events, reports, sources ...),
in process, without network; the ratio is to the median of Datasette's table page in the same run. Pages take turns, so that a noisy
machine is noisy for all.
"""

import argparse
import asyncio
import platform
import random
import statistics
import time
from pathlib import Path
from urllib.parse import quote

import httpx

from accordingto.store.record import Record
from accordingto.web.serve import application

ROUNDS = 9
BASE = "Datasette's table page"


def paths_of(record: Path) -> dict[str, list[str]]:
    """Addresses of each kind of page; the first of each kind is its largest."""
    chance = random.Random(1)  # noqa: S311
    with Record(record) as opened:
        ask = opened.connection.execute
        numbers = [chance.randrange(1, ask("SELECT max(n) FROM documents").fetchone()[0]) for _ in range(ROUNDS)]
        documents = [ask("SELECT doc_id FROM documents WHERE n = ?", (n,)).fetchone()[0] for n in numbers]
        events = [r[0] for r in ask("SELECT event_id FROM verdicts WHERE verdict = 'conflict' ORDER BY origins DESC LIMIT ?", (ROUNDS,))]
        sources = [r[0] for r in ask("SELECT name FROM tallies WHERE about = 'source' AND name > '' ORDER BY n DESC LIMIT ?", (ROUNDS,))]
        outlets = [r[0] for r in ask("SELECT name FROM tallies WHERE about = 'outlet' AND name > '' ORDER BY n DESC LIMIT ?", (ROUNDS,))]
        place = ask("SELECT name FROM places GROUP BY name ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
        day = ask("SELECT published FROM documents WHERE n = ?", (numbers[0],)).fetchone()[0]
    table = quote(record.stem)
    return {
        BASE: [f"/{table}/attributions", f"/{table}/documents"],
        "Home": ["/"],
        "Events": ["/events", f"/events?place={quote(place)}", "/events?type=PROTEST", f"/events?since={day}", "/events?page=40"],
        "Timeline": ["/timeline", "/timeline?type=ASSAULT", f"/timeline?since={day[:7]}-01&until={day[:7]}-31"],
        "Map": ["/map", f"/map?place={quote(place)}", "/map?type=DISASTER"],
        "Reports": ["/reports", f"/reports?place={quote(place)}", "/reports?page=100", f"/reports?outlet={quote(outlets[0])}"],
        "Sources": ["/sources", "/sources?page=20"],
        "Outlets": ["/outlets"],
        "Open questions": ["/problems", "/problems?kind=no_date&page=20"],
        "Search": [
            "/search?q=road",
            "/search?q=killed+attack",
            f"/search?q=closed&place={quote(place)}",
            "/search?stance=denies",
            f"/search?source={quote(sources[0])}&stance=confirms",
            f"/search?outlet={quote(outlets[0])}&kind=unnamed",
            f"/search?since={day}&until={day}",
        ],
        "Event": [f"/event/{event}" for event in events],
        "Report": [f"/doc/{doc_id}" for doc_id in documents],
        "Source": [f"/source/{quote(name, safe='')}" for name in sources],
        "Outlet": [f"/outlet/{quote(name, safe='')}" for name in outlets],
    }


async def timed(record: Path, paths: dict[str, list[str]]) -> dict[str, list[float]]:
    """Milliseconds of each request, by kind of page, after one that warms up."""
    times: dict[str, list[float]] = {name: [] for name in paths}
    transport = httpx.ASGITransport(app=application(record).app())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=120) as client:
        for turn in range(ROUNDS + 1):
            for name, addresses in paths.items():
                address = addresses[turn % len(addresses)]
                started = time.perf_counter()
                answer = await client.get(address)
                spent = (time.perf_counter() - started) * 1000
                if answer.status_code != 200:
                    raise SystemExit(f"{address}: {answer.status_code}")
                if turn:
                    times[name].append(spent)
    return times


def table_of(times: dict[str, list[float]]) -> str:
    """The figures as a table in Markdown."""
    base = statistics.median(times[BASE])
    lines = ["| page | median, ms | slowest, ms | median as a ratio to Datasette's table page |", "| --- | --- | --- | --- |"]
    for name, spent in times.items():
        middle = statistics.median(spent)
        lines.append(f"| {name} | {middle:.0f} | {max(spent):.0f} | {middle / base:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    options = parser.parse_args()
    times = asyncio.run(timed(options.record, paths_of(options.record)))
    print(f"{options.record.stat().st_size / 1e6:,.0f} MB, Python {platform.python_version()}, {ROUNDS} requests a page")
    print(table_of(times))


if __name__ == "__main__":
    main()
