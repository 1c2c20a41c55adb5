"""Two records in one: nothing is lost, no order matters, and what people disagree on is told."""

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from corpus import corpus

from accordingto.api import merge
from accordingto.errors import RecordMissing, UsageError
from accordingto.model.found import AnnotatedDocument, Outcome
from accordingto.model.ids import digest_of, document_of
from accordingto.model.review import Action, Answer
from accordingto.pipeline import forget, relink
from accordingto.store.corrections import decide
from accordingto.store.corrections import undo as undo_correction
from accordingto.store.decisions import judge, undo
from accordingto.store.identity import record_hash
from accordingto.store.merging import Merged
from accordingto.store.record import Record
from accordingto.store.runs import Run
from accordingto.store.wishes import Wish

FOUND = tuple(m.found for m in corpus(24, seed=8))
TABLES = ("documents", "links", "entities", "chain_entities", "events", "mention_events", "accounts", "verdicts", "overlaps", "items")
ALLEGES, DENIES = (Wish(action=Action.EDIT, fields=(("stance", stance),)) for stance in ("alleges", "denies"))


def read_in(path: Path, found: Iterable[AnnotatedDocument], *, recipe: str = "r1") -> Path:
    """Save findings as a run does, and link."""
    with Record(path, write=True) as record:
        run = Run(record, recipe)
        run.begin(f"read {path.name}", "1", "{}")
        run.save(Outcome(address=f.document.address, key=(f.document.address, digest_of(f.document.text)), found=f) for f in found)
        relink(record)
        run.finish()
    return path


def rows(path: Path) -> dict[str, list[str]]:
    """What a record holds, but for integer keys."""
    hidden = {"n", "article_id", "linked"}
    with Record(path) as record:
        return {
            t: sorted(repr({k: row[k] for k in row.keys() if k not in hidden}) for row in record.connection.execute(f"SELECT * FROM {t}"))  # noqa: S608, SIM118
            for t in TABLES
        }


def hash_of(path: Path) -> str:
    with Record(path) as record:
        return record_hash(record.connection)


def at(found: AnnotatedDocument, address: str, **changes: object) -> AnnotatedDocument:
    """The same findings in a report of another address, or with other details."""
    old = found.document
    details = {"title": old.title, "outlet": old.outlet, "published": old.published} | changes
    return replace(found, document=document_of(old.text, given_id=old.given_id, address=address, **details))  # type: ignore[arg-type]


def merged(folder: Path, paths: Sequence[Path]) -> tuple[Merged, Path]:
    out = folder / f"merged{len(list(folder.glob('merged*.db')))}.db"
    return merge(paths, out), out


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, ...]:
    """Records that share some of their reports."""
    parts = {"a": FOUND[:12], "b": FOUND[8:20], "c": (*FOUND[:3], *FOUND[16:])}
    return tuple(read_in(tmp_path / f"{name}.db", found) for name, found in parts.items())


def test_two_records_merged_are_what_reading_all_into_one_would_have_made(tmp_path: Path, three: tuple[Path, ...]) -> None:
    done, out = merged(tmp_path, three[:2])
    whole = read_in(tmp_path / "whole.db", FOUND[:20])

    assert rows(out) == rows(whole)
    assert (done.reports, done.both, done.forgotten, done.texts) == (20, 4, 0, ())


def test_the_order_of_the_records_does_not_matter(tmp_path: Path, three: tuple[Path, ...]) -> None:
    with Record(three[0], write=True) as ann, Record(three[1], write=True) as ben:
        shared = FOUND[9].document.doc_id
        decide(ann, [f"{shared}.a1"], ALLEGES, by="ann")
        decide(ben, [f"{shared}.a1"], DENIES, by="ben")
        judge(ann, (f"{shared}.n1", f"{FOUND[1].document.doc_id}.n1"), Answer.SAME, by="ann")
    results = [merged(tmp_path, order) for order in permutations(three)]

    assert len({hash_of(out) for _, out in results}) == 1
    assert all(rows(out) == rows(results[0][1]) for _, out in results)
    assert {done.decisions.new for done, _ in results} == {3}


def test_a_record_merged_with_itself_stays_what_it_is(tmp_path: Path, three: tuple[Path, ...]) -> None:
    first = FOUND[2].document.doc_id
    with Record(three[0], write=True) as record:
        decide(record, [f"{first}.a1"], ALLEGES, by="ann")
        taken_back = decide(record, [f"{first}.c1"], Wish(action=Action.REJECT), by="ann")
        undo_correction(record, taken_back.act)
        number = judge(record, (f"{first}.e1", f"{FOUND[5].document.doc_id}.e1"), Answer.SAME, by="ann")
        judge(record, (f"{first}.n1", f"{FOUND[5].document.doc_id}.n1"), Answer.SAME, by="ann")
        undo(record, number)
        relink(record)
    _, out = merged(tmp_path, (three[0], three[0]))

    assert hash_of(out) == hash_of(three[0])
    assert rows(out) == rows(three[0])


