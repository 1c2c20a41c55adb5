"""Event dates: invented sentences, the triggers given, the day or days that the text tells."""

import re

import pytest

from accordingto.model.contract import document_from_line, line_of
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import ProblemKind, Slot
from accordingto.withindoc.annotate import annotate

CASES = (
    (
        "2031-05-16",
        "The army said on Thursday it had killed twelve fighters in a raid on Tuesday.",
        {"killed": "2031-05-13", "raid": "2031-05-13"},
    ),
    ("2031-05-16", "The minister resigned a week before the vote on 20 May.", {"resigned": "2031-05-13"}),
    ("2031-05-16", "The evacuation of the port was completed by Tuesday.", {"completed": None}),
    ("2031-05-16", "At least six people died when a boat sank on Tuesday night.", {"died": "2031-05-13", "sank": "2031-05-13"}),
    ("2031-05-16", "Shells fell on Orten as its mayor fled on Monday.", {"fell": "2031-05-12", "fled": "2031-05-12"}),
    (
        "2031-05-16",
        "Two soldiers were killed in Orten on Monday. The attack in Orten was the third this month.",
        {"killed": "2031-05-12", "attack": "2031-05-12"},
    ),
    ("2031-05-16", "Raids were common in the 1990s.", {"Raids": "1990-01-01..1999-12-31"}),
    (
        "2031-05-16",
        "Gunmen shot two farmers late Sunday, and a third died overnight in hospital.",
        {"shot": "2031-05-11", "died": "2031-05-15..2031-05-16"},
    ),
    ("2031-05-16", "The depot burned down in the early hours of Monday, the mayor said on Thursday.", {"burned": "2031-05-12"}),
    ("2031-05-16", "Police said on Thursday that three men had been arrested the day before.", {"arrested": "2031-05-14"}),
    ("2031-05-16", "“They came yesterday and burned our homes,” Anna Vell, a teacher, said on Tuesday.", {"burned": "2031-05-12"}),
    (
        "2031-05-16",
        "The bridge at Orten has been closed since Monday. It was shelled twice last week.",
        {"closed": "2031-05-12..2031-05-16", "shelled": "2031-05-05..2031-05-11"},
    ),
    ("2031-05-16", "The road had been closed since early March.", {"closed": "2031-03-01..2031-05-16"}),
    ("2031-05-16", "Rebels seized the town Friday last week and left it three days later.", {"seized": "2031-05-09", "left": "2031-05-12"}),
    ("2031-05-16", "The ceasefire, signed on 3 April 2029, collapsed within a month.", {"signed": "2029-04-03", "collapsed": None}),
    (
        "2031-05-16",
        "Soldiers opened fire on protesters today, a week after the parliament was dissolved.",
        {"fire": "2031-05-16", "dissolved": "2031-05-09"},
    ),
    (
        "2031-05-16",
        "Two days before the vote, which was held on May 4, a bomb exploded in Orten.",
        {"held": "2031-05-04", "exploded": "2031-05-02"},
    ),
    (
        "2031-05-16",
        "The minister, who was kidnapped in 2028, was freed on Wednesday.",
        {"kidnapped": "2028-01-01..2028-12-31", "freed": "2031-05-14"},
    ),
    (
        "2031-05-16",
        "Talks are to resume next Tuesday in Vale. The last round ended on 20 December.",
        {"resume": "2031-05-20", "ended": "2030-12-20"},
    ),
    ("2031-05-16", "On the night of 9 to 10 May shells fell on the port.", {"fell": "2031-05-09..2031-05-10"}),
    ("2031-05-16", "Between March and May 2030 the militia burned forty villages.", {"burned": "2030-03-01..2030-05-31"}),
    ("2031-05-16", "From 2 to 6 May the army shelled the port.", {"shelled": "2031-05-02..2031-05-06"}),
    ("2031-05-16", "Clashes broke out on Saturday and Sunday in Orten.", {"Clashes": "2031-05-10..2031-05-11"}),
    (
        None,
        "ORTEN, May 3 - Five soldiers were killed on Friday. The camp was built in 2019.",
        {"killed": None, "built": "2019-01-01..2019-12-31"},
    ),
    (
        None,
        "The envoy was shot on 8 January 2030, five days after the bombing of the ministry. Yesterday his deputy resigned.",
        {"shot": "2030-01-08", "bombing": "2030-01-03", "resigned": None},
    ),
    (None, "ORTEN, 5 June 2031 (Vale Wire) - A mine exploded yesterday.", {"exploded": "2031-06-04"}),
    (
        "2031-05-16",
        "A blast killed four people on Wednesday. The explosion tore through a market at noon.",
        {"blast": "2031-05-14", "killed": "2031-05-14", "explosion": "2031-05-14"},
    ),
    ("2031-05-16", "The spokesman said Tuesday the strike happened on 31 April.", {"strike": None}),
    ("2031-05-16", "Shelling on 05/06/2030 destroyed a school.", {"Shelling": None, "destroyed": None}),
    (
        "2031-05-16",
        "Troops withdrew from Orten last month, ending a siege that began in the autumn of 2029.",
        {"withdrew": "2031-04-01..2031-04-30", "began": "2029-09-01..2029-11-30"},
    ),
    (
        "2031-05-16",
        "Authorities on Thursday arrested five men over Monday's bombing of a bus.",
        {"arrested": "2031-05-15", "bombing": "2031-05-12"},
    ),
    (
        "2031-05-16",
        "The attack comes two weeks after a similar raid and follows last month's strike on the port.",
        {"strike": "2031-04-01..2031-04-30"},
    ),
    (
        "2031-05-16",
        "Three years ago the dam was blown up. It will reopen on 1 June.",
        {"blown": "2028-01-01..2028-12-31", "reopen": "2031-06-01"},
    ),
    (
        "2031-05-16",
        "Villagers fled at the weekend after gunmen attacked on Saturday night.",
        {"fled": "2031-05-10..2031-05-11", "attacked": "2031-05-10"},
    ),
    ("2031-05-16", "The army denied that it had bombed the hospital on Tuesday.", {"bombed": "2031-05-13"}),
    ("2031-05-16", "On Monday, the ministry confirmed the attack on the convoy.", {"attack": None}),
    (
        "2031-05-16",
        "In a statement issued Wednesday, the group claimed responsibility for the killing of a judge on May 1.",
        {"killing": "2031-05-01"},
    ),
    (
        "2031-05-16",
        "Residents of Orten, which was captured in February, were evacuated on Thursday morning.",
        {"captured": "2031-02-01..2031-02-28", "evacuated": "2031-05-15"},
    ),
    (
        "2031-05-16",
        "Police will search the lake tomorrow. Divers found a body there this morning.",
        {"search": "2031-05-17", "found": "2031-05-16"},
    ),
    (
        "2031-05-16",
        "The clashes erupted on 2 May. A day earlier, a chief had been shot; the following week, a truce was signed.",
        {"erupted": "2031-05-02", "shot": "2031-05-01", "signed": "2031-05-05..2031-05-11"},
    ),
    (
        "2031-05-16",
        "The captain was convicted in March last year and released on Good Friday.",
        {"convicted": "2030-03-01..2030-03-31", "released": "2031-04-11"},
    ),
    ("2031-05-16", "Raiders struck Orten at dawn on Wednesday and Vale the next day.", {"struck": "2031-05-14"}),
    (
        "2031-05-16",
        "A drone was shot down at 2:30 a.m. on Thursday, the army said. At least nine people died in the crash.",
        {"shot": "2031-05-15", "died": "2031-05-15", "crash": "2031-05-15"},
    ),
    (
        "2031-05-16",
        "Their spokesman, Ivo Tarn, told reporters on Wednesday that they had shelled the airport. “We struck yesterday,” he added.",
        {"struck": "2031-05-13"},
    ),
    (
        "2031-05-16",
        "At about 4 a.m. on May 9, a mortar hit the clinic, killing a nurse. Firefighters arrived an hour later.",
        {"hit": "2031-05-09", "killing": "2031-05-09"},
    ),
    (
        "2031-05-16",
        "It was the deadliest attack since June 2029, when 40 people were killed in Vale.",
        {"attack": None, "killed": "2029-06-01..2029-06-30"},
    ),
    ("2031-05-16", "The attack on Tuesday was the third this month.", {"attack": "2031-05-13"}),
    ("2031-05-16", "Tuesday's strike came hours after a truce was announced.", {"strike": "2031-05-13"}),
    ("2031-05-16", "The general, 54, was ambushed near kilometre 12 on Route 2020, the police said.", {"ambushed": None}),
    (
        "2031-05-16",
        "UN Resolution 1820 was adopted 23-2; oil fell to $2031 a tonne after the embargo began on 1 May.",
        {"began": "2031-05-01"},
    ),
    (
        "2031-05-16",
        "In mid-April, guards fired on a crowd; in the summer of 2028 they had done the same.",
        {"fired": "2031-04-01..2031-04-30"},
    ),
    (
        "2031-05-16",
        "The massacre of July 12-14, 2019, in which 80 villagers died, was investigated for two years.",
        {"massacre": "2019-07-12..2019-07-14", "died": "2019-07-12..2019-07-14", "investigated": None},
    ),
    ("2031-05-16", "The trial opened on Thursday, four months after the suspect was arrested in Orten.", {"opened": "2031-05-15"}),
    (
        "2031-05-16",
        "The strike that destroyed the mill this week was followed by another on Friday, the day of the funeral.",
        {"destroyed": "2031-05-12..2031-05-18"},
    ),
    ("2031-05-16", "The government said it would lift the curfew on Sunday.", {"lift": "2031-05-18"}),
    (
        "2031-05-16",
        "Fighting resumed earlier on Friday after a ceasefire that was declared on Wednesday night broke down.",
        {"resumed": "2031-05-16", "declared": "2031-05-14"},
    ),
    ("2031-05-16", "Less than 24 hours later, on Thursday, the same unit attacked a school.", {"attacked": "2031-05-15"}),
    ("2031-05-16", "Nine months after the coup of 3 August 2030, troops fired on marchers.", {"coup": "2030-08-03"}),
    ("2031-05-16", "Ten days after the coup of 3 August 2030, troops fired on marchers.", {"coup": "2030-08-03", "fired": "2030-08-13"}),
    (
        "2031-05-16",
        "Three police were wounded on Monday. Two days later, one of them died.",
        {"wounded": "2031-05-12", "died": "2031-05-14"},
    ),
    (
        "2031-05-16",
        "The rebels attacked on the first day of Ramadan, and the army replied in kind the following night.",
        {"attacked": None, "replied": None},
    ),
    ("2031-05-16", "Thursday's summit in Vale was postponed after Wednesday’s assault on the embassy.", {"assault": "2031-05-14"}),
    (
        "2031-05-16",
        "The prisoners, seized in January and held until April 2, were freed in exchange for cash.",
        {"seized": "2031-01-01..2031-01-31", "freed": None},
    ),
    (
        "2031-01-03",
        "Gunmen attacked the mine on December 30. The army had warned in November of raids.",
        {"attacked": "2030-12-30", "warned": "2030-11-01..2030-11-30"},
    ),
    (
        "2031-01-03",
        "The blockade was lifted last Wednesday, and aid will arrive on 7 January.",
        {"lifted": "2031-01-01", "arrive": "2031-01-07"},
    ),
    ("2031-05-16", "Shells hit Vale for three days last week.", {"hit": "2031-05-05..2031-05-11"}),
    (None, "The church was bombed on Palm Sunday. On June 7, rebels fled.", {"bombed": None, "fled": None}),
    (
        None,
        "The war began in 2027. On 14 March 2029 the port was shelled; two weeks earlier it had been mined.",
        {"began": "2027-01-01..2027-12-31", "shelled": "2029-03-14"},
    ),
)
"""Date of publication, text, and for each trigger its day, "first..last", or None: the text tells no day."""


