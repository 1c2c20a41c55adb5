"""Linking in the record: pairs are scored once and kept, groups are derived for what changed; any order and any batches give the same."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from corpus import corpus

from accordingto.crossdoc.families import INCIDENTS, NAMES, Family
from accordingto.crossdoc.link import link
from accordingto.crossdoc.pairs import Pairs
from accordingto.errors import UsageError
from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.ids import document_of
from accordingto.model.kinds import ChainKind
from accordingto.model.review import Answer
from accordingto.pipeline import forget, relink
from accordingto.store import pending
from accordingto.store.decisions import judge, undo
from accordingto.store.record import Record
from accordingto.store.save import save_document

REPORTS = tuple(m.found for m in corpus(40, seed=5))
TABLES = (
    "overlaps",
    "echo_passages",
    "links",
    "entities",
    "chain_entities",
    "events",
    "mention_events",
    "accounts",
    "account_claims",
    "account_evidence",
    "verdicts",
)
Rows = dict[str, list[tuple[object, ...]]]


def renew(pairs: Pairs, gone: list[tuple[int, str]], added: list[tuple[int, AnnotatedDocument]]) -> None:
    """All steps for a few reports: those that are gone, and those that are new or changed (by n)."""
    pairs.exchange([*gone, *((n, f.document.doc_id) for n, f in added)], added)
    pairs.settle()
    pairs.score([n for n, _ in added])
    pairs.finish()


def add(record: Record, batch: Iterable[AnnotatedDocument]) -> None:
    with record.transaction() as connection:
        for found in batch:
            save_document(connection, found, "test")
    relink(record)


def bare(text: str, address: str) -> AnnotatedDocument:
    return AnnotatedDocument(document=document_of(text, address=address))


def rows(record: Record) -> Rows:
    return {t: sorted(map(tuple, record.connection.execute(f"SELECT * FROM {t}")), key=repr) for t in TABLES}  # noqa: S608


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows of a record that was linked in one go."""
    with Record(tmp_path_factory.mktemp("whole") / "record.db", write=True) as record:
        add(record, REPORTS)
        return rows(record)


def shuffled(seed: int) -> list[AnnotatedDocument]:
    order = list(REPORTS)
    random.Random(seed).shuffle(order)  # noqa: S311  # orders of a test, no secrets
    return order


@pytest.mark.parametrize("batches", [1, 50])
def test_any_order_and_any_batches_give_the_same_groups_and_accounts(tmp_path: Path, batches: int) -> None:
    few = list(REPORTS[:20])
    with Record(tmp_path / "whole.db", write=True) as record:
        add(record, few)
        expected = rows(record)

    for seed in range(20):
        random.Random(seed).shuffle(few)  # noqa: S311  # orders of a test, no secrets
        with Record(tmp_path / f"record{seed}.db", write=True) as record:
            for start in range(batches):
                if few[start::batches]:
                    add(record, few[start::batches])
            assert rows(record) == expected


def test_a_record_is_linked_as_the_collection_is(expected: Rows) -> None:
    linked = link(REPORTS)

    assert {(r.doc_id, r.local_id, e.id) for e in linked.events for r in e.mentions} == set(expected["mention_events"])
    assert {(r.doc_id, r.local_id, e.id) for e in linked.entities for r in e.chains} == set(expected["chain_entities"])
    assert {a.id for a in linked.accounts} == {row[0] for row in expected["accounts"]}
    assert {(v.event, v.slot.value, v.verdict.value) for v in linked.verdicts} == {row[:3] for row in expected["verdicts"]}


def test_linking_again_gives_the_same(tmp_path: Path, expected: Rows) -> None:
    with Record(tmp_path / "record.db", write=True) as record:
        for found in REPORTS:
            add(record, [found])
        assert relink(record) is False

        assert relink(record, again=True) is True
        assert rows(record) == expected


