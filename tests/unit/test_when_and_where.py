"""What the commands tell of when and where: timeline, map, the place beside an event's accounts, and why."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from accordingto.cli import group
from accordingto.errors import AccordingToError

REPORTS = (
    """Two rockets struck the Ain al-Asad airbase in the western province of Al-Anbar on Wednesday, wounding three guards, the army said.
“They came yesterday,” Colonel Anna Vell said on Thursday.""",
    "Gunmen killed four farmers in the village of Orten Karr in Diyala province on Tuesday, police said.",
    "Five people were wounded in a bombing in Mosul last week, a hospital official said.",
    "A clerk was shot dead, officials said.",
)
"""Invented reports about real places, and one that tells neither when nor where."""
PUBLISHED = "2021-07-09"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the reports above."""
    folder = tmp_path_factory.mktemp("where")
    lines = [json.dumps({"id": f"r{n}", "text": text, "published": PUBLISHED}) for n, text in enumerate(REPORTS)]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("read", str(folder / "reports.jsonl"), "-o", str(folder / "record.db"))
    return folder / "record.db"


def run(*words: str) -> str:
    return CliRunner().invoke(group, list(words), catch_exceptions=False).stdout


def rows(*words: str) -> Any:
    return json.loads(run(*words, "--json"))


def with_label(found: list[dict[str, Any]], part: str) -> dict[str, Any]:
    [row] = [row for row in found if part in (row["label"] + (row["place"] or ""))]
    return row


def test_an_event_is_told_with_the_areas_around_it_and_how_exactly_it_is_known(record: Path) -> None:
    told = run("accounts", str(record))

    assert "Ain al-Asad airbase, Al-Anbar, Iraq (known: the site itself)" in told


def test_a_village_that_no_gazetteer_has_is_shown_at_its_area_and_says_so(record: Path) -> None:
    row = with_label(rows("timeline", str(record)), "Karr")
    told = rows("why", str(record), row["place_id"])[0]

    assert row["around"] == "Diyālá, Iraq"
    assert (told["geonameid"], told["precision"], told["rule"]) == (None, "adm1", "places.contained")
    assert "not in the gazetteer; set into" in told["detail"]
    assert "not in the gazetteer, shown at Diyālá" in run("accounts", str(record))


def test_the_timeline_goes_by_day_and_ends_with_what_has_none(record: Path) -> None:
    days = [row["earliest"] for row in rows("timeline", str(record))]

    dated = [day for day in days if day]
    assert dated == sorted(dated)
    assert days[: len(dated)] == dated


def test_filters_narrow_timeline_and_map_alike(record: Path, tmp_path: Path) -> None:
    chosen = ("--since", "2021-07-07", "--until", "2021-07-07")
    run("map", str(record), "-o", str(tmp_path / "map.geojson"), *chosen)

    features = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))["features"]

    assert [f["id"] for f in features] == [row["id"] for row in rows("timeline", str(record), *chosen)]
    assert [f["geometry"]["coordinates"] for f in features] == [[42.4412, 33.7856]]


def test_the_map_puts_nothing_nowhere_and_credits_geonames(record: Path, tmp_path: Path) -> None:
    run("map", str(record), "-o", str(tmp_path / "map.geojson"))

    found = json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))

    assert "GeoNames, CC BY 4.0" in found["attribution"]
    assert {f["id"] for f in found["features"]} == {row["id"] for row in rows("events", str(record))}
    assert all(f["geometry"] is None for f in found["features"] if not f["properties"].get("place_id"))


def test_a_map_that_cannot_be_written_is_one_line(record: Path) -> None:
    with pytest.raises(AccordingToError, match="cannot write the map"):
        run("map", str(record), "-o", "/gone/map.geojson")


def test_why_follows_an_events_date_to_its_time_and_that_to_its_anchor(record: Path) -> None:
    strike = with_label(rows("timeline", str(record)), "airbase")

    [claim] = rows("why", str(record), strike["date_id"])

    assert claim["rule"].startswith("event_dates.")
    assert claim["rests_on"][0]["rule"] == "times.weekday"
    assert claim["rests_on"][0]["anchor"] == "published"


def test_why_tells_the_anchor_of_a_day_that_was_said(record: Path) -> None:
    doc = with_label(rows("timeline", str(record)), "airbase")["id"].partition(".")[0]
    found = [rows("why", str(record), f"{doc}.t{n}")[0] for n in range(1, 4)]

    yesterday = next(t for t in found if t["evidence"][0]["words"] == "yesterday")

    assert (yesterday["value"], yesterday["rests_on"][0]["evidence"][0]["words"]) == ("2021-07-07", "Thursday")


def test_why_tells_a_places_candidates_with_their_weights(record: Path) -> None:
    place = with_label(rows("timeline", str(record)), "Mosul")["place_id"]

    assert "Mosul (town, IQ, 99072): " in run("why", str(record), place)
    assert "= alone" in rows("why", str(record), place)[0]["detail"]


def test_why_of_an_event_names_its_claims_and_their_ids(record: Path) -> None:
    strike = with_label(rows("timeline", str(record)), "airbase")

    [told] = rows("why", str(record), strike["id"])

    assert strike["date_id"] in {claim["id"] for claim in told["claims"]}
