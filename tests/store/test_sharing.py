"""What people are shown of echoes: two reports side by side, and where words were seen first."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from accordingto.crossdoc.renewal import renew_echoes
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.store.echoes import changes_of, mark_linked
from accordingto.store.record import Record
from accordingto.store.save import save_document
from accordingto.withindoc.fingerprints import fingerprints_of

LINES = (
    "A barge loaded with grain ran aground below the Tamsin locks on Friday night.",
    "The river authority closed both channels while divers looked at the hull.",
    "Two tugs from Ferrow tried to pull the barge free at high water but gave up when a cable parted.",
    "The owner, a family firm in Ostrey, declined to say how much grain was on board.",
)
TALE = "A museum in Kell has lost three silver spoons. The curator, Osk Ferren, said that they once belonged to a bishop of the town."


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "accordingto", *words], capture_output=True, encoding="utf-8", check=False)


def report(text: str, name: str, day: str | None) -> AnnotatedDocument:
    published = date.fromisoformat(day) if day else None
    document = document_of(text, given_id=name, address=name, outlet=f"The {name.title()}", published=published)
    return AnnotatedDocument(document=document, fingerprints=fingerprints_of(text))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A wire, its copy, a copy of the copy that adds a sentence, one without a date, one that has nothing to do with them."""
    wire, copied = "\n".join(LINES), "\n".join(LINES[:3])
    found = [
        report(wire, "wire", "2043-04-14"),
        report(copied.replace("divers", "two divers"), "courier", "2043-04-15"),
        report("\n".join(LINES[1:3]).replace("divers", "two divers"), "tide", "2043-04-16"),
        report(wire, "dawn", None),
        report(TALE, "kell", "2043-04-14"),
    ]
    path = tmp_path / "record.db"
    with Record(path, write=True) as opened, opened.transaction() as connection:
        for one in found:
            save_document(connection, one, "test")
        renew_echoes(connection, changes_of(connection))
        mark_linked(connection, "test")
    return path


def test_two_reports_are_shown_side_by_side(record: Path) -> None:
    done = run("why", str(record), "courier", "wire")

    assert done.returncode == 0
    sides = [line.partition(" | ") for line in done.stdout.splitlines()]
    left, right = " ".join(one.strip() for one, _, _ in sides), " ".join(other.strip() for _, _, other in sides)
    assert "while two divers looked" in left
    assert "while divers looked" in right


def test_the_passages_of_two_reports_are_told_as_json_with_spans_on_both_sides(record: Path) -> None:
    with Record(record) as opened:
        courier, wire = (opened.find_document(name) for name in ("courier", "wire"))
        row = opened.why_linked(courier, wire)
        texts = {f.document.doc_id: f.document.text for f in opened.documents()}

    assert row["first_seen_in"] == wire
    for pair in row["passages"]:
        for side, doc_id in (("left", courier), ("right", wire)):
            assert texts[doc_id][pair[side]["start"] : pair[side]["end"]] == pair[side]["words"]


def test_two_reports_that_share_nothing_are_told_so_in_one_line(record: Path) -> None:
    done = run("why", str(record), "kell", "wire")

    assert done.returncode != 0
    assert "share nothing" in done.stderr


def test_a_copy_of_a_copy_was_first_seen_in_the_first(record: Path) -> None:
    with Record(record) as opened:
        wire, tide = (opened.find_document(name) for name in ("wire", "tide"))
        seen = opened.first_seen(tide)

    assert seen["first_seen_in"] == wire
    assert wire in {p["first_seen_in"] for p in seen["passages"]}


def test_a_report_of_its_own_was_first_seen_in_itself(record: Path) -> None:
    with Record(record) as opened:
        kell, wire = (opened.find_document(name) for name in ("kell", "wire"))

        assert opened.first_seen(kell) == {"doc_id": kell, "first_seen_in": kell, "share": 0.0, "passages": []}
        assert opened.first_seen(wire)["share"] in (0.0, 1.0)


def test_without_a_date_it_is_unknown_who_was_first(record: Path) -> None:
    with Record(record) as opened:
        seen = opened.first_seen(opened.find_document("dawn"))

    assert seen["first_seen_in"] is None
    assert seen["passages"]


def test_show_tells_where_a_report_was_first_seen(record: Path) -> None:
    with Record(record) as opened:
        wire = opened.find_document("wire")

    done = run("show", str(record), "tide")

    assert f"First seen in {wire}" in done.stdout
