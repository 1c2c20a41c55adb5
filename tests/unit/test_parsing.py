"""The quicker English model gives what the published one gives, word for word."""

from spacy.language import Language
from spacy.tokens import Doc

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
