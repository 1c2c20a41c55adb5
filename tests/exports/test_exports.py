"""Every export is opened again with its format's own library or schema and compared with the record."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordingto.api import read
from accordingto.errors import UsageError
from accordingto.exports import acled, ged
from accordingto.exports.facts import EventFacts
from accordingto.exports.figures import bounds, conservative
from accordingto.exports.formats import FORMATS, export
from accordingto.exports.people import PeopleKindRow, kind_of_people
from accordingto.exports.xlsx import LONGEST, workbook
from accordingto.model.review import Action, Status
from accordingto.pipeline import relink
from accordingto.resources import data_path
from accordingto.resources.lexicon import rows_of
from accordingto.store.corrections import decide
from accordingto.store.record import Record
from accordingto.store.wishes import Wish

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = [json.loads(line) for line in (ROOT / "cases/demo_export_gold.jsonl").read_text(encoding="utf-8").splitlines()]
HOSTILE = '=HYPERLINK("http://x","y") said; the mayor\'s +1 \u202e @SUM'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "demo.db"
    read(data_path("demo/reports.jsonl"), path)
    with Record(path, write=True) as opened:
        rows = [row["id"] for row in opened.quotes()]
        decide(opened, rows[-1:], Wish(action=Action.EDIT, fields=(("source_name", HOSTILE),)), by="ann")
        decide(opened, rows[-2:-1], Wish(action=Action.REJECT), by="ann")
        decide(opened, rows[-3:-2], Wish(action=Action.ACCEPT), by="ann")
        relink(opened)
    return path


@pytest.fixture
def record(demo: Path) -> Iterator[Record]:
    with Record(demo) as opened:
        yield opened


def content(record: Record, name: str, what: str = "") -> str:
    return export(record, name, what).content.decode("utf-8")


def texts(record: Record) -> dict[str, str]:
    return {f.document.doc_id: f.document.text for f in record.documents()}


def spans(offsets: str) -> list[tuple[int, int]]:
    return [(int(a), int(b)) for a, _, b in (part.partition("-") for part in offsets.split(",") if part)]


# ---- tables


@pytest.mark.parametrize("what", ["attributions", "claims"])
def test_every_row_of_the_csv_has_the_words_that_stand_at_its_offsets(record: Record, what: str) -> None:
    rows = list(csv.DictReader(io.StringIO(content(record, "csv", what))))
    text = texts(record)

    assert rows
    for row in rows:
        roles = ("source", "cue", "content") if what == "attributions" else ("words",)
        for role in roles:
            column = f"{role}_offsets" if what == "attributions" else "offsets"
            words = " … ".join(text[row["doc_id"]][start:end] for start, end in spans(row[column]))
            assert row[role].removeprefix("'") == words


def test_the_csv_tells_a_persons_value_from_the_programs(record: Record) -> None:
    rows = list(csv.DictReader(io.StringIO(content(record, "csv", "attributions"))))

    persons = [row for row in rows if row["decided_by"] == "person"]
    assert [row["source_name"] for row in persons] == [f"'{HOSTILE}"]
    assert persons[0]["reviewed_by"] == "ann"
    assert "the program: " in persons[0]["decided_how"]
    assert sorted({row["review_status"] for row in rows}) == ["accepted", "new"]
    assert len(rows) == len(record.quotes())


@pytest.mark.parametrize("what", ["attributions", "claims", "events", "accounts", "decisions"])
def test_csv_jsonl_and_workbook_hold_the_same(record: Record, what: str) -> None:
    import openpyxl

    as_csv = list(csv.DictReader(io.StringIO(content(record, "csv", what))))
    as_jsonl = [json.loads(line) for line in content(record, "jsonl", what).splitlines()]
    book = openpyxl.load_workbook(io.BytesIO(export(record, "xlsx").content))
    header, *as_sheet = book[what].iter_rows(values_only=True)

    assert len(as_csv) == len(as_jsonl) == len(as_sheet)
    assert list(as_csv[0]) == list(as_jsonl[0]) == list(header)
    for one, other, cells in zip(as_csv, as_jsonl, as_sheet, strict=True):
        for name, cell in zip(header, cells, strict=True):
            plain = other[name]
            if plain is None or isinstance(plain, str):
                assert one[name].removeprefix("'") == (plain or ""), name
                assert (cell or "") == (plain or ""), name
            elif isinstance(plain, bool | int | float):
                assert one[name] == str(plain)
                assert cell == plain


def test_no_cell_of_the_workbook_is_a_formula_or_a_link_and_a_long_one_says_that_it_is_cut() -> None:
    import openpyxl

    made = workbook({"rows": [{"a": "=1+1", "b": "http://x.example", "c": "x" * 40_000}]})
    sheet = openpyxl.load_workbook(io.BytesIO(made))["rows"]

    assert [c.data_type for c in sheet[2]] == ["s", "s", "s"]
    assert sheet["B2"].hyperlink is None
    assert len(sheet["C2"].value) == LONGEST
    assert sheet["C2"].value.endswith("(cut: 40000 characters; whole in the CSV)")


def test_an_unknown_format_or_table_is_told_with_those_that_there_are(record: Record) -> None:
    with pytest.raises(UsageError, match="One of: csv, jsonl"):
        export(record, "pdf")
    with pytest.raises(UsageError, match="One of: attributions"):
        export(record, "csv", "weather")
    with pytest.raises(UsageError, match="--what belongs to csv"):
        export(record, "acled", "events")


def test_no_format_writes_a_loaded_word_as_a_label_of_ours(record: Record) -> None:
    for row in csv.DictReader(io.StringIO(content(record, "acled"))):
        named = " ".join(row[name] or "" for name in ("actor1", "actor2", "event_type", "sub_event_type", "location", "disorder_type"))
        for word in ("terrorist", "martyr", "regime", "occupation", "bandit", "mercenar", "heroes"):
            assert word not in named.casefold()


def test_every_format_can_be_made_of_an_empty_record(tmp_path: Path) -> None:
    Record(tmp_path / "empty.db", write=True).close()
    with Record(tmp_path / "empty.db") as opened:
        for name in FORMATS:
            assert isinstance(export(opened, name).content, bytes), name


# ---- the two event tables, against rows made by hand


@pytest.mark.parametrize("gold", GOLD, ids=lambda g: f"{g['format']}-{g['event']}")
def test_rows_of_the_demo_are_those_made_by_hand_from_the_rule(gold: dict[str, Any]) -> None:
    """The rules alone: events and accounts are those of the demo's gold, not what the program reads."""
    rows_of_format = acled.acled_rows if gold["format"] == "acled" else ged.ged_rows
    rows, left_out = rows_of_format([_gold_facts(gold)])

    if gold["row"] is None:
        assert (rows, left_out) == ([], 1)
        return
    (row,) = rows
    assert {name: row[name] for name in gold["row"]} == gold["row"]
    assert gold["location"] in str(row.get("location") or row.get("where_description"))
    for words in gold["set_aside"]:
        assert words in row["accounts_set_aside"]
    for name in gold.get("original", ()):
        assert name in row["source_original"]


