"""Linking a few reports more never reads through a table that grows with the record: every statement that it runs is explained."""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from corpus import corpus

from accordingto.model.found import AnnotatedDocument
from accordingto.model.review import Answer
from accordingto.pipeline import relink
from accordingto.store.decisions import judge
from accordingto.store.record import Record
from accordingto.store.save import save_document

REPORTS = tuple(m.found for m in corpus(30, seed=5))
SMALL = ("judgements", "USING INDEX documents_given", "USING INDEX documents_changed")
"""What may be read through: what people decided, and indexes that hold nothing but what is asked for."""
ANY = re.compile(r"SELECT 1 FROM \w+(?: WHERE linked = 1)? LIMIT 1$")
"""Whether there is any row at all: the first one answers."""
OF_A_KIND = re.compile(r"SEARCH (?!pending)\w+ USING (?:PRIMARY KEY|(?:COVERING )?INDEX \w+) \(about=\?\)")
"""All rows of a kind: nearly the whole table."""


def add(record: Record, batch: Sequence[AnnotatedDocument]) -> None:
    with record.transaction() as connection:
        for found in batch:
            save_document(connection, found, "test")


def wide(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The steps of a statement's plan that read through a table."""
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return [s for s in steps if (s.startswith("SCAN") and not any(name in s for name in SMALL)) or OF_A_KIND.match(s) or "AUTOMATIC" in s]


def test_linking_reports_more_reads_through_no_table_that_grows(tmp_path: Path) -> None:
    asked: list[str] = []
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS[:20])
        relink(record)
        add(record, REPORTS[20:])
        judge(record, (f"{REPORTS[0].document.doc_id}.e1", f"{REPORTS[9].document.doc_id}.e1"), Answer.SAME, by="tester")
        record.connection.set_trace_callback(asked.append)
        relink(record)
        record.connection.set_trace_callback(None)
        statements = sorted({s for s in asked if re.match(r"SELECT|INSERT|UPDATE|DELETE", s) and not ANY.match(s)})
        found = {s: steps for s in statements if (steps := wide(record.connection, s))}

    assert len(statements) > 500
    assert not found
