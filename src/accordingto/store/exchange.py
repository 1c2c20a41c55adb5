"""What people decided, to a file of lines and back, so that colleagues can put their work together.

In: a record; a file. Out: JSONL, a head and one decision a line; or what came of a file that was taken in. Merging loses nothing and does
not depend on the order: a decision that is there already is passed over, one that was undone on either side is undone, two coders who
differ make their rows disputed. A damaged file changes nothing.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from accordingto.errors import BadFile
from accordingto.model.ids import digest_of
from accordingto.model.review import Action, Anchor, Answer, Correction, RowKind, anchor_from
from accordingto.store.corrections import COLUMNS, from_row, id_of, insert, save_again
from accordingto.store.judged import side_of, sides_now
from accordingto.store.record import Record

NAME, VERSION = "corrections", 1
DAMAGED = "Ask for the file anew: nothing of it was taken in."


class Head(msgspec.Struct, kw_only=True):
    """The first line: what the file is, how many lines follow, and a hash of them."""

    accordingto: str
    version: int
    lines: int
    digest: str


class Line(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One correction as it travels. ``report`` tells a person which report is meant."""

    what: str
    id: str
    act: str
    doc_id: str
    text_sha: str
    report: dict[str, str | None]
    kind: RowKind
    anchor: dict[str, Any]
    action: Action
    field: str | None
    was: dict[str, Any]
    now: Any
    by: str
    at: str
    note: str | None
    settles: bool
    undone_at: str | None


class PairLine(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One judgement on a pair as it travels."""

    what: str
    about: str
    left: dict[str, Any]
    right: dict[str, Any]
    answer: Answer
    by: str
    at: str
    note: str | None
    undone_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file of decisions, read and found whole."""

    corrections: tuple[Correction, ...]
    judgements: tuple[PairLine, ...]
    reports: Mapping[str, Mapping[str, str | None]]
    """Details of the reports by doc_id, as their own record had them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of a file: counts, and what a person must look at."""

    new: int
    known: int
    undone: int
    waiting: int
    forgotten: int
    unplaced: int
    disputed: tuple[str, ...]


# ---- out


def exported(connection: sqlite3.Connection, by: str | None = None) -> str:
    """All decisions, or those of one coder, as the text of a file."""
    lines = [*_correction_lines(connection, by), *_judgement_lines(connection, by)]
    texts = [json.dumps(line, ensure_ascii=False, sort_keys=True) for line in lines]
    head = {"accordingto": NAME, "version": VERSION, "lines": len(texts), "digest": digest_of(*texts)}
    return "\n".join([json.dumps(head), *texts, ""])


def _correction_lines(connection: sqlite3.Connection, by: str | None) -> list[dict[str, Any]]:
    where, values = ("WHERE c.by = ?", (by,)) if by else ("", ())
    sql = f"""SELECT c.*, d.title, d.outlet, d.published FROM corrections c LEFT JOIN documents d USING (doc_id) {where}
      ORDER BY at, correction_id"""  # noqa: S608
    out = []
    for row in connection.execute(sql, values):
        values_ = {name: row[name] for name in COLUMNS if name != "correction_id"}
        values_ |= {name: json.loads(row[name]) for name in ("anchor", "was", "now")}
        report = {name: row[name] for name in ("title", "outlet", "published")}
        out.append({"what": "correction", "id": row["correction_id"], **values_, "settles": bool(row["settles"]), "report": report})
    return out


def _judgement_lines(connection: sqlite3.Connection, by: str | None) -> list[dict[str, Any]]:
    where, values = ("WHERE by = ?", (by,)) if by else ("", ())
    out = []
    for row in connection.execute(f"SELECT * FROM judgements {where} ORDER BY judgement_id", values).fetchall():  # noqa: S608
        sides = json.loads(row["anchors"]) if row["anchors"] else [side_of(connection, row[name]) for name in ("left_id", "right_id")]
        plain = {name: row[name] for name in ("about", "answer", "by", "at", "note", "undone_at")}
        out.append({"what": "judgement", "left": sides[0], "right": sides[1], **plain})
    return out


# ---- in


def parse_file(text: str, name: str) -> File:
    """The decisions of a file. Raises BadFile, with the line, where it is damaged or not one of ours."""
    lines = text.splitlines()
    try:
        head = msgspec.json.decode(lines[0] if lines else "", type=Head)
    except msgspec.MsgspecError as error:
        raise BadFile("read the decisions in", name, "not a file of `accordingto corrections export`", DAMAGED) from error
    if head.accordingto != NAME:
        raise BadFile("read the decisions in", name, f"it holds {head.accordingto}, not {NAME}", DAMAGED)
    if head.version > VERSION:
        raise BadFile("read the decisions in", name, "made by a newer version of accordingto", "Update with `pip install -U accordingto`.")
    if len(lines) - 1 != head.lines:
        raise BadFile("read the decisions in", name, f"its head promises {head.lines} lines and {len(lines) - 1} are there", DAMAGED)
    corrections, judgements, reports = [], [], {}
    for number, line in enumerate(lines[1:], 2):
        made = _line(line, number, name)
        if isinstance(made, PairLine):
            judgements.append(made)
        else:
            corrections.append(_correction(made, number, name))
            reports[made.doc_id] = made.report
    if digest_of(*lines[1:]) != head.digest:
        raise BadFile("read the decisions in", name, "it was changed after it was written", DAMAGED)
    return File(corrections=tuple(corrections), judgements=tuple(judgements), reports=reports)


def _line(line: str, number: int, name: str) -> Line | PairLine:
    try:
        what = msgspec.json.decode(line, type=dict[str, Any]).get("what")
        if what == "judgement":
            made = msgspec.json.decode(line, type=PairLine)
            for side in (made.left, made.right):
                _check_side(side)
            return made
        return msgspec.json.decode(line, type=Line)
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError) as error:
        raise BadFile("read the decisions in", f"{name}, line {number}", str(error), DAMAGED) from error