def test_the_demos_own_record_gives_nearly_the_same_rows(record: Record) -> None:
    """The rules on what the program reads: what it misreads shows in a few cells at most."""
    right = cells = 0
    for gold in GOLD:
        rows = {row["record_event_id"]: row for row in csv.DictReader(io.StringIO(content(record, gold["format"])))}
        row = rows.get(_event_of(record, *gold["mention"]), {})
        wanted = {k: "" if v is None else str(v) for k, v in (gold["row"] or {"record_event_id": None}).items()}
        cells += len(wanted)
        right += sum(row.get(name, "") == value for name, value in wanted.items())

    assert right / cells >= 0.9


def _gold_facts(gold: dict[str, Any]) -> EventFacts:
    """An event of the demo with its accounts, by hand (`cases/demo_gold.jsonl`) but for the actors, which stand in the case."""
    lines = [json.loads(line) for line in (ROOT / "cases/demo_gold.jsonl").read_text(encoding="utf-8").splitlines()]
    event = next(row for row in lines if row["kind"] == "event" and row["cluster"] == gold["event"])
    told = [row for row in lines if row["kind"] == "account" and row["event"] == gold["event"]]
    accounts = [
        {**row, "claimant": row["claimant_name"], "origin": row["claimant"], "evidence": [], "verdict": None}
        for row in told
    ]  # fmt: skip
    for claimant, value in gold["facts"]["actors"]:
        accounts.append({
            "slot": "actor", "claimant": claimant, "own_voice": True, "value": value, "low": None, "high": None, "who": None,
            "stance": "states", "current": True, "via": [], "said": None, "evidence": [], "verdict": "conflict",
        })  # fmt: skip
    known = {**event["date"], "label": event["label"], "place": event["place"], "id": gold["event"]}
    return EventFacts(
        event=known | {"type": gold["facts"]["type"], "mode": gold["facts"]["mode"]},
        accounts=tuple(accounts),
        reports=(),
        mentions=(),
        recipients=tuple(gold["facts"]["recipients"]),
        point=None,
        status=Status.NEW,
    )


