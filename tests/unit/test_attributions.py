"""Who said what: the constructions, each in an invented sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accordingto.config import Settings, WithindocSettings
from accordingto.model.evidence import words_of
from accordingto.model.found import AnnotatedDocument, Attribution
from accordingto.model.ids import document_of
from accordingto.model.kinds import ProblemKind
from accordingto.withindoc.annotate import annotate

RULES_ALONE = Settings(withindoc=WithindocSettings(components=("quotes", "mentions", "chains", "attributions")))


def read(text: str) -> AnnotatedDocument:
    return annotate(document_of(text), RULES_ALONE)


def told(text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content in the text's words."""
    return [(words_of(text, a.source), words_of(text, a.cue), words_of(text, a.content)) for a in read(text).attributions]


def stances(text: str) -> list[str]:
    return [a.stance.value for a in read(text).attributions]


def names(text: str) -> list[str | None]:
    return [a.source_name for a in read(text).attributions]


def only(text: str) -> Attribution:
    (found,) = read(text).attributions
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The raid failed, the source added.", [("the source", "added", "The raid failed")]),
        ("According to the fire brigade, the mill burnt for hours.", [("the fire brigade", "According to", "the mill burnt for hours")]),
        ("It was claimed that two men died.", [("", "was claimed", "that two men died")]),
        ("The captain reportedly left the ship.", [("", "reportedly", "The captain … left the ship")]),
        ("The guard is said to have slept.", [("", "is said", "The guard … to have slept")]),
        ("The ministry put the number of people hurt at five.", [("The ministry", "put … at", "the number of people hurt … five")]),
        ("The mayor’s claim that nobody knew was false.", [("The mayor’s", "claim", "that nobody knew")]),
        ("“We left,” said Mara Teel. “It was dark.”", [("Mara Teel", "said", "“We left,” … “It was dark.”")]),
        ("“The gate,” Mara Teel said, “was shut.”", [("Mara Teel", "said", "“The gate,” … “was shut.”")]),
        ("Opposition leader Una Marn: “We know this song.”", [("Opposition leader Una Marn", ":", "“We know this song.”")]),
        ("He said that he left, adding that it rained.", [("He", "said", "that he left"), ("He", "adding", "that it rained")]),
        ("The charge was dismissed as nonsense by the army.", [("the army", "was dismissed", "The charge … as nonsense")]),
    ],
)  # fmt: skip
def test_source_cue_and_content(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ministry did not confirm that shots were fired.", ["other"]),
        ("The company could not rule out further delays.", ["speculates"]),
        ("Police have yet to say who fired first.", ["other"]),
        ("The company refused to say whether it would pay.", ["other"]),
        ("The judge asked whether the gate was open.", ["asks"]),
        ("The judge asked the crowd to go home.", ["demands"]),
        ("The rebels vowed revenge.", ["threatens"]),
        ("The club vowed to rebuild the stand.", ["promises"]),
        ("The brigade put the damage at about 900 crowns.", ["estimates"]),
        ("The aide suggested that the mayor be arrested.", ["demands"]),
        ("The aide suggested that the mayor was ill.", ["speculates"]),
    ],
)
def test_stance_follows_cue_negation_and_frame(text: str, wanted: list[str]) -> None:
    assert stances(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The flood claimed nine lives.",
        "The guards denied entry to two boys.",
        "The minister declined to comment.",
        "The report is expected on Friday.",
        "He charged 40 crowns for the ride.",
        "The “ghost fleet” left the port at dawn.",
        "The trial may yet tell who paid.",
        "The airline may have to admit that its doors are faulty.",
        "It goes without saying that the lake is cold.",
        "The film “Nobody Told Me” won two prizes.",
        "The drought claimed the last herd.",
        "The team conceded two goals.",
    ],
)
def test_false_friends_and_scare_quotes_are_no_attributions(text: str) -> None:
    assert told(text) == []


def test_a_pronoun_a_role_and_a_surname_get_the_fullest_name() -> None:
    text = (
        "Teel denies it\n\nFinance Minister Mara Teel said that the road was safe. “I walked it,” she said. "
        "The minister added that it was wide. Teel told Radio Vale that all was well."
    )

    assert set(names(text)) == {"Mara Teel"}


def test_an_al_name_is_joined_with_its_full_form() -> None:
    text = "Abu Salim al-Karri said that the road was safe. Al-Karri added that it was wide. “Come,” al-Karri said."

    assert set(names(text)) == {"Abu Salim al-Karri"}