def test_a_replaced_and_a_forgotten_report_leave_nothing_behind(tmp_path: Path) -> None:
    changed = replace(REPORTS[4], document=replace(REPORTS[3].document, doc_id="d0123456789abcdef", text=REPORTS[4].document.text))
    with Record(tmp_path / "changed.db", write=True) as record:
        add(record, REPORTS[:30])
        add(record, [changed])
        forget(record, REPORTS[7].document.doc_id)
        found = rows(record)
    with Record(tmp_path / "fresh.db", write=True) as record:
        add(record, [*(f for n, f in enumerate(REPORTS[:30]) if n not in (3, 7)), changed])

        assert found == rows(record)


@pytest.mark.parametrize("seed", range(6))
def test_forgetting_gives_what_reading_only_the_others_would_have_given(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  # reports of a test, no secrets
    gone = draw.sample(range(len(REPORTS)), 4)
    others = [f for n, f in enumerate(REPORTS) if n not in gone]
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS)
        one, other = (f"{REPORTS[n].document.doc_id}.{draw.choice(('e1', 'n1'))[0]}1" for n in (gone[0], draw.randrange(40)))
        if one.split(".")[1] == other.split(".")[1] and one != other:
            judge(record, (one, other), Answer.SAME, by="tester")
            relink(record)
        for n in gone:
            forget(record, REPORTS[n].document.doc_id)
        assert relink(record) is False
        found = rows(record)
        left = [record.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("link_rows", "link_keys")]  # noqa: S608
        relink(record, again=True)
        assert rows(record) == found
        assert left == [record.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("link_rows", "link_keys")]  # noqa: S608
    with Record(tmp_path / "fresh.db", write=True) as record:
        add(record, others)

        assert rows(record) == found


def test_forgetting_reads_only_what_the_report_touched(tmp_path: Path) -> None:
    alone = bare("Nobody ever wrote these words before, or will again.", "alone")
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, [*REPORTS, alone])
        asked: list[str] = []
        record.connection.set_trace_callback(asked.append)
        forget(record, alone.document.doc_id)
        record.connection.set_trace_callback(None)

    assert not [sql for sql in asked if sql.startswith("SELECT * FROM documents WHERE doc_id =")]


def test_an_entity_that_is_called_one_with_its_own_chain_stays_what_it_is(tmp_path: Path, expected: Rows) -> None:
    groups: dict[object, list[str]] = {}
    for doc_id, chain, entity in expected["chain_entities"]:
        groups.setdefault(entity, []).append(f"{doc_id}.{chain}")
    entity, chains = next((e, c) for e, c in groups.items() if len(c) > 1)
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS)
        with pytest.raises(UsageError, match="with itself"):
            judge(record, (str(entity), str(entity)), Answer.SAME, by="tester")
        judge(record, (str(entity), chains[-1]), Answer.SAME, by="tester")
        relink(record)

        assert rows(record) == expected


@pytest.mark.parametrize("answer", [Answer.SAME, Answer.DIFFERENT])
@pytest.mark.parametrize("about", ["event", "entity"])
def test_what_a_person_decides_counts_at_once_and_undone_it_is_as_before(
    tmp_path: Path, expected: Rows, answer: Answer, about: str
) -> None:
    kind = {"event": ("mention_events", "e1"), "entity": ("chain_entities", "n1")}[about]
    groups: dict[object, list[str]] = {}
    for doc_id, local_id, group in expected[kind[0]]:
        if local_id == kind[1]:
            groups.setdefault(group, []).append(f"{doc_id}.{local_id}")
    several = [g for g in groups.values() if len(g) > 1]
    ids = (several[0][0], several[0][1]) if answer is Answer.DIFFERENT else (several[0][0], several[1][0])
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS)
        number = judge(record, ids, answer, by="tester")
        relink(record)
        decided = rows(record)
        relink(record, again=True)
        assert rows(record) == decided
        group_of = {f"{d}.{i}": g for d, i, g in decided[kind[0]]}
        assert (group_of[ids[0]] == group_of[ids[1]]) is (answer is Answer.SAME)

        undo(record, number)
        relink(record)

        assert rows(record) == expected


