"""Copied sentences: an outlet's own figure told in the very words in which another told it before.

In: the claims of an event's reports. Out: for a claim in the later report, where the earlier one has it. One sentence may be too little
for an echo (a teaser and a notice are shared too), but two reporters who found one number do not find one sentence of eight words for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from accordingto.crossdoc.claimants import Said
from accordingto.crossdoc.report_rows import sentence_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Passage
from accordingto.withindoc.fingerprints import WORD

LEAST_WORDS = 8
Copied = Mapping[tuple[str, int], Passage]
"""(document, where the claim's words begin) -> the words over there."""


def copied_sentences(groups: Iterable[list[Said]], documents: Mapping[str, AnnotatedDocument]) -> Copied:
    """Claims in own voice whose sentence stands in an earlier report of the event; where no day tells which, in the first by id."""
    told: defaultdict[tuple[str, str, tuple[str, ...]], list[Said]] = defaultdict(list)
    for group in groups:
        for said in group:
            if said.own_voice and said.claim.words:
                found = documents[said.doc_id]
                sentence = sentence_of(found, said.claim.words[0]).of(found.document.text)
                words = tuple(w.lower() for w in WORD.findall(sentence))
                if len(words) >= LEAST_WORDS:
                    told[said.event, f"{said.claim.slot} {said.claim.low} {said.claim.high}", words].append(said)
    return {step: passage for same in told.values() for step, passage in _steps(same)}


def _steps(same: list[Said]) -> Iterable[tuple[tuple[str, int], Passage]]:
    first = min(same, key=lambda s: (s.published or date.max, s.doc_id))
    for said in same:
        if said.doc_id != first.doc_id:
            yield (said.doc_id, said.claim.words[0].start), Passage(first.doc_id, first.claim.words[0])
