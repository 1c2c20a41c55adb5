"""Small letters for texts that came in capitals only, so that parser and name finder can read them.

In: the text of a document. Out: a text of the same length, letter by letter the same but for case; mixed text comes back as it is.
What is a name is told by the tagger, by whether the dictionary knows the word, and by the document itself (a name in one place is a
name in the others; "PEOPLE'S RIVER FRONT [PRF]" spells out its letters). The stored text is not changed.

>>> is_in_capitals("GUNMEN ATTACKED THE TOWN OF ORTEN."), is_in_capitals("Gunmen attacked Orten.")
(True, False)
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

MOSTLY = 0.85
"""Share of capitals among letters from which a text counts as written in capitals; headlines in capitals stay below."""
LOOKED_AT = 3000
"""Characters from the start by which a text is judged."""
ACRONYM = re.compile(r"[\[(]\s*([A-Z]{2,8}(?:-[A-Z]{1,6})?)\s*[\])]")
HYPHENATED = re.compile(r"[A-Za-z']+")
ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}|\b[B-DF-HJ-NP-TV-XZ]{3,6}\b")
TITLES = ("mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "msgr", "fr", "sen", "rep", "jr", "sr")
SMALL = frozenset(["of", "the", "and", "for", "in", "de", "del", "la", "las", "los", "y", "el", "e"])
ORGANISED = frozenset(
    ["front", "movement", "army", "party", "ministry", "union", "university", "council", "committee", "institute", "alliance",
     "federation", "association", "agency", "bank", "company", "avenue", "street", "department", "province", "embassy", "battalion",
     "brigade", "congress", "league"]
)  # fmt: skip
"""Words that end a name whose first word is known to be one."""


def is_in_capitals(text: str) -> bool:
    """Whether the text is written in capitals throughout."""
    letters = list(filter(str.isalpha, text[:LOOKED_AT]))
    return len(letters) >= 20 and sum(map(str.isupper, letters)) >= MOSTLY * len(letters)


def with_small_letters(text: str, nlp: Language) -> str:
    """``text`` with names and sentence starts in capitals only, where all of it was; same length."""
    if not is_in_capitals(text):
        return text
    small = text.lower()
    if len(small) != len(text):
        return text
    doc = nlp.make_doc(small)
    for name in ("tok2vec", "tagger"):
        doc = nlp.get_pipe(name)(doc)
    letters = list(small)
    for start, end in _names(doc, text, nlp):
        letters[start] = text[start]
        del end
    for match in ABBREVIATION.finditer(text):
        letters[match.start() : match.end()] = text[match.start() : match.end()]
    for start, end in _spelled_out(text):
        letters[start:end] = text[start:end]
    for match in re.finditer(r"(?:^|(?<![.\s][a-z])[.!?][\"”']?\s+[\"“\[]?|\n\s*\n\s*\W?)([a-z])", small):
        letters[match.start(1)] = text[match.start(1)]
    for match in re.finditer(r"(?<![\w.])i(?![\w.])", small):
        letters[match.start()] = "I"
    return "".join(letters)


def _names(doc: Doc, text: str, nlp: Language) -> Iterator[tuple[int, int]]:
    """Spans of words that are names or parts of names."""
    seen, named = Counter[str](), Counter[str]()
    flags = []
    for token in doc:
        known = is_dictionary_word(token.text, nlp)
        proper = token.is_alpha and (token.tag_ in ("NNP", "NNPS") or not known) and token.text not in SMALL
        flags.append(proper)
        seen[token.text] += 1
        named[token.text] += proper
    for i, token in enumerate(doc):
        if flags[i] or (token.is_alpha and named[token.text] * 2 > seen[token.text] and token.text not in SMALL):
            yield token.idx, token.idx + len(token)
            yield from _rest_of_name(doc, i)
        elif token.text.rstrip(".") in TITLES:
            yield token.idx, token.idx + len(token)
    for match in ACRONYM.finditer(text):
        yield from _words_of_acronym(text, match)


def _rest_of_name(doc: Doc, at: int) -> Iterator[tuple[int, int]]:
    """Words up to "front", "army" and the like, within four words of a name."""
    for step in range(1, 5):
        if at + step >= len(doc) or not doc[at + step].is_alpha or doc[at + step].tag_ not in ("JJ", "NN", "NNS", "NNP", "NNPS"):
            return
        if doc[at + step].text in ORGANISED:
            for token in doc[at + 1 : at + step + 1]:
                yield token.idx, token.idx + len(token)
            return


def _words_of_acronym(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The words before "[PRF]" whose first letters it is made of."""
    words = list(HYPHENATED.finditer(text, max(0, match.start() - 120), match.start()))
    wanted = match.group(1).replace("-", "")
    found: list[tuple[int, int]] = []
    for word in reversed(words):
        if not wanted:
            break
        if word.group()[0].upper() == wanted[-1]:
            wanted = wanted[:-1]
            found.append(word.span())
        elif word.group().lower() not in SMALL:
            break
    if not wanted:
        yield from found


def _spelled_out(text: str) -> Iterator[tuple[int, int]]:
    """Every place where an acronym of the document stands."""
    acronyms = {m.group(1) for m in ACRONYM.finditer(text) if any(_words_of_acronym(text, m))}
    for acronym in sorted(acronyms):
        for match in re.finditer(rf"\b{re.escape(acronym)}\b", text):
            yield match.span()


def is_dictionary_word(word: str, nlp: Language) -> bool:
    """Whether the parser's own word list knows the word or what it is an inflection of."""
    known = _dictionary(nlp)
    if word in known or word in nlp.Defaults.stop_words:
        return True
    endings = (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ied", "y"),
        ("ly", ""),
        ("er", ""),
    )
    stems = {word[: -len(end)] + new for end, new in endings if word.endswith(end)}
    stems |= {s[:-1] for s in stems if len(s) > 3 and s[-1:] == s[-2:-1]}
    return bool(stems & known)


@cache
def _dictionary(nlp: Language) -> frozenset[str]:
    """The word list that the parser's lemmatizer comes with."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    lookups = lemmatizer.lookups
    words = {w for table in lookups.get_table("lemma_index").values() for w in table}
    words |= {w for table in lookups.get_table("lemma_exc").values() for w in table}
    return frozenset(words)
