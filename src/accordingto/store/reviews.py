"""Where the review of each row stands, and of what consists of several rows.

In: a connection. Out: statuses by public id. Rows that nobody has decided on are not listed: they are new.
"""

import json
import sqlite3
from collections.abc import Iterable

from accordingto.model.review import Status

Reviews = dict[str, tuple[Status, tuple[str, ...]]]
"""Public id -> status, and who has decided on the row."""


def statuses(connection: sqlite3.Connection) -> Reviews:
    """Status and coders of every row that somebody has decided on, by public id."""
    sql = "SELECT doc_id || '.' || id AS id, status, by FROM reviews JOIN documents USING (n) WHERE current = 1"
    return {row["id"]: (Status(row["status"]), tuple(json.loads(row["by"]))) for row in connection.execute(sql)}


def together(several: Iterable[Status]) -> Status:
    """The status of what consists of several rows: disputed where one is, else new where one is, else what all of them are."""
    kinds = set(several)
    for status in (Status.DISPUTED, Status.NEW):
        if status in kinds:
            return status
    return Status.REJECTED if kinds == {Status.REJECTED} else Status.ACCEPTED
