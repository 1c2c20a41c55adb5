"""Times: rules and their examples, anchors, what is no time, what stays open."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.model.contract import document_from_line, line_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ProblemKind, TimeType
from accordingto.withindoc.annotate import annotate
from accordingto.withindoc.times.timex import Rule, _matches, expressions, rules

FRIDAY = "2031-05-16"
PIECES = (
    "31 February", "31 April 2031", "99/99/9999", "February 29, 2031", "Friday", "five days after", "the same day", "a year earlier",
    "9 a.m.", "25:99", "99999999999999999999 years ago", "0 days later", "10 Muharram 1453 (", "8 May 2031", ")", "“", "”", "since",
    "May 9-3", "2031-13-41", "9999", "said", "the next", "10,000,000,000 weeks", "1/2", "the year two thousand", ",", ".", "\n", "ago",
)  # fmt: skip


def found_in(text: str, published: str | None = FRIDAY) -> AnnotatedDocument:
    return annotate(document_from_line(line_of({"id": "r1", "text": text, "published": published}).encode()))


def values(text: str, published: str | None = FRIDAY) -> dict[str, str | None]:
    return {t.span.of(text): t.value for t in found_in(text, published).times}


def shown(example: str) -> tuple[str, str]:
    """Text and expression of an example; where only a part of it is the expression, that stands in square brackets."""
    inner = example.partition("[")[2].partition("]")[0]
    return example.replace("[", "").replace("]", ""), inner or example


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_each_rule_finds_its_examples_whole(rule: Rule) -> None:
    for example in rule.examples:
        text, words = shown(example)
        assert words in [m.group() for m in rule.pattern.finditer(text)], example


@pytest.mark.parametrize("rule", rules(), ids=lambda r: r.name)
def test_the_example_of_a_rule_is_an_expression_of_time(rule: Rule) -> None:
    for example in rule.examples:
        text, words = shown(example)
        assert [e.span.of(text) for e in expressions(text)] == [words]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge fell on Friday.", "Friday", "2031-05-16"),
        ("The bridge fell on Wednesday.", "Wednesday", "2031-05-14"),
        ("The bridge will open on Wednesday.", "Wednesday", "2031-05-21"),
        ("The bridge fell last Friday.", "last Friday", "2031-05-09"),
        ("The bridge fell Friday last week.", "Friday last week", "2031-05-09"),
        ("It fell early Thursday.", "early Thursday", "2031-05-15"),
        ("It fell on Thursday night.", "Thursday night", "2031-05-15TNI"),
        ("It fell last week.", "last week", "2031-W19"),
        ("It fell at the weekend.", "the weekend", "2031-W19-WE"),
        ("It fell on 20 December.", "20 December", "2030-12-20"),
        ("The offer is payable Dec. 15.", "Dec. 15", "2031-12-15"),
        ("It fell in November.", "November", "2030-11"),
        ("The round opens in June.", "June", "2031-06"),
        ("It fell in the third quarter of 2029.", "the third quarter of 2029", "2029-Q3"),
        ("It fell in the winter of 2029.", "the winter of 2029", "2029-WI"),
        ("It lasted for two and a half.", None, None),
        ("It lasted five months.", "five months", "P5M"),
        ("It lasted 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("It fell at 2340 GMT on Sunday.", "2340 GMT on Sunday", "2031-05-11T23:40"),
        ("They come every Friday.", "every Friday", "XXXX-WXX-5"),
        ("It fell on Easter Monday.", "Easter Monday", "2031-04-14"),
        ("In nineteen ninety-six it fell.", "nineteen ninety-six", "1996"),
        ("It has recently fallen.", "recently", "PAST_REF"),
        ("It fell on 10 Muharram 1453 (3 May 2031).", "10 Muharram 1453", "2031-05-03"),
        ("It fell on Saturday, April 26.", "Saturday, April 26", "2031-04-26"),
        ("A judge ordered him home by May 14.", "May 14", "2031-05-14"),
        ("The offer had been set to expire June 6.", "June 6", "2031-06-06"),
        ("A march planned for Thursday was cancelled.", "Thursday", "2031-05-15"),
        ("It was only a matter of days before he left.", None, None),
        ("Fighting raged for three days until Tuesday.", "Tuesday", "2031-05-13"),
        ("The town fell on the 5th.", "the 5th", "2031-05-05"),
        ("The town fell on the 5th of last month.", "the 5th of last month", "2031-04-05"),
        ("The 5th Brigade left.", None, None),
        ("In the first half of April it fell.", "the first half of April", "2031-04"),
        ("It fell at dawn on Wednesday.", "dawn on Wednesday", "2031-05-14TMO"),
        ("It fell on Wednesday at dusk.", "Wednesday at dusk", "2031-05-14TEV"),
        ("In Q3 2029 it fell.", "Q3 2029", "2029-Q3"),
        ("It fell in May, 2028.", "May, 2028", "2028-05"),
        ("Two and a half months passed.", "Two and a half months", "P2.5M"),
        ("It fell on Monday, May 13.", "Monday, May 13", None),
        ("The evacuation was completed by Tuesday.", "Tuesday", "2031-05-13"),
        ("A judge ordered him home by Tuesday.", "Tuesday", "2031-05-20"),
        ("The town must be cleared by Tuesday.", "Tuesday", "2031-05-20"),
        ("She left a week before the vote on 20 May.", "20 May", "2031-05-20"),
        ("They fear the future.", "the future", "FUTURE_REF"),
        ("It ended a decades-long dispute.", "decades-long", "PXE"),
        ("They march each July.", "each July", "XXXX-07"),
        ("Buses leave on Tuesday nights.", "Tuesday nights", "XXXX-WXX-2TNI"),
        ("Sales fell in the 2029 third quarter.", "the 2029 third quarter", "2029-Q3"),
        ("Sales may rise in next year's first quarter.", "next year's first quarter", "2032-Q1"),
        ("They may win if the case is heard in August.", "August", "2031-08"),
        ("The first boats to arrive on Monday were empty.", "Monday", "2031-05-12"),
        ("He was tried for the 2028 Olympic bombing.", "2028", "2028"),
        ("She drove a 2019 Marlo Estate.", None, None),
        ("It is of no use to today's youth.", None, None),
    ],
)
def test_an_expression_has_its_value(text: str, words: str | None, value: str | None) -> None:
    found = values(text)
    if words is None:
        assert found == {}
    else:
        assert found == {words: value} or found[words] == value


def test_the_story_counts_from_what_was_told_last() -> None:
    text = "On 12 May 2029 gunmen came. The following day they left. Two weeks later a chief was shot; that night, his house burned."
    found = values(text)
    assert found["The following day"] == "2029-05-13"
    assert found["Two weeks later"] == "2029-W22" or found["Two weeks later"] == "2029-W21"
    assert values("Rain fell on 12 May 2029. That night, the dam broke.")["That night"] == "2029-05-12TNI"


def test_that_day_is_open_where_only_its_month_was_told() -> None:
    found = found_in("The site was shut on Thursday. He was shot last October, and his name was crossed out that same day.")
    time = found.times[-1]
    assert (time.value, time.earliest) == ("2030-10-XX", None)


def test_the_order_of_day_and_month_is_settled_by_another_date_of_the_text() -> None:
    text = "It broke on 03/04/2029 and was mended on 25/04/2029."
    assert values(text)["03/04/2029"] == "2029-04-03"
    assert values("It broke on 03/04/2029 and was mended on 04/25/2029.")["03/04/2029"] == "2029-03-04"
    assert values("It broke on 03/04/2029, was mended on 25/04/2029 and on 04/26/2029.")["03/04/2029"] is None


@pytest.mark.parametrize(
    ("outlet", "value"),
    [("Basra Times", "2029-04-03"), ("Chicago Tribune", "2029-03-04"), ("Orrin Wire", None), (None, None), ("Toronto Star", None)],
)
def test_the_order_of_day_and_month_is_settled_by_the_outlets_country(outlet: str | None, value: str | None) -> None:
    line = line_of({"id": "r1", "text": "It broke on 03/04/2029.", "published": FRIDAY, "outlet": outlet})
    assert annotate(document_from_line(line.encode())).times[0].value == value


def test_the_following_weekday_counts_from_what_was_told() -> None:
    assert values("The camp was hit on 6 May. The following Monday, talks began.")["The following Monday"] == "2031-05-12"


def test_that_year_and_the_following_month_count_from_what_was_told_last() -> None:
    assert values("Exports fell in 2028, and mines shut that year.")["that year"] == "2028"
    assert values("The dam cracked in December 2028. The following month it broke.")["The following month"] == "2029-01"
    assert values("Sales were 3 tons last year, down from 5 tons the year before.")["the year before"] == "2029"


def test_a_dateline_shortly_before_publication_is_the_day_of_writing() -> None:
    text = "ORTEN, May 14 (Vale Wire) -- A mine exploded today."
    assert values(text)["today"] == "2031-05-14"
    assert values("ORTEN, May 1 (Vale Wire) -- A mine exploded today.")["today"] == FRIDAY


def test_a_quotation_counts_from_the_day_it_was_said() -> None:
    text = "“They came yesterday and burned our homes,” Anna Vell, a teacher, said on Tuesday."
    time = found_in(text).times[0]
    assert time.value == "2031-05-12"
    assert time.anchor == "t2"


def test_next_friday_said_early_in_the_week_covers_both() -> None:
    time = found_in("Traffic will resume next Friday.", "2031-05-13").times[0]
    assert (str(time.earliest), str(time.latest)) == ("2031-05-16", "2031-05-23")


def test_a_dateline_with_its_year_anchors_like_publication() -> None:
    text = "ORTEN, 5 June 2031 (Vale Wire) - A mine exploded yesterday."
    found = found_in(text, None)
    assert {t.span.of(text): (t.value, t.anchor) for t in found.times}["yesterday"] == ("2031-06-04", "dateline")


def test_without_any_anchor_days_stay_open_and_one_row_says_what_to_do() -> None:
    text = "Fighters left the dam on Wednesday, and on June 7 it burst. They had taken it on 12 January 2029."
    found = found_in(text, None)
    by_words = {t.span.of(text): t for t in found.times}
    assert (by_words["Wednesday"].value, by_words["Wednesday"].earliest) == (None, None)
    assert (by_words["June 7"].value, by_words["June 7"].earliest) == ("XXXX-06-07", None)
    assert by_words["12 January 2029"].value == "2029-01-12"
    assert [p.kind for p in found.problems].count(ProblemKind.NO_DATE) == 1
    assert [p.kind for p in found.problems].count(ProblemKind.TIME_UNRESOLVED) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The pilot, aged 34, is a 34-year-old father.",
        "Vale lost 2-1 at Euro 2032.",
        "The envoy cited Resolution 1820.",
        "They flew home on flight 2031.",
        "A 1995-built plane rose.",
        "Three-quarters of the crop was lost, a quarter of the herd too.",
        "It made $40 a share and $20 million a year.",
        "He may march, she said.",
    ],
)
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    assert [t.span.of(text) for t in found_in(text).times if t.value] == []


@pytest.mark.parametrize("words", ["31 February", "31 April 2031", "February 29, 2031", "Monday, 14 May 2031", "05/06/2030"])
def test_an_impossible_or_open_day_is_left_open(words: str) -> None:
    found = found_in(f"It fell on {words}.")
    assert [t.earliest for t in found.times] == [None]
    assert ProblemKind.TIME_UNRESOLVED in [p.kind for p in found.problems]


def test_types_follow_the_value() -> None:
    text = "At 9 a.m. on Friday, after three days, they met as every Monday."
    assert {t.type for t in found_in(text).times} >= {TimeType.TIME, TimeType.DURATION, TimeType.SET}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.sampled_from((None, FRIDAY, "1000-01-01", "2999-12-31")))
def test_no_mixture_of_words_breaks_the_reading(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    found = found_in(text, published)
    assert ProblemKind.COMPONENT_FAILED not in [p.kind for p in found.problems], [p.message for p in found.problems]
    ends = 0
    for time in found.times:
        assert ends <= time.span.start < time.span.end <= len(text)
        assert (time.earliest is None) == (time.latest is None)
        assert time.earliest is None or time.latest is None or time.earliest <= time.latest
        ends = time.span.end


@pytest.mark.parametrize(
    "words",
    [
        "31 February", "February 30, 2031", "31/02/2031", "2031-13-45", "June 31", "the year 99999", "May 0", "32 March 2031",
        "29 February 2030", "at 25:61", "999999999 years ago", "99 Ramadan 1500", "Monday, May 13", "on the 45th", "Q7 2031", "H3 of 2031",
    ],
)  # fmt: skip
@pytest.mark.parametrize("published", [FRIDAY, None])
def test_what_the_calendar_does_not_have_gives_no_day(words: str, published: str | None) -> None:
    found = found_in(f"It fell {words}.", published)

    assert {t.earliest for t in found.times if t.value != "2031"} <= {None}  # the year alone may stand: “Q7 [2031]”
    assert not [p for p in found.problems if p.kind is ProblemKind.COMPONENT_FAILED]


@given(
    st.lists(
        st.sampled_from("in the two days of May 2031 İstanbul MARCH mar Sat. sat. 3.30 p.m. $40 ſun a-day last week's".split()), max_size=14
    )
)
@settings(max_examples=150, deadline=None)
def test_one_reading_of_the_text_finds_what_each_rule_finds_by_itself(pieces: list[str]) -> None:
    text = " ".join(pieces)

    found = sorted((rule.name, match.span()) for rule, match in _matches(text))

    assert found == sorted((rule.name, match.span()) for rule in rules() for match in rule.pattern.finditer(text))
