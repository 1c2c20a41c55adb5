"""Match weights, words, groups by average link, and mentions that the caller hands in."""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import link
from accordingto.crossdoc.average import average_groups
from accordingto.crossdoc.entity_pairs import entity_levels, entity_rows
from accordingto.crossdoc.event_pairs import event_levels, event_rows
from accordingto.crossdoc.given import pairs_of
from accordingto.crossdoc.link import with_given
from accordingto.crossdoc.matching import model, read_model, shown, total
from accordingto.crossdoc.words import bag_of, base, head_of, likeness, rarity, root
from accordingto.errors import MissingPart
from accordingto.model.document import Given
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.ids import document_of
from accordingto.model.linked import Ref
from accordingto.resources import data_path
from accordingto.withindoc.annotate import annotate as annotate_document

TWO_SHOOTINGS = (
    (
        "A gunman shot teacher Mara Oskell dead in Tornby on Monday, police said.\nOskell was shot outside the school in Tornby.",
        "2043-04-14",
    ),
    (
        "Police in Tornby said a man shot Mara Oskell, a teacher, on Monday.\nThe shooting outside the Tornby school shocked her pupils.",
        "2043-04-15",
    ),
    (
        "A gunman shot taxi driver Piet Lund dead in Sellwick on Friday, police said.\nLund was shot beside his taxi in Sellwick.",
        "2043-06-19",
    ),
    (
        "Sellwick police said a man shot Piet Lund, a taxi driver, on Friday.\nThe shooting beside the Sellwick taxi rank shocked drivers.",
        "2043-06-20",
    ),
)
TRIGGERS = ("shot", "shooting")


def handed_in(text: str, day: str, n: int) -> AnnotatedDocument:
    """A report with its shootings and its names handed in."""
    events = [Span(at, at + len(w)) for w in TRIGGERS for at in _places(text, w)]
    names = [Span(at, at + len(w)) for w in ("Mara Oskell", "Piet Lund") for at in _places(text, w)]
    document = document_of(text, given_id=f"s{n}", published=date.fromisoformat(day))
    return with_given(annotate_document(replace(document, given=Given(events=tuple(events), entities=tuple(names)))))


def _places(text: str, word: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(word, at) and not text[at + len(word) : at + len(word) + 1].isalpha()]


@pytest.fixture(scope="module")
def shootings() -> list[AnnotatedDocument]:
    return [handed_in(text, day, n) for n, (text, day) in enumerate(TWO_SHOOTINGS)]


@pytest.mark.parametrize("line", data_path("link/irregular.tsv").read_text(encoding="utf-8").splitlines()[1:])
def test_irregular_forms_have_their_base(line: str) -> None:
    form, wanted = line.split("\t")

    assert base(form) == wanted


@pytest.mark.parametrize(
    ("form", "wanted"), [("arrested", "arrest"), ("stopped", "stop"), ("quakes", "quake"), ("parties", "party"), ("Norwood's", "norwood")]
)
def test_regular_forms_have_their_base(form: str, wanted: str) -> None:
    assert base(form) == wanted


def test_a_verb_and_its_noun_share_a_root() -> None:
    assert root("nominee") == root("nomination")
    assert root("nominee") != root("domination")


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    assert rarity("zugzwang") > rarity("earthquake") > rarity("say") == 0


def test_a_trigger_is_known_by_its_last_word_without_particles() -> None:
    assert head_of("were shut down") == "shut"


@given(st.lists(st.sampled_from("quake tremor pier harbour gale flood".split())), st.lists(st.sampled_from("quake pier gale fire".split())))
def test_likeness_is_symmetric_and_at_most_one(left: list[str], right: list[str]) -> None:
    a, b = bag_of(left), bag_of(right)

    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1 + 1e-9