def _event_of(record: Record, given: str, words: str) -> str:
    """The event of the mention with these words in the report that the demo calls ``given``."""
    sql = """SELECT me.event_id FROM mention_events me JOIN documents d USING (doc_id) JOIN evidence e ON e.n = d.n AND e.id = me.mention
      WHERE d.given_id = ? AND e.role = 'trigger' AND substr(d.text, e.span_start + 1, e.span_end - e.span_start) = ?"""
    (event,) = {row[0] for row in record.connection.execute(sql, (given, words))}
    return str(event)


def test_the_tables_have_the_columns_of_their_projects_and_the_words_of_every_account(record: Record) -> None:
    text = texts(record)
    for name, columns in (("acled", acled.COLUMNS), ("ged", ged.COLUMNS)):
        rows = list(csv.DictReader(io.StringIO(content(record, name))))
        assert tuple(rows[0]) == columns
        for row in rows:
            for part in row["evidence"].split(", "):
                where, _, quoted = part.partition(" ")
                doc_id, _, offsets = where.partition(":")
                ((start, end),) = spans(offsets)
                assert quoted == f"“{text[doc_id][start:end]}”"


def account(claimant: str, low: int | None, high: int | None, **more: Any) -> dict[str, Any]:
    return {"claimant": claimant, "low": low, "high": high, "who": None, "stance": "states", "current": True, "value": "", **more}


@pytest.mark.parametrize(
    ("accounts", "acled_number", "ged_numbers"),
    [
        ([], None, (None, None, None)),
        ([account("a", None, None)], None, (None, None, None)),
        ([account("a", 5, 5)], 5, (5, 5, 5)),
        ([account("a", 5, 5), account("b", 9, 9)], 5, (5, None, 9)),
        ([account("a", 12, None)], 12, (12, None, 12)),
        ([account("a", None, 30)], 30, (0, None, 30)),
        ([account("a", 24, 99, value="dozens of people")], 12, (24, None, 99)),
        ([account("a", 200, 999, value="Hundreds")], 100, (200, None, 999)),
        ([account("a", 4, 4, who="soldiers"), account("a", 3, 3, who="civilians")], 4, (4, None, 7)),
        ([account("a", 11, 11), account("a", 2, 2, who="children")], 11, (11, None, 11)),
        ([account("a", 4, 4, current=False), account("a", 6, 6)], 6, (6, 6, 6)),
        ([account("a", 20, 20, stance="denies"), account("b", 20, None)], 20, (20, None, 20)),
        ([account("a", 5, 5, stance="predicts"), account("b", 9, 9)], 9, (9, 9, 9)),
        ([account("a", 7, 7), account("b", 3, 3), account("c", 1, 5, stance="denies")], 7, (3, None, 7)),
    ],
)
def test_each_projects_rule_for_reports_that_differ(
    accounts: list[dict[str, Any]], acled_number: int | None, ged_numbers: tuple[int | None, ...]
) -> None:
    assert conservative(accounts).number == acled_number
    assert bounds(accounts) == ged_numbers


