"""Every row of the lexicons of cues, sources, loaded words and outlets does in its example what it says."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

import pytest

from accordingto.config import Settings, WithindocSettings
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.annotate import annotate_all
from accordingto.withindoc.cues import NONE, CueRow
from accordingto.withindoc.mentions.given_names import GivenName
from accordingto.withindoc.words import AgencyRow, LoadedRow, NoAgentRow, NounRow, SeldomRow, neutral

RULES_ALONE = Settings(withindoc=WithindocSettings(components=("quotes", "mentions", "chains", "attributions")))


class Exemplary(Protocol):
    @property
    def example(self) -> str: ...


Row = TypeVar("Row", bound=Exemplary)


def read(rows: Sequence[Row]) -> Iterator[tuple[Row, AnnotatedDocument]]:
    return zip(rows, annotate_all([document_of(row.example) for row in rows], RULES_ALONE), strict=True)


@pytest.mark.timeout(120)
def test_every_cue_gets_its_stance_and_every_false_friend_none() -> None:
    wrong = []
    for row, found in read(rows_of("cues.tsv", CueRow)):
        stances = {a.stance.value for a in found.attributions}
        if stances != (set() if row.stance == NONE else {row.stance}):
            wrong.append((row.words, row.frames, row.stance, stances))

    assert wrong == []


def test_every_source_noun_gets_its_kind() -> None:
    wrong = []
    for row, found in read(rows_of("source_nouns.tsv", NounRow)):
        kinds = {a.source_kind.value for a in found.attributions if a.source_kind}
        wanted = {"unnamed", "institution"} if row.kind == "spokesperson" else {row.kind, row.plural}
        if not kinds or not kinds <= wanted:
            wrong.append((row.noun, kinds))

    assert wrong == []


def test_every_noun_that_is_seldom_a_source_gets_its_kind() -> None:
    wrong = []
    for row, found in read(rows_of("seldom_sources.tsv", SeldomRow)):
        kinds = {a.source_kind.value for a in found.attributions if a.source_kind}
        if not kinds or not kinds <= {row.kind, row.plural}:
            wrong.append((row.noun, kinds))

    assert wrong == []


def test_a_noun_with_the_ending_of_who_does_something_is_nobody_whom_a_pronoun_means() -> None:
    rows = rows_of("no_agents.tsv", NoAgentRow)
    texts = [document_of(f"{row.example} She said that the bridge was unsafe.") for row in rows]

    named = [(r.word, a.source_name) for r, found in zip(rows, annotate_all(texts, RULES_ALONE), strict=True) for a in found.attributions]

    assert len(named) == len(rows)
    assert [word for word, name in named if name is not None] == []


def test_no_loaded_word_stands_in_a_name_of_ours_and_the_evidence_keeps_it() -> None:
    for row, found in read(rows_of("loaded_words.tsv", LoadedRow)):
        (said,) = found.attributions

        assert said.source_name, row
        assert not re.search(rf"\b{re.escape(row.word)}\b", said.source_name), row
        assert row.word in said.source[0].of(row.example)


def test_every_outlet_is_a_medium() -> None:
    assert [row.word for row, found in read(rows_of("agencies.tsv", AgencyRow)) if not any(a.medium for a in found.attributions)] == []


def test_every_given_name_goes_with_its_pronoun() -> None:
    rows = rows_of("given_names.tsv", GivenName)

    assert [r.name for r, found in read(rows) if [a.source_name for a in found.attributions] != [f"{r.name} Teelmark"]] == []


def test_a_name_of_nothing_but_loaded_words_is_not_repeated() -> None:
    assert neutral("traitors") == "those so described"
    assert neutral("occupiers of Selm") == "those of Selm"