def test_a_bare_name_after_a_described_source_names_it() -> None:
    text = "A senior commander of the Orten Brigades said that the road was safe. “We walked it,” Abu Salim Karri said."

    assert names(text) == ["Abu Salim Karri", "Abu Salim Karri"]


def test_two_unnamed_officials_are_never_merged_and_the_same_source_is() -> None:
    text = "A security source said that one man fell. The source added that he rose. Another security source denied it."

    found = read(text).attributions

    assert found[0].chain == found[1].chain != found[2].chain


def test_a_nameless_spokesman_speaks_for_the_institution() -> None:
    said = only("A spokesman for the Interior Ministry said that the camp was empty.")

    assert (said.source_name, said.source_kind) == ("Interior Ministry", "institution")


def test_a_bare_surname_that_is_taken_for_a_body_is_the_one_persons_who_bears_it() -> None:
    text = (
        "Poll: Teel ahead\n\nThe Teel plan was read. Mara Teel said that the road was safe. Mara Teel smiled. Teel added that it was wide."
    )

    assert {a.source_name for a in read(text).attributions if a.cue} == {"Mara Teel"}


@pytest.mark.parametrize(
    ("opening", "name"), [("The Teel was late.", "Teel"), ("Poll: Teel ahead\n\n", "Mara Teel")], ids=["as_a_ship", "in_a_headline"]
)
def test_two_who_share_a_surname_are_not_made_one(opening: str, name: str) -> None:
    text = f"{opening} Mara Teel won, and her brother Joss Teel lost. Mara Teel wept. Joss Teel left. Teel said that it was late."

    found = read(text)

    assert {"Mara Teel", "Joss Teel"} <= {chain.name for chain in found.chains}
    assert [(a.source_name, a.source_kind) for a in found.attributions] == [(name, "person")]


def test_they_are_the_two_who_were_named_together() -> None:
    text = "Mara Teel and Joss Marn met in the hall. The road was safe, they said."

    said = only(text)

    assert (said.source_name, said.source_kind) == ("Mara Teel and Joss Marn", "person")


def test_the_campaign_of_another_is_another() -> None:
    text = "Mara Teel’s campaign said that the road was safe. Joss Marn’s campaign denied that it was wide."

    assert names(text) == ["Mara Teel’s campaign", "Joss Marn’s campaign"]


def test_several_without_a_name_are_all_told() -> None:
    said = only("Voters and shopkeepers said that the road was safe.")

    assert (said.source_name, said.source_kind) == ("Voters and shopkeepers", "group")


@pytest.mark.parametrize("sentence", ["“A farce” was the coach’s verdict.", "“A farce” was how the coach described it."])
def test_a_quotation_before_be_belongs_to_whoever_judges(sentence: str) -> None:
    said = only(sentence)

    assert (words_of(sentence, said.content), said.source_name) == ("“A farce”", "coach")


def test_a_relation_is_spelt_out() -> None:
    assert names("Mara Teel won. Her coach said that she was tired.") == ["Mara Teel's coach"]


def test_nobody_named_has_no_name_and_no_kind() -> None:
    said = only("It was claimed that two men died.")

    assert (said.source, said.source_name, said.source_kind) == ((), None, None)


@pytest.mark.parametrize(
    ("text", "source", "medium"),
    [
        ("Mara Teel told Radio Vale that the road was safe.", "Mara Teel", "Radio Vale"),
        ("Mara Teel said in a message on her Twitter page that the road was safe.", "Mara Teel", "Twitter"),
        ("Radio Vale quoted a port official as saying the crew was safe.", "port official", "Radio Vale"),
        ("The Vale Press Agency, citing the army, reported that the crew was safe.", "army", "Vale Press Agency"),
        ("In a statement carried by the Vale Press Agency, the union promised help.", "union", "Vale Press Agency"),
        ("Mara Teel told reporters that the road was safe.", "Mara Teel", None),
        ("The Vale Courier reported that the road was safe.", "Vale Courier", None),
    ],
)
def test_the_medium_is_the_carrier_and_not_the_addressee(text: str, source: str, medium: str | None) -> None:
    said = read(text).attributions[0]

    assert (said.source_name, said.medium) == (source, medium)
    assert [c.span.of(text) != "" for c in said.via] == [True] * len(said.via)


def test_an_inner_attribution_lies_inside_the_carrier_with_its_own_clause() -> None:
    outer, inner = read("The paper reported that the mayor had denied the theft.").attributions

    assert inner.inside == outer.id
    assert (outer.inside, inner.stance.value) == (None, "denies")


