"""Word pieces: where words stand, and that nothing odd moves them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.resources.files import data_path
from accordingto.withindoc.speech.wordpiece import WordPiece, folded


@pytest.fixture(scope="module")
def tokenizer() -> WordPiece:
    return WordPiece(data_path("tagger/vocab.txt").read_text(encoding="utf-8").splitlines())


def words_of(tokenizer: WordPiece, text: str) -> list[str]:
    words = tokenizer.words(text)
    return [text[s:e] for s, e in zip(words.starts, words.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Marla Quist said: “No.”", ["Marla", "Quist", "said", ":", "“", "No", ".", "”"]),
        ("the harbour's ''old'' wall", ["the", "harbour", "'", "s", "'", "'", "old", "'", "'", "wall"]),
        ("One.\n\nTwo.", ["One", ".", "\n\n", "Two", "."]),
        ("\u200b \u200b", []),
        ("a\u00a0b\u2009c", ["a", "b", "c"]),
    ],
)
def test_words_stand_where_they_are_printed(tokenizer: WordPiece, text: str, expected: list[str]) -> None:
    assert words_of(tokenizer, text) == expected


def test_a_paragraph_s_end_is_one_separator(tokenizer: WordPiece) -> None:
    words = tokenizer.words("One\n \n\tTwo")
    assert words.ids[1] == (tokenizer.separator,)
    assert (words.starts[1], words.ends[1]) == (3, 7)


def test_case_and_accents_make_no_other_piece(tokenizer: WordPiece) -> None:
    assert tokenizer.words("ÉCOLE").ids == tokenizer.words("ecole").ids == tokenizer.words("e\u0301cole").ids


def test_soft_hyphens_and_zero_width_characters_leave_no_trace() -> None:
    assert folded("har\u00adbour\u200b") == "harbour"


def test_a_word_longer_than_the_limit_is_one_unknown_piece(tokenizer: WordPiece) -> None:
    assert tokenizer.words("x" * 101).ids == [(tokenizer.unknown,)]
    assert tokenizer.words("x" * 100).ids != [(tokenizer.unknown,)]


def test_pieces_of_a_word_put_together_give_the_word(tokenizer: WordPiece) -> None:
    names = {number: piece for piece, number in tokenizer.pieces.items()}
    pieces = [names[n] for n in tokenizer.words("Quistville").ids[0]]
    assert "".join(p.removeprefix("##") for p in pieces) == "quistville"


@given(st.text(max_size=200))
def test_words_never_overlap_and_leave_out_nothing_that_is_seen(text: str) -> None:
    tokenizer = WordPiece(data_path("tagger/vocab.txt").read_text(encoding="utf-8").splitlines()) if not _KEPT else _KEPT[0]
    _KEPT[:] = [tokenizer]
    words = tokenizer.words(text)
    at = 0
    for start, end, ids in zip(words.starts, words.ends, words.ids, strict=True):
        assert at <= start < end <= len(text)
        assert ids
        assert not folded(text[at:start]).strip()
        at = end
    assert not folded(text[at:]).strip()


@given(st.text(max_size=80))
def test_reading_the_same_text_twice_gives_the_same(text: str) -> None:
    tokenizer = WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "##a", "e"])
    assert tokenizer.words(text) == tokenizer.words(text)


_KEPT: list[WordPiece] = []
