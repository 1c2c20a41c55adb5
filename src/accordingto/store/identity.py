"""What a record is, in one hash: the reports, what the program that read them was, what people decided.

In: a connection. Out: 64 hex digits (SHA-256) that stay the same wherever and whenever the file is opened, and change when a report, a
version or a decision does. The file's own bytes are no such measure: they change when it is opened.
"""

import hashlib
import sqlite3


def record_hash(connection: sqlite3.Connection) -> str:
    """The hash of a record."""
    digest = hashlib.sha256()
    for sql in (
        "SELECT doc_id, text_sha, recipe, current FROM documents ORDER BY doc_id",
        "SELECT correction_id, coalesce(undone_at, '') FROM corrections ORDER BY correction_id",
        "SELECT about, left_id, right_id, answer, by, at, coalesce(undone_at, '') FROM judgements ORDER BY at, left_id, right_id, by",
    ):
        for row in connection.execute(sql):
            digest.update("\x1f".join(map(str, row)).encode() + b"\x1e")
        digest.update(b"\x1d")
    return digest.hexdigest()
