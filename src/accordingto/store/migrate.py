"""The file's version: `PRAGMA user_version` and the numbered SQL files that lead to it.

In: an open connection. Out: the same, at the newest version. A file made by a newer program is refused and left untouched.
"""

import sqlite3
from importlib.resources import files

from accordingto.errors import NotARecord, RecordTooNew

APPLICATION_ID = 0x4163_546F  # "AcTo"
"""Stands in the header of the file, so that `file` and we know a record when we see one."""


def schemas() -> tuple[str, ...]:
    """The SQL of each version, in order."""
    folder = files("accordingto") / "store" / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)


def version_of(connection: sqlite3.Connection, name: str) -> int:
    """The version of the file. Raises NotARecord, RecordTooNew."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if "locked" in str(error):
            raise
        raise NotARecord("open the record", name) from error
    if application != APPLICATION_ID and tables:
        raise NotARecord("open the record", name)
    if version > len(schemas()):
        raise RecordTooNew("open the record", name)
    return int(version)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring the file to the newest version, one transaction a step."""
    for step, sql in enumerate(schemas(), 1):
        if step > version_of(connection, name):
            script = f"BEGIN IMMEDIATE; {sql} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {step}; COMMIT;"
            connection.executescript(script)
