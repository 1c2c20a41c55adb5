"""Outcomes -> rows, inside the caller's transaction.

In: a connection and what came of an item. Out: nothing; the same outcome twice leaves the same rows. An article's newest text is
its current revision; older ones stay.
"""

import json
import sqlite3
from collections.abc import Sequence

from accordingto.model.ages import age_of
from accordingto.model.document import Document, Problem
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import digest_of
from accordingto.store.rows import TABLES, pack, plain_columns

FINDINGS = ("regions", "sentences", "quoted_terms", *TABLES, "evidence", "fingerprints")
DOCUMENT_COLUMNS = (
    "doc_id", "given_id", "article_id", "revision", "current", "address", "url", "title", "outlet", "byline", "published",
    "published_precision", "language", "text", "text_sha", "given", "recipe",
)  # fmt: skip


def save_document(connection: sqlite3.Connection, found: AnnotatedDocument, recipe: str) -> None:
    """Write the document and all its findings; findings of an earlier run of the same text are replaced."""
    n = _save_text(connection, found.document, recipe)
    for table in FINDINGS:
        connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))  # noqa: S608  # names of our own tables
    connection.execute("DELETE FROM problems WHERE n = ?", (n,))
    _save_findings(connection, n, found)
    for problem in found.problems:
        save_problem(connection, found.document.address, problem, n)


def save_problem(connection: sqlite3.Connection, address: str, problem: Problem, n: int | None = None) -> None:
    """Write a problem once."""
    span = (problem.span.start, problem.span.end) if problem.span else (None, None)
    key = digest_of(address, str(n), problem.kind, str(span), problem.message)
    row = (key, address, n, problem.step, problem.kind.value, *span, problem.message)
    connection.execute("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def save_item(connection: sqlite3.Connection, key: tuple[str, str, str], outcome: str, doc_id: str | None) -> None:
    """Note in the ledger what came of an item; ``key`` is (address, payload_sha, recipe)."""
    connection.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?)", (*key, outcome, doc_id))


def _save_text(connection: sqlite3.Connection, document: Document, recipe: str) -> int:
    """Write the document as the current revision of its article; its integer key."""
    address = document.address or document.given_id
    connection.execute("INSERT OR IGNORE INTO articles (address) VALUES (?)", (address,))
    (article,) = connection.execute("SELECT article_id FROM articles WHERE address = ?", (address,)).fetchone()
    connection.execute("UPDATE documents SET current = 0 WHERE article_id = ? AND doc_id <> ?", (article, document.doc_id))
    known = connection.execute("SELECT n FROM documents WHERE doc_id = ?", (document.doc_id,)).fetchone()
    if known:
        connection.execute(
            "UPDATE documents SET current = 1, linked = 0, outlet = ?, byline = ?, recipe = ? WHERE n = ?",
            (document.outlet, document.byline, recipe, known[0]),
        )
        return int(known[0])
    (last,) = connection.execute("SELECT coalesce(max(revision), 0) FROM documents WHERE article_id = ?", (article,)).fetchone()
    values = (
        document.doc_id, document.given_id, article, last + 1, 1, address, document.url, document.title, document.outlet,
        document.byline, document.published.isoformat() if document.published else None, document.published_precision.value,
        document.language, document.text, digest_of(document.text), _given(document), recipe,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO documents ({', '.join(DOCUMENT_COLUMNS)}) VALUES ({marks})", values)  # noqa: S608
    return int(cursor.lastrowid or 0)


def _given(document: Document) -> str | None:
    """Mentions handed in by the caller, as JSON."""
    given = document.given
    rows = {
        k: [[s.start, s.end] for s in v]
        for k, v in (("places", given.places), ("events", given.events), ("entities", given.entities))
        if v is not None
    }
    return json.dumps(rows) if rows else None


def _save_findings(connection: sqlite3.Connection, n: int, found: AnnotatedDocument) -> None:
    regions = [(n, r.span.start, r.kind.value, r.span.end) for r in found.regions]
    connection.executemany("INSERT OR IGNORE INTO regions VALUES (?, ?, ?, ?)", regions)
    connection.executemany("INSERT OR IGNORE INTO sentences VALUES (?, ?, ?)", [(n, s.start, s.end) for s in found.sentences])
    age = age_of(found.document)
    connection.executemany("INSERT OR IGNORE INTO fingerprints VALUES (?, ?, ?, ?)", [(h, age, n, at) for h, at in found.fingerprints])
    _save_quoted_terms(connection, n, found)
    for table, row_type in TABLES.items():
        names = (*plain_columns(row_type), "n", "reason_id", "confidence", "detail")
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608
        for one in getattr(found, table):
            packed = pack(one)
            because = packed.because
            connection.execute(sql, (*packed.values, n, _reason(connection, because.rule), because.confidence, because.detail))
            _save_evidence(connection, n, one.id, packed.evidence)


def _save_quoted_terms(connection: sqlite3.Connection, n: int, found: AnnotatedDocument) -> None:
    for number, term in enumerate(found.quoted_terms, 1):
        because = term.because
        row = (n, f"q{number}", term.according_to, _reason(connection, because.rule), because.confidence, because.detail)
        connection.execute("INSERT INTO quoted_terms VALUES (?, ?, ?, ?, ?, ?)", row)
        _save_evidence(connection, n, f"q{number}", (("span", 0, term.span.start, term.span.end),))


def _save_evidence(connection: sqlite3.Connection, n: int, local_id: str, evidence: Sequence[tuple[str, int, int, int]]) -> None:
    connection.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)", [(n, local_id, *row) for row in evidence])


def _reason(connection: sqlite3.Connection, rule: str) -> int:
    row = connection.execute("SELECT reason_id FROM reasons WHERE rule = ?", (rule,)).fetchone()
    if row:
        return int(row[0])
    return int(connection.execute("INSERT INTO reasons (rule) VALUES (?)", (rule,)).lastrowid or 0)