def _check_side(side: Mapping[str, Any]) -> None:
    anchor_from(side)
    if side["letter"] not in ("n", "e") or not isinstance(side["doc_id"], str) or not isinstance(side["text_sha"], str):
        raise ValueError("a side that cannot be judged")


def _correction(line: Line, number: int, name: str) -> Correction:
    try:
        anchor: Anchor = anchor_from(line.anchor)
        values = {field: getattr(line, field) for field in Line.__struct_fields__ if field not in ("what", "report", "anchor")}
        made = Correction(**values, anchor=anchor)
        if made.action is Action.MERGE:
            anchor_from(made.now)
    except (ValueError, KeyError, TypeError) as error:
        raise BadFile("read the decisions in", f"{name}, line {number}", str(error), DAMAGED) from error
    if made.id != id_of(made):
        raise BadFile("read the decisions in", f"{name}, line {number}", "its id does not fit what it says", DAMAGED)
    return made


def take_in(record: Record, file: File, name: str, *, keep: bool = False) -> Imported:
    """Merge the decisions of ``file`` into the record, all or nothing. The links must be made anew afterwards.

    ``keep``: take it in also when none of its reports is here, to wait for them. Raises BadFile where it is another record's.
    """
    with record.transaction("take in decisions") as connection:
        forgotten = {row[0] for row in connection.execute("SELECT text_sha FROM forgotten")}
        usable = [_here(connection, one, file.reports) for one in file.corrections if one.text_sha not in forgotten]
        pairs = [p for p in file.judgements if not {p.left["text_sha"], p.right["text_sha"]} & forgotten]
        shas = {row[0] for row in connection.execute("SELECT text_sha FROM documents")}
        waiting = [one for one in usable if one.text_sha not in shas]
        waiting_pairs = [p for p in pairs if not {p.left["text_sha"], p.right["text_sha"]} <= shas]
        count = len(file.corrections) + len(file.judgements)
        if count and len(waiting) == len(usable) and len(waiting_pairs) == len(pairs) and not keep:
            what = f"none of its {count} decisions is about a report of {record.name}"
            raise BadFile("take in", name, what, "Read the same reports first, or give --keep and they wait for them.")
        new = insert(connection, usable)
        undone = _undo_here(connection, usable)
        new_pairs, undone_pairs = _take_in_pairs(connection, pairs)
        for doc_id, sha in sorted({(one.doc_id, one.text_sha) for one in usable}):
            save_again(connection, doc_id, sha)
        return Imported(
            new=new + new_pairs,
            known=len(usable) + len(pairs) - new - new_pairs,
            undone=undone + undone_pairs,
            waiting=len(waiting) + len(waiting_pairs),
            forgotten=count - len(usable) - len(pairs),
            unplaced=_unplaced(connection, usable),
            disputed=tuple(disputed_rows(connection)),
        )


def _here(connection: sqlite3.Connection, one: Correction, reports: Mapping[str, Mapping[str, str | None]]) -> Correction:
    """``one`` on the report of this record: that of its id, else the one of the same text that is most like it."""
    if connection.execute("SELECT 1 FROM documents WHERE doc_id = ?", (one.doc_id,)).fetchone():
        return one
    sql = "SELECT doc_id, title, outlet, published FROM documents WHERE text_sha = ? ORDER BY current DESC, n"
    rows = connection.execute(sql, (one.text_sha,)).fetchall()
    details = reports.get(one.doc_id, {})
    best = max(rows, key=lambda row: sum(row[name] == details.get(name) for name in ("title", "outlet", "published")), default=None)
    return replace(one, doc_id=best["doc_id"]) if best else one


