"""Own places: they win, they last, they can be listed and removed, and a file that is at fault adds nothing."""

import contextlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from accordingto.cli import group
from accordingto.config import load_settings, user_places
from accordingto.errors import AccordingToError, ConfigurationError
from accordingto.model.contract import document_from_line, line_of
from accordingto.pipeline import recipe_of
from accordingto.resources.own_places import OwnPlace, load_own_places, merged, parse_own_places, save_own_places, without
from accordingto.withindoc.annotate import annotate

ORTEN = "name,lat,lon,other_names,kind\nOrten camp,33.2,43.9,Camp Orten|Urtan,site\n"
TEXT = "Two rockets struck Orten camp on Wednesday. The guards of Urtan fled to Paris."


@pytest.fixture(autouse=True)
def config_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of settings, and a working directory without settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config"


def run(*words: str, given: str | None = None) -> str:
    result = CliRunner().invoke(group, list(words), input=given, catch_exceptions=False)
    return result.output


def added(content: str) -> str:
    Path("own.csv").write_text(content, encoding="utf-8")
    return run("places", "add", "own.csv")


def test_an_added_place_is_found_by_all_its_names_and_wins() -> None:
    added(ORTEN + "Paris,33.1,43.8,,town\n")

    found = annotate(document_from_line(line_of({"id": "r1", "text": TEXT}).encode()), load_settings())

    assert {p.name: (p.lat, p.because.rule) for p in found.places} == {
        "Orten camp": (33.2, "places.own"),
        "Urtan": (33.2, "places.own"),
        "Paris": (33.1, "places.own"),
    }


def test_an_own_place_is_set_into_the_area_around_it() -> None:
    added(ORTEN)

    [row] = json.loads(run("places", "list", "--json"))

    assert (row["country"], row["area"], row["contained_in"]) == ("IQ", "Falluja District", 99455)


def test_a_place_in_the_middle_of_the_sea_is_set_into_nothing() -> None:
    added("name,lat,lon\nOrten reef,-40,-120\n")

    [row] = json.loads(run("places", "list", "--json"))

    assert (row["country"], row["contained_in"]) == ("", None)


def test_adding_again_replaces_and_removing_takes_one_name_or_the_place() -> None:
    added(ORTEN)

    assert "0 added, 1 replaced" in added(ORTEN)
    run("places", "remove", "urtan")
    assert json.loads(run("places", "list", "--json"))[0]["other_names"] == ["Camp Orten"]
    assert "0 own places are left" in run("places", "remove", "Orten camp")
    assert run("places", "list").startswith("No own places yet.")


def test_places_come_from_standard_input_too() -> None:
    assert "1 added" in run("places", "add", "-", given=ORTEN)


def test_reports_are_read_again_once_the_places_have_changed() -> None:
    before = recipe_of(load_settings())
    added(ORTEN)
    with_orten = recipe_of(load_settings())
    run("places", "remove", "Orten camp")

    assert len({before, with_orten, recipe_of(load_settings())}) == 3


def test_a_project_names_its_own_file_in_its_settings(tmp_path: Path) -> None:
    added(ORTEN)
    (tmp_path / "ours.csv").write_text("name,lat,lon\nVarr,1,2\n", encoding="utf-8")
    (tmp_path / "accordingto.toml").write_text('[withindoc]\nown_places = "ours.csv"\n', encoding="utf-8")

    assert [p.name for p in load_own_places(Path(load_settings().withindoc.own_places))] == ["Varr"]


def test_a_file_named_in_the_settings_must_be_there(tmp_path: Path) -> None:
    (tmp_path / "accordingto.toml").write_text('[withindoc]\nown_places = "gone.csv"\n', encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"no such file .*gone\.csv"):
        load_settings()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name,lat\nOrten,1\n", "no column lon"),
        ("", "no column name, lat, lon"),
        ("name,lat,lon\n", "no place in it"),
        ("name,lat,lon,colour\nOrten,1,1,red\n", "no column 'colour'"),
        ("name;lat;lon\nOrten;12,5;41\n", "line 2: lat '12,5' is no number"),
        ("name,lat,lon\nVarr,1,1\nOrten,91,41\n", "line 3: lat 91 is not on the globe"),
        ("name,lat,lon\nOrten,nan,41\n", "line 2: lat nan is not on the globe"),
        ("name,lat,lon\nOrten,1,181\n", "lon 181 is not on the globe"),
        ("name,lat,lon\nOrten, Vale,1,1\n", "line 2: another number of cells"),
        ("name,lat,lon\nOrten,1\n", "line 2: another number of cells"),
        ("name,lat,lon\nO,1,1\n", "'O' is no name of two letters"),
        ("name,lat,lon\n,1,1\n", "'' is no name of two letters"),
        ("name,lat,lon,kind\nOrten,1,1,moon\n", "no kind 'moon'"),
        ("name,lat,lon,country\nOrten,1,1,Iraq\n", "'IRAQ' is no country code"),
        ("name,lat,lon,country\nOrten,1,1,XX\n", "no country XX"),
        ("name,lat,lon,geonameid\nOrten,1,1,abc\n", "geonameid 'abc' is no GeoNames id"),
        ('name,lat,lon\n"Orten,1,1\n', "not CSV"),
    ],
)
def test_a_file_at_fault_is_told_in_one_line_and_adds_nothing(content: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        added(content)

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not user_places().exists()


def test_a_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(ConfigurationError, match="not UTF-8"):
        run("places", "add", "own.csv")


def test_removing_what_is_not_there_is_told() -> None:
    with pytest.raises(AccordingToError, match="no own place has this name"):
        run("places", "remove", "Orten")


names = st.text(st.characters(codec="utf-8", categories=("L", "Zs", "P")), max_size=12).map(lambda s: "Ab" + s.replace("|", "").strip())
own = st.builds(
    OwnPlace,
    name=names,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    other_names=st.lists(names, max_size=3).map(tuple),
    country=st.sampled_from(["", "IQ"]),
    contained_in=st.none() | st.integers(1, 10**9),
)


@given(st.lists(own, min_size=1, max_size=5))
def test_what_is_saved_is_read_back(places: list[OwnPlace]) -> None:
    file = Path("saved.csv")

    save_own_places(file, places)

    assert load_own_places(file) == tuple(places)


@given(st.lists(own, max_size=5), own)
def test_merging_twice_changes_nothing_and_removing_takes_it_out(places: list[OwnPlace], place: OwnPlace) -> None:
    once, _ = merged(places, [place])

    assert merged(once, [place])[0] == once
    assert place.name not in [n for p in without(once, place.name)[0] for n in p.names]


@given(st.text(max_size=60))
def test_any_text_gives_places_or_an_error_that_is_told(text: str) -> None:
    with contextlib.suppress(ConfigurationError):
        assert parse_own_places(text, "own.csv")
