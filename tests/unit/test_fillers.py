"""Participants gathered over the sentences of a report in capitals, and mentions that speak of violence in general."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accordingto.errors import MissingPart
from accordingto.model.document import Document
from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.ids import document_of
from accordingto.model.kinds import ChainKind, EventType, ProblemKind, Slot
from accordingto.resources import data_path
from accordingto.store.record import Record
from accordingto.store.save import save_document
from accordingto.withindoc.annotate import annotate
from accordingto.withindoc.filling.weights import PARTS, weights, weights_from

REPORT = """A CAR BOMB EXPLODED THIS MORNING OUTSIDE THE POWER COMPANY BUILDING IN THE CENTER OF ORTEN. THE BLAST BROKE THE WINDOWS OF \
SEVERAL HOUSES. POLICE CLOSED THE STREET AND ASKED THE RESIDENTS TO STAY AT HOME.

TRAFFIC WAS STOPPED FOR TWO HOURS. THE OWNERS OF THE SHOPS SAID THAT THEY HAD SEEN NOTHING.

THE DAWN LIBERATION FRONT [DLF] CLAIMED RESPONSIBILITY IN A TELEPHONE CALL TO A RADIO STATION. THE MAYOR CONDEMNED TERRORIST ATTACKS \
OF THIS KIND."""


def _gathered(found: AnnotatedDocument) -> list[Claim]:
    return [c for c in found.claims if c.because.rule.startswith("fillers.")]


def _document(text: str) -> Document:
    return document_of(text)


@pytest.fixture(scope="module")
def found() -> AnnotatedDocument:
    return annotate(_document(REPORT))


def test_who_claims_the_deed_sentences_later_is_its_actor(found: AnnotatedDocument) -> None:
    actors = [c for c in _gathered(found) if c.slot is Slot.ACTOR]
    assert [c.value for c in actors] == ["The Dawn Liberation Front"]
    mention = next(m for m in found.event_mentions if m.id == actors[0].mention)
    assert mention.trigger.of(REPORT) in ("EXPLODED", "BLAST")
    assert {c.id: c.kind for c in found.chains}[actors[0].refers_to or ""] is ChainKind.ORGANIZATION


def test_what_no_sentence_says_is_less_sure_and_says_why(found: AnnotatedDocument) -> None:
    far = [c for c in _gathered(found) if c.because.rule == "fillers.over_sentences"]
    assert far
    for claim in far:
        assert claim.because.confidence is not None
        assert claim.because.confidence <= 0.6
        assert "sentence" in (claim.because.detail or "")


def test_violence_in_general_is_no_listed_event(found: AnnotatedDocument) -> None:
    general = next(m for m in found.event_mentions if m.trigger.of(REPORT) == "ATTACKS")
    assert general.type is None
    assert general.because.rule == "fillers.in_general"
    assert any(m.type is EventType.ASSAULT for m in found.event_mentions)


def test_a_deed_with_a_toll_keeps_its_type() -> None:
    text = "SUCH ATTACKS HAVE BEEN COMMON IN THE PAST. IN ONE OF THEM, YEARS AGO, A BOMB KILLED 14 PASSENGERS OF A BUS, OFFICIALS RECALLED."
    told = annotate(_document(text))
    counted = {c.mention for c in told.claims if c.slot is Slot.KILLED}
    assert counted
    assert all(m.type is EventType.ASSAULT for m in told.event_mentions if m.id in counted)


def test_a_report_in_small_letters_is_left_to_the_parse() -> None:
    text = ". ".join(s[:1] + s[1:].lower() for s in REPORT.split(". "))
    assert _gathered(annotate(_document(text))) == []


@given(st.sets(st.sampled_from(sorted(weights().parts.rows)), max_size=40))
def test_chances_are_shares(traits: set[str]) -> None:
    chances = weights().parts.chances(traits | {"h=no-such-trait"})
    assert chances.shape == (len(PARTS),)
    assert np.isclose(chances.sum(), 1, atol=1e-5)
    assert chances.min() >= 0


def test_no_word_that_is_mostly_a_name_is_among_the_traits() -> None:
    words = {w for t in (*weights().parts.rows, *weights().told.rows) for w in t.partition("=")[2].split(":")}
    assert "kill" in words
    assert not {"fmln", "cristiani", "romero", "bogota", "medellin", "colombian"} & words


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    shutil.copytree(data_path("filling"), tmp_path / "filling")
    file = tmp_path / "filling" / "weights.json"
    read = json.loads(file.read_text(encoding="utf-8"))
    read["parts"]["bias"][0] += 1
    file.write_text(json.dumps(read), encoding="utf-8")
    with pytest.raises(MissingPart, match="SHA-256"):
        weights_from(tmp_path / "filling")


def test_a_person_hit_is_given_by_the_name_alone() -> None:
    text = (
        "MSGR CARLOS VARRO WAS MURDERED LAST NIGHT IN ORTEN BY UNIDENTIFIED GUNMEN, POLICE REPORTED TODAY. "
        "THE GUNMEN FLED IN A CAR. THE GOVERNMENT CONDEMNED THE MURDER."
    )
    told = annotate(_document(text))
    assert {c.words[0].of(text) for c in told.claims if c.slot is Slot.RECIPIENT} == {"CARLOS VARRO"}


DROPPED = """GUNMEN ATTACKED A PATROL NEAR THE VILLAGE OF ORTEN ON TUESDAY, THE GARRISON REPORTED. TWO SOLDIERS DIED. THE PRESIDENT, WHO \
WAS IN VALE AT THE TIME, SAID THAT THE ATTACK WOULD NOT CHANGE HIS PLANS.

A BOMB EXPLODED YESTERDAY AT THE HOUSE OF JUDGE PEDRO MARAL IN ORTEN. THE MINISTER OF JUSTICE CONDEMNED THE ATTACK AGAINST THE COURTS AND \
ASKED THE PEOPLE TO STAY CALM.

THE DAWN LIBERATION FRONT [DLF] CLAIMED RESPONSIBILITY. POLICE FOUND A SECOND BOMB, MADE OF DYNAMITE, IN THE GARDEN."""
"""One claim of the parse is left out here, and others are added after it."""


def test_the_id_of_a_claim_that_was_left_out_is_not_used_again() -> None:
    found = annotate(_document(DROPPED))

    assert _gathered(found)
    assert [p for p in found.problems if p.kind is ProblemKind.LEFT_OUT]
    assert len({c.id for c in found.claims}) == len(found.claims)


def test_a_report_of_which_a_claim_was_left_out_is_kept_in_a_record(tmp_path: Path) -> None:
    found = annotate(_document(DROPPED))
    with Record(tmp_path / "record.db", write=True) as record:
        with record.transaction("save") as connection:
            save_document(connection, found, "test")
        (kept,) = record.documents()

    assert {c.id for c in kept.claims} == {c.id for c in found.claims}
    assert len(kept.claims) == len(found.claims)


def test_no_code_is_left_of_a_claim_that_was_left_out() -> None:
    found = annotate(_document(DROPPED))

    assert {k.claim for k in found.codes} <= {c.id for c in found.claims if not c.because.rule.startswith("fillers.")}
