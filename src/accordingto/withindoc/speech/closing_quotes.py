"""Closing quotes: what somebody is quoted as saying, told before the words that say so.

In: a parsed document. Out: `Candidate`s with the one who is quoted as source and the outlet as carrier. "Quoted X as saying that …", with
the content behind, is for `rules`.

"Nine guards were hurt, Radio Vale quoted a diplomat as saying": the diplomat says it, and Radio Vale carries it.
"""

from collections.abc import Iterator, Sequence

from accordingto.withindoc.cues import cue_rows
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.citing import QUOTING
from accordingto.withindoc.speech.rules import SURE
from accordingto.withindoc.speech.sources import Source, phrase
from accordingto.withindoc.tokens import Doc, Token


def with_closing_quotes(doc: Doc, candidates: Sequence[Candidate]) -> list[Candidate]:
    """``candidates`` with the quoted one as source where a quoting verb closes the sentence."""
    closing = list(by_closing_quotes(doc))
    cues = {i for c in closing for i in c.cue}
    return [*(c for c in candidates if not c.cue & cues), *closing] if closing else list(candidates)


def by_closing_quotes(doc: Doc) -> Iterator[Candidate]:
    """One for each "…, X quoted Y as saying"."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in QUOTING:
            continue
        link = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        saying = next((c for c in link.children if c.dep_ == "pcomp" and c.tag_ == "VBG"), None) if link is not None else None
        told = next((c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and c.i < verb.i), None)
        quoted = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if link is None or saying is None or told is None or quoted is None or any(not c.is_punct for c in saying.children):
            continue
        yield _candidate(verb, link, saying, told, quoted)


def _candidate(verb: Token, link: Token, saying: Token, told: Token, quoted: Token) -> Candidate:
    content = frozenset(t.i for t in told.subtree if not (t.is_punct and t.i == told.right_edge.i))
    source = Source(quoted, phrase(quoted).words - {t.i for t in link.subtree})
    return Candidate(
        source=source,
        cue=frozenset({verb.i, link.i, saying.i}),
        content=content,
        head=verb,
        row=cue_rows("verb")["say"][0],
        rule="closing_quotes.as_saying",
        confidence=SURE,
        carrier=next((c for c in verb.children if c.dep_ == "nsubj"), None),
    )
