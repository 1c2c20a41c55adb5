"""Quotation marks of any script: pairs, apostrophes, marks without a partner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.evidence import Span
from accordingto.withindoc.marks import CLOSERS, Marks, depths, is_told, read_marks, shown
from accordingto.withindoc.regions import paragraphs_of


def marks_of(text: str) -> Marks:
    return read_marks(text, paragraphs_of(text))


def pairs(text: str) -> list[str]:
    return [text[p.opens.start : p.end] for p in marks_of(text).pairs]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("„We left,“ she said, „at dawn.”", ["„We left,“", "„at dawn.”"]),
        ("»We left,« she said, «at dawn.»", ["»We left,«", "«at dawn.»"]),
        ("”We left,” she said.", ["”We left,”"]),
        ("‚We left‘, ‹at dawn›, ›in rain‹.", ["‚We left‘", "‹at dawn›", "›in rain‹"]),
        ("She said 「we 『never』 left」 at dawn.", ["「we 『never』 left」", "『never』"]),
        ("``We left,'' she said. ‘‘At dawn,’’ he said.", ["``We left,''", "‘‘At dawn,’’"]),
        ("“He said ‘we “never” left’ at dawn,” she said.", ["“He said ‘we “never” left’ at dawn,”", "‘we “never” left’", "“never”"]),
        ("“He said “never” at dawn,” she said.", ["“He said “never” at dawn,”", "“never”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("“ We left, ” she said, « at dawn. »", ["“ We left, ”", "« at dawn. »"]),
        ("She said:“We left”and went.", ["“We left”"]),
    ],
)
def test_marks_of_many_scripts_are_paired(text: str, wanted: list[str]) -> None:
    assert pairs(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We left,› she said. It rained.", ["“We left,›"]),
        ("“We left,“ she said. “At dawn.”", ["“We left,“", "“At dawn.”"]),
        ('“We left," she said. “At dawn.”', ['“We left,"', "“At dawn.”"]),
        ("“We left,’ she said.", ["“We left,’"]),
        ("“We saw the ministers’ cars.”", ["“We saw the ministers’ cars.”"]),
        ("She said it was late. “", []),
        ("“We left at dawn. “", ["“We left at dawn. “"]),
    ],
)
def test_a_mark_of_another_kind_closes_where_its_own_never_comes(text: str, wanted: list[str]) -> None:
    assert pairs(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("‘It’s the boys’ own,’ he said in the ’90s.", ["‘It’s the boys’ own,’"]),
        ("'Tis the boys' own, he said.", []),
        ("The ministers’ cars and the guards’ dogs wouldn’t go.", []),
    ],
)
def test_an_apostrophe_is_no_mark(text: str, wanted: list[str]) -> None:
    assert (pairs(text), [m for m in marks_of(text).alone if is_told(m)]) == (wanted, [])


def test_what_a_paragraph_leaves_open_goes_on_where_the_next_begins_with_a_mark() -> None:
    assert pairs("“We said “no” and left.\n\n“It was dawn.”") == ["“We said “no” and left.", "“no”", "“It was dawn.”"]
    assert pairs("“We left. She said “no” at dawn.\n\nIt rained.") == ["“no”"]


MIXED = st.lists(st.sampled_from([*CLOSERS, "a", "b", "s", " ", ",", ".", "\n", "\n\n", "A", "("]), max_size=60).map("".join)


@given(MIXED)
def test_pairs_lie_in_one_another_or_apart_and_no_mark_is_lost(text: str) -> None:
    found = marks_of(text)
    paragraphs = paragraphs_of(text)

    spans = [Span(p.opens.start, p.end) for p in found.pairs]
    for n, one in enumerate(spans):
        assert any(p.contains(one) for p in paragraphs)
        assert all(other.start >= one.end or one.contains(other) for other in spans[n + 1 :])
    used = [at for p in found.pairs for s in (p.opens, p.closes) if s is not None for at in range(s.start, s.end)]
    used += [at for m in found.alone for at in range(m.span.start, m.span.end)]
    assert len(used) == len(set(used))
    assert {at for at, c in enumerate(text) if c in '“”„«»"「」『』'} <= set(used)
    assert all(depth == sum(a.contains(Span(p.opens.start, p.end)) for a in spans) - 1 for p, depth in depths(found.pairs))


@given(MIXED)
def test_what_is_shown_differs_in_marks_only(text: str) -> None:
    seen = shown(text, marks_of(text))

    assert len(seen) == len(text)
    assert all(a == b or a not in "abs ,.\nA(" for a, b in zip(text, seen, strict=True))


def test_usual_marks_in_pairs_are_shown_as_they_are() -> None:
    text = "“We left,” she said. ``At 'dawn','' he said. \"Yes,\" the ministers’ aide said, ‘it was.’"

    assert shown(text, marks_of(text)) == text
