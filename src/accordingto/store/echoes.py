"""What two reports share <-> rows; and which reports carry a run of words first.

In: a connection, inside the caller's transaction. Out: echoes, carriers, the reports that changed since linking last ran. It does not
decide what is an echo; `crossdoc` does.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accordingto.model.document import Document
from accordingto.model.evidence import Span
from accordingto.model.kinds import EchoKind
from accordingto.model.linked import Echo, Passage
from accordingto.store.load import document_of_row

Carried = tuple[int, int]
"""(age, n) of a report that carries a run."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Reports by their integer keys: new or annotated anew; no longer current."""

    added: frozenset[int]
    removed: frozenset[int]


def changes_of(connection: sqlite3.Connection) -> Changes:
    """What changed since linking last ran."""
    rows = connection.execute("SELECT n, current FROM documents WHERE linked <> current").fetchall()
    return Changes(frozenset(n for n, current in rows if current), frozenset(n for n, current in rows if not current))


def mark_changed(connection: sqlite3.Connection) -> None:
    """Have all reports linked anew."""
    connection.execute("DELETE FROM overlaps")
    connection.execute("UPDATE documents SET linked = 0")


def mark_linked(connection: sqlite3.Connection, state: str) -> None:
    """Note that the links hold every report as it is now; ``state``: what else they depend on."""
    connection.execute("UPDATE documents SET linked = current WHERE linked <> current")
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('linked', ?)", (state,))


def linked_state(connection: sqlite3.Connection) -> str | None:
    """What the links depend on beside the reports: decisions, data files."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'linked'").fetchone()
    return row[0] if row else None


def is_any_linked(connection: sqlite3.Connection) -> bool:
    """Whether linking ever ran on what the record holds."""
    return connection.execute("SELECT 1 FROM documents WHERE linked = 1 LIMIT 1").fetchone() is not None


def has_prints(connection: sqlite3.Connection, n: int) -> bool:
    """Whether a report has fingerprints."""
    return connection.execute("SELECT 1 FROM fingerprints WHERE n = ? LIMIT 1", (n,)).fetchone() is not None


def prints_of(connection: sqlite3.Connection, n: int) -> list[tuple[int, int]]:
    """(hash, place) of a report's fingerprints, in text order."""
    return [(h, at) for h, at in connection.execute("SELECT hash, place FROM fingerprints WHERE n = ? ORDER BY place", (n,))]


def add_prints(connection: sqlite3.Connection, n: int, age: int, prints: Iterable[tuple[int, int]]) -> None:
    """Fingerprints of a report that has none."""
    connection.executemany("INSERT OR IGNORE INTO fingerprints VALUES (?, ?, ?, ?)", [(h, age, n, at) for h, at in prints])


def remove_texts(connection: sqlite3.Connection, gone: Iterable[int]) -> None:
    """Take reports that are no longer current out of the fingerprints and the echoes."""
    for n in gone:
        connection.execute("DELETE FROM fingerprints WHERE n = ?", (n,))
        (doc_id,) = connection.execute("SELECT doc_id FROM documents WHERE n = ?", (n,)).fetchone()
        connection.execute("DELETE FROM overlaps WHERE copy_doc = ?1 OR source_doc = ?1", (doc_id,))


def carriers(connection: sqlite3.Connection, run: int, limit: int) -> list[Carried]:
    """The first carriers of a run, the earliest first."""
    return [
        (age, n) for age, n in connection.execute("SELECT age, n FROM fingerprints WHERE hash = ? ORDER BY age, n LIMIT ?", (run, limit))
    ]


def carriers_without(connection: sqlite3.Connection, run: int, limit: int, left_out: frozenset[int]) -> list[Carried]:
    """The first carriers of a run that are not among ``left_out``."""
    out: list[Carried] = []
    for age, n in connection.execute("SELECT age, n FROM fingerprints WHERE hash = ? ORDER BY age, n", (run,)):
        if n not in left_out:
            out.append((age, n))
            if len(out) == limit:
                break
    return out


def carriers_from(connection: sqlite3.Connection, run: int, age: int) -> set[int]:
    """All carriers of a run of that age or younger."""
    return {n for (n,) in connection.execute("SELECT n FROM fingerprints WHERE hash = ? AND age >= ?", (run, age))}


def load_text(connection: sqlite3.Connection, n: int) -> Document:
    """A report without its findings."""
    return document_of_row(connection.execute("SELECT * FROM documents WHERE n = ?", (n,)).fetchone())


def replace_echoes(connection: sqlite3.Connection, copy: str, echoes: Sequence[Echo]) -> set[str]:
    """Write what ``copy`` has from others in place of what was there; the reports on either side of an echo that changed."""
    before = {e.id: e for e in load_echoes(connection, "copy_doc = ?", (copy,))}
    after = {e.id: e for e in echoes}
    touched: set[str] = set()
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old != new:
            connection.execute("DELETE FROM overlaps WHERE echo_id = ?", (key,))
            touched |= {p.doc_id for e in (old, new) if e for p in e.passages}
            if new:
                _save(connection, new)
    return touched


def _save(connection: sqlite3.Connection, echo: Echo) -> None:
    source, copy = echo.passages[0].doc_id, echo.passages[1].doc_id
    row = (echo.id, echo.kind.value, source, copy, echo.share, echo.origin, echo.why)
    connection.execute("INSERT INTO overlaps VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    passages = [(echo.id, part, p.doc_id, p.span.start, p.span.end) for part, p in enumerate(echo.passages)]
    connection.executemany("INSERT INTO echo_passages VALUES (?, ?, ?, ?, ?)", passages)


def load_echoes(connection: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()) -> list[Echo]:
    """Echoes and statements that fit a condition on the table `overlaps`, ordered by id."""
    passages: defaultdict[str, list[Passage]] = defaultdict(list)
    sql = f"SELECT p.* FROM overlaps JOIN echo_passages p USING (echo_id) WHERE {where} ORDER BY echo_id, part"  # noqa: S608  # our own words
    for key, _, doc_id, start, end in connection.execute(sql, values):
        passages[key].append(Passage(doc_id, Span(start, end)))
    sql = f"SELECT echo_id, kind, share, origin, why FROM overlaps WHERE {where} ORDER BY echo_id"  # noqa: S608  # our own words
    return [
        Echo(id=key, kind=EchoKind(kind), share=share, passages=tuple(passages[key]), origin=origin, why=why)
        for key, kind, share, origin, why in connection.execute(sql, values)
    ]
