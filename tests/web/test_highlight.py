"""Marks over text: always nested, nothing lost, nothing run."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from accordingto.model.evidence import Span
from accordingto.web.highlight import BIDI, Mark, marked


class Reader(HTMLParser):
    """Text and the classes that each character stands under."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.under: list[tuple[str, ...]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span"
        values = dict(attrs)
        self.open.append(values["data-of"] or "")
        if "id" in values:
            self.ids.append(values["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert tag == "span"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        self.under += [tuple(self.open)] * len(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab <>&\"'“”\n", min_size=1, max_size=40))
    bounds = st.integers(0, len(text) - 1).flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, len(text))))
    spans = draw(st.lists(bounds, max_size=6))
    return text, [Mark(span=Span(*span), role="source", id=f"a{n}") for n, span in enumerate(spans)]


@given(marked_texts())
def test_every_character_stands_under_exactly_its_marks(case: tuple[str, list[Mark]]) -> None:
    text, marks = case

    reader = read(marked(text, marks))

    assert reader.text == text
    for at, under in enumerate(reader.under):
        assert set(under) == {m.id for m in marks if m.span.start <= at < m.span.end}
        assert len(set(under)) == len(under)


@given(marked_texts())
def test_every_mark_has_one_anchor(case: tuple[str, list[Mark]]) -> None:
    text, marks = case

    assert sorted(read(marked(text, marks)).ids) == sorted(m.id for m in marks)


def test_markup_in_a_report_is_shown_not_run() -> None:
    html = marked("<script>alert(1)</script>", [Mark(span=Span(0, 8), role="source", id="a1", label='"><img src=x onerror=y>')])

    assert "<script" not in html
    assert "<img" not in html


def test_controls_of_direction_are_left_out() -> None:
    html = marked("a\u202eb", [])

    assert html == "ab"
    assert all(chr(c) not in html for c in BIDI)