def test_two_look_alike_incidents_stay_two(shootings: list[AnnotatedDocument]) -> None:
    linked = link(shootings)

    stories = {f.document.doc_id: n // 2 for n, f in enumerate(shootings)}
    across = [{stories[m.doc_id] for m in e.mentions} for e in linked.events]
    assert all(len(found) == 1 for found in across)
    assert any(len({m.doc_id for m in e.mentions}) == 2 for e in linked.events)


def test_the_names_handed_in_are_one_person_across_reports(shootings: list[AnnotatedDocument]) -> None:
    linked = link(shootings)

    assert sorted(len(e.chains) for e in linked.entities) == [2, 2]


def test_handed_in_mentions_are_grouped_the_same_in_twenty_orders(shootings: list[AnnotatedDocument]) -> None:
    linked = link(shootings)
    chance = random.Random(3)  # noqa: S311  # an order, no secret

    for _ in range(20):
        shuffled = list(shootings)
        chance.shuffle(shuffled)
        assert link(shuffled) == linked


def test_levels_of_events_are_the_same_for_either_order_and_all_in_the_model(shootings: list[AnnotatedDocument]) -> None:
    for a, b, share in pairs_of([r for f in shootings for r in event_rows(f)]):
        assert event_levels(a, b, share) == event_levels(b, a, share)
        assert event_levels(a, b, share).keys() == model("link/events.json").comparisons.keys()


def test_levels_of_things_are_the_same_for_either_order_and_all_in_the_model(shootings: list[AnnotatedDocument]) -> None:
    for a, b, share in pairs_of([r for f in shootings for r in entity_rows(f)]):
        assert entity_levels(a, b, share) == entity_levels(b, a, share)
        assert entity_levels(a, b, share).keys() == model("link/entities.json").comparisons.keys()


def test_the_sum_is_the_prior_and_the_weights_of_the_levels() -> None:
    events = model("link/events.json")
    levels = {name: next(iter(weights)) for name, weights in events.comparisons.items()}

    weights = events.weigh(levels)

    assert weights[0] == ("prior", events.prior)
    assert total(weights) == pytest.approx(events.prior + sum(events.comparisons[n][level] for n, level in levels.items()))
    assert all(w for _, w in shown(weights))


def test_a_model_without_probabilities_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text(
        '{"probability_two_random_records_match": 0.1, "comparisons": [{"output_column_name": "x", "comparison_levels": [{}]}]}'
    )

    with pytest.raises(MissingPart, match="broken"):
        read_model(broken)


MEMBERS = [Ref(f"d{n}", "e1") for n in range(7)]
PAIRS = list(combinations(MEMBERS, 2))


@settings(max_examples=60)
@given(st.lists(st.integers(-9, 9), min_size=len(PAIRS), max_size=len(PAIRS)), st.randoms())
def test_groups_do_not_depend_on_the_order(weights: list[int], chance: random.Random) -> None:
    members, pairs = list(MEMBERS), list(zip(PAIRS, map(float, weights), strict=True))
    before = average_groups(members, dict(pairs), threshold=0.0, unscored=-3.0)
    chance.shuffle(members)
    chance.shuffle(pairs)

    assert average_groups(members, dict(pairs), threshold=0.0, unscored=-3.0) == before


def test_one_vague_mention_does_not_chain_two_groups() -> None:
    a, b, vague, c, d = MEMBERS[:5]
    weights = {(a, b): 8.0, (c, d): 8.0, (a, vague): 2.0, (b, vague): 2.0, (vague, c): 2.0, (vague, d): 2.0}

    groups = average_groups(MEMBERS[:5], weights, threshold=0.0, unscored=-9.0)

    assert {a, b} <= set(next(g for g in groups if a in g))
    assert not {a, c} <= set(next(g for g in groups if a in g))


def test_people_win_over_weights() -> None:
    a, b, c = MEMBERS[:3]

    groups = average_groups([a, b, c], {(a, b): 9.0, (b, c): -9.0}, [(a, b, False), (b, c, True)], threshold=0.0, unscored=-3.0)

    assert groups == [(a,), (b, c)]
