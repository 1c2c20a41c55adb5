"""Mends of the parse: constructions of reported speech that the parser, trained on other text, ties together wrongly.

In: a parsed document. Out: the same, with heads and relations set as the words demand. Each mend is one construction with its own
conditions; what does not meet all of them is left as the parser gave it.

"The raid killed nine, a witness who asked not to be named told Vale Wire." – the witness is no soldier among the nine but the one who told.
"""

from spacy.tokens import Doc as Parsed
from spacy.tokens import Token as ParsedToken

from accordingto.withindoc.cues import is_known
from accordingto.withindoc.notes import read
from accordingto.withindoc.second_verbs import speaks_on
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.verbs_as_nouns import make_a_verb
from accordingto.withindoc.words import kind_of_noun, noun_row

FINITE = frozenset(("VBD", "VBZ", "VBP", "VBN"))
"""A past form after a clause in the way is often read as a participle."""
JOINED = ("conj", "advcl")
QUOTING = ("quote", "cite")
SPEAKERS = frozenset(("person", "unnamed", "spokesperson", "institution", "group"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))


def mended(parsed: Parsed) -> Doc:
    """The document's words with its parse mended."""
    doc = read(parsed)
    for i in range(len(doc)):
        token = doc[i]
        token.pos_, token.tag_ = parsed[i].pos_, parsed[i].tag_ = _part_of_speech(token)
        if _is_particle_of_noun(token):
            _join(doc, parsed, token)
        if _names_the_one_before(token):
            parsed[i].head, parsed[i].dep_ = parsed[i - 1], "appos"
            _read_again(token.sent, parsed)
        if make_a_verb(token, parsed) or speaks_on(token, parsed):
            _read_again(token.sent, parsed)
        clause = _clause_taken_for_company(token)
        if clause is not None:
            _leave_the_clause(parsed[i], parsed[clause.i])
            _read_again(token.sent, parsed)
        shown = _participle_taken_for_clause(token)
        if shown is not None:
            _hang_on_noun(parsed[i], parsed[shown.i])
            _read_again(token.sent, parsed)
        second = _verb_taken_for_participle(token)
        if second is not None:
            _stand_first(parsed[i], parsed[second.i])
            _read_again(token.sent, parsed)
        lost = _object_taken_for_subject(token)
        if lost is not None:
            told, noun, speaker = (parsed[t.i] for t in lost)
            noun.head, noun.dep_ = told, "dobj"
            speaker.head, speaker.dep_ = parsed[i], "nsubj"
            _read_again(token.sent, parsed)
        source = _source_taken_for_apposition(token)
        if source is not None:
            _speak_up(parsed[i], parsed[source.i])
            _read_again(token.sent, parsed)
    return doc


def _part_of_speech(token: Token) -> tuple[str, str]:
    """Coarse and fine, as the words beside demand."""
    if token.pos_ == "PROPN" and token.text.islower() and noun_row(token) is not None:
        return "NOUN", token.tag_  # "the defence ministry" is a description, however the tagger took it
    if token.tag_ in ("VB", "VBP") and _is_agent(token):
        return "NOUN", "NN"
    if token.dep_ == "acl" and token.tag_ == "VBD":
        return token.pos_, "VBN"  # "had received eleven wounded": a clause on a noun has no finite verb
    return token.pos_, token.tag_


def _names_the_one_before(token: Token) -> bool:
    """Whether it is the name of "the state news agency Orpress reported", which the parser made a second subject."""
    if token.dep_ != "nsubj" or token.pos_ != "PROPN" or token.i == 0 or token.left_edge.i != token.i:
        return False
    before = token.nbor(-1)
    return before.dep_ == "nsubj" and before.pos_ == "NOUN" and before.head is token.head and kind_of_noun(before) == "institution"


def _is_agent(token: Token) -> bool:
    """Whether a bare verb is the "whistleblower" of a headline: somebody's trade, with nothing that a verb has beside it."""
    row = noun_row(token)
    beside = ("aux", "auxpass", "neg", "dobj", "prt", *SUBJECTS)
    return row is not None and row.kind == "unnamed" and not is_known(token) and not any(c.dep_ in beside for c in token.children)


def _read_again(sentence: Tokens, parsed: Parsed) -> None:
    """Give the words of a sentence what their mended parse says; the rest of the document stays as it was read."""
    for word in sentence:
        _take_over(word, parsed[word.i])


