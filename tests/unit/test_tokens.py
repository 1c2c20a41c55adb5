"""The words that the rules read are spaCy's words, attribute by attribute."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc as Parsed

from accordingto.api import annotate
from accordingto.model.kinds import EventType
from accordingto.withindoc.annotate import language
from accordingto.withindoc.mending import mended
from accordingto.withindoc.notes import read
from accordingto.withindoc.tokens import Doc

TEXT = """Ferry halted in Orten

ORTEN (Vale Wire) -- Two men, both of them dockers, "were hurt",  said Mara Teel, who'd heard of it at 7.30 p.m. on Monday.

The board of the U.N. agency and its 12 members, which she had not seen, don’t know what to do\tor whom to ask: nobody has been told.
What the minister promised us, she said, he gave.  """
PLAIN = (
    "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ ent_iob_ is_sent_start whitespace_ text_with_ws "
    "is_alpha is_digit is_lower is_title is_space is_punct is_quote is_stop like_num"
).split()
ONE_WORD = ("head", "left_edge", "right_edge")
WORDS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts", "sent")
WORDS_OF_NEWS = (*"the minister said that two boats “ ” , . sank and who she Karel Holt".split(), "\n\n", "\t")


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return language()(TEXT)


@pytest.mark.parametrize("name", PLAIN)
def test_a_words_attribute_is_spacys(name: str, parsed: Parsed) -> None:
    assert [getattr(t, name) for t in Doc(parsed)] == [getattr(t, name) for t in parsed]


@pytest.mark.parametrize("name", ONE_WORD)
def test_the_word_that_another_leads_to_is_spacys(name: str, parsed: Parsed) -> None:
    assert [getattr(t, name).i for t in Doc(parsed)] == [getattr(t, name).i for t in parsed]


@pytest.mark.parametrize("name", WORDS)
def test_the_words_around_another_are_spacys(name: str, parsed: Parsed) -> None:
    assert [[w.i for w in getattr(t, name)] for t in Doc(parsed)] == [[w.i for w in getattr(t, name)] for t in parsed]


def test_sentences_and_names_are_spacys(parsed: Parsed) -> None:
    doc = Doc(parsed)

    assert [(s.start, s.end, s.start_char, s.end_char, s.text, s.root.i) for s in doc.sents] == [
        (s.start, s.end, s.start_char, s.end_char, s.text, s.root.i) for s in parsed.sents
    ]
    assert [(e.start, e.end, e.label_, e.text) for e in doc.ents] == [(e.start, e.end, e.label_, e.text) for e in parsed.ents]


@given(st.lists(st.sampled_from(WORDS_OF_NEWS), max_size=30).map(" ".join), st.data())
@settings(max_examples=40, deadline=None)
def test_stretches_of_any_text_are_spacys(text: str, data: st.DataObject) -> None:
    parsed = language()(text)
    doc = Doc(parsed)
    first, last = (data.draw(st.integers(0, len(text) + 1)) for _ in range(2))
    a, b = (data.draw(st.integers(-3, len(parsed) + 2)) for _ in range(2))

    if first < last:
        theirs, ours = parsed.char_span(first, last, alignment_mode="expand"), doc.touched(first, last)
        assert (ours is None) == (theirs is None)
        assert ours is None or theirs is None or (ours.start, ours.end, ours.text) == (theirs.start, theirs.end, theirs.text)
    assert (doc[a:b].text, [t.i for t in doc[a:b]]) == (parsed[a:b].text, [t.i for t in parsed[a:b]])
    if len(parsed[a:b]):
        assert (doc[a:b].root.i, doc[a:b].sent.text) == (parsed[a:b].root.i, parsed[a:b].sent.text)
    assert [[w.i for w in t.subtree] for t in doc] == [[w.i for w in t.subtree] for t in parsed]


def test_nothing_stands_before_the_first_word(parsed: Parsed) -> None:
    with pytest.raises(IndexError):
        Doc(parsed)[0].nbor(-1)


def test_sentences_that_nobody_set_are_an_error() -> None:
    with pytest.raises(ValueError, match="sentences are not set"):
        _ = Doc(language().make_doc("Two boats sank.")).sents


def test_a_mended_parse_is_what_reading_it_again_gives() -> None:
    text = (
        "The raid killed nine, a witness who asked not to be named told Vale Wire. The dam broke and two drowned, a spokesman said. "
        "It hit a boat, the ministry told reporters. The defence ministry had received eleven wounded. "
        "The flood has killed nine people, a volunteer with the fire service said."
    )
    parsed = language()(text)
    before = [t.head.i for t in parsed]
    doc = mended(parsed)
    again = read(parsed)

    assert [t.head.i for t in parsed] != before
    for name in ("text", "pos_", "tag_", "dep_", "before", "is_sent_start"):
        assert [getattr(t, name) for t in doc] == [getattr(t, name) for t in again]
    assert [t.head.i for t in doc] == [t.head.i for t in again]
    assert [[c.i for c in t.children] for t in doc] == [[c.i for c in t.children] for t in again]


def test_a_verb_and_its_particle_with_a_hyphen_are_one_noun() -> None:
    found = annotate("Two men died in the cave-in at Marl on Monday. The pile-up near Selm killed nobody.")

    assert {m.trigger.of(found.document.text): m.type for m in found.event_mentions if m.type} == {
        "cave-in": EventType.ACCIDENT,
        "pile-up": EventType.ACCIDENT,
    }


def test_a_with_governs_no_finite_clause() -> None:
    found = annotate("A ferry with more than 120 people on board sank in heavy seas off Port Marl on Thursday, the coastguard said.")

    assert [m.trigger.of(found.document.text) for m in found.event_mentions] == ["sank"]
