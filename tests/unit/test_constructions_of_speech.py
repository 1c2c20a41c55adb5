"""Constructions of reported speech beyond "she said that": each in several invented sentences, read by both voices."""

import pytest

from accordingto.model.evidence import words_of
from accordingto.model.found import Attribution
from accordingto.model.ids import document_of
from accordingto.withindoc.annotate import annotate


def read(text: str) -> tuple[Attribution, ...]:
    return annotate(document_of(text)).attributions


def only(text: str) -> Attribution:
    (found,) = read(text)
    return found


def last(text: str) -> Attribution:
    return read(text)[-1]


@pytest.mark.parametrize(
    ("text", "stance", "content"),
    [
        ("Residents have been told to boil their water until Friday.", "demands", "to boil their water until Friday"),
        ("Drivers were urged to stay off the coast road.", "demands", "to stay off the coast road"),
        ("Parents have been advised to keep pupils at home.", "demands", "to keep pupils at home"),
        ("Villagers were warned that the dam might burst.", "warns", "that the dam might burst"),
        ("Hikers are being asked to report any fallen trees.", "demands", "to report any fallen trees"),
        ("Staff had been instructed not to open the doors.", "demands", "not to open the doors"),
        ("Swimmers are advised to avoid the north beach.", "demands", "to avoid the north beach"),
    ],
)
def test_who_is_spoken_to_in_the_passive_is_no_source(text: str, stance: str, content: str) -> None:
    found = only(text)

    assert (found.source, found.source_name, found.stance.value) == ((), None, stance)
    assert words_of(text, found.content).endswith(content)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Crews were ordered by the harbour master to tie up their boats.", "the harbour master"),
        ("Shopkeepers have been told by the council to take down their signs.", "the council"),
        ("Fans were warned by police that the gates would close early.", "police"),
    ],
)
def test_who_speaks_to_them_is(text: str, source: str) -> None:
    assert words_of(text, only(text).source) == source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“I never trusted the sea,” she once told a friend. The poet Alma Reit, who died on Monday at 88, lived inland.", "Alma Reit"),
        ("“My knees are finished,” he told fans last week. Goalkeeper Piet Sand retired on Sunday after 14 seasons.", "Piet Sand"),
        ("“We built it with our hands,” she said. Baker Ilsa Brun opened the hall in 1988.", "Ilsa Brun"),
    ],
)
def test_a_pronoun_may_stand_before_the_name_that_it_means(text: str, name: str) -> None:
    assert read(text)[0].source_name == name


def test_a_pronoun_before_two_who_are_named_has_no_name() -> None:
    found = read("“We built it with our hands,” she said. Ilsa Brun and Greta Holm opened the hall in 1988.")

    assert found[0].source_name is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karel Novot was booked twice. His trainer slammed the door. “He owes us an apology,” she said.", "Karel Novot's trainer"),
        ("Greta Brand lost the case. Her lawyer left by a side door. “We will appeal,” he told reporters.", "Greta Brand's lawyer"),
        (
            "Jonas Teel was found in a ditch. His brother walked out of the court. “Nobody has told us a thing,” he said.",
            "Jonas Teel's brother",
        ),
    ],
)
def test_a_pronoun_for_a_relation_of_somebody_has_the_relation_as_its_name(text: str, name: str) -> None:
    assert last(text).source_name == name


@pytest.mark.parametrize(
    "text",
    [
        "The firm filed its accounts on Monday. In the report, its owners blame the weather.",
        "The charity is closing two shelters. In a letter, its trustees blame falling gifts.",
        "The club has lost money for years. In the leaked memo, its directors admit that wages were too high.",
    ],
)
def test_a_paper_has_no_people(text: str) -> None:
    found = last(text)

    assert not {"report", "letter", "memo"} & set((found.source_name or "").replace("'s", "").split())


@pytest.mark.parametrize(
    ("text", "source", "stance", "name"),
    [
        ("The rules oblige owners to chip their dogs by June.", "The rules", "demands", "rules"),
        ("The agreement obliges residents to sweep the stairs.", "The agreement", "demands", "agreement"),
        ("The new law requires shops to close at nine.", "The new law", "demands", "new law"),
        ("The permit forbids the firm to work at night.", "The permit", "demands", "permit"),
        ("The charter bans members from holding two posts.", "The charter", "demands", "charter"),
        ("The log shows that the valve was shut at noon.", "The log", "states", "log"),
        ("The contract stipulates that the pitch must be mown weekly.", "The contract", "states", "contract"),
        ("Clause 14 states that neither side may sell.", "Clause 14", "states", "Clause 14"),
        ("Section 3 says the fee is due in May.", "Section 3", "states", "Section 3"),
        ("Resolution 88 demands that both armies leave the island.", "Resolution 88", "demands", "Resolution 88"),
        (
            "New research by the Orm Institute suggests that eels sleep.",
            "New research by the Orm Institute",
            "speculates",
            "New research by the Orm Institute",
        ),
    ],
)
def test_a_document_speaks(text: str, source: str, stance: str, name: str) -> None:
    found = only(text)

    assert (words_of(text, found.source), found.stance.value, found.source_name) == (source, stance, name)
    assert found.source_kind is not None
    assert found.source_kind.value == "document"


