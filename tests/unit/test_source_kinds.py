"""Kinds of sources: the kind of a phrase is its own in whatever place of a sentence, and whether its edges are marked wide or close."""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from accordingto.model.found import Attribution
from accordingto.model.ids import document_of
from accordingto.withindoc.annotate import language
from accordingto.withindoc.mentions.chains import find_chains
from accordingto.withindoc.mentions.mentions import find_mentions
from accordingto.withindoc.notes import Notes, notes_of, read
from accordingto.withindoc.regions import find_regions
from accordingto.withindoc.speech.attributions import find_attributions
from accordingto.withindoc.speech.quotes import find_quotes
from accordingto.withindoc.tagged_attribution import TaggedAttribution
from accordingto.withindoc.tokens import Doc

ROWS = list(csv.DictReader(Path("cases/source_kinds.tsv").read_text(encoding="utf-8").splitlines(), delimiter="\t"))
PLACES = (
    "{} said that the bridge had been closed.",
    "The bridge had been closed, {} said.",
    "According to {}, the bridge had been closed.",
)
CUES = ("said", "said", "According to")
CONTENTS = ("that the bridge had been closed", "The bridge had been closed", "the bridge had been closed")
KNOWN_FAILURES = {
    "three in four teachers": "the parser hangs the share on the preposition",
    "graffiti on the wall": "at the start of a sentence the parser takes it for a name",
    "the will": "the parser takes it for the auxiliary",
    "sisters Ona and Ilse Dreyer": "two people with one surname, of whom one is no mention",
    "Dreyer": "nothing in the sentence tells whether it is a person or a firm",
}
DETERMINERS = ("a", "an", "the", "some", "many", "two", "three", "recent")


def spans_of(row: dict[str, str], text: str) -> set[tuple[int, int]]:
    """The whole phrase; without its first small word; no more than its core; the core without its last word; a word too many."""
    start = text.lower().index(row["source"].lower())
    end = start + len(row["source"])
    first, _, rest = row["source"].partition(" ")
    bare = first.lower() in DETERMINERS and not rest.startswith(("of ", "in "))
    core = text.index(row["core"], start) if row["core"] in text else start
    close = (core, core + len(row["core"]))
    cut = (core, core + row["core"].rindex(" ")) if " " in row["core"] else close
    after = re.match(r"\W*\w+", text[end:])
    wide = (start, end + after.end()) if after is not None else close
    return {(start, end), close, cut, wide} | ({(end - len(rest), end)} if bare else set())


@cache
def parsed() -> dict[str, Doc]:
    """Each sentence of each row with all that the attributions need."""
    made = []
    for text in (sentence(row, place) for row in ROWS for place in range(len(PLACES))):
        doc = language().make_doc(text)
        doc._.accordingto = Notes(document=document_of(text))
        made.append(find_regions(doc))
    return {doc.text: find_chains(find_mentions(find_quotes(read(doc)))) for doc in language().pipe(made)}


def sentence(row: dict[str, str], place: int) -> str:
    """The phrase in its place."""
    whole = PLACES[place].format(row["source"])
    return whole[:1].upper() + whole[1:]


def told(text: str, place: int, source: tuple[int, int]) -> Attribution | None:
    """What is found where the tagger marks these spans."""
    doc = parsed()[text]
    at = {words: (text.index(words), text.index(words) + len(words)) for words in (CUES[place], CONTENTS[place])}
    reading = TaggedAttribution(source=(source,), cue=(at[CUES[place]],), content=(at[CONTENTS[place]],), confidence=0.9)
    notes_of(doc).tagged = (reading,)
    return next(iter(notes_of(find_attributions(doc)).attributions), None)


def kinds(row: dict[str, str]) -> Iterator[tuple[str, str, str | None]]:
    """Sentence, marked words and kind, for each place and each width of the phrase."""
    for place in range(len(PLACES)):
        text = sentence(row, place)
        for start, end in sorted(spans_of(row, text)):
            found = told(text, place, (start, end))
            yield text, text[start:end], str(found.source_kind) if found is not None and found.source_kind is not None else None


@pytest.mark.parametrize("row", ROWS, ids=[row["source"] for row in ROWS])
def test_a_phrase_has_its_kind_in_every_place_and_at_every_width(row: dict[str, str], request: pytest.FixtureRequest) -> None:
    if row["source"] in KNOWN_FAILURES:
        request.applymarker(pytest.mark.xfail(reason=KNOWN_FAILURES[row["source"]], strict=True))
    fair = {row["kind"], *filter(None, row["fair"].split(", "))}

    assert [told for told in kinds(row) if told[2] not in fair] == []
