"""Naming: whose words are whose, counted; and why two things are linked, as a table and as a picture."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from accordingto.api import annotate, naming, read
from accordingto.cli import group
from accordingto.crossdoc.naming import NOBODY, naming_of_chains
from accordingto.errors import NotFound
from accordingto.exports.waterfall import waterfall
from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.kinds import ChainKind
from accordingto.model.linked import Ref

OURS = "The Northern Guard fired at Selm on Tuesday. “The occupiers shelled us again,” the mayor, Ada Renn, said. It was the third night."


def with_chain(text: str, *words: str, outlet: str | None = "Tide") -> tuple[AnnotatedDocument, Ref]:
    """A report with one chain of these words."""

    found = annotate(text, published="2043-04-14", outlet=outlet)
    spans = tuple(Span(text.index(w), text.index(w) + len(w)) for w in words)
    chain = Chain(id="n99", kind=ChainKind.GROUP, name=words[0], named=True, mentions=spans, because=Because(rule="test"))
    return replace(found, chains=(*found.chains, chain)), Ref(found.document.doc_id, "n99")


def test_words_in_a_quotation_are_the_claimant_s_and_others_the_outlet_s() -> None:
    found, ref = with_chain(OURS, "The Northern Guard", "The occupiers")

    rows = naming_of_chains([found], [ref], {})

    assert [(r.by, r.own_voice, r.words, r.count) for r in rows] == [
        ("Tide", True, "Northern Guard", 1),
        ("Ada Renn", False, "occupiers", 1),
    ]
    assert [p.span.of(OURS) for r in rows for p in r.examples] == ["The Northern Guard", "The occupiers"]


def test_a_pronoun_names_nothing() -> None:
    found, ref = with_chain(OURS, "The Northern Guard", "It")

    assert [r.words for r in naming_of_chains([found], [ref], {})] == ["Northern Guard"]


def test_quoted_words_that_nobody_is_named_for_stay_nobody_s() -> None:
    text = "The council called the bridge a “gift of the river”. Work begins in May."
    found, ref = with_chain(text, "gift of the river")

    assert [r.by for r in naming_of_chains([replace(found, attributions=())], [ref], {})] == [NOBODY]


def test_a_report_without_an_outlet_is_said_to_have_none() -> None:
    found, ref = with_chain(OURS, "The Northern Guard", outlet=None)

    assert [r.by for r in naming_of_chains([found], [ref], {})] == ["outlet unknown"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("naming")
    texts = (
        "A car bomb exploded at the Braskell checkpoint on Tuesday. The Highland Front claimed the attack. Four soldiers were killed.",
        "The Front said on Wednesday that its men had bombed the Braskell checkpoint on Tuesday. The Highland Front is an armed group.",
    )
    for n, text in enumerate(texts):
        (folder / f"r{n}.txt").write_text(text, encoding="utf-8")
    path = folder / "record.db"
    read([folder / "r0.txt"], path, published=date(2043, 4, 14), outlet="Tide")
    read([folder / "r1.txt"], path, published=date(2043, 4, 15), outlet="Dawn")
    return path


def test_naming_finds_an_entity_by_name_and_an_event_by_any_of_its_mentions(record: Path) -> None:
    rows = naming(record, "highland front")

    assert {row["by"] for row in rows} == {"Tide", "Dawn"}
    result = CliRunner().invoke(group, ["events", str(record), "--json"])
    event = json.loads(result.output)[0]["id"]
    assert {row["about"] for row in naming(record, event)} == {"event"}


def test_naming_of_what_is_not_there_is_told(record: Path) -> None:
    with pytest.raises(NotFound, match="no entity or event"):
        naming(record, "Nowhere Front")


def test_the_command_writes_a_table_and_json(record: Path) -> None:
    table = CliRunner().invoke(group, ["naming", str(record)])
    rows = json.loads(CliRunner().invoke(group, ["naming", str(record), "highland front", "--json"]).output)

    assert table.exit_code == 0
    assert {"by", "own_voice", "words", "count", "examples"} <= rows[0].keys()
    assert all(e["start"] < e["end"] for row in rows for e in row["examples"])


def test_why_two_events_are_one_is_a_table_and_a_picture(record: Path, tmp_path: Path) -> None:
    first, *_ = json.loads(CliRunner().invoke(group, ["events", str(record), "--json"]).output)
    picture = tmp_path / "why.svg"

    result = CliRunner().invoke(group, ["why", str(record), first["id"], first["id"], "-o", str(picture)])

    assert result.exit_code == 0, result.output
    assert "prior" in result.output
    assert "They are one event." in result.output
    root = ET.fromstring(picture.read_text(encoding="utf-8"))  # noqa: S314  # our own picture
    bars = [e for e in root.iter() if e.tag.endswith("rect")]
    assert len(bars) >= 4


def test_the_bars_of_a_picture_end_at_the_sum() -> None:
    root = ET.fromstring(waterfall([("prior", -6.0), ("day", 4.0), ("<place>", 4.0)], "why & how"))  # noqa: S314  # our own picture

    words = ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("text")]

    assert "<place>" in words
    assert "+2.00" in words
    assert "-6.00" in words