@pytest.mark.parametrize(
    "text",
    [
        "The bridge allows lorries to skip the town.",
        "The dam lets barges pass twice a day.",
        "The frost forced growers to light fires.",
        "The hills promise good walking.",
    ],
)
def test_a_thing_that_is_not_read_says_nothing(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "source", "content", "stance"),
    [
        (
            "Stay off the ice, coast guard tells skaters\n\nThe coast guard put up signs on Monday.",
            "coast guard",
            "Stay off the ice",
            "demands",
        ),
        (
            "Keep your windows shut, fire chief tells residents\n\nThe blaze at the tyre yard went on.",
            "fire chief",
            "Keep your windows shut",
            "demands",
        ),
        ("Lower the fares, union urges council\n\nThe drivers' union sent a letter.", "union", "Lower the fares", "demands"),
        ("Bridge was never safe, inspector says\n\nThe old bridge fell on Sunday.", "inspector", "Bridge was never safe", "states"),
        ("More floods likely this week, forecasters warn\n\nThe rivers are high.", "forecasters", "More floods likely this week", "warns"),
        ("Mill to close by spring, owners admit\n\nThe mill employs 90 people.", "owners", "Mill to close by spring", "confirms"),
    ],
)
def test_a_headline_ends_with_who_says_it(text: str, source: str, content: str, stance: str) -> None:
    found = read(text)[0]

    assert (words_of(text, found.source), words_of(text, found.content), found.stance.value) == (source, content, stance)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("‘They shredded the files’: former clerk on the Orm inquiry\n\nThe inquiry opened on Monday.", "former clerk on the Orm inquiry"),
        ("‘I was told to lie’: nurse at the Selm clinic\n\nThe clinic has been shut.", "nurse at the Selm clinic"),
    ],
)
def test_a_headline_quotes_before_a_colon(text: str, name: str) -> None:
    assert read(text)[0].source_name == name


@pytest.mark.parametrize(
    ("text", "name", "medium"),
    [
        ("The army has left the port, the TNB news agency reports, quoting a docker reached by phone.", "docker", "TNB"),
        ("Two ferries have collided, the Vale Wire reports, citing the coast guard.", "coast guard", "Vale Wire"),
        ("The minister will resign, Radio Orten reports, quoting two aides.", "two aides", "Radio Orten"),
        ("The talks have failed, the daily Kurier said, citing a diplomat.", "diplomat", "Kurier"),
    ],
)
def test_an_outlet_after_the_words_quotes_somebody(text: str, name: str, medium: str) -> None:
    found = only(text)

    assert (found.source_name, found.stance.value) == (name, "states")
    assert found.medium in (medium, f"{medium} news agency", f"daily {medium}")


@pytest.mark.parametrize(
    ("text", "stance", "content"),
    [
        ("The charity Clean Coast has counted 340 dead birds on the beach.", "states", "340 dead birds on the beach"),
        ("Relief group Warm Hands has counted 58 graves beside the camp.", "states", "58 graves beside the camp"),
        ("Volunteers tallied 41 nests along the cliff.", "states", "41 nests along the cliff"),
        ("Analysts had pencilled in 2.5 billion crowns.", "predicts", "2.5 billion crowns"),
        ("The clinic logged 19 cases of measles.", "states", "19 cases of measles"),
        ("The monitors have documented 212 arrests.", "states", "212 arrests"),
    ],
)
def test_a_count_is_a_claim(text: str, stance: str, content: str) -> None:
    found = only(text)

    assert (found.stance.value, words_of(text, found.content)) == (stance, content)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Her aunt, who asked not to be identified, described it as “a cellar with a bed”.", "Her aunt, who asked not to be identified"),
        ("A clerk, who requested anonymity, said the books were cooked.", "A clerk, who requested anonymity"),
        ("Gerd Malm, whose shop was flooded twice, said the wall was too low.", "Gerd Malm, whose shop was flooded twice"),
        ("“Rubbish,” says the Rowers’ League, whose own count is lower.", "the Rowers’ League, whose own count is lower"),
        ("The pilot, who has flown for thirty years, called it a miracle.", "The pilot, who has flown for thirty years"),
    ],
)
def test_a_source_has_its_relative_clause(text: str, source: str) -> None:
    assert words_of(text, only(text).source).removesuffix(",") == source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Rowers' League called it nonsense.", "Rowers' League"),
        ("The Miners' Union said the shaft was flooded.", "Miners' Union"),
        ("The Farmers' Federation of Orten said prices had halved.", "Farmers' Federation of Orten"),
        ("The Women's Institute said the hall was cold.", "Women's Institute"),
        ("A spokesman for the builder, Larkfield Homes, said it was listening.", "Larkfield Homes"),
    ],
)
def test_a_body_has_its_whole_name(text: str, name: str) -> None:
    found = only(text)

    assert found.source_name == name
    assert found.source_kind is not None
    assert found.source_kind.value == "institution"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor was adamant that the pool would stay open.", "states"),
        ("The coach is hopeful that Brandt will play.", "other"),
        ("A second team is sceptical that the lake was ever warm.", "speculates"),
        ("The firm is confident that it will meet its target.", "predicts"),
        ("The widow is convinced that the brakes were cut.", "other"),
        ("Doctors are worried that the virus will return.", "other"),
        ("Neighbours were certain that they had heard a shot.", "states"),
        ("The minister was clear that no money had been paid.", "states"),
        ("The owner is doubtful that the barn can be saved.", "speculates"),
    ],
)
def test_an_adjective_has_its_stance(text: str, stance: str) -> None:
    assert only(text).stance.value == stance


