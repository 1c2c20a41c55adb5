"""Two records, or more, in one: their reports, what people decided on them, what was forgotten.

In: records open for reading, an empty one open for writing. Out: all their reports in the latter, and what came of it. The result does not
depend on the order, and a record merged with itself stays what it is. A report that several have is kept once, as it was read last; of an
article with other texts in each all texts are kept. What one forgot stays forgotten. The links must be made afterwards.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from accordingto.store.corrections import base_recipe, machine_of, save_corrected
from accordingto.store.exchange import File, Imported, PairLine, exported, pair_key, parse_file, take_in
from accordingto.store.record import Record

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text of an article in one record."""

    source: int
    """The record, by its place among those to be merged."""
    n: int
    doc_id: str
    address: str
    text_sha: str
    recipe: str
    revision: int
    current: bool
    published: str
    read: str
    """When a run last made findings of this recipe."""
    details: Key
    """What tells a report from another with the same text: title, day, outlet, author."""

    @property
    def age(self) -> tuple[str, str, str]:
        """Orders the findings of one report, the latest last."""
        return self.read, self.recipe, str(self.details)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of it."""

    reports: int
    both: int
    """Reports that more than one record had."""
    elsewhere: int
    """Of these such as were read from another place in each."""
    forgotten: int
    texts: tuple[str, ...]
    """Addresses at which the records have different texts; all are kept, the latest counts."""
    decisions: Imported


def merge(records: Sequence[Record], target: Record) -> Merged:
    """Put ``records`` together in ``target``, which is empty."""
    forgotten = sorted((at, sha) for r in records for sha, at in r.connection.execute("SELECT text_sha, at FROM forgotten"))
    shas = {sha for _, sha in forgotten}
    every = [one for place, record in enumerate(records) for one in _reports(record, place)]
    left = [one for one in every if one.text_sha not in shas]
    instead = _read_from_elsewhere(left)
    kept = [one for one in left if one.doc_id not in instead]
    with target.transaction("merge records") as connection:
        connection.executemany("INSERT OR IGNORE INTO forgotten (at, text_sha) VALUES (?, ?)", forgotten)
        texts = [t for _, article in sorted(_by(kept, "address").items()) for t in _save_article(connection, records, article)]
        _save_ledger(connection, records, instead)
    decisions = take_in(target, _together([parse_file(exported(r.connection), r.name) for r in records]), target.name, keep=True)
    sources = [{one.source for one in same} for same in _by(kept, "doc_id").values()]
    return Merged(
        reports=len(sources),
        both=sum(len(s) > 1 for s in sources) + len(instead),
        elsewhere=len(instead),
        forgotten=len({one.doc_id for one in every} - {one.doc_id for one in left}),
        texts=tuple(texts),
        decisions=decisions,
    )


def _reports(record: Record, source: int) -> list[Report]:
    sql = """SELECT n, doc_id, address, text_sha, recipe, revision, current, coalesce(published, '') AS published, title, outlet, byline
      FROM documents ORDER BY n"""
    runs = dict(record.connection.execute("SELECT recipe, max(started) FROM runs GROUP BY recipe").fetchall())
    out = []
    for row in record.connection.execute(sql):
        names = ("n", "doc_id", "address", "text_sha", "revision", "published")
        recipe = base_recipe(row["recipe"])
        details = (row["title"], row["published"], row["outlet"], row["byline"])
        plain = {name: row[name] for name in names}
        out.append(Report(source=source, recipe=recipe, current=bool(row["current"]), read=runs.get(recipe, ""), details=details, **plain))
    return out


def _by(reports: Iterable[Report], field: str) -> dict[str, list[Report]]:
    out: defaultdict[str, list[Report]] = defaultdict(list)
    for one in reports:
        out[getattr(one, field)].append(one)
    return out


def _read_from_elsewhere(reports: Sequence[Report]) -> Mapping[str, str]:
    """doc_id -> doc_id that stands for it: one report that two people read from different folders."""
    texts = {address: len({one.doc_id for one in article}) for address, article in _by(reports, "address").items()}
    same: defaultdict[Key, defaultdict[int, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for one in reports:
        if texts[one.address] == 1:
            same[one.text_sha, *one.details][one.source].add((one.address, one.doc_id))
    out: dict[str, str] = {}
    for places in same.values():
        fullest = min(places.values(), key=lambda own: (-len(own), sorted(own)))
        for _, doc_id in set().union(*places.values()) - fullest:
            out[doc_id] = min(fullest)[1]
    return out


def _save_article(connection: sqlite3.Connection, records: Sequence[Record], article: Sequence[Report]) -> list[str]:
    """Save all texts of an article, the one that counts last; its address where the records have others that count."""
    texts = [max(same, key=lambda one: one.age) for same in _by(article, "doc_id").values()]
    counting = {one.doc_id for one in article if one.current}
    revision = {doc_id: f"{max(one.revision for one in same):06}" for doc_id, same in _by(article, "doc_id").items()}

    def order(one: Report) -> tuple[bool, str, str, str, str]:
        when = (
            (one.published, one.read, revision[one.doc_id]) if one.doc_id in counting else (revision[one.doc_id], one.published, one.read)
        )
        return one.doc_id in counting, *when, one.doc_id

    texts.sort(key=order)
    for one in texts:
        save_corrected(connection, machine_of(records[one.source].connection, one.n, one.doc_id), one.recipe)
    return [texts[-1].address] if len(counting) > 1 else []


def _save_ledger(connection: sqlite3.Connection, records: Sequence[Record], instead: Mapping[str, str]) -> None:
    """What was read and could not be read, and when; so that reading the same again is nothing new."""
    recipes = {doc_id: base_recipe(recipe) for doc_id, recipe in connection.execute("SELECT doc_id, recipe FROM documents")}
    items = set()
    for row in (row for r in records for row in r.connection.execute("SELECT * FROM items")):
        doc_id = instead.get(row["doc_id"], row["doc_id"])
        if doc_id is None or doc_id in recipes:
            items.add((row["address"], row["payload_sha"], recipes.get(doc_id, row["recipe"]), row["outcome"], doc_id))
    connection.executemany("INSERT OR IGNORE INTO items VALUES (?, ?, ?, ?, ?)", sorted(items, key=str))
    problems = {tuple(row) for r in records for row in r.connection.execute("SELECT * FROM problems WHERE n IS NULL")}
    connection.executemany("INSERT OR IGNORE INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted(problems, key=str))
    names = "started, finished, command, version, recipe, settings, counts"
    runs = {tuple(row) for r in records for row in r.connection.execute(f"SELECT {names} FROM runs")}  # noqa: S608  # our own words
    connection.executemany(f"INSERT INTO runs ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(runs, key=str))  # noqa: S608


def _together(files: Sequence[File]) -> File:
    """The decisions of all, in the order in which people made them; what one side has undone is undone."""
    corrections = sorted((c for f in files for c in f.corrections), key=lambda c: (c.undone_at is None, c.undone_at or "", c.at, c.id))
    judgements: dict[tuple[str, ...], PairLine] = {}
    for one in (p for f in files for p in f.judgements):
        key = pair_key([one.left, one.right], {"about": one.about, "answer": one.answer.value, "by": one.by, "at": one.at})
        undone = [w for w in (one.undone_at, judgements[key].undone_at if key in judgements else None) if w]
        judgements[key] = msgspec.structs.replace(one, undone_at=min(undone, default=None))
    ordered = sorted(judgements.items(), key=lambda kv: (kv[1].at, kv[0]))
    reports = {doc_id: details for f in files for doc_id, details in f.reports.items()}
    return File(corrections=tuple(corrections), judgements=tuple(one for _, one in ordered), reports=reports)
