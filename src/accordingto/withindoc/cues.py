"""Cues: the lexicon of words that mark an attribution, looked up by lemma, particle and frame.

In: tokens and what stands beside them (frames, see `contents`). Out: the row of the lexicon that fits, with its stance; the words of
the cue with auxiliaries, negation and particle. It does not decide who spoke, nor what negation makes of the stance (`stances`).

"She ruled out a second vote" gives the row `rule out` (denies) and the words "ruled out".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from accordingto.model.kinds import Stance
from accordingto.resources.lexicon import rows_of
from accordingto.withindoc.tokens import Token

NONE = "none"
HARM = frozenset(
    [
        "revenge",
        "avenge",
        "retaliate",
        "retaliation",
        "kill",
        "destroy",
        "punish",
        "attack",
        "crush",
        "burn",
        "strike",
        "reprisal",
        "invade",
        "bomb",
        "wipe",
        "hunt",
        "vengeance",
        "war",
        "annihilate",
        "obliterate",
        "hang",
        "shell",
        "blood",
        "payback",
        "sanction",
        "reprisals",
        "arrest",
        "expel",
        "jail",
        "sue",
    ]
)
MORE_SAID = frozenset(
    [
        "charge",
        "story",
        "account",
        "version",
        "news",
        "talk",
        "chatter",
        "narrative",
        "criticism",
        "comment",
        "remark",
        "figure",
        "number",
        "rumour",
        "rumor",
        "reports",
        "notion",
        "idea",
        "responsibility",
        "involvement",
        "role",
        "guilt",
        "wrongdoing",
        "blame",
        "existence",
        "link",
        "knowledge",
        "error",
        "mistake",
        "fault",
        "defeat",
    ]
)
NARROW = frozenset(("question", "number", "harm", "should"))
PREPOSITIONS = frozenset(("for", "of", "about", "against", "on", "to", "with", "in"))
BARE = frozenset(("it", "this", "that"))


@dataclass(frozen=True, slots=True)
class CueRow:
    """A row of cues.tsv."""

    words: str
    part: str
    frames: str
    stance: str
    note: str
    example: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands beside a cue: its kind, the tokens of the content by number, words of the cue beyond the head, the object's head."""

    kind: str
    content: frozenset[int]
    more_cue: frozenset[int] = frozenset()
    thing: Token | None = None
    question: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in its sentence: head, words by number, what it marks, the row that says so."""

    head: Token
    words: frozenset[int]
    frame: Frame
    row: CueRow | None
    rule: str

    @property
    def stance(self) -> Stance:
        """The row's stance, before negation; a cue that no row knows states."""
        return Stance(self.row.stance) if self.row else Stance.STATES


@cache
def cue_rows(part: str) -> dict[str, tuple[CueRow, ...]]:
    """Rows of a part of speech by the first word of the cue."""
    found: dict[str, list[CueRow]] = {}
    for row in rows_of("cues.tsv", CueRow):
        if row.part == part:
            found.setdefault(row.words.split()[0], []).append(row)
    return {word: tuple(rows) for word, rows in found.items()}


def lemma_of(token: Token) -> str:
    """The lemma as the lexicon writes it."""
    return _lemma(token.lower_, token.lemma_.lower())


def word_of(token: Token, part: str) -> str:
    """The word as the lexicon writes it in a part of speech; an adjective as it stands, also where the parser takes it for a passive.

    Of "It surprised nobody" there is no adjective, and the word is empty.
    """
    if part != "adjective":
        return lemma_of(token)
    told = token.pos_ == "ADJ" or token.dep_ == "acomp" or any(c.dep_ == "auxpass" for c in token.children)
    return token.lower_ if told else ""


@lru_cache(maxsize=8_000)
def _lemma(form: str, lemma: str) -> str:
    """The lemma, or where the lexicon has none such, a form that it has: the lemmatizer makes "hop" of "hoped"."""
    rows = [cue_rows(part) for part in ("verb", "noun", "adverb")]
    near = (lemma, form, form[:-1], form[:-2], form[:-3], form[:-3] + "e")
    return next((w for w in near if any(w in r for r in rows)), lemma)


def row_for(head: Token, frame: Frame, part: str = "verb") -> CueRow | None:
    """The row that fits ``head`` in ``frame``; the last that fits wins, and one with a particle before one without."""
    fitting = [
        r
        for r in cue_rows(part).get(word_of(head, part), ())
        if _particle_fits(head, r) and any(_fits(f, frame) for f in r.frames.split()) and not _is_another_verb(head, r, frame)
    ]
    return max(fitting, key=lambda r: (_weight(r, frame), fitting.index(r)), default=None)


def is_known(head: Token, part: str = "verb") -> bool:
    """Whether the lexicon has a row for the word."""
    return word_of(head, part) in cue_rows(part)