@pytest.mark.parametrize(
    "text",
    [
        "Striker Milo Prast announced himself with two goals.",
        "The singer revealed herself as a fine cook.",
        "He made no secret of his ambitions.",
        "The clerk asked that her name not be used.",
    ],
)
def test_some_verbs_of_speech_tell_of_nothing_said(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Two councillors want the bridge shut.", "demands"),
        ("Three councillors want him to resign.", "demands"),
        ("Neighbours complained of damp.", "states"),
        ("Tenants have complained about the noise.", "states"),
    ],
)
def test_a_wish_for_what_others_do_is_a_demand_and_a_complaint_states(text: str, stance: str) -> None:
    assert only(text).stance.value == stance


@pytest.mark.parametrize(
    ("text", "source", "stance"),
    [
        ("Footage from the harbour appears to show two boats on fire.", "Footage from the harbour", "speculates"),
        ("The photograph shows a man with a rifle on the roof.", "The photograph", "states"),
        ("The figures seem to show a fall in thefts.", "The figures", "speculates"),
        ("A leaked map shows three new wells.", "A leaked map", "states"),
    ],
)
def test_what_is_seen_or_read_shows_something(text: str, source: str, stance: str) -> None:
    found = only(text)

    assert (words_of(text, found.source), found.stance.value) == (source, stance)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The firm said its driver had reported a leak and that the depot had sent a van.", "a leak"),
        ("The club said its keeper had confirmed the injury and that he would miss two games.", "the injury"),
    ],
)
def test_a_second_that_is_said_by_whoever_says_both(text: str, content: str) -> None:
    whole, inner = read(text)

    assert words_of(text, inner.content) == content
    assert inner.inside == whole.id


@pytest.mark.parametrize(
    ("text", "medium"),
    [
        ("In a message on the Lantern app, the driver said he was safe.", "Lantern"),
        ("“We are fine,” she wrote on the messaging app Kite.", "Kite"),
        ("“It is over,” the skipper said in a video on Snaptrack.", "Snaptrack"),
        ("Speaking on the programme Morning Round, the coach said the pitch was too hard.", "Morning Round"),
        ("A nurse told the Orten Evening Star that the ward was full.", "Orten Evening Star"),
        ("The singer admitted in Sunday's Argus that she had mimed.", "Argus"),
        ("The Comet news service was shown the letter. “It is ours,” a captain told Comet.", "Comet"),
    ],
)
def test_what_carried_the_words_is_the_medium(text: str, medium: str) -> None:
    found = last(text).medium

    assert found is not None
    assert found.split("’s ")[-1].split("'s ")[-1].removesuffix(" app").removesuffix(" news service") == medium