def annotated(published: str | None, text: str, words: list[str]) -> AnnotatedDocument:
    spans = []
    for word in words:
        match = re.search(rf"\b{word}\b", text)
        assert match
        spans.append(match.span())
    line = line_of({"id": "r1", "text": text, "published": published, "event_mentions": sorted(spans)})
    return annotate(document_from_line(line.encode()))


def dates(found: AnnotatedDocument) -> dict[str, Claim]:
    triggers = {m.id: m.trigger.of(found.document.text) for m in found.event_mentions}
    return {triggers[c.mention]: c for c in found.claims if c.slot is Slot.DATE}


def written(claim: Claim | None) -> str | None:
    if claim is None:
        return None
    return str(claim.earliest) if claim.earliest == claim.latest else f"{claim.earliest}..{claim.latest}"


@pytest.mark.parametrize(("published", "text", "wanted"), CASES)
def test_an_event_has_the_day_that_its_sentence_tells(published: str | None, text: str, wanted: dict[str, str | None]) -> None:
    found = annotated(published, text, list(wanted))
    claims = dates(found)
    assert {word: written(claims.get(word)) for word in wanted} == wanted
    assert not [p for p in found.problems if p.kind is ProblemKind.COMPONENT_FAILED]


def test_the_length_of_time_is_told_in_why() -> None:
    text = "The envoy was shot on 8 January 2030, five days after the bombing of the ministry."
    claim = dates(annotated(None, text, ["shot", "bombing"]))["bombing"]
    assert claim.because.rule == "event_dates.counted"
    assert claim.because.detail is not None
    assert "five days" in claim.because.detail
    assert "2030-01-08" in claim.because.detail
    assert claim.words[0].of(text) == "five days"


def test_a_governing_time_and_its_anchor_are_told_in_why() -> None:
    claim = dates(annotated("2031-05-16", "A mine exploded near Orten on Wednesday.", ["exploded"]))["exploded"]
    assert claim.because.detail == "“Wednesday” governs the clause, counted from published"
    assert claim.refers_to == "t1"
