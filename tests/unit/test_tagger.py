"""The tagger: windows, quotation states, decoding against brute force, the model's files, and odd input."""

import itertools
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.errors import MissingPart
from accordingto.resources.files import data_path
from accordingto.withindoc.speech.tagger import Tagger, load_tagger, tagger_from
from accordingto.withindoc.speech.tagger_decode import Chain, best_labels, label_chances, spans_of_labels
from accordingto.withindoc.speech.tagger_windows import CLOSING, INSIDE, OPENING, OUTSIDE, case_of, quote_states, windows
from accordingto.withindoc.tagged_attribution import TaggedAttribution

NEWS = """Velden council puts bridge repair at nine million

VELDEN — The council said on Tuesday that the old bridge would stay shut until spring.

“We will not open it a day too soon,” said Marla Quist, the town's engineer. “People drive over it with their children.”

According to a report by the inspectorate, three of the eight cables had rusted through.

Shop owners complained that they had not been told.
"""


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return load_tagger()


def said(text: str, found: tuple[TaggedAttribution, ...]) -> list[tuple[str, str, str]]:
    return [tuple(" / ".join(text[s:e] for s, e in spans) for spans in (a.source, a.cue, a.content)) for a in found]  # type: ignore[misc]


def test_plain_attributions_of_an_invented_report_are_found(tagger: Tagger) -> None:
    found = said(NEWS, tagger.attributions(NEWS, NEWS.index("\n")))
    assert ("The council", "said", "that the old bridge would stay shut until spring") in found
    quist = next(f for f in found if "Quist" in f[0])
    assert quist[1] == "said"
    assert quist[2].startswith("“We will not open it")
    assert any(f[1] == "According to" and "inspectorate" in f[0] for f in found)
    assert any(f[0] == "Shop owners" and "that they had not been told" in f[2] for f in found)


def test_confidences_are_probabilities(tagger: Tagger) -> None:
    assert all(0 < a.confidence <= 1 for a in tagger.attributions(NEWS))


