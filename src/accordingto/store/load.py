"""Rows -> findings.

In: a connection. Out: annotated documents as they were saved. It answers no question of a reader; `ask` does.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from accordingto.model.document import Document, Given, Problem, Region
from accordingto.model.evidence import Because, Precision, Span
from accordingto.model.found import AnnotatedDocument, QuotedTerm
from accordingto.model.kinds import ProblemKind, RegionKind
from accordingto.store.rows import TABLES, unpack

Spans = Mapping[str, Mapping[str, tuple[Span, ...]]]
"""id of a finding -> role -> its characters."""
COMPARED = ("chains", "attributions", "places", "event_mentions", "claims")


def load_documents(connection: sqlite3.Connection, doc_id: str | None = None) -> Iterator[AnnotatedDocument]:
    """Annotated documents: the current revision of each article, in the order of reading, or the one of ``doc_id``."""
    where, values = ("doc_id = ?", (doc_id,)) if doc_id else ("current = 1", ())
    for row in connection.execute(f"SELECT * FROM documents WHERE {where} ORDER BY n", values).fetchall():  # noqa: S608
        yield _annotated(connection, row)


def load_compared(connection: sqlite3.Connection, doc_id: str) -> AnnotatedDocument:
    """A report with those of its findings that are compared across reports (`COMPARED`) and its sentences; the rest is left empty."""
    row = connection.execute("SELECT * FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    findings = _findings(connection, row["n"], COMPARED, _evidence(connection, row["n"]))
    return AnnotatedDocument(document=document_of_row(row), sentences=_sentences(connection, row["n"]), **findings)


def _annotated(connection: sqlite3.Connection, row: sqlite3.Row) -> AnnotatedDocument:
    n = row["n"]
    evidence = _evidence(connection, n)
    return AnnotatedDocument(
        document=document_of_row(row),
        regions=_regions(connection, n),
        sentences=_sentences(connection, n),
        quoted_terms=_quoted_terms(connection, n, evidence),
        problems=_problems(connection, n),
        fingerprints=tuple(map(tuple, connection.execute("SELECT hash, place FROM fingerprints WHERE n = ? ORDER BY place", (n,)))),
        **_findings(connection, n, TABLES, evidence),
    )


def _findings(connection: sqlite3.Connection, n: int, tables: Iterable[str], evidence: Spans) -> dict[str, Any]:
    findings: dict[str, Any] = {}
    for table in tables:
        sql = f"SELECT t.*, r.rule FROM {table} t JOIN reasons r USING (reason_id) WHERE n = ?"  # noqa: S608
        rows = connection.execute(sql, (n,)).fetchall()
        rows.sort(key=lambda found: _number(found["id"]))
        findings[table] = tuple(unpack(TABLES[table], found, evidence[found["id"]]) for found in rows)
    return findings


def _sentences(connection: sqlite3.Connection, n: int) -> tuple[Span, ...]:
    rows = connection.execute("SELECT span_start, span_end FROM sentences WHERE n = ? ORDER BY span_start", (n,))
    return tuple(Span(start, end) for start, end in rows)


def _number(local_id: str) -> tuple[int, str]:
    """Order of local ids: a2 before a10."""
    digits = local_id.lstrip("abcdefghijklmnopqrstuvwxyz")
    return (int(digits) if digits.isdigit() else 0, local_id)


def document_of_row(row: sqlite3.Row) -> Document:
    """The document of a row of `documents`."""
    given = {k: tuple(Span(s, e) for s, e in v) for k, v in json.loads(row["given"] or "{}").items()}
    return Document(
        doc_id=row["doc_id"],
        given_id=row["given_id"],
        text=row["text"],
        address=row["address"],
        title=row["title"],
        outlet=row["outlet"],
        byline=row["byline"],
        url=row["url"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        published_precision=Precision(row["published_precision"]),
        language=row["language"],
        given=Given(**given),
    )


def _evidence(connection: sqlite3.Connection, n: int) -> Spans:
    found: defaultdict[str, dict[str, tuple[Span, ...]]] = defaultdict(dict)
    sql = "SELECT id, role, span_start, span_end FROM evidence WHERE n = ? ORDER BY id, role, part"
    for local_id, role, start, end in connection.execute(sql, (n,)):
        found[local_id][role] = (*found[local_id].get(role, ()), Span(start, end))
    return found


def _regions(connection: sqlite3.Connection, n: int) -> tuple[Region, ...]:
    rows = connection.execute("SELECT span_start, span_end, kind FROM regions WHERE n = ? ORDER BY span_start", (n,))
    return tuple(Region(span=Span(start, end), kind=RegionKind(kind)) for start, end, kind in rows)


def _quoted_terms(connection: sqlite3.Connection, n: int, evidence: Spans) -> tuple[QuotedTerm, ...]:
    sql = "SELECT id, according_to, rule, confidence, detail FROM quoted_terms JOIN reasons USING (reason_id) WHERE n = ?"
    rows = sorted(connection.execute(sql, (n,)).fetchall(), key=lambda row: _number(row["id"]))
    return tuple(
        QuotedTerm(
            span=evidence[row["id"]]["span"][0],
            according_to=row["according_to"],
            because=Because(rule=row["rule"], confidence=row["confidence"], detail=row["detail"]),
        )
        for row in rows
    )


def _problems(connection: sqlite3.Connection, n: int) -> tuple[Problem, ...]:
    rows = connection.execute("SELECT * FROM problems WHERE n = ? ORDER BY span_start, kind, message", (n,))
    return tuple(
        Problem(
            kind=ProblemKind(row["kind"]),
            message=row["message"],
            span=None if row["span_start"] is None else Span(row["span_start"], row["span_end"]),
            step=row["step"],
        )
        for row in rows
    )