def _take_over(word: Token, parsed: ParsedToken) -> None:
    word.pos_, word.tag_, word.dep_ = parsed.pos_, parsed.tag_, parsed.dep_
    head = word.doc[parsed.head.i]
    if head is word.head:
        return
    if word.head is not word:
        _hang(word.head, [c for c in word.head.children if c is not word])
    word.head = head
    if head is not word:
        _hang(head, sorted((*head.children, word), key=lambda c: c.i))


def _hang(head: Token, children: list[Token]) -> None:
    head.children = tuple(children)
    head.before = sum(c.i < head.i for c in children)


PARTICLES = frozenset(("in", "out", "up", "off", "down"))


def _is_particle_of_noun(token: Token) -> bool:
    """Whether it is the "in" of "the cave-in", the "up" of "a pile-up", which the parser takes for the noun itself."""
    if token.lower_ not in PARTICLES or token.i < 2 or token.dep_ == "compound":
        return False
    hyphen, verb = token.nbor(-1), token.nbor(-2)
    return hyphen.text == "-" and not hyphen.whitespace_ and not verb.whitespace_ and verb.head is token and verb.dep_ == "compound"


def _join(doc: Doc, parsed: Parsed, particle: Token) -> None:
    """Make one noun of a verb and its particle: its head is the verb, its lemma both ("cavein", as "pileup" is written)."""
    word, last = parsed[particle.i - 2], parsed[particle.i]
    above, relation = last.head, last.dep_
    others = [c for c in last.children if c.i != word.i]
    if above == last:
        word.head, word.dep_ = word, "ROOT"
    else:
        word.head, word.dep_ = above, relation
    for child in others:
        child.head = word
    last.head, last.dep_, last.tag_, last.pos_ = word, "prt", "RP", "ADP"
    word.tag_, word.pos_ = "NN", "NOUN"
    _read_again(particle.sent, parsed)
    doc[word.i].lemma_ = word.lemma_ = word.lower_ + last.lower_


def _clause_taken_for_company(verb: Token) -> Token | None:
    """The noun of "A ferry with 120 people on board sank", whose verb the parser hung on its "with": a "with" governs no finite clause."""
    company = verb.head
    noun = company.head
    if verb.dep_ != "pcomp" or verb.tag_ not in ("VBD", "VBZ", "VBP") or company.lower_ != "with" or not company.i < verb.i:
        return None
    fits = noun.pos_ in ("NOUN", "PROPN") and noun.i < company.i and noun.dep_ in ("ccomp", "ROOT", "dep")
    return noun if fits and any(c.dep_ in SUBJECTS and c.i < verb.i for c in verb.children) else None


def _leave_the_clause(verb: ParsedToken, noun: ParsedToken) -> None:
    """Make ``noun`` the subject of ``verb``, and who was the subject the company."""
    company, above, relation = verb.head, noun.head, noun.dep_
    first = next(c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i)
    inside = [c for c in verb.children if first.i < c.i < verb.i and c.dep_ in ("prep", "advmod")]
    others = [c for c in noun.children if c.i > verb.i]
    if above == noun:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = above, relation
    noun.head, noun.dep_ = verb, "nsubj"
    first.head, first.dep_ = company, "pobj"
    for child in inside:
        child.head = first
    for child in others:
        child.head = verb


def _source_taken_for_apposition(verb: Token) -> Token | None:
    """The source of a verb of speech at the end of a sentence that the parser hung on the noun before it.

    The verb is joined to the clause before it without an "and", or governs it, and has no subject; between the comma and it stands one
    noun phrase of somebody who can speak.
    """
    if verb.tag_ not in FINITE or not is_known(verb) or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    told = _told_before(verb)
    if told is None or told.pos_ not in ("VERB", "AUX") or any(c.dep_ == "cc" and c.i < verb.i for c in told.children):
        return None
    last = verb.i - 2 if verb.nbor(-1).text == "," else verb.i - 1
    for noun in _between(told, verb):
        comma = noun.left_edge.i - 1
        if noun.dep_ == "appos" and noun.right_edge.i == last and noun.doc[comma].text == "," and kind_of_noun(noun) in SPEAKERS:
            return noun
    return None


