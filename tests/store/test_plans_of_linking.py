"""Linking a few reports more never reads through a table that grows with the record: every statement that it runs is explained."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
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


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Every statement that ran to link ten reports more and to heed a decision, with the steps of its plan."""
    asked: list[str] = []
    with Record(tmp_path_factory.mktemp("plans") / "record.db", write=True) as record:
        add(record, REPORTS[:20])
        relink(record)
        add(record, REPORTS[20:])
        judge(record, (f"{REPORTS[0].document.doc_id}.e1", f"{REPORTS[9].document.doc_id}.e1"), Answer.SAME, by="tester")
        record.connection.set_trace_callback(asked.append)
        relink(record)
        record.connection.set_trace_callback(None)
        statements = {s for s in asked if re.match(r"SELECT|INSERT|UPDATE|DELETE", s) and not ANY.match(s)}
        return {s: [row[3] for row in record.connection.execute(f"EXPLAIN QUERY PLAN {s}")] for s in sorted(statements)}


def is_wide(step: str) -> bool:
    """Whether a step of a plan reads through a table."""
    return (step.startswith("SCAN") and not any(name in step for name in SMALL)) or bool(OF_A_KIND.match(step)) or "AUTOMATIC" in step


def test_linking_reports_more_reads_through_no_table_that_grows(plans: dict[str, list[str]]) -> None:
    assert len(plans) > 500
    assert not {statement: steps for statement, steps in plans.items() if any(map(is_wide, steps))}


@pytest.mark.parametrize("beginning", ["SELECT hash, place FROM fingerprints", "SELECT about, weight, right_doc"])
def test_what_is_asked_of_each_report_and_each_finding_is_answered_by_an_index_alone(plans: dict[str, list[str]], beginning: str) -> None:
    found = [steps for statement, steps in plans.items() if statement.startswith(beginning)]

    assert found
    assert not [s for steps in found for s in steps if ("SEARCH" in s and "COVERING" not in s) or "TEMP B-TREE" in s]


def test_what_triggers_do_for_a_row_that_goes_is_found_by_its_key(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS[:2])
        triggers = record.connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        found = {}
        for name, sql in triggers:
            body = sql[sql.index("BEGIN") + 5 : sql.rindex("END")]
            for statement in filter(str.strip, re.sub(r"\b(?:old|new)\.\w+", "'x'", body).split(";")):
                if statement.strip().startswith("UPDATE tallies"):
                    steps = [row[3] for row in record.connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
                    found[name, statement.strip()] = [s for s in steps if s.startswith("SCAN tallies")]

    assert len(found) > 10
    assert not {key: steps for key, steps in found.items() if steps}
