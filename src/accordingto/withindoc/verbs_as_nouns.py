"""Verbs of speech that the parser takes for a noun: "Article 9 states that …", "…, the news agency reports, quoting a docker".

In: a word of a parsed document. Out: the parse set right, with the noun before as its subject, where the words around leave no other
reading. `mending` calls it; what does not meet all conditions stays as it was.
"""

from spacy.tokens import Doc as Parsed
from spacy.tokens import Token as ParsedToken

from accordingto.withindoc.cues import is_known
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import is_outlet, kind_of_noun

QUOTING = frozenset(("quote", "cite"))
SPEAKING_BODIES = frozenset(("institution", "group", "person", "unnamed"))


def make_a_verb(word: Token, parsed: Parsed) -> bool:
    """Set the parse right where ``word`` is a verb, though it was taken for a noun; whether it was."""
    subject = _subject_of_verb_as_noun(word)
    if subject is not None:
        _speak(parsed[word.i], parsed[subject.i])
    return subject is not None


def _subject_of_verb_as_noun(word: Token) -> Token | None:
    """The subject of a word that is a verb, though it was taken for a noun; None where it may be one."""
    if word.tag_ not in ("NNS", "NN") or not is_known(word) or word.i == word.sent.start:
        return None
    if word.tag_ == "NN":
        return _subject_of_bare_verb(word)
    before = word.nbor(-1)
    numbered = before.pos_ == "NUM" and before.i > word.sent.start
    subject = before.nbor(-1) if numbered else before
    if subject.pos_ not in ("NOUN", "PROPN"):
        return None
    return subject if _has_clause(word) or _has_object(word) or _ends_what_is_said(word, subject) else None


def _subject_of_bare_verb(word: Token) -> Token | None:
    """The "farmers" of "Farmers in Hallam allege that …": several, at the start of a sentence that has no other main verb."""
    first = next((c for c in word.children if c.i < word.i and c.tag_ == "NNS" and c.dep_ in ("nsubj", "compound", "nmod")), None)
    before = word.doc[word.sent.start : word.i]
    if first is None or any(t.pos_ in ("VERB", "AUX") or t.text in ",;" for t in before):
        return None
    return first if _has_clause(word) else None


def _has_clause(word: Token) -> bool:
    """As in "Article 9 states that neither may fly drones": nothing else is a verb of the main clause."""
    told = next((c for c in word.children if c.dep_ in ("ccomp", "acl", "relcl") and c.left_edge.i == word.i + 1), None)
    if told is None or word.dep_ != "ROOT" or told.left_edge.lower_ != "that" or told.left_edge.dep_ != "mark":
        return False
    return not any(t.pos_ in ("VERB", "AUX") for t in word.doc[word.sent.start : word.i])


def _has_object(word: Token) -> bool:
    """As in "The treaty obliges both sides to pull back": no noun has a subject and an object."""
    subject = next((c for c in word.children if c.dep_ == "nsubj" and c.i == word.i - 1), None)
    return word.dep_ == "ROOT" and subject is not None and any(c.dep_ == "dobj" and c.i > word.i for c in word.children)


def _ends_what_is_said(word: Token, subject: Token) -> bool:
    """As in "The army has left, the news agency reports, quoting a docker", "…, the harbour office warns."."""
    doc, end = word.doc, word.i + 1
    first = min((t.left_edge.i for t in word.children if t.i < word.i and not t.is_punct), default=word.i)
    root = word.sent.root
    speaks = kind_of_noun(subject) in SPEAKING_BODIES or is_outlet(subject.text)
    if not speaks or first == word.i or doc[first - 1].text != "," or not root.i < first - 1 or root.pos_ not in ("VERB", "AUX"):
        return False
    if end >= len(doc) or doc[end].text == "." or doc[end].is_space:
        return True
    return doc[end].text == "," and end + 1 < len(doc) and doc[end + 1].tag_ == "VBG" and doc[end + 1].lemma_.lower() in QUOTING


def _speak(word: ParsedToken, subject: ParsedToken) -> None:
    """Make ``word`` the verb of ``subject``, and a clause before it what is said."""
    root = word.sent.root
    inner = next((c for c in reversed(list(subject.children)) if c.dep_ == "prep" and c.i < word.i), None)
    for child in list(word.children):
        if child.i < word.i and child.i != subject.i:
            named = inner is not None and child.i > inner.i and child.pos_ == "PROPN"  # "in Hallam", whose town hung on the verb
            child.head, child.dep_ = (
                (inner, "pobj") if inner is not None and named else (subject, "nummod" if child.i > subject.i else child.dep_)
            )
        elif child.i > word.i and child.dep_ in ("acl", "relcl") and child.tag_ == "VBG":
            child.dep_ = "advcl"
        elif child.i > word.i and child.dep_ in ("acl", "relcl"):
            child.dep_ = "ccomp"
        elif child.i > word.i and child.dep_ == "advcl" and any(c.tag_ == "TO" for c in child.children):
            child.dep_ = "xcomp"
    if root.i != word.i:
        for child in [c for c in root.children if c.i > word.i and c.lemma_.lower() in QUOTING]:
            child.head = word
        word.head, word.dep_ = word, "ROOT"
        root.head, root.dep_ = word, "ccomp"
    subject.head, subject.dep_ = word, "nsubj"
    word.pos_, word.tag_ = "VERB", "VBZ" if word.tag_ == "NNS" else "VBP"