def test_a_quote_over_paragraphs_is_one_attribution() -> None:
    text = "Archbishop Leo Marn told mourners: “We buried eleven today.\n\n“We will bury no more.”\n\nHe then left."

    said = only(text)

    assert words_of(text, said.content).startswith("“We buried eleven today.")
    assert words_of(text, said.content).endswith("no more.”")
    assert said.mode == "direct"


def test_a_quote_without_cue_belongs_to_the_subject_before_it() -> None:
    found = read("Keeper Ilka Marn said the cup was his. Captain Rosa Teel nodded. “She waited longer than anyone.”").attributions

    assert [(a.source_name, bool(a.cue)) for a in found] == [("Ilka Marn", True), ("Rosa Teel", False)]


def test_a_quoted_term_belongs_to_whoever_used_it() -> None:
    text = "The “ghost fleet” left. The ministry said that the “phantom tankers” had gone."

    found = read(text)

    assert [(t.span.of(text), t.according_to) for t in found.quoted_terms] == [("“ghost fleet”", None), ("“phantom tankers”", "a1")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mara Teel said: “We left at dawn.\n\nThen it rained.", "“We left at dawn."),
        ("Mara Teel said it rained.” Then it was dark.", "”"),
        ("Mara Teel left.\n\n”\n\nThen it was dark.", "”"),
        ("“We left. Mara Teel said: “It rained.” Then it was dark.", "“"),
    ],
)
def test_a_mark_without_its_partner_is_told(text: str, words: str) -> None:
    told_as = [(p.kind, p.span.of(text)) for p in read(text).problems if p.span is not None]

    assert told_as == [(ProblemKind.QUOTE_UNBALANCED, words)]


def test_inches_and_apostrophes_are_no_marks_without_partner() -> None:
    assert read('The ministers’ 12" pipe of the ’90s wasn’t Mara Teel’s: ’tis the 6\' 2" guard’s.').problems == ()


def test_a_quote_whose_next_paragraph_only_closes_it_is_one_attribution() -> None:
    text = "Mara Teel said: “We left at dawn.\n\nIt was cold.” Then it rained."

    assert [(words_of(text, a.content), a.mode) for a in read(text).attributions] == [("“We left at dawn.\n\nIt was cold.”", "direct")]


WORDS = ["said ", "He ", "told ", "Teel ", "é", "\u0301", "\u202e", "🙂", *"ab .,:;?!\n“”‘’\"'«»„`-–—()"]
NASTY = st.lists(st.sampled_from(WORDS), max_size=90).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NASTY)
def test_offsets_slice_to_words_whatever_the_input(text: str) -> None:
    found = read(text)

    assert [p.message for p in found.problems if p.kind is ProblemKind.COMPONENT_FAILED] == []
    spans = [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)] + [q.span for q in found.quotes]
    assert all(0 <= s.start < s.end <= len(text) and s.of(text).strip() for s in spans)


@pytest.mark.parametrize(
    "text",
    [
        "It was a charge that the council has rejected.",
        "The rumour that she dismissed came from a rival.",
        "Nobody repeated the allegation that the firm disputes.",
    ],
)
def test_what_becomes_of_a_claim_is_not_what_it_says(text: str) -> None:
    assert not any(a.because.rule.startswith("rules.noun") for a in read(text).attributions)


def test_a_claim_that_somebody_denied_something_says_so() -> None:
    assert ("", "claim", "that the army had denied the raid") in told("The claim that the army had denied the raid was false.")


def test_a_thing_that_moves_before_a_quotation_does_not_speak_it() -> None:
    text = "“We will rebuild,” the mayor, Ida Renn, said. Behind her, a crane lifted the roof. “And the school.”"

    assert {a.source_name for a in annotate(document_of(text)).attributions} == {"Ida Renn"}


# ---- bad input, kind by kind: nothing breaks, and offsets slice to the words meant

SAID = "Orla Venn said the bridge was shut."
MARKS = ("“", "”", "‘", "’", "«", "»", "„", "‟", "''", "``", '"', "'", "‹", "›", "‚", "‛", "「", "」", "『", "』", "＂", "`", "´")
ABOUT_MARKS = ",. " + "".join(MARKS)
ODD = ("😀", "👩\u200d🚒", "🇮🇶", "e\u0301", "\u0301", "\u0489", "\u200f", "\u202e", "\u2066", "\u2069", "\u200d", "שלום", "سلام", "\ufeff")
BAD = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def annotated(text: str) -> AnnotatedDocument:
    """By all components, the trained reader among them."""
    return annotate(document_of(text))


