"""Words of loss and the counts that they take: who was killed, hurt, missing, held, driven out; what was damaged.

In: a sentence's tokens, `losses.tsv`, the counts. Out: (count or words, kind, loss word) triples. It does not decide who claims them nor
which event they belong to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from accordingto.model.kinds import Slot
from accordingto.resources.lexicon import rows_of


@dataclass(frozen=True, slots=True)
class LossRow:
    """A row of losses.tsv."""

    word: str
    pos: str
    frame: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Loss:
    """A word of loss in a text, with the row that it follows."""

    token: Token
    row: LossRow

    @property
    def slot(self) -> Slot:
        """The slot that it fills."""
        return Slot(self.row.kind)


POS = {"verb": ("VERB", "AUX", "ADJ"), "adj": ("ADJ", "ADV", "VERB", "NOUN"), "noun": ("NOUN", "ADJ", "VERB", "PROPN")}
LIVES = frozenset({"life", "live"})
HURTS = frozenset("injury wound burn cut bruise fracture shock concussion trauma graze inhalation bone leg arm rib skull".split())


@cache
def _rows() -> dict[str, tuple[LossRow, ...]]:
    found: dict[str, tuple[LossRow, ...]] = {}
    for row in rows_of("losses.tsv", LossRow):
        found[row.word.split()[-1]] = (*found.get(row.word.split()[-1], ()), row)
    return found


def losses_in(sentence: Tokens) -> Iterator[Loss]:
    """All words of loss of a sentence; a word with several senses ("burned") is given once for each kind that fits."""
    for token in sentence:
        keys = dict.fromkeys((token.lemma_.lower(), token.lower_))
        kinds: set[str] = set()
        for row in (r for key in keys for r in _rows().get(key, ())):
            if row.kind not in kinds and _fits(token, row):
                kinds.add(row.kind)
                yield Loss(token, row)


def _fits(token: Token, row: LossRow) -> bool:
    if token.pos_ not in POS[row.pos] or token.ent_type_ in ("ORG", "WORK_OF_ART"):
        return False
    if row.pos == "noun":
        return _is_noun(token, row)
    if row.pos == "adj":
        return token.lower_ == row.word and not (
            token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN") and token.lower_ == "dead" and token.head.lower_ == "end"
        )
    frame = row.frame.partition(":")[2]
    below = {t.lemma_.lower() for t in token.children} | {t.lemma_.lower() for c in token.children for t in c.children}
    if frame == "lives":
        return bool(LIVES & below)
    if frame == "injuries":
        return bool(HURTS & below)
    if frame == "away":
        return _follows(token, ("away",), 3)
    if frame == "homes":
        return _follows(token, ("home", "homes", "house", "houses", "village", "villages"), 9)
    if frame == "hostage":
        return bool({"hostage", "captive", "prisoner"} & below) or _follows(token, ("hostage", "captive", "prisoner"), 8)
    return not (row.word == "round" and not _follows(token, ("up",), 3)) and not (row.word == "gun" and not _follows(token, ("down",), 2))


def _is_noun(token: Token, row: LossRow) -> bool:
    if token.lower_ in ("injured", "wounded", "missing", "dead"):
        before = token.doc[token.i - 1] if token.i else None
        head_is_noun = token.dep_ == "amod" and token.head.i > token.i
        return (
            row.word == token.lower_
            and not head_is_noun
            and before is not None
            and (before.pos_ in ("DET", "NUM", "ADJ") or before.lower_ in ("of", "more"))
        )
    if " " in row.word:
        return token.i > 0 and token.nbor(-1).lower_ == row.word.split()[0]
    if row.word == "toll":
        return token.i == 0 or token.nbor(-1).lower_ not in ("road", "bridge", "casualty", "injury")
    return token.pos_ == "NOUN"


def _follows(token: Token, words: tuple[str, ...], within: int) -> bool:
    doc: Doc = token.doc
    return any(t.lower_ in words for t in doc[token.i + 1 : token.i + 1 + within])
