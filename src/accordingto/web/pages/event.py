"""Event: the accounts side by side with their verdicts, the figures as a chart, who copies whom, all evidence."""

from typing import Any

from datasette import Response
from datasette.utils.asgi import NotFound

from accordingto.exports.wording import number_words
from accordingto.store import ask as questions
from accordingto.web.charts import toll_chart
from accordingto.web.pages.shared import ask, page, rows_response, wanted_form

NUMBERS = ("killed", "injured", "casualties", "missing", "detained", "displaced", "damage")


async def event_page(datasette: Any, request: Any) -> Response:
    """One event; ``?as=json|csv`` gives its accounts."""
    event_id = request.url_vars["event_id"]
    event = await ask(datasette, lambda c: questions.event(c, event_id))
    if event is None:
        raise NotFound(f"No event {event_id} in this record.")
    accounts = await ask(datasette, lambda c: questions.accounts(c, event_id))
    form = wanted_form(request)
    if form != "html":
        return rows_response(accounts, form)
    slots = [_slot(name, [a for a in accounts if a["slot"] == name]) for name in dict.fromkeys(a["slot"] for a in accounts)]
    return await page(
        datasette,
        request,
        "accordingto/event.html",
        event=event,
        slots=sorted(slots, key=lambda s: (s["name"] not in NUMBERS, s["name"])),
        reports=await ask(datasette, lambda c: questions.event_reports(c, event_id)),
        echoes=await ask(datasette, lambda c: questions.event_echoes(c, event_id)),
    )


def _slot(name: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A slot with its verdict, rows and chart."""
    for row in rows:
        row["words"] = number_words(row["low"], row["high"]) if name in NUMBERS else row["value"]
    return {"name": name, "verdict": rows[0]["verdict"], "origins": rows[0]["origins"], "rows": rows, "chart": toll_chart(rows, name)}
