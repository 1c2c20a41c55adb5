"""A run: which items are done already, what came of the others, when it began and ended.

In: a record open for writing. Out: rows in `runs`, `items` and the tables of findings, one transaction a batch. What is saved is
done: a run that was killed goes on where it stopped.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from accordingto.model.document import Item, Problem
from accordingto.model.found import Outcome
from accordingto.model.ids import digest_of
from accordingto.model.kinds import ProblemKind
from accordingto.store.corrections import save_corrected
from accordingto.store.record import Record
from accordingto.store.save import save_item, save_problem


def key_of(item: Item) -> tuple[str, str]:
    """(address, hash of bytes and details): the same pair again is nothing new."""
    details = item.details
    day = details.published.isoformat() if details.published else None
    return item.address, digest_of(item.payload.decode("latin-1"), day, details.outlet, details.title)


@dataclass(slots=True)
class Run:
    """Counts of a run, and its saving."""

    record: Record
    recipe: str
    again: bool = False
    """Read in again what was forgotten."""
    run_id: int = 0
    read: int = 0
    unchanged: int = 0
    failed: int = 0
    found: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)

    def begin(self, command: str, version: str, settings: str) -> None:
        """Note that a run has begun."""
        row = (_now(), command, version, self.recipe, settings)
        with self.record.transaction() as connection:
            sql = "INSERT INTO runs (started, command, version, recipe, settings) VALUES (?, ?, ?, ?, ?)"
            self.run_id = int(connection.execute(sql, row).lastrowid or 0)

    def leave_out_known(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items that this record does not have yet, with this recipe."""
        for item in items:
            if item.problem is None and self._is_known(item):
                self.unchanged += 1
            else:
                yield item

    def _is_known(self, item: Item) -> bool:
        sql = "SELECT doc_id, recipe FROM items WHERE address = ? AND payload_sha = ?"
        row = self.record.connection.execute(sql, key_of(item)).fetchone()
        if row is None or row["recipe"] != self.recipe:
            return False
        if row["doc_id"] is None:
            return True
        sql = "SELECT current FROM documents WHERE doc_id = ?"
        current = self.record.connection.execute(sql, (row["doc_id"],)).fetchone()
        return bool(current and current["current"])

    def save(self, outcomes: Iterable[Outcome]) -> None:
        """Write a batch, all or nothing."""
        with self.record.transaction("save reports") as connection:
            for outcome in outcomes:
                self._save_one(connection, outcome)

    def _save_one(self, connection: sqlite3.Connection, outcome: Outcome) -> None:
        key = (*outcome.key, self.recipe)
        if outcome.found and not self.again and self._is_forgotten(connection, outcome.found.document.text):
            message = "this report was forgotten; --again reads it in all the same"
            outcome = replace(outcome, found=None, problem=Problem(kind=ProblemKind.FORGOTTEN, message=message, step="save"))
        if outcome.found:
            found = save_corrected(connection, outcome.found, self.recipe).found
            save_item(connection, key, "document", found.document.doc_id)
            self.read += 1
            self.found["attributions"] += len(found.attributions)
            self.found["event mentions"] += sum(m.type is not None for m in found.event_mentions)
            self.problems.update(p.kind.value for p in found.problems)
        elif outcome.problem:
            save_problem(connection, outcome.address, outcome.problem)
            save_item(connection, key, outcome.problem.kind.value, None)
            self.failed += 1
            self.problems[outcome.problem.kind.value] += 1

    def _is_forgotten(self, connection: sqlite3.Connection, text: str) -> bool:
        return connection.execute("SELECT 1 FROM forgotten WHERE text_sha = ?", (digest_of(text),)).fetchone() is not None

    def finish(self) -> None:
        """Note that the run has ended, with its counts."""
        counts = {"read": self.read, "unchanged": self.unchanged, "failed": self.failed, **self.found, "problems": dict(self.problems)}
        with self.record.transaction() as connection:
            connection.execute("UPDATE runs SET finished = ?, counts = ? WHERE run_id = ?", (_now(), json.dumps(counts), self.run_id))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