def is_told(found: list[tuple[str, str, str]]) -> bool:
    """Whether what `SAID` tells is found, and no mark of its neighbours with it."""
    return ("Orla Venn", "said", "the bridge was shut") in found


def slices(found: AnnotatedDocument) -> list[tuple[str, str, str]]:
    """The words of each attribution, when all of them stand in the text and no component has failed."""
    text = found.document.text
    assert [p.message for p in found.problems if p.kind is ProblemKind.COMPONENT_FAILED] == []
    spans = [s for a in found.attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [q.span for q in found.quotes] + [m for c in found.chains for m in c.mentions] + [t.span for t in found.times]
    spans += [s for c in found.claims for s in c.words] + [p.span for p in found.places] + [m.trigger for m in found.event_mentions]
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
        for at in (span.start, span.end):
            assert not (text[at - 1 : at].isalpha() and text[at : at + 1].isalpha()), "no word is cut"
    return [(words_of(text, a.source), words_of(text, a.cue), words_of(text, a.content)) for a in found.attributions]


@given(st.lists(st.sampled_from((*MARKS, " ", "\n", "\n\n")), max_size=40).map("".join))
@BAD
def test_nothing_but_quotation_marks_says_nothing(text: str) -> None:
    assert slices(annotated(text)) == []
    assert is_told(slices(annotated(f"{SAID}\n\n{text}")))


@given(st.sampled_from(MARKS), st.sampled_from(MARKS), st.lists(st.sampled_from((*MARKS, "the", "ferry", "left", ", ", ". ")), max_size=12))
@BAD
def test_unbalanced_and_mixed_marks_lose_no_words(opens: str, closes: str, around: list[str]) -> None:
    found = slices(annotated(f"{opens}The bridge is shut,{closes} Orla Venn said.\n\n{' '.join(around)}\n\n{SAID}"))

    assert is_told(found)
    assert ("Orla Venn", "said", "The bridge is shut") in [(a, b, c.strip(ABOUT_MARKS)) for a, b, c in found]


@given(st.sampled_from(MARKS), st.sampled_from(MARKS))
@BAD
def test_a_quotation_ends_with_its_mark_of_whatever_kind(opens: str, closes: str) -> None:
    found = slices(annotated(f"Orla Venn said: {opens}The bridge is shut.{closes} The ferry left.\n\n{SAID}"))

    assert [(a, b.strip(":"), c.strip(ABOUT_MARKS)) for a, b, c in found] == [
        ("Orla Venn", "said", "The bridge is shut"),
        ("Orla Venn", "said", "the bridge was shut"),
    ]


@given(
    st.lists(st.sampled_from((SAID, "The mayor, Dario Munn, denied it.", "“We left,” she added.", "It rained.")), min_size=1, max_size=5)
)
@BAD
def test_capitals_only_are_read_where_they_stand(sentences: list[str]) -> None:
    text = " ".join(sentences).upper()
    for source, cue, content in slices(annotated(text)):
        assert (source + cue + content).upper() == source + cue + content
        assert cue in ("SAID", "DENIED", "ADDED", "LEFT")
        assert source.rstrip(",") in ("ORLA VENN", "THE MAYOR", "THE MAYOR, DARIO MUNN", "DARIO MUNN", "SHE", "WE", "")


@given(
    st.lists(
        st.sampled_from("the ministry Orla Venn said that denied bridge was shut police she added five dead in Orten".split()), max_size=40
    )
)
@BAD
def test_no_punctuation_is_read_without_losing_offsets(words: list[str]) -> None:
    text = " ".join(words)
    slices(annotated(text))
    assert is_told(slices(annotated(f"{SAID[:-1]}\n\n{text}")))


@given(
    st.lists(st.sampled_from((*ODD, " ", "said", "Orla")), max_size=20).map("".join),
    st.lists(st.sampled_from(ODD), max_size=3).map("".join),
)
@BAD
def test_emoji_combining_and_bidirectional_characters_move_no_offset(before: str, inside: str) -> None:
    assert is_told(slices(annotated(f"{before}\n\n{SAID}")))
    slices(
        annotated(f"{before} Orla{inside} Venn {inside}said the{inside} bridge was shut{inside}.\n\n“{inside}It is,” {before} she added.")
    )
