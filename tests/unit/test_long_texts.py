"""What is sought by its place is what looking at everything would find; a long text costs no more a word than a short one."""

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.api import link, read
from accordingto.config import ReadSettings, Settings
from accordingto.model.document import Document
from accordingto.model.evidence import Because, Span
from accordingto.model.found import Attribution
from accordingto.model.ids import document_of
from accordingto.model.kinds import Mode, ProblemKind, Stance
from accordingto.withindoc.annotate import annotate
from accordingto.withindoc.notes import Notes

SPANS = st.tuples(st.integers(0, 3000), st.integers(1, 900)).map(lambda s: Span(s[0], s[0] + s[1]))
REPORT = (
    "Three soldiers were killed and {n} injured when a bomb exploded outside the market in Baghdad on Monday, police said. "
    "“We have seen {n} bodies,” said Mara Teel{n}, a doctor. The ministry said at least {n} people had died in the raid near Mosul. "
    "She added that the blast had destroyed {n} houses. No group has claimed the attack. “Nobody came for {n} hours.”"
)
INCIDENTS = "Police denied that two men had been hurt in Orten, and the mayor of Sall {n} said {n} had been arrested. It rained."


def attribution(name: int, content: tuple[Span, ...]) -> Attribution:
    return Attribution(
        id=f"a{name}", source=(), cue=(), content=content, mode=Mode.INDIRECT, stance=Stance.STATES, chain=None, source_name=None,
        source_kind=None, medium=None, via=(), inside=None, because=Because(rule="test"),
    )  # fmt: skip


@given(st.lists(st.lists(SPANS, max_size=2).map(tuple), max_size=12), st.lists(SPANS, min_size=1, max_size=6), st.integers(0, 11))
def test_attributions_around_words_are_those_whose_content_holds_them(contents: list[tuple[Span, ...]], asked: list[Span], at: int) -> None:
    notes = Notes(document=document_of("x" * 4000))
    notes.attributions = [attribution(n, c) for n, c in enumerate(contents)]
    for span in asked:
        assert notes.attributions_around(span) == [a for a in notes.attributions if any(c.contains(span) for c in a.content)]
    if at < len(contents):
        notes.attributions[at] = replace(notes.attributions[at], stance=Stance.DENIES)
    notes.attributions.append(attribution(99, (asked[0],)))
    for span in asked:
        assert notes.attributions_around(span) == [a for a in notes.attributions if any(c.contains(span) for c in a.content)]


Made = TypeVar("Made")


def many(report: str, copies: int) -> Document:
    """So many reports as one text."""
    return document_of("\n\n".join(report.format(n=n + 3) for n in range(copies)))


def counted(work: Callable[[], Made]) -> tuple[Made, int]:
    """What work comes to, and how often functions of ours were called for it."""
    calls = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal calls
        calls += event == "call" and "accordingto" in frame.f_code.co_filename

    sys.setprofile(count)
    try:
        made = work()
    finally:
        sys.setprofile(None)
    return made, calls


def test_work_grows_little_faster_than_the_text() -> None:
    annotate(document_of(REPORT.format(n=3)))
    once, calls = counted(partial(annotate, many(REPORT, 30)))
    four, more = counted(partial(annotate, many(REPORT, 120)))

    assert not [p for p in (*once.problems, *four.problems) if p.kind is ProblemKind.COMPONENT_FAILED]
    assert more < 6 * calls, "four times the text; with the square it would be sixteen"


def test_linking_a_long_report_grows_little_faster_than_the_report() -> None:
    long, twice = annotate(many(INCIDENTS, 100)), annotate(many(INCIDENTS, 200))

    few, calls = counted(partial(link, [long]))
    more, more_calls = counted(partial(link, [twice]))

    assert len(more.events) > len(few.events) > 100
    assert more_calls < 3 * calls, "twice the text; with the square it would be four times"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # it may ring first where an object is given up
def test_what_takes_too_long_is_given_up_and_told(tmp_path: Path) -> None:
    long = "\n\n".join(REPORT.format(n=n + 3) for n in range(200))  # some ten times what is allowed
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "long.txt").write_text(long, encoding="utf-8")
    (tmp_path / "reports" / "short.txt").write_text(REPORT.format(n=3), encoding="utf-8")
    found = read([tmp_path / "reports"], tmp_path / "record.db", settings=Settings(read=ReadSettings(deadline=1)))
    with sqlite3.connect(tmp_path / "record.db") as record:
        told = record.execute("SELECT kind, message FROM problems WHERE kind = 'too_slow'").fetchall()

    assert (found.read, found.failed) == (1, 1)
    assert told == [("too_slow", "took more than 1 s")]