@pytest.mark.parametrize("row", rows_of("people_kinds.tsv", PeopleKindRow), ids=lambda row: row.word)
def test_every_word_for_people_is_found_in_its_example(row: PeopleKindRow) -> None:
    assert kind_of_people([row.example]) == row.kind


def test_every_row_of_the_types_is_of_a_type_and_a_mode_that_there_are() -> None:
    from accordingto.model.kinds import EVENT_MODES, EventType

    for row in rows_of("acled_types.tsv", acled.TypeRow):
        assert row.mode == "*" or row.mode in EVENT_MODES[EventType(row.type)], row
        assert row.against in ("", "civilians", "forces")


# ---- GeoJSON, Web Annotation, FollowTheMoney


def test_the_geojson_is_valid_and_holds_every_event(record: Record) -> None:
    import geojson

    found = geojson.loads(content(record, "geojson"))

    assert found.is_valid, found.errors()
    assert [f["id"] for f in found["features"]] == [e["id"] for e in record.events()]


ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target", "body", "motivation"],
    "properties": {
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["identifying", "describing"]},
        "body": {"type": "array", "items": {"type": "object", "required": ["type"]}},
        "target": {"anyOf": [{"$ref": "#/$defs/target"}, {"type": "array", "minItems": 2, "items": {"$ref": "#/$defs/target"}}]},
    },
    "$defs": {
        "target": {
            "type": "object",
            "required": ["type", "source", "selector"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": {"type": "string", "pattern": "^(https?://|urn:)"},
                "selector": {
                    "type": "array",
                    "prefixItems": [
                        {
                            "required": ["type", "start", "end"],
                            "properties": {
                                "type": {"const": "TextPositionSelector"},
                                "start": {"type": "integer", "minimum": 0},
                                "end": {"type": "integer", "minimum": 1},
                            },
                        },
                        {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}}},
                    ],
                },
            },
        }
    },
}
"""The parts of the W3C's model (sections 3 and 4) that the export uses, as a schema."""


def test_the_web_annotations_are_of_the_w3cs_form_and_point_at_their_words(record: Record) -> None:
    import jsonschema

    found = json.loads(content(record, "webannotation"))
    text = texts(record)

    assert found["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (found["type"], found["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert found["total"] == len(found["first"]["items"])
    assert len({a["id"] for a in found["first"]["items"]}) == found["total"]
    for annotation in found["first"]["items"]:
        jsonschema.validate(annotation, ANNOTATION)
        doc_id = annotation["id"].rpartition(":")[2].partition(".")[0]
        targets = annotation["target"] if isinstance(annotation["target"], list) else [annotation["target"]]
        for target in targets:
            position, quote = target["selector"]
            assert text[doc_id][position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in text[doc_id]


def test_followthemoneys_own_library_takes_every_entity(record: Record) -> None:
    pytest.importorskip("followthemoney", reason="pip install followthemoney (it needs a compiler and ICU)")
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    rows = [json.loads(line) for line in content(record, "followthemoney").splitlines()]
    known = {row["id"]: row["schema"] for row in rows}

    assert len(known) == len(rows)
    for row in rows:
        proxy = EntityProxy.from_dict(row, cleaned=False)
        proxy.schema.validate(row)
        for name, values in row["properties"].items():
            prop = model.get_qname(f"{proxy.schema.get(name).schema.name}:{name}")
            assert prop is not None, name
            assert len(proxy.get(name)) == len(values), (row["schema"], name, values, proxy.get(name))  # none was refused as no value
            if prop.type.name == "entity":
                assert all(v in known and model.get(known[v]).is_a(prop.range) for v in values), (row["schema"], name)
    assert {row["schema"] for row in rows} >= {"Article", "Event", "Note", "Organization"}
    notes = [row["properties"]["description"][0] for row in rows if row["schema"] == "Note"]
    assert len(notes) == len([a for e in record.events() for a in record.accounts(e["id"])])
