"""What is less sure than asked for is cut, with all that rests on it."""

from accordingto.model.evidence import Because, Span
from accordingto.model.found import AnnotatedDocument, Attribution, EventMention
from accordingto.model.ids import document_of
from accordingto.model.kinds import EventType, Factuality, Mode, Stance
from accordingto.withindoc.speech.confidence import cut


def attribution(number: int, confidence: float | None, inside: str | None = None) -> Attribution:
    return Attribution(
        id=f"a{number}",
        source=(),
        cue=(),
        content=(Span(0, 4),),
        mode=Mode.INDIRECT,
        stance=Stance.STATES,
        chain=None,
        source_name=None,
        source_kind=None,
        medium=None,
        via=(),
        inside=inside,
        because=Because(rule="test.made", confidence=confidence),
    )


def mention(number: int, according_to: str | None) -> EventMention:
    return EventMention(
        id=f"e{number}",
        trigger=Span(0, 4),
        type=EventType.ASSAULT,
        mode=None,
        incident=None,
        according_to=according_to,
        factuality=Factuality.CERTAIN_YES,
        because=Because(rule="test.made"),
    )


FOUND = AnnotatedDocument(
    document=document_of("Five wounded"),
    attributions=(attribution(1, 0.9), attribution(2, 0.3, "a1"), attribution(3, None, "a2")),
    event_mentions=(mention(1, None), mention(2, "a2"), mention(3, "a3")),
)


def test_doubtful_attributions_go_with_the_events_that_rest_on_them() -> None:
    kept = cut(FOUND, 0.5)

    assert [a.id for a in kept.attributions] == ["a1", "a3"]
    assert [m.id for m in kept.event_mentions] == ["e1", "e3"]


def test_what_lay_inside_a_cut_one_lies_in_the_next_around_it() -> None:
    kept = cut(FOUND, 0.5)

    assert [a.inside for a in kept.attributions] == [None, "a1"]


def test_nothing_is_cut_at_nought() -> None:
    assert cut(FOUND, 0.0) == FOUND