@pytest.mark.parametrize("family", [NAMES, INCIDENTS])
@pytest.mark.parametrize("largest", [1, 3, 8])
def test_keys_that_become_too_common_give_the_same_links_in_any_order(tmp_path: Path, family: Family, largest: int) -> None:
    narrow = replace(family, largest=largest)
    found: list[Rows] = []
    for seed in range(4):
        order = shuffled(seed)
        with Record(tmp_path / f"record{seed}.db", write=True) as record, record.transaction() as connection:
            pending.begin(connection)
            for one in order:
                save_document(connection, one, "test")
            pairs = Pairs(connection, narrow, lambda _, __: ())
            numbers = {f.document.doc_id: n for n, f in enumerate(order, 1)}
            for start in range(0, len(order), 1 + 6 * seed):
                batch = order[start : start + 1 + 6 * seed]
                renew(pairs, [], [(numbers[f.document.doc_id], f) for f in batch])
            dropped = sorted(numbers)[::5]
            renew(pairs, [(numbers[d], d) for d in dropped], [])
            found.append({"links": rows(record)["links"]})

    assert found[0]["links"] or largest == 1
    assert all(f == found[0] for f in found)


def reports_read(record: Record, batch: Sequence[AnnotatedDocument]) -> int:
    """How many reports were read whole from the record to link a batch."""
    asked: list[str] = []
    record.connection.set_trace_callback(asked.append)
    add(record, batch)
    record.connection.set_trace_callback(None)
    return sum(sql.startswith("SELECT * FROM documents WHERE doc_id =") for sql in asked)


def links_asked_for(record: Record, batch: Sequence[AnnotatedDocument]) -> int:
    """How often linking a batch asks what a finding is linked with."""
    asked: list[str] = []
    with record.transaction() as connection:
        for found in batch:
            save_document(connection, found, "test")
    record.connection.set_trace_callback(asked.append)
    relink(record)
    record.connection.set_trace_callback(None)
    return sum("FROM links WHERE left_doc" in sql for sql in asked)


def of_one_person(number: int, name: str = "Ilva Dorrent") -> AnnotatedDocument:
    """A report of its own day that names a person whom all name."""
    words = " ".join(f"word{number}x{n}" for n in range(30))
    text = f"{name} opened hall {number}. {words}"
    document = document_of(text, address=f"p{number}", published=date(2031, 1, 1) + timedelta(days=40 * number))
    chain = Chain(id="n1", kind=ChainKind.PERSON, name=name, named=True, mentions=(Span(0, len(name)),), because=Because(rule="given"))
    return AnnotatedDocument(document=document, chains=(chain,))


def test_one_more_report_of_a_person_whom_many_name_asks_no_more_of_the_record_than_before(tmp_path: Path) -> None:
    asked = []
    for size in (20, 80):
        with Record(tmp_path / f"{size}.db", write=True) as record:
            add(record, map(of_one_person, range(size)))
            asked.append(links_asked_for(record, [of_one_person(size)]))
            whole = rows(record)
            relink(record, again=True)
            assert rows(record) == whole
            assert len(whole["entities"]) == 1

    assert asked[0] == asked[1]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_an_entity_takes_the_fullest_name_whenever_it_comes(tmp_path: Path, order: Sequence[int]) -> None:
    found = [of_one_person(1, "Dorrent"), of_one_person(2, "Dorrent"), of_one_person(3)]
    with Record(tmp_path / "record.db", write=True) as record:
        for n in order:
            add(record, [found[n]])
        one_by_one = rows(record)
        relink(record, again=True)

        assert rows(record) == one_by_one
        assert [row[2] for row in one_by_one["entities"]] == ["Ilva Dorrent"]


def test_a_record_that_weak_links_hang_together_is_not_loaded_whole_for_a_report_more(tmp_path: Path) -> None:
    made = [m.found for m in corpus(180, seed=3)]
    read = []
    for size in (90, 170):
        with Record(tmp_path / f"{size}.db", write=True) as record:
            add(record, made[:size])
            read.append(reports_read(record, made[size : size + 1]))

    assert read[1] <= read[0] + 40 < 170


@pytest.mark.parametrize("size", [20, 39])
def test_a_report_that_has_nothing_to_do_with_the_others_is_linked_without_reading_them(tmp_path: Path, size: int) -> None:
    alone = bare("Nobody ever wrote these words before, or will again.", "alone")
    with Record(tmp_path / "record.db", write=True) as record:
        add(record, REPORTS[:size])

        assert reports_read(record, [alone]) <= 1
