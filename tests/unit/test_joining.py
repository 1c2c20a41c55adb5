"""The two voices, rules and tagger, joined; what the tagger reads is given here by hand."""

from spacy.tokens import Doc as Parsed

from accordingto.model.evidence import words_of
from accordingto.model.ids import document_of
from accordingto.withindoc.annotate import language
from accordingto.withindoc.mentions.chains import find_chains
from accordingto.withindoc.mentions.mentions import find_mentions
from accordingto.withindoc.notes import Notes, notes_of, read
from accordingto.withindoc.regions import find_regions
from accordingto.withindoc.speech.attributions import find_attributions
from accordingto.withindoc.speech.quotes import find_quotes
from accordingto.withindoc.tagged_attribution import TaggedAttribution


def reading(text: str, source: str, cue: str, content: str, confidence: float = 0.9) -> TaggedAttribution:
    def at(words: str) -> tuple[tuple[int, int], ...]:
        return ((text.index(words), text.index(words) + len(words)),) if words else ()

    return TaggedAttribution(source=at(source), cue=at(cue), content=at(content), confidence=confidence)


def joined(text: str, *said: TaggedAttribution) -> Notes:
    parsed: Parsed = language().make_doc(text)
    parsed._.accordingto = Notes(document=document_of(text))
    for _, step in language().pipeline:
        parsed = step(parsed)
    doc = read(find_regions(parsed))
    notes_of(doc).tagged = said
    for component in (find_quotes, find_mentions, find_chains, find_attributions):
        doc = component(doc)
    return notes_of(doc)


def test_both_voices_give_one_attribution_with_the_taggers_spans_and_confidence() -> None:
    text = "Mara Teel said on Monday that the road was shut for repairs."

    (said,) = joined(text, reading(text, "Mara Teel", "said", "that the road was shut", 0.87)).attributions

    assert words_of(text, said.content) == "that the road was shut"
    assert said.because.confidence == 0.87
    assert said.because.rule.startswith("tagger+rules")
    assert said.source_name == "Mara Teel"


def test_a_cue_that_only_the_tagger_knows_is_kept_and_its_act_is_other() -> None:
    text = "Mara Teel championed the new road."

    (said,) = joined(text, reading(text, "Mara Teel", "championed", "the new road")).attributions

    assert (said.stance, said.source_kind, said.because.rule) == ("other", "person", "tagger")


def test_what_lies_inside_anothers_words_is_added_by_the_rules() -> None:
    text = "The paper reported that the mayor had denied the theft."
    read = reading(text, "The paper", "reported", "that the mayor had denied the theft")

    outer, inner = joined(text, read).attributions

    assert (inner.inside, inner.stance, words_of(text, inner.source)) == (outer.id, "denies", "the mayor")


def test_a_quotation_without_cue_is_added_by_the_rules() -> None:
    text = "Mara Teel said the cup was hers. “Nobody gave it to me.”"

    found = joined(text, reading(text, "Mara Teel", "said", "the cup was hers")).attributions

    assert [(words_of(text, a.cue), a.source_name) for a in found] == [("said", "Mara Teel"), ("", "Mara Teel")]


def test_who_is_named_by_what_it_stands_for() -> None:
    text = "Mara Teel, who feared a flood, closed the road."

    (said,) = joined(text, reading(text, "who", "feared", "a flood")).attributions

    assert (said.source_name, said.stance) == ("Mara Teel", "other")
