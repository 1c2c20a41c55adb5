"""Our match weights are Splink's on the same pairs with the same model files."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from accordingto.crossdoc.columns import Columns, columns_of, columns_of_entities
from accordingto.crossdoc.entity_pairs import EntityRow, entity_levels, entity_rows
from accordingto.crossdoc.event_pairs import EventRow, event_levels, event_rows
from accordingto.crossdoc.harm_pairs import harm_levels
from accordingto.crossdoc.link import with_given
from accordingto.crossdoc.matching import model, total
from accordingto.crossdoc.words import likeness
from accordingto.model.document import Given
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
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
ATTACKS = (
    (
        (
            "Mara Oskell, 24, was shot dead in Leeds on 12 April 2043, police said. Shots were fired at her car, and Jon Oskell, 31, was "
            "wounded. The shooting shocked Leeds."
        ),
        "2043-04-14",
    ),
    ("Police in Leeds named the two who were shot on 13 April 2043: Mara Oskell, 24, died and Jon Oskell, 31, was wounded.", "2043-04-15"),
    ("A gunman shot Ines Oskell, 24, in York on 17 April 2043. She died. The gunfire woke the street and shots hit a car.", "2043-04-18"),
    ("Mara Oskell, 24, was killed with a handgun in Leeds on 12 April 2043. The death is the second in York and Leeds.", "2043-05-02"),
    ("A man was shot and wounded. The shooting is looked into.", None),
    ("Piet Lund was stabbed in Hull on 2 August 2043 and died. The stabbing followed a brawl.", "2043-08-02"),
)
PARTS = ("shot", "Shots were fired", "wounded", "shooting", "died", "gunfire", "shots", "killed", "death", "stabbed", "stabbing")
NAMED = (
    (
        (
            "The Tornby Rowing Club said on Monday that Mara Oskell, its coach, had left the club. She won 12 medals; the medals are hers. "
            "TRC rowers thanked her, and the rowers of Selm did too."
        ),
        "2043-04-14",
    ),
    (
        (
            "Coach Mara Oskell left Tornby on Monday, TRC said. Her medals, 12 of them, stay in the clubhouse of the club. Oskell won them "
            "between May and July 2042."
        ),
        "2043-04-15",
    ),
    ("Maro Oskel, a mayor of Selm, opened a school on 14 April 2043. The mayor said he had paid the builders; a builder said 30.", None),
    ("Piet Lund and Rena Lund bought the old mill on Friday. He paid 30 crowns for it in June 2042, the lawyer said.", "2043-06-19"),
    (
        (
            "Police held a man on 17 April 2043. The authorities thanked a cop, the actress Rena Oskell and an official. "
            "A girl saw the gunman in the night; the star of the old club, a member, called the police that day. The new club and "
            "another man were searched. The officials of Selm praised Oskell; the customers and a user of the small mill left in April. "
            "Mara Lund and the Tornby Sailing Club, a team of women, stayed; the club house is a house of the town and the town "
            "hall a hall of the old."
        ),
        "2043-04-17",
    ),
    (
        (
            "The old man from Tornby and the young men of Selm met the women in the hall. Rowing star Mara Oskell met "
            "Piet Lund and his team there, one person said. Mara Oskell and Piet Lund met on 22 April 2043 in Tornby, and the "
            "workers of the mill cheered."
        ),
        "2043-04-22",
    ),
)
THINGS = """
    The Tornby Rowing Club; Monday; Mara Oskell; its coach; the club; She; 12 medals; the medals; TRC; TRC rowers; her; the rowers
    of Selm; Selm; Tornby; Her medals; the clubhouse of the club; Oskell; them; July 2042; May; Maro Oskel; a mayor of Selm; a
    school; 14 April 2043; The mayor; he; the builders; a builder; Piet Lund; Rena Lund; Lund; the old mill; Friday; He; 30
    crowns; June 2042; the lawyer; Coach Mara Oskell; Police; a man; 17 April 2043; The authorities; a cop; the actress Rena
    Oskell; an official; A girl; the gunman; the night; the star of the old club; a member; the police; that day; The new club;
    another man; The officials of Selm; the customers; a user; the small mill; April; Mara Lund; the Tornby Sailing Club; a team
    of women; the club house; a house of the town; the town hall; a hall of the old; The old man from Tornby; the young men of
    Selm; the women; the hall; Rowing star Mara Oskell; his team; one person; April 2043; the workers of the mill; there
