"""All that an export says of an event, gathered once: its accounts, reports, place, people, review.

In: a record. Out: `EventFacts`, plain and ready for any format. It chooses nothing; which figure a table takes is in `figures`.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accordingto.exports.wording import number_words
from accordingto.model.kinds import TOLL_SLOTS, Slot
from accordingto.model.review import Status
from accordingto.store import ask
from accordingto.store.record import Record
from accordingto.store.reviews import Reviews, statuses, together

Row = dict[str, Any]
COUNTED = frozenset({*(s.value for s in TOLL_SLOTS), Slot.DAMAGE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """An event with what every format needs."""

    event: Row
    accounts: tuple[Row, ...]
    reports: tuple[Row, ...]
    mentions: tuple[Row, ...]
    """Its mentions with their type, mode and trigger words."""
    recipients: tuple[str, ...]
    """Names of whom it was done to, as the reports put them."""
    point: Row | None
    status: Status

    @property
    def id(self) -> str:
        """The event's id in the record."""
        return str(self.event["id"])

    def slot(self, name: str) -> tuple[Row, ...]:
        """Accounts of one slot."""
        return tuple(a for a in self.accounts if a["slot"] == name)


MENTIONS = """SELECT d.doc_id, m.id AS local_id, m.type, m.mode, m.factuality, t.span_start, t.span_end,
    substr(d.text, t.span_start + 1, t.span_end - t.span_start) AS words, r.rule, m.confidence
  FROM mention_events me JOIN documents d USING (doc_id) JOIN event_mentions m ON m.n = d.n AND m.id = me.mention
    JOIN reasons r USING (reason_id) JOIN evidence t ON t.n = d.n AND t.id = m.id AND t.role = 'trigger'
  WHERE me.event_id = ? ORDER BY d.published IS NULL, d.published, d.n, t.span_start"""
RECIPIENTS = """SELECT DISTINCT c.value FROM mention_events me JOIN documents d USING (doc_id)
  JOIN claims c ON c.n = d.n AND c.mention = me.mention AND c.slot = 'recipient' WHERE me.event_id = ? ORDER BY c.value"""


def facts_of(record: Record, event: Row, known: Reviews) -> EventFacts:
    """The facts of one event; ``known``: the review of all rows (`reviews.statuses`)."""
    connection: sqlite3.Connection = record.connection
    mentions = tuple(dict(row) for row in connection.execute(MENTIONS, (event["id"],)))
    listed = [m for m in mentions if m["type"]] or list(mentions)
    return EventFacts(
        event=event,
        accounts=tuple(ask.accounts(connection, event["id"])),
        reports=tuple(ask.event_reports(connection, event["id"])),
        mentions=mentions,
        recipients=tuple(row[0] for row in connection.execute(RECIPIENTS, (event["id"],))),
        point=ask.event_point(connection, event["id"]),
        status=together(known.get(f"{m['doc_id']}.{m['local_id']}", (Status.NEW, ()))[0] for m in listed),
    )


def all_facts(record: Record, **filters: str | None) -> Iterator[EventFacts]:
    """Facts of every event that a reader would list, oldest first, those without a day last."""
    known = statuses(record.connection)
    events = sorted(record.events(**filters), key=lambda e: (e["earliest"] is None, e["earliest"] or "", e["id"]))
    for event in events:
        yield facts_of(record, event, known)


def value_in_words(account: Mapping[str, Any]) -> str:
    """What an account claims, in a few words; names stand in quotation marks, as they are words of its teller."""
    if account["slot"] not in COUNTED:
        return f"“{account['value']}”" if account["slot"] != "date" else account["value"]
    words = number_words(account["low"], account["high"])
    return f"{words}{' ' + account['who'] if account['who'] else ''}"


def account_in_words(account: Mapping[str, Any]) -> str:
    """One account in one line: who, what, how, through whom, where it can be read.

    >>> account_in_words({"slot": "killed", "claimant": "ministry", "own_voice": False, "low": 4, "high": 4, "who": None,
    ...     "stance": "states", "via": ["Radio Vale"], "current": False,
    ...     "evidence": [{"doc_id": "d1", "span_start": 3, "span_end": 7, "words": "four"}]})
    'killed: ministry: 4 (states; through Radio Vale; no longer its figure) d1:3-7 “four”'
    """
    notes = [account["stance"]]
    notes += [f"through {', '.join(account['via'])}"] if account["via"] else []
    notes += [] if account["current"] else ["no longer its figure"]
    claimant = f"{account['claimant']} (own voice)" if account["own_voice"] else account["claimant"]
    return f"{account['slot']}: {claimant}: {value_in_words(account)} ({'; '.join(notes)}) {evidence_in_words(account)}".rstrip()


def evidence_in_words(account: Mapping[str, Any]) -> str:
    """Document, offsets and words of an account."""
    return ", ".join(f"{e['doc_id']}:{e['span_start']}-{e['span_end']} “{e['words']}”" for e in account["evidence"])