def _object_taken_for_subject(verb: Token) -> tuple[Token, Token, Token] | None:
    """Verb, object and speaker of "The flood has killed nine people, a volunteer with the fire service said".

    The parser made the nine people the subject of "said" and the volunteer their apposition; the verb before them has no object then.
    """
    told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    if verb.tag_ not in FINITE or told is None or told.pos_ != "VERB" or not is_known(verb) or any(c.dep_ == "dobj" for c in told.children):
        return None
    noun = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i == told.i + 1), None)
    for speaker in noun.children if noun is not None else ():
        comma = speaker.left_edge.i - 1
        closes = verb.i - speaker.right_edge.i in (1, 2)
        if noun is not None and speaker.dep_ == "appos" and closes and verb.doc[comma].text == "," and kind_of_noun(speaker) in SPEAKERS:
            return told, noun, speaker
    return None


def _participle_taken_for_clause(verb: Token) -> Token | None:
    """The noun of "Footage shared on the app appears to show a fire", whose participle the parser took for a clause as a subject.

    A finite clause is no subject without a "that" or a question word before it.
    """
    if verb.dep_ != "csubj" or verb.tag_ not in ("VBD", "VBN") or not verb.i < verb.head.i:
        return None
    noun = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i and c.pos_ in ("NOUN", "PROPN")), None)
    bare = not any(c.dep_ in ("mark", "aux", "auxpass", "dobj", "ccomp", "xcomp") for c in verb.children)
    return noun if noun is not None and bare and noun.left_edge.i == verb.left_edge.i else None


def _hang_on_noun(verb: ParsedToken, noun: ParsedToken) -> None:
    """Make ``verb`` the participle of ``noun``, which is the subject of the main verb; a name before that belongs to the participle."""
    main = verb.head
    for child in [c for c in main.children if c.dep_ in SUBJECTS and verb.i < c.i < main.i]:
        before = child.nbor(-1)
        child.head, child.dep_ = (before, "appos") if before.pos_ == "NOUN" else (verb, "dep")
    noun.head, noun.dep_ = main, "nsubj"
    verb.head, verb.dep_, verb.tag_ = noun, "acl", "VBN"


def _verb_taken_for_participle(verb: Token) -> Token | None:
    """The second verb of "A boat overturned on the lake and two men drowned", where the parser hung the first on the boat.

    Both nouns are then subjects of the second verb, with an "and" between them.
    """
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in ("VBN", "VBD") or noun.dep_ not in SUBJECTS or not noun.i < verb.i:
        return None
    second = noun.head
    others = [c for c in second.children if c.dep_ in SUBJECTS and verb.i < c.i < second.i]
    joined = any(c.dep_ == "cc" and verb.i < c.i < second.i for c in (*noun.children, *second.children))
    own = any(c.dep_ in (*SUBJECTS, "agent") for c in verb.children)
    return second if len(others) == 1 and joined and not own and second.pos_ == "VERB" else None


def _stand_first(verb: ParsedToken, second: ParsedToken) -> None:
    """Make ``verb`` the first verb of two, with its noun as subject."""
    noun, above, relation = verb.head, second.head, second.dep_
    marks = [c for c in noun.children if c.dep_ == "cc" and c.i > verb.i]
    if above == second:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = above, relation
    second.head, second.dep_ = verb, "conj"
    noun.head, noun.dep_ = verb, "nsubj"
    for mark in marks:
        mark.head = verb
    verb.tag_ = "VBD"


def _told_before(verb: Token) -> Token | None:
    """The clause before a verb that it is joined to, or that it governs."""
    if verb.dep_ in JOINED and not any(c.dep_ == "mark" for c in verb.children):
        return verb.head if verb.head.i < verb.i else None
    return next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)


def _between(first: Token, last: Token) -> list[Token]:
    """The tokens between two."""
    return list(first.doc[first.i + 1 : last.i])


def _speak_up(verb: ParsedToken, source: ParsedToken) -> None:
    """Make ``source`` the subject of ``verb``, and the clause before it what is said."""
    source.head, source.dep_ = verb, "nsubj"
    if verb.tag_ == "VBN":
        verb.tag_ = "VBD"
    if verb.dep_ not in JOINED:
        return
    told = verb.head
    for child in [c for c in told.children if c.i > verb.i and c.lemma_.lower() in QUOTING]:
        child.head = verb  # "…, the agency reported, quoting a diplomat"
    above, relation = told.head, told.dep_
    if above == told:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = above, relation
    told.head, told.dep_ = verb, "ccomp"
