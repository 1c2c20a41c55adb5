"""Signed quotations: “…” ― Una Brandt, or the name on a line of its own under the quotation.

In: a parsed document and where a quotation ends. Out: a candidate with the dash as its cue and the name or role as its source. It does
not decide what the content is.

In "“Too late.” — Una Brandt, a nurse" the source is "Una Brandt, a nurse"; "“Open the gates” — a slogan — hung there" is not signed.
"""

from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.rules import SURE
from accordingto.withindoc.speech.sources import Source
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import is_speaker_noun

DASHES = frozenset(("-", "--", "–", "—", "―"))
LONGEST = 14
"""Tokens of a signature, with what is said of the name after a comma."""
SIGNED = "quotations.signed"
"""The rule's name: right in 8 of 9 cases in the look half of polnear_dev."""
SMALL = frozenset(("of", "the", "and", "for", "de", "von", "van", "al"))


def signature_of(doc: Doc, last: int) -> Candidate | None:
    """The candidate of the signature after token ``last``: a dash and a name or role, and nothing more in that paragraph or line."""
    at = last + 1
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at >= len(doc) or doc[at].text not in DASHES:
        return None
    end = at + 1
    while end < len(doc) and "\n" not in doc[end].text and end - at <= LONGEST:
        end += 1
    told = [t for t in doc[at + 1 : end] if not t.is_space]
    if end - at > LONGEST or not told:
        return None
    if told[-1].text == ".":
        told.pop()
    comma = next((n for n, t in enumerate(told) if t.text == ","), len(told))
    head = _speaker(told[:comma])
    if head is None:
        return None
    whole = told if _speaker(told[comma + 1 :]) is not None and not _is_named(told[comma + 1 :]) else told[:comma]
    return Candidate(source=Source(head, frozenset(t.i for t in whole)), cue=frozenset({at}), rule=SIGNED, confidence=SURE)


def _speaker(words: list[Token]) -> Token | None:
    """The head of words that name somebody, or say what he is, and are no sentence."""
    if not words or any(t.pos_ in ("VERB", "AUX") and t.text.islower() and t.tag_ != "VBN" for t in words):
        return None
    if _is_named(words):
        return words[-1]
    numbers = {t.i for t in words}
    head = next((t for t in words if t.head.i not in numbers or t.head.i == t.i), words[-1])
    return head if is_speaker_noun(head) else None


def _is_named(words: list[Token]) -> bool:
    """Whether all words are capitalised as in a name."""
    letters = [t for t in words if t.text[:1].isalpha()]
    return bool(letters) and all(t.text[:1].isupper() or t.lower_ in SMALL for t in letters) and not letters[-1].is_stop
