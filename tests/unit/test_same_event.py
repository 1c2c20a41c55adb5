"""Which reports tell of one event, and whose word is whose: sites, mishaps, bare tolls, copies, withdrawals."""

from accordingto.api import annotate, link
from accordingto.crossdoc.sites import same_site, sites_of
from accordingto.model.contract import linked_lines
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ProblemKind, Slot, Stance
from accordingto.model.linked import Event, Linked


def report(text: str, day: str | None, outlet: str) -> AnnotatedDocument:
    return annotate(text, published=day, outlet=outlet)


def event_of(linked: Linked, found: AnnotatedDocument, word: str) -> Event:
    """The event that the trigger ``word`` of a report belongs to."""
    at = next(m.id for m in found.event_mentions if m.trigger.of(found.document.text) == word)
    return next(e for e in linked.events if any(m.doc_id == found.document.doc_id and m.local_id == at for m in e.mentions))


def test_two_sites_of_one_town_are_two_events_of_one_day() -> None:
    market = report("A bomb exploded at the fish market in Braskell on Tuesday. Two people were killed, police said.", "2043-04-14", "Tide")
    school = report(
        "Six pupils were hurt in Braskell on Tuesday when a car bomb went off outside the girls school, officials said.",
        "2043-04-15",
        "Dawn",
    )

    linked = link([market, school])

    assert event_of(linked, market, "exploded") != event_of(linked, school, "went")


def test_a_site_is_read_before_and_after_its_trigger() -> None:
    words = "The market blast came two days after a bomb went off beside the bus station in Selm."

    before = sites_of(words, Span(0, len(words)), Span(11, 16))
    after = sites_of(words, Span(0, len(words)), Span(words.index("went"), words.index("went") + 4))

    assert before == {("market", "")}
    assert after == {("station", "bus")}
    assert same_site(before, after) is False
    assert same_site(before, frozenset()) is None
    assert same_site(frozenset({("market", "fish")}), frozenset({("market", "vegetable")})) is None


def test_a_report_that_dates_the_search_still_tells_of_the_same_sinking() -> None:
    first = report("The ferry Lady Tarn sank off Selm on Monday. The coast guard said five people had drowned.", "2043-05-05", "Tide")
    later = report(
        "The coast guard raised the toll in the sinking of the Lady Tarn to nine on Friday. Relatives of the passengers waited at Selm.",
        "2043-05-08",
        "Dawn",
    )

    linked = link([first, later])

    assert event_of(linked, first, "sank") == event_of(linked, later, "sinking")


def test_a_toll_without_a_word_for_the_event_finds_the_event() -> None:
    first = report(
        "A landslide buried the camp of Upper Marn near Selm on Monday. The relief group Safe Roof said 22 people died.",
        "2043-05-05",
        "Tide",
    )
    bare = report("Olaf Trenn, the elder of Upper Marn, put the number of the dead at 24. Safe Roof works in Selm.", "2043-05-06", "Dawn")

    linked = link([first, bare])

    killed = [a for a in linked.accounts if a.slot is Slot.KILLED]
    assert {a.low for a in killed} == {22, 24}
    assert len({a.event for a in killed}) == 1


def test_an_outlet_that_withdraws_its_figure_has_no_current_account() -> None:
    first = report(
        "Twenty miners died in the fire at the Selm mine on Monday. The smoke could be seen from afar.", "2043-05-05", "The Selm Mail"
    )
    withdrawn = report(
        "On Tuesday The Selm Mail reported that 20 miners had died in the fire at the Selm mine. The figure was wrong and we withdraw it.",
        "2043-05-06",
        "The Selm Mail",
    )

    linked = link([first, withdrawn])

    figures = [a for a in linked.accounts if a.slot is Slot.KILLED and a.low == 20]
    assert figures
    assert not any(a.current for a in figures)
    assert {a.stance for a in figures} == {Stance.RETRACTS}


def test_the_name_inside_an_unnamed_source_is_no_mention_of_its_own() -> None:
    text = "A guard at the Orten prison, who asked not to be named, said nine inmates died in the fire at Orten."
    found = report(text, "2043-05-05", "Tide")

    rows = list(linked_lines(link([found]), {found.document.doc_id: found}))

    source = next(a.source[0] for a in found.attributions)
    inside = [m["span"] for r in rows if r["kind"] == "entity" for m in r["mentions"] if r["name"].startswith("Orten")]
    assert all(not (source.start < start and end <= source.end) for start, end in inside)


def test_the_coast_guard_of_two_reports_is_one_claimant() -> None:
    first = report("The ferry Lady Tarn sank off Selm on Monday. The coast guard said five people had drowned.", "2043-05-05", "Tide")
    later = report(
        "The ferry Lady Tarn sank off Selm on Monday. Commander Jon Vessa of the coast guard said seven people had drowned.",
        "2043-05-07",
        "Dawn",
    )

    linked = link([first, later])

    killed = {a.low: a for a in linked.accounts if a.slot is Slot.KILLED}
    assert killed[5].claimant == killed[7].claimant
    assert not killed[5].current
    assert killed[7].current


def test_a_report_that_claims_1970_is_undated_and_no_origin() -> None:
    text = (
        "A car bomb exploded at a checkpoint outside Braskell on Tuesday morning. Four soldiers were killed and nine wounded there. "
        "The road to the coast was closed for the rest of the day."
    )
    unset = report(text, "1970-01-01", "Tide")
    dated = report(text + " Traffic was heavy.", "2043-04-14", "Dawn")

    (echo,) = link([unset, dated]).echoes

    assert unset.document.published is None
    assert [p.kind for p in unset.problems if "1970-01-01" in p.message] == [ProblemKind.NO_DATE]
    assert echo.origin != unset.document.doc_id
    assert not any(c.earliest and c.earliest.year < 2000 for c in unset.claims)
