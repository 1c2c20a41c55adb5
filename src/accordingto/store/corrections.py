"""Corrections in the record: made, undone, applied whenever a report is saved.

In: a record open for writing, the id of a row, what a person wants. Out: rows in `corrections`, and the report saved anew as it stands
after them. The program's own findings stay beside it in `machine_answers`, so that undoing gives back what the program had.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import msgspec

from accordingto.errors import ChangedMeanwhile, NotFound, UsageError
from accordingto.model.document import Problem
from accordingto.model.found import (
    ActorCode,
    AnnotatedDocument,
    Attribution,
    Chain,
    Claim,
    EventMention,
    Mention,
    Place,
    QuotedTerm,
    Time,
)
from accordingto.model.ids import digest_of
from accordingto.model.kinds import ProblemKind
from accordingto.model.review import Action, Correction, RowKind, Status, anchor_from, anchor_row
from accordingto.store.anchors import KIND_OF, anchor_of
from accordingto.store.corrected import Corrected, corrected
from accordingto.store.fields import TABLE_OF, values_of
from accordingto.store.load import load_documents
from accordingto.store.record import Record
from accordingto.store.reshaping import row_of
from accordingto.store.save import save_document, save_problem
from accordingto.store.wishes import Wish, as_change

COLUMNS = (
    "correction_id", "act", "doc_id", "text_sha", "kind", "anchor", "action", "field", "was", "now", "by", "at", "note", "settles",
    "undone_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineAnswer:
    """The program's findings in one report, as `machine_answers` keeps them."""

    mentions: tuple[Mention, ...]
    chains: tuple[Chain, ...]
    attributions: tuple[Attribution, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    event_mentions: tuple[EventMention, ...]
    claims: tuple[Claim, ...]
    quoted_terms: tuple[QuotedTerm, ...]
    problems: tuple[Problem, ...]
    codes: tuple[ActorCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of a decision: its id, how many corrections it is made of, where the review of its rows stands now."""

    act: str
    corrections: int
    statuses: tuple[Status, ...]


def decide(record: Record, ids: Sequence[str], wish: Wish, *, by: str, note: str | None = None, seen: Sequence[str] | None = None) -> Made:
    """Note one decision on the rows ``ids`` (d….a3), all at once, and save their reports as they stand after it.

    ``seen``: the version of each row that the person looked at; where one has changed since, nothing is saved. Raises NotFound,
    UsageError, ChangedMeanwhile. The links must be made anew afterwards.
    """
    if not by.strip():
        raise UsageError("note a decision", ids[0], "nobody is named who decides", "Give --by NAME.")
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    act = "x" + digest_of(*ids, repr(wish), by, at)[:10]
    statuses: list[Status] = []
    count = 0
    with record.transaction("save a decision") as connection:
        for number, public_id in enumerate(ids):
            report = ReportState.of(connection, public_id, record.name)
            if seen is not None and seen[number] != report.version(public_id):
                raise ChangedMeanwhile("save the decision on", public_id)
            made = report.corrections(public_id, wish, act=act, by=by, at=at, note=note)
            insert(connection, made)
            done = save_decided(connection, report.machine, report.recipe)
            statuses += [r.status for r in done.reviews if r.id == public_id.rpartition(".")[2]]
            count += len(made)
    return Made(act=act, corrections=count, statuses=tuple(statuses))


def undo(record: Record, act: str, *, by: str | None = None) -> int:
    """Take back all that was decided in ``act``; it stays in the record as undone. How many corrections it was. Raises NotFound."""
    with record.transaction("undo a decision") as connection:
        rows = connection.execute("SELECT correction_id, doc_id, text_sha, undone_at, by FROM corrections WHERE act = ?", (act,)).fetchall()
        if not rows:
            raise NotFound("undo", f"decision {act}", f"not in {record.name}", "`accordingto decisions RECORD` lists them.")
        if all(row["undone_at"] for row in rows):
            when = rows[0]["undone_at"]
            raise UsageError("undo", f"decision {act}", f"undone already, at {when}", "Decide anew if you want it back.")
        if by is not None and rows[0]["by"] != by:
            raise UsageError("undo", f"decision {act}", f"it is {rows[0]['by']}'s", "Decide otherwise instead; both are shown then.")
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        connection.execute("UPDATE corrections SET undone_at = ? WHERE act = ? AND undone_at IS NULL", (at, act))
        for row in rows:
            save_again(connection, row["doc_id"], row["text_sha"])
    return len(rows)


def last_act(connection: sqlite3.Connection, by: str) -> tuple[str, str] | None:
    """The last decision of ``by`` that holds, and the public id of a row that it was about."""
    sql = """SELECT c.act, coalesce(d.doc_id, c.doc_id) AS doc_id, p.id FROM corrections c LEFT JOIN placements p USING (correction_id)
      LEFT JOIN documents d USING (n) WHERE c.by = ? AND c.undone_at IS NULL ORDER BY c.at DESC, c.correction_id LIMIT 1"""
    row = connection.execute(sql, (by,)).fetchone()
    return (row["act"], f"{row['doc_id']}.{row['id']}") if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportState:
    """One report: as the program left it (``machine``), and as it stands after what people decided (``state``)."""

    machine: AnnotatedDocument
    recipe: str
    text_sha: str
    state: Corrected

    @classmethod
    def of(cls, connection: sqlite3.Connection, public_id: str, record: str) -> "ReportState":
        """The report of a row. Raises NotFound where there is no such row."""
        doc_id, _, local_id = public_id.rpartition(".")
        row = connection.execute("SELECT n, recipe, text_sha FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
        if row is None or local_id[:1] not in KIND_OF:
            next_step = "Ids are shown by `quotes`, `events --json` and `show`, for instance d1f0….a3."
            raise NotFound("decide on", public_id, f"no row of this id in {record}", next_step)
        machine = machine_of(connection, row["n"], doc_id)
        state = corrected(machine, corrections_of(connection, doc_id, row["text_sha"]))
        report = cls(machine=machine, recipe=base_recipe(row["recipe"]), text_sha=row["text_sha"], state=state)
        if not any(r.id == local_id for r in getattr(state.whole, TABLE_OF[KIND_OF[local_id[:1]]])):
            raise NotFound("decide on", public_id, f"no row of this id in {record}", "A later run may have numbered it anew: see `show`.")
        return report

    def version(self, public_id: str) -> str:
        """A hash of a row's values and of what was decided on it."""
        local_id = public_id.rpartition(".")[2]
        kind = KIND_OF[local_id[:1]]
        values = values_of(row_of(self.state.whole, kind, local_id), kind, self.state.whole)
        return digest_of(json.dumps(values, sort_keys=True), *(c.id for c, placed in self.state.placed if placed == local_id))

    def corrections(self, public_id: str, wish: Wish, *, act: str, by: str, at: str, note: str | None) -> tuple[Correction, ...]:
        """The corrections that a wish comes to on one row."""
        local_id = public_id.rpartition(".")[2]
        kind = KIND_OF[local_id[:1]]
        whole = self.state.whole
        row = row_of(whole, kind, local_id)
        disputed = any(r.id == local_id and r.status is Status.DISPUTED for r in self.state.reviews)
        first = Correction(
            id="", act=act, doc_id=whole.document.doc_id, text_sha=self.text_sha, kind=kind, anchor=anchor_of(row, whole),
            action=wish.action, field=None, was=values_of(row, kind, whole), now=None, by=by, at=at, note=note, settles=disputed,
        )  # fmt: skip
        made = []
        for name, now in as_change(wish, kind, row, whole):
            one = replace(first, field=name, now=now)
            made.append(replace(one, id=id_of(one)))
        return tuple(made)


def id_of(one: Correction) -> str:
    """The id of a correction: a hash of what it says, so that the same one that comes twice is one."""
    said = json.dumps([anchor_row(one.anchor), one.was, one.now], sort_keys=True, ensure_ascii=False)
    return "r" + digest_of(one.act, one.text_sha, one.kind, one.action, one.field, said, one.by, one.at, one.note, str(one.settles))


def base_recipe(recipe: str) -> str:
    """The recipe of the program's part: what stands before the mark of corrections."""
    return recipe.partition("+")[0]


# ---- rows


def insert(connection: sqlite3.Connection, made: Sequence[Correction]) -> int:
    """Write corrections; those that are there already are passed over. How many were new."""
    sql = f"INSERT OR IGNORE INTO corrections ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
    return sum(connection.execute(sql, _row(one)).rowcount for one in made)


def _row(one: Correction) -> tuple[Any, ...]:
    def words(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    return (
        one.id, one.act, one.doc_id, one.text_sha, one.kind.value, words(anchor_row(one.anchor)), one.action.value, one.field,
        words(one.was), words(one.now), one.by, one.at, one.note, int(one.settles), one.undone_at,
    )  # fmt: skip


def from_row(row: sqlite3.Row) -> Correction:
    """The correction of a row."""
    return Correction(
        id=row["correction_id"], act=row["act"], doc_id=row["doc_id"], text_sha=row["text_sha"], kind=RowKind(row["kind"]),
        anchor=anchor_from(json.loads(row["anchor"])), action=Action(row["action"]), field=row["field"], was=json.loads(row["was"]),
        now=json.loads(row["now"]), by=row["by"], at=row["at"], note=row["note"], settles=bool(row["settles"]),
        undone_at=row["undone_at"],
    )  # fmt: skip


def corrections_of(connection: sqlite3.Connection, doc_id: str, text_sha: str) -> tuple[Correction, ...]:
    """What was decided on one report and not undone; also what came for the same text read elsewhere and has no report of its own here."""
    sql = """SELECT * FROM corrections WHERE undone_at IS NULL AND (doc_id = ?1 OR (text_sha = ?2
      AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.doc_id = corrections.doc_id))) ORDER BY at, correction_id"""
    return tuple(from_row(row) for row in connection.execute(sql, (doc_id, text_sha)))


# ---- saving a report as it stands


def save_corrected(connection: sqlite3.Connection, found: AnnotatedDocument, recipe: str) -> Corrected:
    """Save what a run found in a report as it stands after what people decided on it; it becomes the article's current text."""
    made, done = _corrected(connection, found)
    save_document(connection, done.found, _marked(recipe, made))
    (n,) = connection.execute("SELECT n FROM documents WHERE doc_id = ?", (found.document.doc_id,)).fetchone()
    _tell_of_earlier_text(connection, n, found)
    _note(connection, n, found, done)
    return done


def save_decided(connection: sqlite3.Connection, found: AnnotatedDocument, recipe: str) -> Corrected:
    """Save a report of the record as it stands after a decision. Where its findings stay the same nothing has to be linked anew."""
    made, done = _corrected(connection, found)
    doc_id = found.document.doc_id
    (n, article) = connection.execute("SELECT n, article_id FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    stored = next(load_documents(connection, doc_id))
    if replace(stored, problems=()) == replace(done.found, problems=()) and set(stored.problems) == set(done.found.problems):
        connection.execute("UPDATE documents SET recipe = ? WHERE n = ?", (_marked(recipe, made), n))
    else:
        (current,) = connection.execute("SELECT n FROM documents WHERE article_id = ? AND current = 1", (article,)).fetchone() or (n,)
        save_document(connection, done.found, _marked(recipe, made))
        if current != n:  # a decision on an earlier text does not make it the current one
            connection.execute("UPDATE documents SET current = 0 WHERE n = ?", (n,))
            connection.execute("UPDATE documents SET current = 1 WHERE n = ?", (current,))
        _tell_of_earlier_text(connection, n, found)
    _note(connection, n, found, done)
    return done


def _corrected(connection: sqlite3.Connection, found: AnnotatedDocument) -> tuple[tuple[Correction, ...], Corrected]:
    made = corrections_of(connection, found.document.doc_id, digest_of(found.document.text))
    return made, corrected(found, made)


def _marked(recipe: str, made: Sequence[Correction]) -> str:
    """The recipe of a report with the decisions that it holds."""
    return f"{recipe}+{digest_of(*(c.id for c in made))}" if made else recipe


def _note(connection: sqlite3.Connection, n: int, found: AnnotatedDocument, done: Corrected) -> None:
    """Keep the program's findings and where each decision stands."""
    for table in ("machine_answers", "reviews", "placements"):
        connection.execute(f"DELETE FROM {table} WHERE n = ?", (n,))  # noqa: S608  # names of our own tables
    if done.placed:
        connection.execute("INSERT INTO machine_answers VALUES (?, ?)", (n, _packed(found)))
        rows = [(n, r.id, r.kind.value, r.status.value, json.dumps(r.by, ensure_ascii=False), r.words) for r in done.reviews]
        connection.executemany("INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.executemany("INSERT INTO placements VALUES (?, ?, ?)", [(one.id, n, local_id) for one, local_id in done.placed])


def _tell_of_earlier_text(connection: sqlite3.Connection, n: int, found: AnnotatedDocument) -> None:
    """A problem on a new revision whose earlier text somebody has decided on: those decisions stay with that text."""
    sql = """SELECT count(DISTINCT c.act) FROM documents here JOIN documents earlier USING (article_id)
      JOIN corrections c ON c.doc_id = earlier.doc_id AND c.undone_at IS NULL WHERE here.n = ? AND earlier.revision < here.revision"""
    (count,) = connection.execute(sql, (n,)).fetchone()
    if count:
        what = "1 decision was" if count == 1 else f"{count} decisions were"
        message = f"{what} made on an earlier text of this report: see `accordingto decisions`"
        problem = Problem(kind=ProblemKind.CORRECTION_UNPLACED, message=message, step="corrections")
        save_problem(connection, found.document.address or found.document.given_id, problem, n)


def save_again(connection: sqlite3.Connection, doc_id: str, text_sha: str) -> None:
    """Save the reports that a correction concerns as they stand now: the one it names, else those of the same text."""
    sql = "SELECT n, doc_id, recipe FROM documents WHERE doc_id = ?"
    rows = connection.execute(sql, (doc_id,)).fetchall()
    rows = rows or connection.execute("SELECT n, doc_id, recipe FROM documents WHERE text_sha = ?", (text_sha,)).fetchall()
    for row in rows:
        save_decided(connection, machine_of(connection, row["n"], row["doc_id"]), base_recipe(row["recipe"]))


def machine_of(connection: sqlite3.Connection, n: int, doc_id: str) -> AnnotatedDocument:
    """The findings of the program alone."""
    found = next(load_documents(connection, doc_id))
    row = connection.execute("SELECT findings FROM machine_answers WHERE n = ?", (n,)).fetchone()
    if row is None:
        return found
    answer = msgspec.json.decode(row["findings"], type=MachineAnswer)
    return replace(found, **{name: getattr(answer, name) for name in MachineAnswer.__dataclass_fields__})


def _packed(found: AnnotatedDocument) -> str:
    answer = MachineAnswer(**{name: getattr(found, name) for name in MachineAnswer.__dataclass_fields__})
    return msgspec.json.encode(answer).decode()