@pytest.mark.parametrize(
    "text",
    [
        "The minister assured this newspaper that the dam would hold.",
        "The owner told this programme that nobody had been hurt.",
        "“We are fine,” the captain told our newspaper.",
    ],
)
def test_the_outlet_that_one_reads_is_no_medium(text: str) -> None:
    assert only(text).medium is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farmers in Hallam allege that the well was poisoned.", "farmers in Hallam"),
        ("“We were slow,” captain Per Aske said after the match.", "Per Aske"),
        ("Lund & Co is closing the yard. The union said it would strike.", "union"),
        ("Hundreds of drivers blocked the road to Sorl. They want the government to cut the tax.", "drivers"),
        ("His daughter Ines Brandt kept the house. “Mother was furious,” she said.", "Ines Brandt"),
        ("The nurse, Una Hoss, left. Her diary, read out in court, states that “a bad smell” came up at ten.", "Una Hoss's diary"),
        ("Each side accused the other of cheating.", "each side"),
    ],
)
def test_who_it_is(text: str, name: str) -> None:
    found = last(text).source_name

    assert found is not None
    assert found.lower().endswith(name.lower())


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("The agency said floods were possible and told people to move inland.", ["floods were possible", "to move inland"]),
        (
            "The spokesman replied that the mines were old and urged reporters to come and look.",
            ["that the mines were old", "reporters to come and look"],
        ),
        ("The bomb killed four people, the mayor said, while the army spoke of two.", ["The bomb killed four people", "two"]),
        ("The council's demand that he leave the room was met with a clap.", ["that he leave the room"]),
    ],
)
def test_each_cue_has_what_it_marks_and_no_more(text: str, contents: list[str]) -> None:
    assert [words_of(text, a.content) for a in read(text)] == contents


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Counsel for the defence, Ada Merrow, asked why nobody had looked.", "Counsel for the defence, Ada Merrow"),
        ("The club's new coach, Dag Rolle, said he was tired.", "The club's new coach, Dag Rolle"),
        (
            "The letter, a copy of which was shown to Radio Orm, says the bridge is unsafe.",
            "The letter, a copy of which was shown to Radio Orm",
        ),
    ],
)
def test_a_source_has_its_apposition(text: str, source: str) -> None:
    assert words_of(text, only(text).source).removesuffix(",") == source


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Ferry fares to rise, say harbour officials\n\nThe fares are low.", "harbour officials", "Ferry fares to rise"),
        ("Pool was never heated, admits council\n\nThe pool was built in 1980.", "council", "Pool was never heated"),
    ],
)
def test_a_headline_may_end_with_verb_and_source(text: str, source: str, content: str) -> None:
    found = read(text)[0]

    assert (words_of(text, found.source), words_of(text, found.content)) == (source, content)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ship, it is believed, has sunk.", "speculates"),
        ("Police are looking for a man believed to be in his forties.", "speculates"),
        ("By her account, the door was locked.", "states"),
    ],
)
def test_nobody_named_believes_it(text: str, stance: str) -> None:
    assert stance in [a.stance.value for a in read(text)]


def test_an_order_within_somebodys_words_is_no_speech_of_its_own() -> None:
    text = "“Ask me for a number and I'll lie,” she quipped."

    assert [words_of(text, a.cue) for a in read(text)] == ["quipped"]
    assert only(text).stance.value == "other"


@pytest.mark.parametrize("text", ["A mural on the wall tells the story of the canal.", "The clock tells the time in three cities."])
def test_what_tells_a_story_says_nothing(text: str) -> None:
    assert read(text) == ()


def test_a_figure_that_replaces_another_is_stated() -> None:
    text = "At least 31 people died when the roof fell in, the minister said, revising an earlier figure of 27."
    found = read(text)[0]

    assert (words_of(text, found.cue), found.stance.value) == ("said", "states")
    assert words_of(text, found.content) == "At least 31 people died when the roof fell in"


def test_a_figure_is_revised_to_another() -> None:
    text = "The survey gave a magnitude of 7.1 but later revised it to 6.8."
    found = last(text)

    assert (words_of(text, found.content), found.stance.value) == ("it to 6.8", "retracts")


@pytest.mark.parametrize(
    ("text", "source", "medium"),
    [
        ("Orlan has left the pact, Orlan's state news agency Opress reported on Monday, quoting a diplomat.", "a diplomat", "Opress"),
        ("Rebels have seized the dam, the state broadcaster Radio Sel said, citing an officer.", "an officer", "Radio Sel"),
        ("Two ships sank off the cape, the daily Kurier wrote on Friday, quoting a pilot.", "a pilot", "Kurier"),
    ],
)
def test_an_agency_in_apposition_reports_and_quotes(text: str, source: str, medium: str) -> None:
    found = only(text)

    assert words_of(text, found.source) == source
    assert (found.medium or "").endswith(medium)


def test_a_paper_after_a_study_is_read() -> None:
    found = last("A study of bees came out on Monday. The authors were cautious. The paper does not say who paid for it.")

    assert found.source_kind is not None
    assert found.source_kind.value == "document"


@pytest.mark.parametrize("speaker", ["a second violin", "a shop steward", "an oboe"])
def test_whoever_stands_after_the_verb_speaks(speaker: str) -> None:
    text = f"Musicians are more guarded. “It will settle,” ventured {speaker}."

    assert words_of(text, only(text).source) == speaker


def test_a_colon_after_a_video_has_its_medium() -> None:
    assert only("She broke the news in a video on Clipclop on Sunday: “It popped. I heard it pop.”").medium == "Clipclop"
