"""Our match weights are Splink's on the same pairs with the same model file."""

import json
from dataclasses import replace
from datetime import date

import pytest

from accordingto.crossdoc.columns import columns_of
from accordingto.crossdoc.event_pairs import EventRow, event_levels, event_rows
from accordingto.crossdoc.link import with_given
from accordingto.crossdoc.matching import model, total
from accordingto.crossdoc.words import likeness
from accordingto.model.document import Given
from accordingto.model.evidence import Span
from accordingto.model.ids import document_of
from accordingto.resources import data_path
from accordingto.withindoc.annotate import annotate

splink = pytest.importorskip("splink", reason="Splink is a development dependency: `uv pip install splink`")
pyarrow = pytest.importorskip("pyarrow", reason="rows are handed to Splink as an Arrow table")

REPORTS = (
    ("A gunman shot teacher Mara Oskell dead in Tornby on Monday, police said. The killing shocked the school.", "2043-04-14"),
    ("Police in Tornby arrested a man on Tuesday. He is said to have murdered Mara Oskell, a teacher, on Monday.", "2043-04-15"),
    ("A gunman shot taxi driver Piet Lund dead in Sellwick on Friday, police said. Two passengers were hurt.", "2043-06-19"),
    ("The council of Selm voted to close the pool. Its roof collapsed in May and 12 swimmers were injured.", None),
    ("Police said the murder of Mara Oskell in Tornby on Monday was planned. A man was detained after the attack.", "2043-05-02"),
)
TRIGGERS = ("shot", "killing", "arrested", "murdered", "hurt", "voted", "collapsed", "injured", "murder", "detained", "attack")


def rows_of() -> list[EventRow]:
    rows: list[EventRow] = []
    for n, (text, day) in enumerate(REPORTS):
        spans = tuple(Span(text.index(w), text.index(w) + len(w)) for w in TRIGGERS if f"{w} " in text or f"{w}." in text)
        document = document_of(text, given_id=f"s{n}", published=date.fromisoformat(day) if day else None)
        rows += event_rows(with_given(annotate(replace(document, given=Given(events=spans)))))
    return rows


@pytest.mark.filterwarnings("ignore")
def test_our_weights_are_splink_s_on_the_same_pairs_with_the_same_model_file() -> None:
    rows = rows_of()
    settings = json.loads(data_path("link/events.json").read_text(encoding="utf-8"))
    settings["blocking_rules_to_generate_predictions"] = ["1=1"]
    for comparison in settings["comparisons"]:  # Splink makes columns of these names
        comparison["output_column_name"] = comparison["output_column_name"].replace(" ", "_")
    table = splink.DuckDBAPI().register(pyarrow.Table.from_pylist(columns_of(rows)))
    theirs = splink.Linker(table, settings).inference.predict().as_record_list()

    by_id = {f"{r.ref.doc_id}.{r.ref.local_id}": r for r in rows}
    events = model("link/events.json")
    ours = {}
    for found in theirs:
        a, b = by_id[found["unique_id_l"]], by_id[found["unique_id_r"]]
        share = 1.0 if a.report.doc_id == b.report.doc_id else likeness(a.report.words, b.report.words)
        ours[found["unique_id_l"], found["unique_id_r"]] = total(events.weigh(event_levels(a, b, share)))

    assert len(theirs) == len(rows) * (len(rows) - 1) // 2
    for found in theirs:
        assert found["match_weight"] == pytest.approx(ours[found["unique_id_l"], found["unique_id_r"]], abs=1e-6)
    assert len({round(w, 3) for w in ours.values()}) > len(rows)
