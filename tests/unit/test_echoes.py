"""Echoes: what is a copy, what only looks like one, and whence it comes. All texts are invented."""

import itertools
import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.crossdoc.carriers import COMMON, FIRST_CARRIERS, Carrier, first_carriers, is_common, sources_of
from accordingto.crossdoc.echoes import echoes_of, shared_by
from accordingto.crossdoc.passages import passages_of, quoted_spans, text_of
from accordingto.model.ages import age_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.kinds import EchoKind
from accordingto.model.linked import Echo

WIRE = (
    "A barge loaded with grain ran aground below the Tamsin locks on Friday night.\n"
    "Nobody was hurt.\n"
    "The river authority closed both channels while divers looked at the hull, "
    "and the queue of waiting boats grew to nine by the morning.\n"
    "Two tugs from Ferrow tried to pull the barge free at high water but gave up when a cable parted.\n"
    "The owner, a family firm in Ostrey, declined to say how much grain was on board."
)
OTHER = (
    "Teachers in Ostrey voted to end a strike that had kept the primary schools shut since September.\n"
    "Their union accepted a rise of four per cent and a promise that classes would not grow.\n"
    "The first pupils are expected back at their desks on Monday week."
)
NOTICE = "This page uses small files to remember what you have read; by reading on you agree that the Larkmoor Press may store them."


def report(text: str, day: str | None, outlet: str | None = None) -> AnnotatedDocument:
    published = date.fromisoformat(day) if day else None
    return AnnotatedDocument(document=document_of(text, address=f"{outlet} {day} {text[:40]}", outlet=outlet, published=published))


def words_of(echo: Echo, found: Sequence[AnnotatedDocument]) -> list[str]:
    by_id = {f.document.doc_id: f.document.text for f in found}
    return [p.span.of(by_id[p.doc_id]) for p in echo.passages]


def origins(found: Sequence[AnnotatedDocument]) -> dict[str | None, set[str | None]]:
    """Outlet of the origin -> outlets of the copies."""
    outlet = {f.document.doc_id: f.document.outlet for f in found}
    out: dict[str | None, set[str | None]] = {}
    for e in echoes_of(found):
        docs = {p.doc_id for p in e.passages}
        out.setdefault(outlet[e.origin] if e.origin else None, set()).update(outlet[d] for d in docs if d != e.origin)
    return out


def test_a_copy_with_its_sentences_in_another_order_is_found_whole() -> None:
    lines = WIRE.split("\n")
    found = [report(WIRE, "2043-04-14", "Wire"), report("\n".join([lines[3], lines[0], lines[2]]), "2043-04-15", "Courier")]

    (echo,) = echoes_of(found)

    copied = sum(len(w) for w in words_of(echo, found)[1::2])
    assert copied >= 0.98 * (len(found[1].document.text) - 2)


@pytest.mark.parametrize(
    "rewritten",
    [
        "A barge laden with grain ran aground beneath the Tamsin locks late on Friday.",
        "On Friday night, a barge loaded with grain ran aground below the Tamsin locks.",
        "A borge 1oaded with groin ran aqround be1ow the Tomsin locks on Fridoy night.",
        "A barge loaded with grain ran aground below the Tamsin locks on Friday night, blocking the way.",
    ],
)
def test_a_rewritten_sentence_is_found(rewritten: str) -> None:
    source, copy = text_of(document_of(WIRE)), text_of(document_of(rewritten))

    assert [p.copy for p in passages_of(source, copy)] == [(0, len(copy.words))]


def test_a_part_of_a_sentence_is_found_where_the_rest_is_new() -> None:
    text = (
        "Officials would not comment, but it is known that the river authority closed both channels while divers looked at the hull, "
        "which had been repaired only last spring after a much worse accident upstream."
    )
    source, copy = text_of(document_of(WIRE)), text_of(document_of(text))

    (passage,) = passages_of(source, copy)

    assert " ".join(copy.words[slice(*passage.copy)]) == "the river authority closed both channels while divers looked at the hull"


def test_a_short_sentence_is_no_copy_by_itself() -> None:
    source, copy = text_of(document_of(WIRE)), text_of(document_of("A lorry overturned near the mill.\nNobody was hurt."))

    assert passages_of(source, copy) == ()


def test_a_report_put_together_from_two_goes_back_to_both() -> None:
    found = [
        report(WIRE, "2043-04-14", "Wire"),
        report(OTHER, "2043-04-14", "Dispatch"),
        report(f"{OTHER}\n{WIRE}", "2043-04-15", "Courier"),
    ]

    assert origins(found) == {"Wire": {"Courier"}, "Dispatch": {"Courier"}}


def test_a_later_copy_goes_back_to_the_report_and_not_to_one_that_holds_two() -> None:
    found = [
        report(WIRE, "2043-04-14", "Wire"),
        report(f"{OTHER}\n{WIRE}", "2043-04-14", "Courier"),
        report(WIRE.replace("Friday", "Fri"), "2043-04-16", "Tide"),
    ]

    assert "Tide" in origins(found)["Wire"]
    assert "Tide" not in origins(found).get("Courier", set())


def test_of_two_reports_of_one_day_none_is_called_the_first() -> None:
    (echo,) = echoes_of([report(WIRE, "2043-04-14", "Tide"), report(WIRE, "2043-04-14", "Courier")])

    assert echo.origin is None


