"""The digest of a record: what a journalist would want to know first."""

from typing import Any

import click

from accordingto.exports.wording import day_words, number_words
from accordingto.store.record import Record

EVENTS = 8
NUMBERS = ("killed", "injured", "casualties", "missing", "detained", "displaced", "damage")


def print_digest(record: Record) -> None:
    """Events by how much their accounts differ, each with its accounts side by side; then who is quoted, then what stays open."""
    counts = record.counts()
    said = f"{counts['attributions']} statements by {len(record.sources())} sources"
    click.echo(f"\n{counts['reports']} reports, {said}, {counts['events']} events\n")
    events = [e for e in record.events() if e["claimants"]]
    events.sort(key=lambda e: (-e["conflicts"], -e["reports"], -e["origins"], e["id"]))
    for event in events[:EVENTS]:
        _print_event(event, [a for a in record.accounts(event["id"]) if a["slot"] in NUMBERS])
    unnamed = sum(s["attributions"] for s in record.sources() if s["kind"] == "unnamed")
    click.echo(f"Statements by unnamed sources: {unnamed} of {counts['attributions']}. Problems to look at: {counts['problems']}.")


def _print_event(event: dict[str, Any], accounts: list[dict[str, Any]]) -> None:
    where = f", {event['place']}" if event["place"] else ""
    click.echo(f"{event['label']} · {day_words(event['earliest'], event['latest'])}{where}")
    click.echo(f"  {event['reports']} reports · {event['claimants']} claimants · {event['origins']} origins")
    for slot in dict.fromkeys(a["slot"] for a in accounts):
        rows = [a for a in accounts if a["slot"] == slot]
        click.echo(f"  {slot} – {rows[0]['verdict'] or 'no current account'}")
        for a in rows:
            value = f"{number_words(a['low'], a['high'])}{' ' + a['who'] if a['who'] else ''}"
            notes = "" if a["current"] else ", no longer its figure"
            click.echo(f"    {value:<22} {a['claimant']} ({a['stance']}{notes})")
    click.echo("")