def test_the_same_text_gives_the_same_attributions_whatever_was_read_before(tagger: Tagger) -> None:
    first = tagger.attributions(NEWS)
    tagger.attributions("“Never,” she said. " * 40)
    assert tagger.attributions(NEWS) == first


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n\n", "“" * 500, "\"'\"'" * 300, "said " * 700, "😀" * 300, "e\u0301\u202e\u200f " * 200, "\ud7ff\uffff", "x" * 5000],
)
def test_odd_texts_do_no_harm(tagger: Tagger, text: str) -> None:
    check_spans(text, tagger.attributions(text, len(text) // 2))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "''", "‘", "«", "»", "said", "Quist", "told", "that", "\n\n", "😀", "e\u0301", "\u200f", ".", ",", "NO"]
        ),
        max_size=60,
    ),
    st.sampled_from(["", " "]),
)
def test_offsets_slice_to_words_without_blanks_at_the_edges(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    check_spans(text, load_tagger().attributions(text))


def check_spans(text: str, found: tuple[TaggedAttribution, ...]) -> None:
    for attribution in found:
        assert attribution.content
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert list(spans) == sorted(spans)
            for start, end in spans:
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()


def test_capitals_only_still_give_an_attribution(tagger: Tagger) -> None:
    text = "THE MINISTER SAID THAT THE BRIDGE WAS SHUT."
    assert any(f[1] == "SAID" for f in said(text, tagger.attributions(text)))


@pytest.mark.slow
def test_two_hundred_thousand_words_are_read(tagger: Tagger) -> None:
    text = NEWS * (200_000 // len(NEWS.split()) + 1)
    assert len(tagger.attributions(text)) > 1000


def test_a_model_that_is_not_there_is_told_as_a_missing_part(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match=r"model[.]json"):
        tagger_from(tmp_path)
    shutil.copy(data_path("tagger/model.json"), tmp_path)
    with pytest.raises(MissingPart, match="not installed"):
        tagger_from(tmp_path)


def test_an_altered_model_is_refused(tmp_path: Path) -> None:
    folder = data_path("tagger")
    for name in ("model.json", *json.loads((folder / "model.json").read_text(encoding="utf-8"))["files"]):
        shutil.copy(folder / name, tmp_path)
    altered = tmp_path / "reader.onnx"
    altered.write_bytes(altered.read_bytes()[:-1] + b"\0")
    with pytest.raises(MissingPart, match="SHA-256"):
        tagger_from(tmp_path)


def test_the_model_stays_under_its_size() -> None:
    assert sum(p.stat().st_size for p in data_path("tagger").iterdir()) < 25_000_000


# ---- parts


@pytest.mark.parametrize(
    ("word", "expected"),
    [("said", 0), ("Quist", 1), ("NATO", 2), ("iPhone", 3), ("9m", 4), ("I", 1), (".", 0), ("A", 1)],
)
def test_case_is_told_by_the_letters(word: str, expected: int) -> None:
    assert case_of(word) == expected


def states(text: str) -> str:
    marks = [(n, n + 1) for n, c in enumerate(text) if c == "\n" or not c.isspace()]
    found = quote_states(text, [s for s, _ in marks], [e for _, e in marks])
    return "".join({OUTSIDE: ".", INSIDE: "i", OPENING: "(", CLOSING: ")"}[f] for f in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“a”b", "(i)."),
        ('"a"b', "(i)."),
        ("''a'' b", "((i))."),
        ("'a' b", "...."),
        ('"a\nb', "(i.."),
        ('"a\n"b" c', "(i.(i)."),
        ("«a» b", "(i)."),
        ("“a “b", "(i(i"),
    ],
)
def test_double_marks_open_and_close_and_a_paragraph_starts_afresh(text: str, expected: str) -> None:
    assert states(text) == expected


@given(st.lists(st.integers(1, 90), max_size=120), st.sets(st.integers(0, 119)), st.integers(0, 150))
def test_windows_cover_every_word_once_and_fit(sizes: list[int], breaks: set[int], first: int) -> None:
    found = windows(sizes, [b for b in breaks if b < len(sizes)], limit=254, left=40, right=40, first=first)
    assert [n for w in found for n in range(w.core, w.core_end)] == list(range(len(sizes)))
    for window in found:
        assert window.start <= window.core < window.core_end <= window.end
        assert sum(sizes[window.start : window.end]) <= 254


CHAIN = Chain(
    start=np.array([0, 0, 0, -1e4, 0, -1e4], dtype=np.float32),
    move=np.array([[0.5, 0, 0, -1e4 if i not in {2, 3} else 1, 0, -1e4 if i not in {4, 5} else 1] for i in range(6)], dtype=np.float32),
    end=np.array([0.2, 0, 0, 0, 0, 0.1], dtype=np.float32),
)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 4))
def test_decoding_equals_trying_every_labelling(seed: int, length: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(2, 4, 6)).astype(np.float32)
    lengths = np.array([length, 4])
    labels, chances = best_labels(scores, lengths, CHAIN), label_chances(scores, lengths, CHAIN)
    for row, size in enumerate(lengths):
        every = list(itertools.product(range(6), repeat=int(size)))
        weight = np.array(
            [
                CHAIN.start[p[0]]
                + CHAIN.end[p[-1]]
                + sum(scores[row, k, c] for k, c in enumerate(p))
                + sum(CHAIN.move[a, b] for a, b in itertools.pairwise(p))
                for p in every
            ]
        )
        assert tuple(labels[row, :size]) == every[int(weight.argmax())]
        share = np.exp(weight - weight.max()) / np.exp(weight - weight.max()).sum()
        for word in range(int(size)):
            told = [share[[p[word] == label for p in every]].sum() for label in range(6)]
            assert np.allclose(chances[row, word], told, atol=1e-4)
        assert not labels[row, size:].any()
        assert not chances[row, size:].any()


def test_a_paragraph_s_end_is_never_the_edge_of_a_span() -> None:
    text = "said\n\nNo way"
    found = spans_of_labels([1, 4, 5, 5], 0, text, [0, 4, 6, 9], [4, 6, 8, 12])
    assert found == ((), ((0, 4),), ((6, 12),))
