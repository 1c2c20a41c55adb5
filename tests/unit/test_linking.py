"""Across documents: echoes, entities, events; any order gives the same, and bulk stays bounded."""

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accordingto.api import annotate, link
from accordingto.crossdoc.carriers import FIRST_CARRIERS
from accordingto.crossdoc.echoes import echoes_of
from accordingto.crossdoc.entities import Named, names_apart, score_names
from accordingto.crossdoc.events import hopeless, scored
from accordingto.crossdoc.incidents import Incident
from accordingto.model.evidence import Because
from accordingto.model.found import AnnotatedDocument, Chain
from accordingto.model.ids import document_of
from accordingto.model.kinds import ChainKind, EventType
from accordingto.model.linked import Linked, Ref
from accordingto.model.review import Answer, Judgement

WIRE = (
    "A car bomb exploded at a checkpoint outside Braskell on Tuesday morning. The defence ministry said four soldiers were killed and nine "
    "wounded. The road to the coast was closed for the rest of the day."
)
OTHER = "The town council of Selm voted on Monday to close the swimming pool. The mayor, Ada Renn, said that the roof was no longer safe."


def bare(text: str, n: int, **details: object) -> AnnotatedDocument:
    return AnnotatedDocument(document=document_of(text, given_id=f"r{n}", address=f"r{n}", **details))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def reports() -> list[AnnotatedDocument]:
    texts = [
        (WIRE, "2043-04-14", "Estamar Wire"),
        (WIRE.split(" The road", maxsplit=1)[0] + " (Estamar Wire)", "2043-04-15", "Courier"),
        ("The Braskell hospital said on Wednesday that five people had died in Tuesday's car bombing.", "2043-04-15", "Tide"),
        ("A security official said that seven people had died in the Braskell car bombing on Tuesday.", "2043-04-15", "Tide"),
        ("A security official said that nine people had died in the Braskell car bombing on Tuesday.", "2043-04-16", "Dawn"),
        (
            "Gunmen fired at a checkpoint near Braskell on Thursday. One soldier was killed, the defence ministry said.",
            "2043-04-17",
            "Tide",
        ),
        (OTHER, "2043-04-14", "Courier"),
    ]
    return [annotate(t, published=d, outlet=o) for t, d, o in texts]


def groups(linked: Linked) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((r.doc_id, r.local_id) for r in e.mentions) for e in linked.events} | {
        frozenset((r.doc_id, r.local_id) for r in e.chains) for e in linked.entities
    }


def test_a_copy_is_found_with_its_passages_and_its_origin() -> None:
    found = [bare(WIRE, 1, outlet="Estamar Wire"), bare(WIRE.split(" The road", maxsplit=1)[0] + " (Estamar Wire)", 2, outlet="Courier")]

    (echo,) = echoes_of(found)

    origin = next(f.document for f in found if f.document.doc_id == echo.origin)
    assert origin.outlet == "Estamar Wire"
    assert all(
        p.span.of(next(f for f in found if f.document.doc_id == p.doc_id).document.text).startswith("A car bomb") for p in echo.passages
    )


def test_a_shared_quotation_is_no_echo() -> None:
    quote = "“We found no survivors in the whole of the northern wing of the mill on that first morning,”"
    left = bare(f"{quote} the fire chief, Mira Toll, told reporters at the gate.", 1)
    right = bare(f"Toll spoke to the press after noon. {quote} she said.", 2)

    assert echoes_of([left, right]) == ()


def test_unnamed_sources_of_two_outlets_never_become_one(reports: list[AnnotatedDocument]) -> None:
    linked = link(reports)

    officials = [a for a in linked.accounts if "official" in a.claimant_name]
    assert len({a.claimant or a.origin for a in officials}) == 2


def test_two_attacks_on_one_place_on_two_days_stay_two(reports: list[AnnotatedDocument]) -> None:
    linked = link(reports)

    days = {e.earliest.isoformat() for e in linked.events if e.earliest and e.type and e.type.value == "ASSAULT"}
    assert {"2043-04-14", "2043-04-16"} <= days


def test_any_order_gives_the_same_groups_and_accounts(reports: list[AnnotatedDocument]) -> None:
    first = link(reports)
    shuffler = random.Random(3)  # noqa: S311  # orders of a test, no secrets

    for _ in range(20):
        order = list(reports)
        shuffler.shuffle(order)
        again = link(order)
        assert groups(again) == groups(first)
        assert again.accounts == first.accounts
        assert again.verdicts == first.verdicts


