"""The parsed document as the rules read it: spaCy's words, each attribute read once.

In: a spaCy `Doc`. Out: a `Doc` of our own with the same words, heads, sentences and names under the same names (`token.lemma_`,
`token.head`, `doc.sents`). It decides nothing.

spaCy makes a new object at each look at a word and a new string at each look at its lemma. Fifty rules that look at every word paid for
that fifty times; here a word is an object that is made once, so words may be compared with `is`, too.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import overload

from spacy import attrs
from spacy.parts_of_speech import NAMES as POS
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

COLUMNS = (
    attrs.ORTH, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE, attrs.ENT_IOB, attrs.SENT_START, attrs.HEAD, attrs.SPACY,
    attrs.IDX,
)  # fmt: skip
IOB = ("", "I", "O", "B")
WRAPPED = 2**64
"""spaCy's table has no negative numbers: -1 comes as one below this."""
STARTS = {0: None, 1: True, WRAPPED - 1: False}
SPACES = ("", " ")
REMEMBERED = 8_000
"""Spellings and strings; then the memory is emptied, so that it stays flat over any number of documents."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a spelling tells without its neighbours."""

    text: str
    lower: str
    is_alpha: bool
    is_digit: bool
    is_lower: bool
    is_title: bool
    is_space: bool
    is_punct: bool
    is_quote: bool
    is_stop: bool
    like_num: bool


@dataclass(slots=True, eq=False)
class Token:
    """A word of the text with its place in the parse. To be read only; there is one object for each word of a `Doc`."""

    doc: "Doc"
    i: int
    idx: int
    form: Form
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_sent_start: bool | None
    whitespace_: str
    head: "Token" = field(init=False, repr=False)
    children: tuple["Token", ...] = field(default=(), repr=False)
    """Words that hang on this one, in text order."""
    before: int = 0
    """How many of them stand before it."""

    def __len__(self) -> int:
        """Code points."""
        return len(self.text)

    def __bool__(self) -> bool:
        """A word is something, however short."""
        return True

    def nbor(self, distance: int = 1) -> "Token":
        """The word so many places on. Raises IndexError beyond the text."""
        if self.i + distance < 0:
            raise IndexError(f"no word stands {-distance} before word {self.i}")
        return self.doc.tokens[self.i + distance]

    @property
    def text_with_ws(self) -> str:
        """The word and the space behind it."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> tuple["Token", ...]:
        """The children before the word."""
        return self.children[: self.before]

    @property
    def rights(self) -> tuple["Token", ...]:
        """The children behind the word."""
        return self.children[self.before :]

    @property
    def subtree(self) -> Sequence["Token"]:
        """The word and all that hangs on it: what hangs before it, itself, what hangs behind."""
        found: list[Token] = []
        todo: list[Token | None] = [self]
        while todo:
            token = todo.pop()
            if token is None:  # the word after this mark has had what hangs before it
                found += filter(None, (todo.pop(),))
            elif not token.children:
                found.append(token)
            else:
                todo += token.rights[::-1]
                todo += (token, None, *token.lefts[::-1])
        return found

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The heads above the word, nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def depth(self) -> int:
        """How many heads stand above the word."""
        return sum(1 for _ in self.ancestors)

    @property
    def conjuncts(self) -> tuple["Token", ...]:
        """The words coordinated with this one, without itself."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for word in found:
            found += [c for c in word.rights if c.dep_ == "conj"]
        return tuple(w for w in found if w is not self)

    @property
    def left_edge(self) -> "Token":
        """The first word of what hangs on the word; spaCy's answer, which differs from the subtree's where branches cross."""
        return self.doc.tokens[self.doc.parsed[self.i].left_edge.i] if self.children else self

    @property
    def right_edge(self) -> "Token":
        """The last word of what hangs on the word."""
        return self.doc.tokens[self.doc.parsed[self.i].right_edge.i] if self.children else self

    @property
    def sent(self) -> "Tokens":
        """The sentence."""
        return self.doc.sentence_at(self.i)

    @property
    def is_alpha(self) -> bool:
        """Letters only."""
        return self.form.is_alpha

    @property
    def is_digit(self) -> bool:
        """Digits only."""
        return self.form.is_digit

    @property
    def is_lower(self) -> bool:
        """Small letters."""
        return self.form.is_lower

    @property
    def is_title(self) -> bool:
        """A capital, then small letters."""
        return self.form.is_title

    @property
    def is_space(self) -> bool:
        """White space."""
        return self.form.is_space

    @property
    def is_punct(self) -> bool:
        """Punctuation."""
        return self.form.is_punct

    @property
    def is_quote(self) -> bool:
        """A quotation mark."""
        return self.form.is_quote

    @property
    def is_stop(self) -> bool:
        """A word of the parser's list of frequent words."""
        return self.form.is_stop

    @property
    def like_num(self) -> bool:
        """Digits or a numeral."""
        return self.form.like_num


