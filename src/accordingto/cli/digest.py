"""The digest of a record: what a journalist would want to know first."""

from typing import Any

import click

from accordingto.exports.wording import clipped, counted_words, day_words
from accordingto.store.record import Record

EVENTS = 8
NUMBERS = ("killed", "injured", "casualties", "missing", "detained", "displaced", "damage")
WIDTH = 34


def print_digest(record: Record) -> None:
    """Events with figures, the most disputed first, each with its accounts side by side; then who is quoted, then what stays open."""
    counts = record.counts()
    sources = record.sources()
    click.echo(f"\n{counts['reports']} reports, {counts['attributions']} statements by {len(sources)} sources, {counts['events']} events\n")
    events = [(e, _figures(record, e["id"])) for e in record.events() if e["claimants"]]
    told = sorted(((e, a) for e, a in events if a), key=lambda x: (-x[0]["conflicts"], -x[0]["reports"], -x[0]["origins"], x[0]["id"]))
    for event, accounts in told[:EVENTS]:
        _print_event(event, accounts)
    others = counts["events"] - len(told[:EVENTS])
    if others:
        click.echo(f"{_several(others, 'other event')}, of which no figures differ or none are given.")
    unnamed = sum(s["attributions"] for s in sources if s["kind"] == "unnamed")
    click.echo(f"Statements by unnamed sources: {unnamed} of {counts['attributions']}. Problems to look at: {counts['problems']}.")


def _figures(record: Record, event: str) -> list[dict[str, Any]]:
    """The accounts of an event that hold numbers."""
    return [a for a in record.accounts(event) if a["slot"] in NUMBERS]


def _print_event(event: dict[str, Any], accounts: list[dict[str, Any]]) -> None:
    where = f" · {event['place']}" if event["place"] and event["place"].lower() not in event["label"].lower() else ""
    click.echo(f"{event['label']} · {day_words(event['earliest'], event['latest'])}{where}")
    click.echo(
        f"  {_several(event['reports'], 'report')} · {_several(event['claimants'], 'claimant')} · "
        f"{_several(event['origins'], 'origin')}   {event['id']}"
    )
    for slot in dict.fromkeys(a["slot"] for a in accounts):
        rows = [a for a in accounts if a["slot"] == slot]
        click.echo(f"  {slot} – {rows[0]['verdict'] or 'no current account'}")
        for a in rows:
            click.echo(_line(a))
    click.echo("")


def _line(account: dict[str, Any]) -> str:
    """One account: the figure, who gives it, and what one must know of how."""
    value = counted_words(account["low"], account["high"], account["who"])
    shown = f"denied: {value}" if account["stance"] == "denies" else value
    notes = [account["stance"]] if account["stance"] not in ("states", "denies") else []
    notes += ["own voice"] if account["own_voice"] else []
    notes += [f"through {', '.join(account['via'])}"] if account["via"] else []
    notes += [f"in {len(account['carriers'])} reports"] if len(account["carriers"]) > 1 else []
    notes += [] if account["current"] else ["no longer its figure"]
    told = f" ({'; '.join(notes)})" if notes else ""
    return f"    {clipped(shown, WIDTH):<{WIDTH}} {account['claimant']}{told}"


def _several(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
