"""The gazetteer: spellings meet, own places win, nothing is invented."""

from pathlib import Path

import pytest

from accordingto.resources.files import data_path
from accordingto.resources.gazetteer import Gazetteer, PeopleRow, gazetteer
from accordingto.resources.lexicon import rows_of
from accordingto.resources.own_places import load_own_places
from accordingto.resources.place_names import KindRow, kind_wished

ANBAR = 99592


@pytest.mark.parametrize("written", ["Al-Anbar", "al Anbar", "Anbar province", "Al Anbār", "Al-Anbar governorate", "province of Anbar"])
def test_spellings_of_a_province_meet(written: str) -> None:
    assert ANBAR in {e.id for e in gazetteer().candidates(written)}


@pytest.mark.parametrize("written", ["Ain al-Assad airbase", "Ayn al-Asad", "‘Ain al-Asad", "Al Asad Air Base"])
def test_spellings_of_a_base_meet(written: str) -> None:
    assert any(e.kind == "site" and e.adm1 == ANBAR for e in gazetteer().candidates(written))


def test_a_name_is_heard_only_in_the_countries_asked_for() -> None:
    heard = gazetteer().sounding("Hudaida", ["YE"])

    assert heard
    assert {e.country for e in heard} == {"YE"}
    assert gazetteer().sounding("Hudaida", ["FR"]) == ()


@pytest.mark.parametrize("name", ["", "A", "’", "-", "Qzxkvw Varenn"])
def test_what_is_no_name_has_no_candidates(name: str) -> None:
    assert gazetteer().candidates(name) == ()


def test_every_people_has_its_country() -> None:
    words = [w for row in rows_of("peoples.tsv", PeopleRow) for w in row.demonyms.split("|") if w]

    assert [w for w in words if gazetteer().demonym(w) is None] == []


def test_each_generic_word_asks_for_its_kind_of_place() -> None:
    wrong = [r.word for r in rows_of("place_kinds.tsv", KindRow) if kind_wished(r.example) != r.kind]

    assert wrong == []


def test_every_country_with_towns_has_a_point_on_the_globe() -> None:
    rows = gazetteer().rows("SELECT country FROM place WHERE kind = 'country' AND population > 0 AND (lat IS NULL OR abs(lat) > 90)")

    assert [r for r in rows if r[0] in {"US", "IQ", "FR", "NG"}] == []


def test_geonames_is_credited_in_the_file() -> None:
    assert "CC BY 4.0" in gazetteer().credit()


def test_own_places_win(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,lat,lon,other_names\nParis,12.5,41.25,Orten|Old Orten\n", encoding="utf-8")

    places = Gazetteer(data_path("places.sqlite"), load_own_places(file))

    assert [(e.lat, e.own) for e in places.candidates("Paris")] == [(12.5, True)]
    assert [e.name for e in places.candidates("Old Orten")] == ["Paris"]
