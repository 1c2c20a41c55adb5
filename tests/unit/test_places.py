"""Places: which words name one, which one is meant, and when it is better to say that it is unknown."""

import pytest

from accordingto.model.document import Document, Given
from accordingto.model.evidence import Span
from accordingto.model.found import Place
from accordingto.model.ids import document_of
from accordingto.model.kinds import PlaceRole, ProblemKind
from accordingto.withindoc.annotate import _prepared, language
from accordingto.withindoc.notes import Notes, notes_of, read
from accordingto.withindoc.places.places import find_places


def annotated(document: Document | str) -> Notes:
    made = document_of(document) if isinstance(document, str) else document
    return notes_of(find_places(read(language()(_prepared(language(), made)))))


def named(text: str) -> dict[str, Place]:
    return {p.name: p for p in annotated(text).places}


def test_a_town_is_the_one_in_the_country_that_the_report_is_about() -> None:
    spain = named("Floods cut roads around Valencia and Alicante, the Spanish government said.")
    venezuela = named("Power failed in Valencia and Maracay, Venezuelan officials said in Caracas.")

    assert spain["Valencia"].country == "ES"
    assert venezuela["Valencia"].country == "VE"


def test_a_state_behind_a_comma_holds_the_town() -> None:
    assert named("A barn burned in Paris, Tenn., on Sunday.")["Paris"].country == "US"


def test_a_site_without_an_id_names_the_province_around_it() -> None:
    base = named("Drones fell near the Ain al-Asad airbase in the Iraqi province of Al-Anbar.")["Ain al-Asad airbase"]

    assert (base.geonameid, base.contained_in, base.precision.value) == (None, 99592, "point")


def test_a_spot_that_no_gazetteer_has_is_set_into_the_place_that_the_words_give() -> None:
    spot = named("Shells hit the Varun camp in Mosul, and Iraq closed its roads.")["Varun camp"]

    assert spot.geonameid is None
    assert spot.contained_in is not None
    assert spot.because.rule == "places.contained"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Moscow denied that it had sent envoys.", "Moscow", PlaceRole.METONYM),
        ("Talks between Ankara and Damascus broke down.", "Damascus", PlaceRole.METONYM),
        ("Two Turkish soldiers were hurt.", "Turkish", PlaceRole.DEMONYM),
        ("She teaches at the University of Vienna.", "Vienna", PlaceRole.PART_OF_NAME),
        ("A bus burned in Vienna.", "Vienna", PlaceRole.LITERAL),
    ],
)
def test_a_name_has_the_role_that_its_sentence_gives_it(text: str, name: str, role: PlaceRole) -> None:
    assert named(text)[name].role is role


def test_a_treaty_and_an_outlet_are_no_places() -> None:
    assert named("The Vienna Convention binds all, the Geneva Times wrote.") == {}


def test_an_invented_country_stays_unknown() -> None:
    found = annotated("Rebels shelled Talvikk and burned a bridge at Ulm Karrn, in the Varenian province of Dornesk.")

    assert all(p.geonameid is None and p.lat is None for p in found.places)
    assert {p.kind for p in found.problems} <= {ProblemKind.PLACE_NOT_FOUND, ProblemKind.PLACE_AMBIGUOUS}


def test_two_equal_candidates_are_told_as_ambiguous() -> None:
    found = annotated("A cow was found in Springfield.")

    assert [p.geonameid for p in found.places] == [None]
    assert [p.kind for p in found.problems] == [ProblemKind.PLACE_AMBIGUOUS]


def test_given_spans_are_resolved_and_no_others() -> None:
    text = "From Mosul they drove to Erbil."
    document = document_of(text, given=Given(places=(Span(25, 30),)))

    assert [(p.name, p.country) for p in annotated(document).places] == [("Erbil", "IQ")]


def test_candidates_and_weights_are_kept_for_why() -> None:
    detail = named("A bus burned in Tripoli, and the Lebanese army closed the road to Beirut.")["Tripoli"].because.detail or ""

    assert "neighbours" in detail
    assert "LB" in detail


@pytest.mark.parametrize("text", ["", "A", "In A, B and C, the O of I.", "Men met in Y. U said so in E."])
def test_names_of_one_letter_are_no_places(text: str) -> None:
    assert annotated(text).places == []


def test_thousands_of_given_places_are_all_answered() -> None:
    text = "in Mosul, " * 5000
    document = document_of(text, given=Given(places=tuple(Span(10 * n + 3, 10 * n + 8) for n in range(5000))))
    doc = read(language()(_prepared(language(), document)))

    find_places(doc)

    assert len(notes_of(doc).places) == 5000


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("An attack on the Bagram airbase killed two men.", "Bagram airbase", ("AF", "point")),
        ("Troops crossed the Euphrates at Raqqa on Friday.", "Raqqa", ("SY", "populated place")),
        ("In the Tigray region, troops entered Axum and Adwa.", "Axum", ("ET", "populated place")),
        ("A blast shook the Karrada district of Baghdad.", "Baghdad", ("IQ", "populated place")),
        ("Gunmen killed four farmers in Diyala province.", "Diyala province", ("IQ", "adm1")),
    ],
)
def test_a_place_is_recognised_and_resolved(text: str, name: str, place: tuple[str, str]) -> None:
    found = named(text)[name]

    assert (found.country, found.precision.value) == place


@pytest.mark.parametrize(
    "text", ["The Minsk agreement was cited.", "The Geneva Convention was cited.", "Both sides kept to the Minsk accords."]
)
def test_the_town_in_a_treatys_name_is_no_place(text: str) -> None:
    assert annotated(text).places == []
