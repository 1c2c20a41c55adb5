"""Decisions travel: out, in, merged without loss; a damaged or foreign file changes nothing."""

import json
import random
from pathlib import Path

import pytest

from accordingto.api import read
from accordingto.errors import BadFile
from accordingto.model.review import Action, Answer
from accordingto.pipeline import forget, relink
from accordingto.store.corrections import decide, undo
from accordingto.store.decisions import judge
from accordingto.store.exchange import Imported, exported, parse_file, take_in
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from conftest import REPORTS

ACCEPT, REJECT = Wish(action=Action.ACCEPT), Wish(action=Action.REJECT)
ALLEGES = Wish(action=Action.EDIT, fields=(("stance", "alleges"),))


def lines(texts: tuple[str, ...]) -> str:
    rows = [{"id": f"r{n}", "text": t, "published": "2031-05-14", "outlet": f"Outlet {n}"} for n, t in enumerate(texts)]
    return "\n".join(map(json.dumps, rows))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exchange")
    (folder / "reports.jsonl").write_text(lines(REPORTS), encoding="utf-8")
    read(folder / "reports.jsonl", folder / "record.db")
    return folder / "record.db"


@pytest.fixture
def two(template: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two colleagues' records of the same reports."""
    paths = (tmp_path / "ann.db", tmp_path / "ben.db")
    for path in paths:
        path.write_bytes(template.read_bytes())
    return paths


def ids(record: Record) -> list[str]:
    return [str(row["id"]) for row in record.quotes()]


def sent(record: Record) -> str:
    return exported(record.connection)


def taken(record: Record, text: str, *, keep: bool = False) -> Imported:
    done = take_in(record, parse_file(text, "file.jsonl"), "file.jsonl", keep=keep)
    relink(record)
    return done


def everything(record: Record) -> tuple[object, ...]:
    """All that a record says: findings, links, decisions and where they stand."""
    decided = sorted((d["by"], d["at"], d["answer"], d["rows"], d["state"], d["undone_at"]) for d in record.decisions())
    reviews = [tuple(r) for r in record.connection.execute("SELECT * FROM reviews ORDER BY n, id")]
    return list(record.documents()), record.linked(), decided, reviews


def some_decisions(record: Record, by: str, seed: int) -> None:
    """A coder's work: several decisions, one taken back, a judgement on a pair."""
    chance = random.Random(seed)  # noqa: S311
    for public_id in chance.sample(ids(record), 5):
        made = decide(record, [public_id], chance.choice((ACCEPT, REJECT, ALLEGES)), by=by, note=f"{by}'s")
    undo(record, made.act)
    found = [f"{f.document.doc_id}.{m.id}" for f in record.documents() for m in f.event_mentions]
    judge(record, (found[0], found[-1]), Answer.SAME, by=by)
    relink(record)


def test_a_new_record_of_the_same_reports_becomes_the_same_by_import(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as new:
        some_decisions(ann, "ann", 1)

        done = taken(new, sent(ann))

        assert done.new == 6
        assert done.disputed == ()
        assert everything(new) == everything(ann)
        assert sent(new) == sent(ann)


def test_the_same_reports_under_other_addresses_take_the_decisions_too(two: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "other.jsonl").write_text(lines(REPORTS), encoding="utf-8")
    read(tmp_path / "elsewhere" / "other.jsonl", tmp_path / "far.db")
    with Record(two[0], write=True) as ann, Record(tmp_path / "far.db", write=True) as far:
        decide(ann, [ids(ann)[0]], ALLEGES, by="ann")
        taken(far, sent(ann))

        assert [r["stance"] for r in far.quotes()] == [r["stance"] for r in ann.quotes()]
        assert {d["state"] for d in far.decisions()} == {"holds"}


def test_merging_does_not_depend_on_who_takes_in_whose_first(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        some_decisions(ann, "ann", 1)
        some_decisions(ben, "ben", 2)
        from_ann, from_ben = sent(ann), sent(ben)

        to_ann, to_ben = taken(ann, from_ben), taken(ben, from_ann)
        assert (to_ann.new, to_ben.new) == (6, 6)
        assert to_ann.disputed == to_ben.disputed
        assert everything(ann) == everything(ben)
        assert taken(ann, from_ben).new == 0


def test_what_two_coders_differ_on_is_shown_and_nothing_of_either_is_lost(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        public_id = ids(ann)[0]
        decide(ann, [public_id], ACCEPT, by="ann")
        decide(ben, [public_id], ALLEGES, by="ben")

        done = taken(ann, sent(ben))

        assert len(done.disputed) == 1
        assert "ann accepts it; ben sets stance: states → alleges" in done.disputed[0]
        assert {d["by"] for d in ann.decisions()} == {"ann", "ben"}


def test_pairs_on_which_two_differ_are_shown(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        found = [f"{f.document.doc_id}.{m.id}" for f in ann.documents() for m in f.event_mentions]
        judge(ann, (found[0], found[-1]), Answer.SAME, by="ann")
        judge(ben, (found[0], found[-1]), Answer.DIFFERENT, by="ben")

        done = taken(ann, sent(ben))

        assert [d for d in done.disputed if "ann says same; ben says different" in d]


def test_what_one_took_back_is_taken_back_for_both(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        made = decide(ann, [ids(ann)[0]], REJECT, by="ann")
        taken(ben, sent(ann))
        undo(ann, made.act)

        done = taken(ben, sent(ann))

        assert (done.new, done.undone) == (0, 1)
        assert everything(ben) == everything(ann)


def test_another_records_decisions_are_refused_unless_they_are_to_wait(two: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "other.jsonl").write_text(lines(("The mayor, Ada Renn, said on Monday that the bridge of Varr had been closed.",)))
    read(tmp_path / "other.jsonl", tmp_path / "other.db")
    with Record(two[0], write=True) as ann:
        decide(ann, [ids(ann)[0]], ALLEGES, by="ann")
        text = sent(ann)
    with Record(tmp_path / "other.db", write=True) as other:
        before = everything(other)
        with pytest.raises(BadFile, match=r"none of its 1 decisions is about a report of .*other\.db"):
            taken(other, text)
        assert everything(other) == before

        done = taken(other, text, keep=True)
        assert (done.new, done.waiting) == (1, 1)
        assert [d["state"] for d in other.decisions()] == ["waiting"]

    (tmp_path / "reports.jsonl").write_text(lines(REPORTS), encoding="utf-8")
    read(tmp_path / "reports.jsonl", tmp_path / "other.db")
    with Record(tmp_path / "other.db") as other:
        assert [d["state"] for d in other.decisions()] == ["holds"]
        assert "alleges" in {r["stance"] for r in other.quotes() if r["title"] is None}


def test_decisions_about_a_forgotten_report_stay_out(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        first, second = ids(ann)[0], ids(ann)[-1]
        decide(ann, [first], ACCEPT, by="ann")
        decide(ann, [second], ACCEPT, by="ann")
        forget(ben, first.rpartition(".")[0])

        done = taken(ben, sent(ann))

        assert (done.new, done.forgotten) == (1, 1)


def test_a_damaged_file_changes_nothing_and_is_told(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann, Record(two[1], write=True) as ben:
        some_decisions(ann, "ann", 1)
        text = sent(ann)
        before = everything(ben)
        head, *rest = text.splitlines()
        other = json.loads(rest[0])
        forged = json.dumps(other | {"by": "someone else"}, ensure_ascii=False, sort_keys=True)
        for damaged, told in (
            ("", "not a file of"),
            ("not json", "not a file of"),
            ('{"accordingto": "sample", "version": 1, "lines": 0, "digest": ""}', "it holds sample"),
            (head.replace('"version": 1', '"version": 9') + "\n", "newer version"),
            ("\n".join([head, *rest[:-1]]), "promises 6 lines and 5 are there"),
            (text[: len(text) // 2], "promises|line"),
            ("\n".join([head, rest[0][:-9], *rest[1:]]), "line 2"),
            ("\n".join([head, forged, *rest[1:]]), "line 2: its id does not fit"),
            ("\n".join([head, *rest[1:], rest[0]]), "changed after it was written"),
        ):
            with pytest.raises(BadFile, match=told):
                taken(ben, damaged)
            assert everything(ben) == before, told


def test_any_cut_or_changed_byte_is_either_refused_or_harmless(two: tuple[Path, Path]) -> None:
    with Record(two[0], write=True) as ann:
        some_decisions(ann, "ann", 3)
        text = sent(ann)
    whole = parse_file(text, "f")
    chance = random.Random(5)  # noqa: S311
    for _ in range(200):
        at = chance.randrange(len(text))
        changed = text[:at] if chance.random() < 0.3 else text[:at] + chance.choice('x{}"1\n\x00') + text[at + 1 :]
        try:
            found = parse_file(changed, "f")
        except BadFile:
            continue
        assert (found.corrections, found.judgements) == (whole.corrections, whole.judgements)