def test_without_dates_the_direction_is_unknown() -> None:
    (echo,) = echoes_of([report(WIRE, None, "Tide"), report(WIRE, "2043-04-14", "Courier")])

    assert echo.origin is None


def test_a_credit_line_beats_the_date() -> None:
    found = [report(f"(Tide) {WIRE}", "2043-04-13", "Courier"), report(WIRE, "2043-04-14", "Tide")]

    assert set(origins(found)) == {"Tide"}


def test_a_canonical_address_beats_the_date() -> None:
    first = document_of(WIRE, address="https://tide.example/barge", published=date(2043, 4, 15))
    copy = document_of(WIRE, address="https://dawn.example/b7", url="https://tide.example/barge", published=date(2043, 4, 14))

    (echo,) = echoes_of([AnnotatedDocument(document=first), AnnotatedDocument(document=copy)])

    assert echo.origin == first.doc_id


def test_a_shared_quotation_is_noted_as_a_statement_with_two_carriers() -> None:
    quote = "“We found no survivors in the whole of the northern wing of the mill on that first morning,”"
    found = [
        report(f"{quote} the fire chief, Mira Toll, told reporters at the gate.\n{OTHER}", "2043-04-14", "Tide"),
        report(f"The mill burnt for two days. {quote} said Toll.", "2043-04-15", "Dawn"),
    ]

    (statement,) = shared_by(found)

    assert statement.kind is EchoKind.STATEMENT
    assert statement.origin is None
    assert echoes_of(found) == ()


def test_an_outlet_s_later_version_of_its_article_is_a_revision() -> None:
    (echo,) = echoes_of([report(WIRE, "2043-04-14", "Tide"), report(WIRE.replace("nine", "fourteen"), "2043-04-15", "Tide")])

    assert echo.kind is EchoKind.REVISION


def test_a_teaser_for_another_story_is_no_echo() -> None:
    teaser = "A museum in Kell has lost three silver spoons that once belonged to a bishop, the curator admits."

    assert echoes_of([report(f"{WIRE}\n{teaser}", "2043-04-14", "Tide"), report(f"{OTHER}\n{teaser}", "2043-04-15", "Dawn")]) == ()


def nth_story(n: int) -> str:
    rng = random.Random(n)  # noqa: S311  # texts of a test, no secrets
    return " ".join("".join(rng.choices("bdfgklmnprst", k=1) + rng.choices("aeiou", k=1) * 2) + f"{rng.randrange(999)}" for _ in range(60))


def test_a_notice_that_stands_in_many_reports_over_months_is_learnt_as_a_common_phrase() -> None:
    found = [report(f"{nth_story(n)}.\n{NOTICE}", f"2043-{1 + n % 12:02}-{1 + n // 12:02}", f"Outlet {n}") for n in range(COMMON + 12)]

    assert echoes_of(found) == ()


def test_a_text_that_is_all_notice_is_still_a_copy_of_the_first() -> None:
    found = [report(NOTICE, f"2043-{1 + n % 12:02}-{1 + n // 12:02}", f"Outlet {n}") for n in range(COMMON + 12)]

    copies = {p.doc_id for e in echoes_of(found) for p in e.passages if p.doc_id != e.origin}

    assert len(copies) == COMMON + 11
    assert set(origins(found)) == {"Outlet 0"}


def test_many_copies_are_compared_with_the_first_carriers_only() -> None:
    carriers = [Carrier(n, n) for n in range(5_000)]
    firsts = first_carriers((c, (1, 2, 3)) for c in carriers)

    compared = [len(sources_of(c, (1, 2, 3), firsts)) for c in carriers]

    assert max(compared) == FIRST_CARRIERS
    assert all(compared[1:])


@given(st.lists(st.integers(0, 400), max_size=60))
def test_what_is_common_depends_on_the_first_carriers_alone(days: list[int]) -> None:
    carriers = sorted(Carrier(day << 41, n) for n, day in enumerate(days))

    assert is_common(carriers) == is_common(carriers[: COMMON + 1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WIRE.split("\n") + OTHER.split("\n")), min_size=1, max_size=8), st.integers(0, 5))
def test_passages_lie_in_both_texts_and_none_overlaps_another_in_the_copy(lines: list[str], cut: int) -> None:
    source, copy = text_of(document_of(WIRE)), text_of(document_of("\n".join(lines)[cut:]))

    passages = passages_of(source, copy)

    for p in passages:
        assert 0 <= p.source[0] < p.source[1] <= len(source.words)
        assert 0 <= p.copy[0] < p.copy[1] <= len(copy.words)
    assert all(a.copy[1] <= b.copy[0] for a, b in itertools.pairwise(passages))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"We left," she said.', ['"We left,"']),
        ('She "left" and "came back".', ['"left"', '"came back"']),
        ("“We left,” she said. “All of us.”", ["“We left,”", "“All of us.”"]),
        ('The roof fell," she said.\nNobody spoke.', ['The roof fell,"']),
        ('She said: "The roof fell.\nNobody spoke.', ['"The roof fell.']),
    ],
)
def test_quotations_are_found_line_by_line(text: str, quoted: list[str]) -> None:
    assert [s.of(text) for s in quoted_spans(text)] == quoted


@given(st.permutations(range(6)))
def test_the_age_of_a_report_does_not_depend_on_when_it_was_read(order: list[int]) -> None:
    documents = [document_of(f"{WIRE} {n}", address=f"a{n}") for n in range(6)]

    assert sorted((documents[n] for n in order), key=age_of) == sorted(documents, key=age_of)
