"""What files give: text, details, or a problem that says what and where."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.config import ReadSettings
from accordingto.model.document import Details, Document, Item, ItemKind, Problem
from accordingto.model.kinds import ProblemKind
from accordingto.readers.find import count, find
from accordingto.readers.language import language_of
from accordingto.readers.load import load
from accordingto.readers.plain import decoded

ENGLISH = "The harbour master said on Friday that the ferry had run aground and that all of its passengers were safe."
SETTINGS = ReadSettings()


def read_one(tmp_path: Path, payload: bytes, name: str = "report.txt", details: Details | None = None) -> Document | Problem:
    path = tmp_path / name
    path.write_bytes(payload)
    items = list(find([str(path)], details or Details(), tmp_path))
    assert len(items) == 1
    return load(items[0], SETTINGS)


def problems_of(found: Document | Problem) -> set[ProblemKind]:
    return {found.kind} if isinstance(found, Problem) else {p.kind for p in found.problems}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_encoding_is_read_without_a_guess(tmp_path: Path, encoding: str) -> None:
    found = read_one(tmp_path, ENGLISH.replace("ferry", "“ferry”").encode(encoding))

    assert isinstance(found, Document)
    assert "“ferry”" in found.text
    assert found.problems == ()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_an_encoding_that_had_to_be_guessed_is_told(tmp_path: Path, encoding: str) -> None:
    found = read_one(tmp_path, ENGLISH.replace("ferry", "“ferry”").encode(encoding))

    assert isinstance(found, Document)
    assert "“ferry”" in found.text
    assert problems_of(found) == {ProblemKind.ENCODING_GUESSED}


def test_control_characters_become_spaces_and_are_counted() -> None:
    found = decoded(b"Two\x00men\x07died.")

    assert found.text == "Two men died."
    assert found.problems[0].message.startswith("2 control")


@pytest.mark.parametrize(
    ("payload", "kind", "words"),
    [
        (b"", ProblemKind.NO_TEXT, "empty"),
        (b" \n\t ", ProblemKind.NO_TEXT, "empty"),
        (b"%PDF-1.7 ...", ProblemKind.UNKNOWN_KIND, "PDF"),
        (b"PK\x03\x04 office", ProblemKind.UNKNOWN_KIND, "zip"),
        (bytes(range(256)) * 4, ProblemKind.UNKNOWN_KIND, "binary"),
    ],
)
def test_what_is_no_text_is_a_problem_that_says_what_it_seems_to_be(tmp_path: Path, payload: bytes, kind: ProblemKind, words: str) -> None:
    found = read_one(tmp_path, payload)

    assert isinstance(found, Problem)
    assert (found.kind, words in found.message) == (kind, True)


def test_a_missing_path_is_a_problem_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "there.txt").write_text(ENGLISH)

    items = list(find([str(tmp_path / "gone.txt"), str(tmp_path / "there.txt")], Details(), tmp_path))

    assert [i.kind for i in items] == [ItemKind.PROBLEM, ItemKind.TEXT]
    assert items[0].problem is not None
    assert items[0].problem.kind is ProblemKind.UNREADABLE


def test_a_folder_is_read_in_a_stable_order_and_hidden_files_are_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.html", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ENGLISH)

    items = list(find([str(tmp_path)], Details(), tmp_path))

    assert [i.address for i in items] == ["a.md", "b.txt", "sub/c.html"]


def test_what_will_be_read_is_counted_beforehand(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "sub/b.jsonl").write_text('{"id": "a", "text": "x"}\n\n{"id": "b", "text": "y"}\n')

    paths = [str(tmp_path), str(tmp_path / "gone.txt")]

    assert count(paths) == len(list(find(paths, Details(), tmp_path))) == 4
    assert count(["-"]) is None


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    items = list(find([str(tmp_path)], Details(), tmp_path))

    assert [i.problem.kind for i in items if i.problem] == [ProblemKind.NO_REPORTS]


def test_a_broken_line_is_named_by_its_number_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "a", "text": "' + ENGLISH + '"}\n{"id": "b", "text": \n{"id": "c", "text": "' + ENGLISH + '"}\n')

    items = list(find([str(path)], Details(), tmp_path))
    found = [load(item, SETTINGS) for item in items]

    assert [isinstance(f, Document) for f in found] == [True, False, True]
    assert items[1].address == "reports.jsonl#line 2"
    assert problems_of(found[1]) == {ProblemKind.BAD_LINE}


def test_a_line_with_a_wrong_field_says_which(tmp_path: Path) -> None:
    found = read_one(tmp_path, b'{"id": "a", "text": "x", "published": "2031-13-01"}', "reports.jsonl")

    assert isinstance(found, Problem)
    assert "$.published" in found.message


def test_a_line_of_fifty_megabytes_is_a_problem_not_a_hang(tmp_path: Path) -> None:
    found = read_one(tmp_path, b'{"id": "a", "text": "' + b"word " * 10_000_000 + b'"}', "reports.jsonl")

    assert problems_of(found) == {ProblemKind.TOO_LONG}


def test_a_page_gives_its_article_and_its_details(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{ENGLISH} This is paragraph {n} of the report.</p>" for n in range(6))
    html = (
        '<html lang="en"><head><title>Ferry aground</title><meta property="og:title" content="Ferry aground">'
        '<meta property="og:site_name" content="Vale Wire"><meta property="article:published_time" content="2024-05-14T08:00:00Z">'
        f"</head><body><nav>Home News Sport</nav><article><h1>Ferry aground</h1>{paragraphs}</article>"
        "<footer>Cookies</footer></body></html>"
    )

    found = read_one(tmp_path, html.encode(), "page.html")

    assert isinstance(found, Document)
    assert (found.title, found.outlet, found.published) == ("Ferry aground", "Vale Wire", date(2024, 5, 14))
    assert "harbour master" in found.text
    assert "Cookies" not in found.text


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    found = read_one(tmp_path, b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "page.html")

    assert problems_of(found) == {ProblemKind.NO_ARTICLE}


def test_text_in_another_language_is_kept_and_told(tmp_path: Path) -> None:
    german = "Der Hafenmeister sagte am Freitag, dass die Fähre auf Grund gelaufen sei und dass alle Passagiere in Sicherheit seien."

    found = read_one(tmp_path, german.encode())

    assert isinstance(found, Document)
    assert found.text == german
    assert problems_of(found) == {ProblemKind.NOT_ENGLISH}


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), "Two men died.", "Blast kills four in Orten"])
def test_english_passes(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a déclaré que les deux hommes sont morts dans une explosion et que la police n'a trouvé personne.",
        "El ministro dijo que los dos hombres murieron en una explosión y que la policía no encontró a nadie con vida.",
        "Министр сообщил, что два человека погибли.",
        "قال الوزير إن شخصين قتلا",
        "12 34 56",
    ],
)
def test_other_languages_do_not(text: str) -> None:
    assert language_of(text) == "und"


def test_details_fill_only_what_the_file_lacks(tmp_path: Path) -> None:
    details = Details(published=date(2031, 1, 1), outlet="Given Post")
    line = f'{{"id": "a", "text": "{ENGLISH}", "published": "2030-12-24"}}'

    found = read_one(tmp_path, line.encode(), "reports.jsonl", details)

    assert isinstance(found, Document)
    assert (found.published, found.outlet) == (date(2030, 12, 24), "Given Post")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([ItemKind.TEXT, ItemKind.MARKDOWN, ItemKind.LINE]))
def test_any_bytes_give_a_document_or_a_problem(payload: bytes, kind: ItemKind) -> None:
    found = load(Item(address="x#line 1", kind=kind, payload=payload), SETTINGS)

    assert isinstance(found, Document | Problem)