@dataclass(slots=True, eq=False)
class Tokens:
    """A stretch of a document, ``end`` excluded. ``label_``: the kind of a name, where it is one."""

    doc: "Doc"
    start: int
    end: int
    label_: str = ""

    def __len__(self) -> int:
        """Words."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Word by word."""
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> "Tokens": ...
    def __getitem__(self, at: int | slice) -> "Token | Tokens":
        """A word, or a stretch of the stretch, counted from its start."""
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Tokens(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[range(self.start, self.end)[at]]

    @property
    def start_char(self) -> int:
        """The first code point."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """The code point after the last word."""
        if self.end <= self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as written."""
        if self.end <= self.start:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

    @property
    def root(self) -> Token:
        """The first word with the shortest way up; a space or a mark without children only where nothing else stands."""
        inside = [t for t in self if not self.start <= t.head.i < self.end or t.head is t]
        top = next((t for t in inside if t.head is t), None)
        return top or min(inside, key=lambda t: len(self.doc) if not t.children and (t.is_space or t.is_punct) else t.depth)

    @property
    def sent(self) -> "Tokens":
        """The sentence that the stretch begins in."""
        return self.doc.sentence_at(self.start)


class Doc:
    """A document's words. ``notes``: what the components write beside it; see `notes_of`."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text: str = parsed.text
        self.notes: object = None
        self.tokens: list[Token] = _tokens(self)

    def __len__(self) -> int:
        """Words."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Word by word."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Token | Tokens:
        """A word, or a stretch."""
        if not isinstance(at, slice):
            return self.tokens[at]
        start, end, _ = at.indices(len(self.tokens))
        return Tokens(self, start, max(start, end))

    @cached_property
    def has_sentences(self) -> bool:
        """Whether somebody said where sentences begin."""
        return self.parsed.has_annotation("SENT_START")

    @cached_property
    def sents(self) -> tuple[Tokens, ...]:
        """The sentences. Raises ValueError where nobody said where they begin."""
        if not self.has_sentences:
            raise ValueError("sentences are not set: a parser or sentencizer must run first")
        starts = [t.i for t in self.tokens if t.i == 0 or t.is_sent_start]
        return tuple(Tokens(self, a, b) for a, b in pairwise([*starts, len(self.tokens)]))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sents]

    def sentence_at(self, i: int) -> Tokens:
        """The sentence of a word."""
        return self.sents[bisect_right(self._sentence_starts, i) - 1]

    @cached_property
    def ents(self) -> tuple[Tokens, ...]:
        """The names that the parser found."""
        return tuple(Tokens(self, e.start, e.end, e.label_) for e in self.parsed.ents)

    @cached_property
    def _starts(self) -> list[int]:
        return [t.idx for t in self.tokens]

    def touched(self, start: int, end: int) -> Tokens | None:
        """The words that a stretch of code points touches; None where it begins or ends outside the text."""
        first, last = self._at(start), self._at(end - 1)
        if first is None or last is None:
            return None
        begin = first.i + 1 if start == first.idx + len(first.text) else first.i
        return Tokens(self, begin, max(begin, last.i + 1))

    def _at(self, char: int) -> Token | None:
        """The word at a code point; the space behind a word belongs to it."""
        i = bisect_right(self._starts, char) - 1
        if i < 0:
            return None
        token = self.tokens[i]
        return token if char < token.idx + len(token.text) + len(token.whitespace_) else None


class _Strings(dict[int, str]):
    """Strings by spaCy's numbers."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, number: int) -> str:
        self[number] = found = self.vocab.strings[number]
        return found


class _Forms(dict[int, Form]):
    """Spellings by spaCy's numbers."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self.vocab = vocab

    def __missing__(self, number: int) -> Form:
        word = self.vocab[number]
        self[number] = found = Form(
            word.text, word.lower_, word.is_alpha, word.is_digit, word.is_lower, word.is_title, word.is_space, word.is_punct,
            word.is_quote, word.is_stop, word.like_num,
        )  # fmt: skip
        return found


@lru_cache(maxsize=4)
def _remembered(vocab: Vocab) -> tuple[_Strings, _Forms]:
    """What is known of a pipeline's words; few pipelines live in one process."""
    return _Strings(vocab), _Forms(vocab)


def _tokens(doc: Doc) -> list[Token]:
    strings, forms = _remembered(doc.parsed.vocab)
    for known in (strings, forms):
        if len(known) > REMEMBERED:
            known.clear()
    table = doc.parsed.to_array(list(COLUMNS))
    orth, lemma, pos, tag, dep, name, iob, start, head, space, idx = (table[:, n].tolist() for n in range(len(COLUMNS)))
    tokens = [
        Token(
            doc, i, idx[i], form := forms[orth[i]], form.text, form.lower, strings[lemma[i]], POS[pos[i]], strings[tag[i]],
            strings[dep[i]], strings[name[i]], IOB[iob[i]], STARTS[start[i]], SPACES[space[i]],
        )
        for i in range(len(idx))
    ]  # fmt: skip
    below: dict[int, list[Token]] = {}
    for token, distance in zip(tokens, head, strict=True):
        at = token.i + (distance if distance < len(tokens) else distance - WRAPPED)
        token.head = tokens[at]
        if at != token.i:
            tokens[at].before += token.i < at
            below.setdefault(at, []).append(token)
    for at, hanging in below.items():
        tokens[at].children = tuple(hanging)
    return tokens
