"""The case file of one event: one page that stands alone, for the screen and for paper.

In: a record and an event. Out: HTML without script and without anything from elsewhere: the accounts with their verdicts, the figures as
charts, every claim with its sentence and its source, the reports with the hash of their text, what people decided, how it was made. It
says who says what; it does not say who is right.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from accordingto.errors import NotFound
from accordingto.exports.facts import COUNTED, EventFacts, facts_of, value_in_words
from accordingto.store import ask
from accordingto.store.identity import record_hash
from accordingto.store.record import Record
from accordingto.store.reviews import statuses
from accordingto.web.charts import toll_chart

Row = dict[str, Any]
SENTENCE = """SELECT s.span_start, s.span_end, substr(d.text, s.span_start + 1, s.span_end - s.span_start) AS sentence
  FROM sentences s JOIN documents d USING (n) WHERE d.doc_id = ? AND s.span_start <= ? AND s.span_end > ? LIMIT 1"""


def case_file(record: Record, event_id: str) -> str:
    """The page. Raises NotFound where there is no such event."""
    event = ask.event(record.connection, event_id)
    if event is None:
        raise NotFound(
            "write the case file of", event_id, f"no such event in {record.name}", f"`accordingto events {record.name}` lists ids."
        )
    facts = facts_of(record, event, statuses(record.connection))
    values = {
        "event": event,
        "facts": facts,
        "slots": _slots(record, facts),
        "reports": [_report(record, row) for row in facts.reports],
        "echoes": ask.event_echoes(record.connection, facts.id),
        "decisions": _decisions(record, facts),
        "made": _made(record),
    }
    return str(_template().render(**values))


def _template() -> Any:
    from jinja2 import Environment, PackageLoader

    pages = Environment(loader=PackageLoader("accordingto.web", "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return pages.get_template("accordingto/casefile.html")


def _slots(record: Record, facts: EventFacts) -> list[Row]:
    names = sorted(dict.fromkeys(a["slot"] for a in facts.accounts), key=lambda name: (name not in COUNTED, name))
    return [_slot(record, name, facts.slot(name)) for name in names]


def _slot(record: Record, name: str, accounts: Sequence[Row]) -> Row:
    chart = toll_chart(accounts, name) if name in COUNTED else ""
    rows = [{**a, "words": value_in_words(a), "evidence": [_evidence(record, e) for e in a["evidence"]]} for a in accounts]
    first = accounts[0]
    return {
        "name": name,
        "verdict": first["verdict"],
        "claimants": first["claimants"],
        "origins": first["origins"],
        "chart": chart,
        "rows": rows,
    }


def _evidence(record: Record, evidence: Row) -> Row:
    """The words of a claim in their sentence, and who decided that they are its words."""
    row = record.connection.execute(SENTENCE, (evidence["doc_id"], evidence["span_start"], evidence["span_start"])).fetchone()
    before = after = ""
    if row:
        before = row["sentence"][: evidence["span_start"] - row["span_start"]]
        after = row["sentence"][evidence["span_end"] - row["span_start"] :]
    sql = """SELECT rule, detail FROM claims JOIN documents USING (n) JOIN reasons USING (reason_id) WHERE doc_id = ? AND id = ?"""
    because = record.connection.execute(sql, (evidence["doc_id"], evidence["anchor"])).fetchone()
    person = because is not None and because["rule"] == "correction"
    return {**evidence, "before": before, "after": after, "by_person": because["detail"] if person else None}


def _report(record: Record, row: Row) -> Row:
    (text,) = record.connection.execute("SELECT text FROM documents WHERE doc_id = ?", (row["doc_id"],)).fetchone()
    return {**row, "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "characters": len(text)}


def _decisions(record: Record, facts: EventFacts) -> list[Row]:
    """What people decided on rows of the reports of this event."""
    documents = {r["doc_id"] for r in facts.reports}
    return [d for d in record.decisions() if any(part.rpartition(".")[0] in documents for part in d["rows"].split())]


def _made(record: Record) -> Row:
    from accordingto import __version__
    from accordingto.resources import recipe

    run = record.connection.execute("SELECT started, version, recipe FROM runs ORDER BY run_id DESC LIMIT 1").fetchone()
    return {
        "version": __version__,
        "data": recipe(),
        "read": dict(run) if run else None,
        "record": record.path.name,
        "hash": record_hash(record.connection),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