"""
"""Mentions of people, bodies, places, times and things, parted by semicolons."""
Row = EventRow | EntityRow
Levels = Callable[..., dict[str, str]]


def annotated(reports: Iterable[tuple[str, str | None]], words: Sequence[str], kind: str) -> list[AnnotatedDocument]:
    """Reports with the first place of each of ``words`` handed in as a mention of an event or an entity."""
    found = []
    for n, (text, day) in enumerate(reports):
        spans = tuple(Span(at, at + len(w)) for w in words if (at := text.find(w)) >= 0 and not text[at + len(w)].isalpha())
        document = document_of(text, given_id=f"s{n}", published=date.fromisoformat(day) if day else None)
        found.append(with_given(annotate(replace(document, given=Given(**{kind: tuple(sorted(set(spans)))})))))
    return found


def rows_of_events() -> list[EventRow]:
    return [row for f in annotated(REPORTS, TRIGGERS, "events") for row in event_rows(f)]


def rows_of_attacks() -> list[EventRow]:
    rows = [row for f in annotated(ATTACKS, PARTS, "events") for row in event_rows(f)]
    return [row for row in rows if row.part]


def rows_of_entities() -> list[EntityRow]:
    return [row for f in annotated(NAMED, " ".join(THINGS.split()).split("; "), "entities") for row in entity_rows(f)]


def levels_of(levels: Levels, a: Row, b: Row) -> dict[str, str]:
    """The levels of a pair."""
    return levels(a, b, 1.0 if a.report.doc_id == b.report.doc_id else likeness(a.report.words, b.report.words))


def theirs(name: str, columns: list[Columns]) -> dict[tuple[str, str], float]:
    """Splink's weight of every pair."""
    settings = json.loads(data_path(f"link/{name}.json").read_text(encoding="utf-8"))
    settings["blocking_rules_to_generate_predictions"] = ["1=1"]
    for comparison in settings["comparisons"]:  # Splink makes columns of these names
        comparison["output_column_name"] = comparison["output_column_name"].replace(" ", "_")
    table = splink.DuckDBAPI().register(pyarrow.Table.from_pylist(columns))
    found = splink.Linker(table, settings).inference.predict().as_record_list()
    return {(f["unique_id_l"], f["unique_id_r"]): f["match_weight"] for f in found}


CASES: dict[str, tuple[Callable[[], list[Any]], Callable[[Any], list[Columns]], Levels]] = {
    "events": (rows_of_events, columns_of, event_levels),
    "harms": (rows_of_attacks, columns_of, harm_levels),
    "entities": (rows_of_entities, columns_of_entities, entity_levels),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_our_weights_are_splink_s_on_the_same_pairs_with_the_same_model_file(name: str) -> None:
    make, columns, levels = CASES[name]
    rows = make()
    by_id = {f"{r.ref.doc_id}.{r.ref.local_id}": r for r in rows}
    found = theirs(name, columns(rows))

    assert len(found) == len(rows) * (len(rows) - 1) // 2
    ours = {pair: total(model(f"link/{name}.json").weigh(levels_of(levels, *(by_id[i] for i in pair)))) for pair in found}
    assert found == pytest.approx(ours, abs=1e-6)
    assert len({round(w, 3) for w in ours.values()}) > len(rows)


@pytest.mark.parametrize(("name", "least"), [("harms", 0.8), ("entities", 0.85)])
def test_the_pairs_that_are_compared_show_most_levels_of_each_model(name: str, least: float) -> None:
    make, _, levels = CASES[name]
    seen = {(c, level) for a, b in combinations(make(), 2) for c, level in levels_of(levels, a, b).items()}
    narrow = {c: set(told) for c, told in model(f"link/{name}.json").comparisons.items() if len(told) < 50}
    every = {(c, level) for c, told in narrow.items() for level in told if level != "unseen" and not level[0].isdigit()}

    assert len(every & seen) >= least * len(every), sorted(every - seen)