def _undo_here(connection: sqlite3.Connection, usable: Sequence[Correction]) -> int:
    sql = "UPDATE corrections SET undone_at = ? WHERE correction_id = ? AND undone_at IS NULL"
    return sum(connection.execute(sql, (one.undone_at, one.id)).rowcount for one in usable if one.undone_at)


def _take_in_pairs(connection: sqlite3.Connection, pairs: Sequence[PairLine]) -> tuple[int, int]:
    """(new, undone) judgements."""
    known = {pair_key(json.loads(r["anchors"]), r): r for r in connection.execute("SELECT * FROM judgements WHERE anchors IS NOT NULL")}
    new = undone = 0
    for pair in pairs:
        row = {name: getattr(pair, name) for name in ("about", "answer", "by", "at", "note", "undone_at")}
        sides = [pair.left, pair.right]
        there = known.get(pair_key(sides, row))
        if there is None:
            waiting = [f"{s['doc_id']}.{s['letter']}0" for s in sides]  # where a finding is not here, only its characters are known
            ids = sides_now(connection, {"anchors": json.dumps(sides)}) or waiting
            sql = """INSERT INTO judgements (about, left_id, right_id, answer, by, at, note, undone_at, anchors)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
            values = (pair.about, *ids, pair.answer.value, pair.by, pair.at, pair.note, pair.undone_at, json.dumps(sides))
            connection.execute(sql, values)
            new += 1
        elif pair.undone_at and not there["undone_at"]:
            connection.execute("UPDATE judgements SET undone_at = ? WHERE judgement_id = ?", (pair.undone_at, there["judgement_id"]))
            undone += 1
    return new, undone


def pair_key(sides: Sequence[Mapping[str, Any]], row: Any) -> tuple[str, ...]:
    """What makes two judgements one: the words of both sides, the answer, who and when."""
    told = sorted(json.dumps({k: v for k, v in side.items() if k != "doc_id"}, sort_keys=True) for side in sides)
    return (row["about"], str(row["answer"]), row["by"], row["at"], *told)


# ---- what a person must look at


def _unplaced(connection: sqlite3.Connection, usable: Sequence[Correction]) -> int:
    ids = {one.id for one in usable}
    return sum(row[0] in ids for row in connection.execute("SELECT correction_id FROM placements WHERE id IS NULL"))


def disputed_rows(connection: sqlite3.Connection) -> list[str]:
    """A line for each row, and each pair, on which people differ."""
    sql = """SELECT d.doc_id || '.' || r.id AS id, r.n, r.id AS local_id, r.kind, r.words FROM reviews r JOIN documents d USING (n)
      WHERE status = 'disputed' ORDER BY r.n, r.id"""
    out = []
    for row in connection.execute(sql).fetchall():
        votes = connection.execute(
            """SELECT c.* FROM placements p JOIN corrections c USING (correction_id) WHERE p.n = ? AND p.id = ? AND c.undone_at IS NULL
            ORDER BY c.at, c.correction_id""",
            (row["n"], row["local_id"]),
        )
        said = "; ".join(told(from_row(v)) for v in votes)
        out.append(f"{row['id']} ({row['kind']} “{' '.join(row['words'].split())[:60]}”): {said}")
    return out + _disputed_pairs(connection)


def told(one: Correction) -> str:
    """A decision in a few words.

    >>> from accordingto.model.evidence import Span
    >>> told(Correction(id="", act="", doc_id="", text_sha="", kind=RowKind.CLAIM, anchor=Anchor(spans=(Span(0, 1),)),
    ...     action=Action.EDIT, field="low", was={"low": 4}, now=5, by="ann", at=""))
    'ann sets low: 4 → 5'
    """
    if one.action is Action.EDIT:
        was, now = ("unknown" if v is None else v for v in (one.was.get(one.field or ""), one.now))
        return f"{one.by} sets {one.field}: {was} → {now}"
    words = {Action.ACCEPT: "accepts it", Action.REJECT: "rejects it", Action.MERGE: "joins it with another", Action.SPLIT: "parts it"}
    return f"{one.by} {words[one.action]}"


def _disputed_pairs(connection: sqlite3.Connection) -> list[str]:
    pairs: dict[tuple[str, str], dict[str, str]] = {}
    for row in connection.execute("SELECT * FROM judgements WHERE undone_at IS NULL ORDER BY judgement_id").fetchall():
        sides = sides_now(connection, row)
        if sides:
            left, right = sorted(sides)
            pairs.setdefault((left, right), {})[row["by"]] = row["answer"]
    return [
        f"{left} and {right}: {'; '.join(f'{by} says {answer}' for by, answer in said.items())}"
        for (left, right), said in pairs.items()
        if len(set(said.values())) > 1
    ]
