"""Transcripts: each turn is its speaker's, whoever is named around it. All texts are invented."""

import pytest

from accordingto.model.evidence import Span, words_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.withindoc.annotate import annotate

QUOTED = """Senator rules out a debate

Partial transcript as follows:

"MORROW: Let's start with the ferry. After the council announced that it was inviting a diver to the hearing, will the mayor come?

"QUILL: No, he will not. The mayor said on Friday he would stay in town.

"And he has been clear about that for weeks. People know where he stands.

"(CROSSTALK.)

"MORROW: Senator, I don't want to interrupt, but I have to try.

"QUILL: And that's why the harbour is on its way to ruin."

The hearing is set for Monday, the council said."""
PLAIN = """The mayor came to the studio of Harbour Hour.

DANA MORROW, HOST: Let's start with the ferry. Will you come to the hearing?

PAUL QUILL, MAYOR OF ORTEN: No, I will not. The council knows why.

MORROW: Your own party says you should.

QUILL: They can say what they like.

The hearing is set for Monday, the council said."""
INTERVIEW = """We met Ines Brandt on the quay.

Vale Weekly: How long have you been here?

Brandt: Since the storm. Nobody came.

Vale Weekly: Nobody at all?

Brandt: A priest came. He said the road was gone."""
COURT = """The trial went on in Orten on Tuesday.

MR. HOLT: Did you see the truck?

THE WITNESS: I saw it. The driver said the brakes had failed.

MR. HOLT: Thank you.

SURVIVOR (translated): He was the first to jump.

The judge adjourned until Friday."""
TITLED = """Ines Brandt, mayor: The bridge was safe.

Tom Vale, engineer: It was not.

Ines Brandt, mayor: He has never seen it."""
LETTERS = """Q: How long have you been here?

A: Since the storm. Nobody came.

Q: Nobody at all?"""
LIVE = "Live: flood in Orten\n\nThe council said the pier was closed."
ONE_LINE = "NOTE: The ferry does not run on Sunday.\n\nThe council said the pier was closed."
TITLES = "TODAY: Rain\n\nTOMORROW: Sun\n\nThe council said the pier was closed."


def told(found: AnnotatedDocument) -> list[tuple[str, str]]:
    """Source and content of each attribution, those inside others left out."""
    text = found.document.text
    return [(words_of(text, a.source), words_of(text, a.content)) for a in found.attributions if not a.inside]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (QUOTED, ["MORROW", "QUILL", "MORROW", "QUILL", "the council"]),
        (PLAIN, ["DANA MORROW, HOST", "PAUL QUILL, MAYOR OF ORTEN", "MORROW", "QUILL", "the council"]),
        (INTERVIEW, ["Vale Weekly", "Brandt", "Vale Weekly", "Brandt"]),
        (COURT, ["MR. HOLT", "THE WITNESS", "MR. HOLT", "SURVIVOR (translated)"]),
        (TITLED, ["Ines Brandt, mayor", "Tom Vale, engineer", "Ines Brandt, mayor"]),
        (LETTERS, ["Q", "A", "Q"]),
    ],
)
def test_each_turn_is_its_speakers(text: str, turns: list[str]) -> None:
    assert [source for source, _ in told(annotate(document_of(text)))] == turns


def test_a_turn_goes_on_over_paragraphs_that_open_with_a_mark() -> None:
    said = told(annotate(document_of(QUOTED)))[1][1]

    assert said.startswith("No, he will not.")
    assert said.endswith("People know where he stands.")


def test_what_follows_a_transcript_is_no_part_of_it() -> None:
    for text in (QUOTED, PLAIN):
        assert told(annotate(document_of(text)))[-1] == ("the council", "The hearing is set for Monday")


def test_what_a_speaker_reports_lies_inside_his_turn() -> None:
    found = annotate(document_of(INTERVIEW))
    inner = [a for a in found.attributions if a.inside]

    assert [(a.source[0].of(INTERVIEW), a.content[0].of(INTERVIEW)) for a in inner] == [("He", "the road was gone")]
    assert {a.id for a in found.attributions if a.source[0] == Span(INTERVIEW.rindex("Brandt"), INTERVIEW.rindex("Brandt") + 6)} == {
        inner[0].inside
    }


@pytest.mark.parametrize("text", [ONE_LINE, TITLES, LIVE])
def test_a_label_is_no_speaker(text: str) -> None:
    assert told(annotate(document_of(text))) == [("The council", "the pier was closed")]
