"""What a scholar states: agreement of two coders, precision of a checked sample with its interval."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import read
from accordingto.errors import BadFile, UsageError
from accordingto.exports.tables import csv_text, jsonl_text, rows_of_text
from accordingto.model.evidence import Span
from accordingto.model.review import Action, Anchor, Correction, RowKind, Status
from accordingto.review.agreement import agreement, kappa_of
from accordingto.review.queue import queue
from accordingto.review.sampling import allotted, draw, precision, weighted
from accordingto.store.corrections import decide
from accordingto.store.exchange import File
from accordingto.store.record import Record
from accordingto.store.wishes import Wish
from conftest import REPORTS


def decision(number: int, action: Action, by: str, **more: Any) -> Correction:
    anchor = Anchor(spans=(Span(100 * number, 100 * number + 50),))
    made = Correction(
        id="", act="", doc_id="d1", text_sha="s", kind=RowKind.ATTRIBUTION, anchor=anchor, action=action, field=None,
        was={"stance": "states"}, now=None, by=by, at=f"2031-05-14T10:00:{number:02}",
    )  # fmt: skip
    return replace(made, **more)


def file(*corrections: Correction) -> File:
    return File(corrections=corrections, judgements=(), reports={})


def test_kappa_is_that_of_the_book() -> None:
    ann = [decision(n, Action.ACCEPT if n < 25 else Action.REJECT, "ann") for n in range(50)]
    ben = [decision(n, Action.ACCEPT if n < 20 or n >= 40 else Action.REJECT, "ben") for n in range(50)]

    done = agreement(file(*ann), file(*ben), ("a", "b"))

    # both accept 20, ann alone 5, ben alone 10, both reject 15: (0.70 - 0.50) / (1 - 0.50), Cohen's own example
    assert done.rows == 50
    assert done.kappa == pytest.approx(0.4)


def test_rows_are_matched_though_two_models_cut_them_differently() -> None:
    ann = decision(1, Action.ACCEPT, "ann")
    ben = replace(decision(1, Action.ACCEPT, "ben"), anchor=Anchor(spans=(Span(104, 152),)))

    done = agreement(file(ann), file(ben, decision(2, Action.REJECT, "ben")), ("a", "b"))

    assert (done.rows, done.alike, done.only) == (1, 1, (0, 1))


def test_the_same_decision_with_other_values_is_told_apart() -> None:
    ann = decision(1, Action.EDIT, "ann", field="stance", now="denies")
    ben = decision(1, Action.EDIT, "ben", field="stance", now="alleges")

    done = agreement(file(ann), file(ben), ("a", "b"))

    assert (done.alike, done.same_values) == (1, 0)
    assert len(done.differing) == 1


def test_kappa_is_not_defined_where_both_gave_one_answer_throughout() -> None:
    assert kappa_of({("yes", "yes"): 9}) == (None, None)
    assert kappa_of({}) == (None, None)


def test_a_file_of_two_coders_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadFile, match="holds decisions of ann, ben"):
        agreement(file(decision(1, Action.ACCEPT, "ann"), decision(2, Action.ACCEPT, "ben")), file(), ("a", "b"))


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 50), min_size=1, max_size=8), st.integers(1, 120))
def test_every_stratum_is_drawn_from_and_the_size_is_kept(sizes: dict[str, int], size: int) -> None:
    out = allotted(sizes, size)

    assert sum(out.values()) == min(size, sum(sizes.values()))
    assert all(1 <= out[name] <= sizes[name] for name in out)
    assert size < len(sizes) or set(out) == set(sizes)


@settings(deadline=None, max_examples=8)
@given(st.integers(0, 10_000))
def test_the_interval_holds_the_true_share_as_often_as_it_says(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    strata = {"sure": (8000, 0.95), "fair": (1500, 0.7), "unsure": (500, 0.4)}
    truth = sum(rows * share for rows, share in strata.values()) / 10_000
    drawn = allotted({name: rows for name, (rows, _) in strata.items()}, 120)
    held = 0
    for _ in range(400):
        sample = {n: (rows, drawn[n], sum(chance.random() < share for _ in range(drawn[n]))) for n, (rows, share) in strata.items()}
        _, low, high = weighted(sample)
        held += low <= truth <= high

    assert held / 400 > 0.9


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coding")
    (folder / "reports").mkdir()
    for number, text in enumerate(REPORTS):
        (folder / "reports" / f"r{number}.txt").write_text(text, encoding="utf-8")
    read(folder / "reports", folder / "record.db")
    return folder / "record.db"


@pytest.mark.parametrize("what", ["attributions", "claims", "events"])
@pytest.mark.parametrize("form", [csv_text, jsonl_text])
def test_a_sample_is_drawn_filled_and_read_back(record: Path, what: str, form) -> None:  # type: ignore[no-untyped-def]
    with Record(record) as opened:
        rows = draw(opened.connection, what, 5, 7)
        assert rows == draw(opened.connection, what, 5, 7)
    back = rows_of_text(form([r | {"right": "yes" if n else "no"} for n, r in enumerate(rows)]), "sample")

    done = precision(back, "sample")

    assert done.checked == len(rows)
    assert 0 <= done.low <= done.share <= done.high <= 1
    assert done.share < 1


def test_marks_that_cannot_be_read_are_told_with_their_row() -> None:
    row = {"stratum": "s", "stratum_rows": 5, "right": "yes"}

    with pytest.raises(BadFile, match="row 3: “maybe not” is no mark"):
        precision([row, row | {"right": "maybe not"}], "sample.csv")
    with pytest.raises(BadFile, match="no row is marked"):
        precision([row | {"right": ""}], "sample.csv")
    with pytest.raises(BadFile, match="no usable column"):
        precision([{"a": 1}], "sample.csv")
    assert precision([row, row | {"right": "unsure"}, row | {"right": ""}], "s").unsure == 1


def test_a_sample_of_nothing_is_told(record: Path) -> None:
    with Record(record) as opened, pytest.raises(UsageError, match="One of: attributions"):
        draw(opened.connection, "weather", 5, 1)


def test_the_queue_begins_with_what_is_disputed_then_the_doubtful(record: Path) -> None:
    with Record(record, write=True) as opened:
        before = queue(opened.connection, "attributions")
        assert [e.doubt for e in before] == sorted((e.doubt for e in before), reverse=True)
        sure, unsure = before[-1], before[0]
        decide(opened, sure.ids, Wish(action=Action.ACCEPT), by="ann")
        decide(opened, sure.ids, Wish(action=Action.REJECT), by="ben")
        decide(opened, unsure.ids, Wish(action=Action.ACCEPT), by="ann")

        after = queue(opened.connection, "attributions")

    assert (after[0].id, after[0].status, after[0].by) == (sure.id, Status.DISPUTED, ("ann", "ben"))
    assert (after[-1].id, after[-1].status) == (unsure.id, Status.ACCEPTED)
    assert len(after) == len(before)