def is_false_friend(head: Token, frames: Iterable[Frame]) -> bool:
    """Whether the lexicon says that ``head`` is no cue beside such words, and nothing there is a clause that it could mark."""
    rows = [(frame, row) for frame in frames if (row := row_for(head, frame)) is not None]
    said = any(frame.kind in ("clause", "objto") and row.stance != NONE for frame, row in rows)
    return not said and any(row.stance == NONE for _, row in rows)


def words_of_cue(head: Token) -> frozenset[int]:
    """The verb with its auxiliaries, negation, particles and adverbs between them."""
    parts = [c for c in head.children if c.dep_ in ("aux", "auxpass", "neg", "prt") and abs(c.i - head.i) < 8]
    numbers = {head.i, *(c.i for c in parts if c.dep_ != "prt" or c.i > head.i)}
    first = min(numbers)
    between = {c.i for c in head.children if first < c.i < head.i and c.dep_ == "advmod" and c.left_edge.i == c.right_edge.i}
    return frozenset(numbers | between)


def particles_of(head: Token) -> set[str]:
    """Particles and prepositions that hang on ``head``."""
    return {c.lower_ for c in head.children if c.dep_ in ("prt", "prep", "advmod", "dative") and c.i > head.i}


def _particle_fits(head: Token, row: CueRow) -> bool:
    more = row.words.split()[1:]
    return not more or more[0] in particles_of(head) or (head.i + 1 < len(head.doc) and head.nbor(1).lower_ == more[0])


def _is_another_verb(head: Token, row: CueRow, frame: Frame) -> bool:
    """As in "were called up for the match": with its particle the verb is no "call for"."""
    alone = " " not in row.words and frame.more_cue != frozenset()
    return alone and frame.kind in PREPOSITIONS and any(c.dep_ == "prt" and c.i not in frame.more_cue for c in head.children)


def _weight(row: CueRow, frame: Frame) -> int:
    """A false friend before all, a narrower row before a wider one."""
    if row.stance == NONE:
        return 4
    narrow = any(f in NARROW and _fits(f, frame) for f in row.frames.split())
    return 1 + (" " in row.words) + narrow


def _fits(wanted: str, frame: Frame) -> bool:
    """Whether ``frame`` is what a row's frame asks for."""
    kind, _, condition = wanted.partition(":")
    if kind == "question":
        return frame.question
    if kind in ("number", "harm"):
        return frame.kind in ("clause", "object", "to", "quote") and _meets(kind, frame)
    if kind == "should":
        return frame.kind == "clause" and _meets("should", frame)
    return kind == frame.kind and (not condition or _meets(condition, frame))


def _meets(condition: str, frame: Frame) -> bool:
    """Whether the content or its head is of the sort that a condition names."""
    thing = frame.thing
    if thing is None:
        return False
    words = list(_words(thing, frame))
    if condition == "number":
        return any(t.like_num or t.ent_type_ in ("CARDINAL", "MONEY", "PERCENT", "QUANTITY") for t in words)
    if condition == "about":
        return any(t.lower_ in ("about", "around", "roughly", "nearly", "approximately", "some", "almost", "over") for t in words)
    if condition == "harm":
        return _harms(thing, words)
    if condition == "should":
        return _is_wish(thing)
    if condition == "future":
        return any(c.dep_ == "aux" and c.lower_ in ("will", "would", "shall", "'ll", "’ll") for c in thing.children)
    if condition == "fact":
        return thing.ent_type_ not in ("PERSON", "TIME") and thing.pos_ != "PRON"
    if condition == "claim":
        return thing.lower_ in BARE or lemma_of(thing) in cue_rows("noun") or lemma_of(thing) in MORE_SAID
    if frame.kind == "name":
        return any(t.lower_ in condition.split("|") for t in _words(thing, frame))
    return bool({lemma_of(thing), thing.lemma_.lower()} & set(condition.split("|")))


def _harms(thing: Token, words: list[Token]) -> bool:
    """Revenge, or "make them pay"."""
    if thing.lemma_ == "pay":
        return any(t.lower_ in ("dearly", "price", "for") for t in words)
    if thing.lemma_ == "make":
        return any(t.lemma_ == "pay" for t in words)
    return thing.lemma_.lower() in HARM or any(c.dep_ == "dobj" and c.lemma_.lower() in HARM for c in thing.children)


def _is_wish(clause: Token) -> bool:
    """As in "that she should go", "that she be arrested"."""
    modal = any(t.lower_ in ("should", "ought") for t in clause.children)
    bare = clause.tag_ == "VB" or any(c.tag_ == "VB" and c.lower_ == "be" for c in clause.children)
    return modal or (bare and not any(c.tag_ in ("MD", "TO") or c.lower_ in ("did", "do", "does") for c in clause.children))


def _words(thing: Token, frame: Frame) -> Iterator[Token]:
    return (thing.doc[i] for i in sorted(frame.content))


def spoken_nouns(tokens: Iterable[Token]) -> list[Token]:
    """Tokens that name something said ("claim", "charge")."""
    return [t for t in tokens if lemma_of(t) in cue_rows("noun") or lemma_of(t) in MORE_SAID]