def test_what_people_decided_holds_in_the_merged_record(tmp_path: Path, three: tuple[Path, ...]) -> None:
    left, right = (f.document.doc_id for f in (FOUND[0], FOUND[11]))
    with Record(three[0], write=True) as record:
        judge(record, (f"{left}.e1", f"{right}.e1"), Answer.SAME, by="ann")
    _, out = merged(tmp_path, three[:2])

    with Record(out) as record:
        groups = dict(record.connection.execute("SELECT doc_id, event_id FROM mention_events WHERE mention = 'e1'").fetchall())
    assert groups[left] == groups[right]


def test_corrections_that_contradict_each_other_are_told(tmp_path: Path, three: tuple[Path, ...]) -> None:
    shared = f"{FOUND[9].document.doc_id}.a1"
    for path, wish, who in ((three[0], ALLEGES, "ann"), (three[1], DENIES, "ben")):
        with Record(path, write=True) as record:
            decide(record, [shared], wish, by=who)
    done, _ = merged(tmp_path, three[:2])

    (told,) = done.decisions.disputed
    assert shared in told
    assert "ann sets stance: states → alleges" in told
    assert "ben sets stance: states → denies" in told


def test_what_one_forgot_stays_forgotten(tmp_path: Path, three: tuple[Path, ...]) -> None:
    gone = FOUND[9].document
    with Record(three[0], write=True) as record:
        forget(record, gone.doc_id)
    done, out = merged(tmp_path, three[:2])

    assert done.forgotten == 1
    assert rows(out)["links"] == rows(read_in(tmp_path / "w.db", [f for f in FOUND[:20] if f.document != gone]))["links"]
    assert gone.text.split("\n")[1].encode() not in out.read_bytes()


def test_of_an_article_with_other_texts_all_are_kept_and_the_later_counts(tmp_path: Path) -> None:
    early, late = at(FOUND[0], "a", published=date(2031, 1, 1)), at(FOUND[6], "a", published=date(2031, 1, 2))
    paths = (read_in(tmp_path / "a.db", [late, FOUND[1]]), read_in(tmp_path / "b.db", [early]))
    (done, out), (_, other) = merged(tmp_path, paths), merged(tmp_path, paths[::-1])

    assert done.texts == ("a",)
    with Record(out) as record:
        found = record.connection.execute("SELECT doc_id, current FROM documents WHERE address = 'a' ORDER BY revision").fetchall()
    assert [tuple(row) for row in found] == [(early.document.doc_id, 0), (late.document.doc_id, 1)]
    assert rows(out) == rows(other)


def test_a_report_that_two_people_read_from_different_folders_is_one(tmp_path: Path) -> None:
    ours, theirs = [at(f, f"ann/{n}") for n, f in enumerate(FOUND[:6])], [at(f, f"ben/{n}") for n, f in enumerate(FOUND[:8])]
    paths = (read_in(tmp_path / "a.db", ours), read_in(tmp_path / "b.db", theirs))
    with Record(paths[1], write=True) as record:
        decide(record, [f"{theirs[2].document.doc_id}.a1"], ALLEGES, by="ben")
    (done, out), (_, other) = merged(tmp_path, paths), merged(tmp_path, paths[::-1])

    assert (done.reports, done.elsewhere) == (8, 6)
    assert rows(out) == rows(other)
    with Record(out) as record:
        stances = [stance for (stance,) in record.connection.execute("SELECT stance FROM attributions")]
    assert stances.count("alleges") == 1


def test_findings_of_the_later_run_are_kept(tmp_path: Path) -> None:
    chain = replace(FOUND[0].chains[0], name="Somebody Else")
    newer = replace(FOUND[0], chains=(chain, *FOUND[0].chains[1:]))
    paths = (read_in(tmp_path / "a.db", [newer], recipe="r2"), read_in(tmp_path / "b.db", FOUND[:2]))
    with Record(paths[0], write=True) as record, record.transaction() as connection:
        connection.execute("UPDATE runs SET started = '2099-01-01T00:00:00+00:00'")

    for order in (paths, paths[::-1]):
        _, out = merged(tmp_path, order)
        with Record(out) as record:
            names = [name for (name,) in record.connection.execute("SELECT name FROM chains WHERE id = 'n1'")]
        assert "Somebody Else" in names


def test_bad_input_is_told_and_leaves_no_file_behind(tmp_path: Path, three: tuple[Path, ...]) -> None:
    out = tmp_path / "out.db"
    with pytest.raises(RecordMissing):
        merge((three[0], tmp_path / "nowhere.db"), out)
    with pytest.raises(UsageError, match="one record"):
        merge((three[0],), out)
    assert not out.exists()
    before = three[2].read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        merge(three[:2], three[2])
    assert three[2].read_bytes() == before


def test_the_command_says_what_came_of_it(tmp_path: Path, three: tuple[Path, ...]) -> None:
    with Record(three[0], write=True) as record:
        decide(record, [f"{FOUND[9].document.doc_id}.a1"], ALLEGES, by="ann")
    words = ("merge", str(three[0]), str(three[1]), "-o", str(tmp_path / "out.db"))
    done = subprocess.run([sys.executable, "-m", "accordingto", *words], capture_output=True, encoding="utf-8", check=False)

    assert done.returncode == 0, done.stderr
    assert "20 reports (4 of them in more than one record), 1 decision" in done.stdout