def test_a_person_s_word_wins_over_weights_and_lasts(reports: list[AnnotatedDocument]) -> None:
    event = next(e for e in link(reports).events if len({r.doc_id for r in e.mentions}) > 1)
    left, right = sorted({r.doc_id: r for r in event.mentions}.values())[:2]
    public = [f"{r.doc_id}.{r.local_id}" for r in (left, right)]
    apart = Judgement(about="event", left=public[0], right=public[1], answer=Answer.DIFFERENT, by="tester", at="2031-01-01")

    linked = link(reports, [apart])

    assert not any(left in e.mentions and right in e.mentions for e in linked.events)


def test_of_five_thousand_copies_each_goes_back_to_the_first_carriers() -> None:
    found = [bare(WIRE, n) for n in range(5_000)]

    echoes = echoes_of(found)

    assert len({p.doc_id for e in echoes for p in e.passages}) == 5_000
    assert len(echoes) <= FIRST_CARRIERS * len(found)


@pytest.mark.parametrize("text", ["word " * 3_000, "", "a"])
def test_a_text_of_one_word_repeated_is_bounded_work(text: str) -> None:
    found = [bare(text, n) for n in range(3)]

    assert isinstance(echoes_of(found), tuple)


def test_every_long_run_that_two_texts_share_leaves_a_common_fingerprint() -> None:
    from accordingto.withindoc.fingerprints import fingerprints_of

    words = WIRE.split()
    for start in range(len(words) - 8):
        run = " ".join(words[start : start + 8])
        left = {h for h, _ in fingerprints_of(f"Before it stood other words of some length. {run} And then it ended.")}
        right = {h for h, _ in fingerprints_of(f"{run} was all that the second report had.")}
        assert left & right, run


DAYS = st.none() | st.integers(1, 20).flatmap(lambda d: st.integers(0, 3).map(lambda n: (date(2043, 4, d), date(2043, 4, d + n))))
WORDS = st.frozensets(st.sampled_from("bomb gunmen market road bridge ferry clerk dawn Tavrin Selmouth".split()), max_size=8)


def incidents(doc_id: str) -> st.SearchStrategy[Incident]:
    """Incidents of any kind."""
    return st.builds(
        Incident,
        ref=st.just(Ref(doc_id, "e1")),
        doc_id=st.just(doc_id),
        mentions=st.just((Ref(doc_id, "e1"),)),
        spans=st.just(()),
        types=st.frozensets(st.sampled_from(EventType), max_size=2),
        stems=WORDS,
        days=DAYS,
        places=WORDS,
        participants=WORDS,
        numbers=st.frozensets(st.tuples(st.just("killed"), st.integers(2, 5)), max_size=3),
        words=WORDS,
        published=st.none() | st.dates(date(2043, 4, 1), date(2043, 7, 1)),
        company=WORDS,
        heads=WORDS,
        only_toll=st.booleans(),
        placed=st.booleans(),
        sites=st.just(frozenset()),
    )


@settings(max_examples=400, deadline=None)
@given(incidents("d0123456789abcdef"), incidents("d1123456789abcdef"))
def test_a_pair_that_is_not_looked_at_further_would_not_have_come_to_a_weight(a: Incident, b: Incident) -> None:
    if hopeless(a, b, ()):
        assert scored(a, b, ()).weight <= 0
    assert scored(a, b, ()) == scored(b, a, ())


NAMES = st.lists(st.sampled_from("Mara Maro M. Ilva Oskell Oskel Oskar Oskari Dorrent Dorent Gen. Tavrin".split()), min_size=1, max_size=3)


def named(doc_id: str) -> st.SearchStrategy[Named]:
    """Named chains of any kind."""
    because = st.just(Because(rule="given"))
    chain = st.builds(
        Chain,
        id=st.just("n1"),
        kind=st.sampled_from(ChainKind),
        name=NAMES.map(" ".join),
        named=st.just(True),
        mentions=st.just(()),
        because=because,
    )
    return st.builds(Named, st.just(Ref(doc_id, "n1")), chain)


@settings(max_examples=400, deadline=None)
@given(named("d0123456789abcdef"), named("d1123456789abcdef"), st.sets(st.sampled_from(["mara oskell", "ilva oskell"])))
def test_names_that_are_not_looked_at_further_would_not_have_come_to_a_weight(a: Named, b: Named, full: set[str]) -> None:
    if names_apart(a, b):
        assert score_names(a, b, {"oskell": full}).weight <= 0
    assert names_apart(a, b) == names_apart(b, a)
