"""Record: the SQLite file, opened, checked and locked; the face on the modules beside it.

In: a path. Out: runs that save, and answers to questions (`ask`). One process writes at a time; others read while it does. It does
not annotate and does not link.

>>> from accordingto.store.record import Record
>>> Record("nowhere.db")
Traceback (most recent call last):
...
accordingto.errors.RecordMissing: cannot open the record: nowhere.db: no such file. Make one with `accordingto read PATH -o nowhere.db`.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from accordingto.errors import NotARecord, RecordDamaged, RecordError, RecordLocked, RecordMissing, RecordNotWritable
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Linked
from accordingto.model.review import Judgement
from accordingto.store import ask, coded, why
from accordingto.store.decided import load_decisions
from accordingto.store.judged import load_judgements
from accordingto.store.links import load_links
from accordingto.store.load import load_documents
from accordingto.store.migrate import migrate, schemas, version_of
from accordingto.store.sharing import first_seen

BUSY_SECONDS = 10
CACHE_KIB = 64_000
"""Pages a writer holds: linking looks up runs of words all over a large index."""


class Record:
    """A record. ``write=True`` takes the write lock (and makes the file where there is none)."""

    def __init__(self, path: str | Path, *, write: bool = False) -> None:
        self.path = Path(path)
        self.name = str(path)
        self._lock: int | None = None
        if not write and not self.path.exists():
            raise RecordMissing("open the record", self.name)
        if self.path.is_dir():
            raise NotARecord("open the record", self.name, "it is a folder", "Give the path of a file.")
        if not write and self._is_old():
            Record(path, write=True).close()  # brings it to this version; readers then find what they ask for
        with self.errors("open the record"):
            if write:
                self._take_lock()
            self.connection = self._open(write=write)

    def _is_old(self) -> bool:
        """Whether an earlier version of the program made the file."""
        with self.errors("open the record"), closing(sqlite3.connect(self.path, timeout=BUSY_SECONDS)) as connection:
            return 0 < version_of(connection, self.name) < len(schemas())

    def _open(self, *, write: bool) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA foreign_keys = ON")
            fresh = version_of(connection, self.name) == 0
            if write:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
                migrate(connection, self.name)
            else:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        if fresh and not write:
            connection.close()
            raise NotARecord("open the record", self.name, "the file is empty")
        return connection

    def _take_lock(self) -> None:
        """One writer at a time. The lock is on the file itself, so it ends with the process, however that ends."""
        try:
            self._lock = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            next_step = "Choose another place with -o."
            raise RecordNotWritable("write the record", self.name, error.strerror or "no right to write", next_step) from error
        try:
            import fcntl
        except ImportError:  # no such lock on Windows: SQLite's own lock keeps the file whole there
            return
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            self._lock = None
            raise RecordLocked("write the record", self.name) from error

    @contextmanager
    def errors(self, what: str) -> Iterator[None]:
        """SQLite's errors in our words."""
        try:
            yield
        except sqlite3.OperationalError as error:
            words = str(error)
            if "locked" in words:
                raise RecordLocked(what, self.name) from error
            if "full" in words:
                raise RecordNotWritable(what, self.name, "the disk is full", "Make room and run the same command again.") from error
            if "readonly" in words or "unable to open" in words or "disk I/O" in words:
                raise RecordNotWritable(what, self.name, f"{words}", "Check the folder's permissions and the room on the disk.") from error
            raise RecordError(what, self.name, words, "Run `accordingto check` on it.") from error
        except sqlite3.IntegrityError:
            raise  # rows that break the schema's own rules are a fault of ours, not of the file
        except sqlite3.DatabaseError as error:
            raise RecordDamaged(what, self.name, str(error), "Run `accordingto check` on it; go back to a backup.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. The lock is given back after the connection: closing any descriptor of a file drops SQLite's own locks on it."""
        self.connection.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @contextmanager
    def transaction(self, what: str = "write the record") -> Iterator[sqlite3.Connection]:
        """All or nothing."""
        with self.errors(what):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK") if self.connection.in_transaction else None
                raise
            self.connection.execute("COMMIT")

    # ---- what it holds

    def documents(self, doc_id: str | None = None) -> Iterator[AnnotatedDocument]:
        """Annotated documents: the current ones in the order of reading, or the one of ``doc_id``."""
        return load_documents(self.connection, doc_id)

    def linked(self) -> Linked:
        """What linking found."""
        return load_links(self.connection)

    def judgements(self) -> tuple[Judgement, ...]:
        """What people have said of pairs and not undone, in the order in which they said it."""
        return load_judgements(self.connection)

    def decisions(self) -> list[dict[str, Any]]:
        """What people decided, on pairs and on rows, undone decisions too."""
        return load_decisions(self.connection)

    def check(self) -> list[str]:
        """Faults of the file, none when it is sound."""
        with self.errors("check the record"):
            faults = [row[0] for row in self.connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            faults += [f"{r[0]} row {r[1]} points to nothing in {r[2]}" for r in self.connection.execute("PRAGMA foreign_key_check")]
            return faults + ask.spans_outside_their_text(self.connection)

    # ---- questions, in the words of the commands

    def accounts(self, event: str | None = None) -> list[dict[str, Any]]:
        """Accounts side by side, of one event or of all, with their verdicts."""
        return ask.accounts(self.connection, event)

    def events(self, **filters: str | None) -> list[dict[str, Any]]:
        """Events, the latest first."""
        return ask.events(self.connection, filters)

    def with_participants(self, events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """``events`` with those who take part, and their codes."""
        return coded.with_participants(self.connection, events)

    def timeline(self, **filters: str | None) -> list[dict[str, Any]]:
        """Events in the order of their days, with their toll accounts in short."""
        return ask.timeline(self.connection, filters)

    def event_point(self, event: str) -> dict[str, Any] | None:
        """Where an event is, if any of its mentions has a place with a point: the point, the areas around it, how exactly it is known."""
        return ask.event_point(self.connection, event)

    def quotes(self, **filters: str | None) -> list[dict[str, Any]]:
        """Attributions with their words."""
        return ask.quotes(self.connection, filters)

    def terms(self, by: str | None = None) -> list[dict[str, Any]]:
        """Words in quotation marks, by who used them."""
        return ask.terms(self.connection, by)

    def sources(self) -> list[dict[str, Any]]:
        """Who is quoted, how often, with which stances and through whom."""
        return ask.sources(self.connection)

    def problems(self) -> list[dict[str, Any]]:
        """What could not be read or decided."""
        return ask.problems(self.connection)

    def reports(self) -> list[dict[str, Any]]:
        """The current documents, without their text."""
        return ask.reports(self.connection)

    def why(self, public_id: str) -> Mapping[str, Any]:
        """What decided the finding of ``public_id`` (d….a1)."""
        return why.why(self.connection, public_id, self.name)

    def counts(self) -> dict[str, int]:
        """How much it holds."""
        return ask.counts(self.connection)

    def why_linked(self, left: str, right: str) -> Mapping[str, Any]:
        """Why two findings, entities, events or reports are linked, or are not."""
        return why.why_linked(self.connection, left, right, self.name)

    def first_seen(self, doc_id: str) -> Mapping[str, Any]:
        """Where a report, and each passage that it shares with others, was seen first."""
        return first_seen(self.connection, doc_id)

    def find_document(self, words: str) -> str:
        """The doc_id that ``words`` mean: an id, its beginning, an address, a file's name. Raises NotFound."""
        return ask.find_document(self.connection, words, self.name)
