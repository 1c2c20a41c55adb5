"""The quicker English model gives what the published one gives, word for word."""

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

from accordingto.withindoc.annotate import language, published_model

TEXT = """Ferry halted as gauges fail
ORTEN (Vale Wire) -- There's nothin' y'all gonna like, "said" Mr. Amun Tarq, who ain't leavin'.
The board of Vale isn't sure why it didn't; it has been done, and do they know that that is so?  Rowers 'd left.

Who's there? They'd had to have been -- well -- 12 of them (or more), but not on Feb. 3, 2031. 😀 « Non », he says.
"""


def read(nlp: Language, text: str) -> list[tuple[object, ...]]:
    doc: Doc = nlp(text)
    return [(t.text, t.pos_, t.tag_, t.dep_, t.head.i, t.lemma_, str(t.morph), t.ent_type_, t.ent_iob_, t.is_sent_start) for t in doc]


def test_quickening_changes_no_answer() -> None:
    published = published_model()
    for text in (TEXT, TEXT.upper(), TEXT.lower(), "", " \n ", "'"):
        assert read(language(), text) == read(published, text)


def test_a_published_model_is_left_as_it_is() -> None:
    ruler = published_model().get_pipe("attribute_ruler")

    assert "match" not in vars(ruler)
    assert "match" in vars(language().get_pipe("attribute_ruler"))


PUBLISHED = published_model()


def finder(nlp: Language) -> EntityRecognizer:
    pipe = nlp.get_pipe("ner")
    assert isinstance(pipe, EntityRecognizer)
    return pipe


WORDS = (
    "Orla Venn of the Vale Wire board said on 3 May 2031 that $ 12 million and 40 % went to Baghdad , Iraq . “ ” \n \n\n two Mosul".split(
        " "
    )
)


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=40), min_size=1, max_size=5))
@settings(max_examples=30, deadline=None)
def test_names_found_at_once_are_those_found_word_by_word(texts: list[list[str]]) -> None:
    mine, spacys = finder(language()), finder(PUBLISHED)
    assert type(mine) is not type(spacys)
    for start in (False, True):
        docs = [[Doc(pipe.vocab, words=words) for words in texts] for pipe in (mine, spacys)]
        for doc in (*docs[0], *docs[1]):
            for token in doc:
                token.is_sent_start = token.i == 0 or (start and token.nbor(-1).text == ".")
        found = [
            [[(e.start, e.end, e.label_) for e in doc.ents] for doc in pipe.pipe(d)] for pipe, d in zip((mine, spacys), docs, strict=True)
        ]
        assert found[0] == found[1]


def test_names_that_somebody_has_marked_stay() -> None:
    for pipe in (finder(language()), finder(PUBLISHED)):
        doc = Doc(pipe.vocab, words="Orla Venn left Baghdad on Monday .".split())
        doc.set_ents([Span(doc, 2, 4, label="FAC")], default="unmodified")
        assert ("left Baghdad", "FAC") in [(e.text, e.label_) for e in pipe(doc).ents]


def test_a_long_text_is_read_as_its_slices_are() -> None:
    text = "Orla Venn of the Vale Wire said that 12 boats had left Baghdad on Monday. " * 120
    assert read(language(), text) == read(PUBLISHED, text)
