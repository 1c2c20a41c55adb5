"""Home: what the record holds, the newest and the most disputed events, what stays open, search."""

from typing import Any

from datasette import Response

from accordingto.store import ask as questions
from accordingto.web.pages.shared import ask, page

SHOWN = 12


async def home_page(datasette: Any, request: Any) -> Response:
    """The first page."""
    counts = await ask(datasette, questions.counts)
    events = await ask(datasette, lambda c: questions.events(c, {}))
    told = [e for e in events if e["claimants"]]
    disputed = sorted((e for e in told if e["conflicts"]), key=lambda e: (-e["conflicts"] * e["origins"], e["id"]))
    return await page(
        datasette,
        request,
        "accordingto/home.html",
        counts=counts,
        newest=told[:SHOWN],
        disputed=disputed[:SHOWN],
        problems=await ask(datasette, questions.problem_kinds),
        outlets=await ask(datasette, questions.outlets),
    )
