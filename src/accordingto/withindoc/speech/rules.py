"""The voice of the rules: verbs, nouns, adverbs, phrases and colons that mark speech, read off the parse.

In: a parsed document with its quotes. Out: `Candidate`s with source, cue and content. Quotations without a clause around them are
left to `quotations`; what a candidate's stance and source's name are is not decided here.

"It was claimed that two men died." gives a candidate without source, with the cue "was claimed".
"""

from collections.abc import Iterator

from accordingto.withindoc.cues import NONE, Cue, CueRow, Frame, cue_rows, is_known, row_for, words_of_cue
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.citing import QUOTING, citing
from accordingto.withindoc.speech.contents import frames_of
from accordingto.withindoc.speech.papers import READ, lays_down
from accordingto.withindoc.speech.source_kinds import NO_PERSON
from accordingto.withindoc.speech.sources import (
    FIRST,
    LIGHT,
    NOBODY,
    RAISING,
    SEEMING,
    SUBJECTS,
    Source,
    is_said_of,
    is_time_of_day,
    phrase,
    source_of_noun,
    source_of_verb,
    speaks_to_others,
)
from accordingto.withindoc.speech.unsaid import LOOSE, cannot_speak, is_unsaid
from accordingto.withindoc.tokens import Doc, Token

SURE, FAIR, WEAK = 0.8, 0.65, 0.45
"""Confidence of a candidate by how much its rule leans on the parser: shares of right relations among the outermost predictions on 60
training articles of PolNeAR were 0.80 for clauses with a source, 0.6 to 0.9 for phrases, quotations and "asked him to", 0.45 for mere
objects and infinitives."""
WEAK_FRAMES = ("object", "to", "gerund", "about")
NEEDS_NO_SOURCE = frozenset(("hears", "alleges", "speculates", "predicts", "warns"))
SHOWING = frozenset(("show", "indicate", "suggest", "mean", "demonstrate", "prove", "detail"))
REFUSING = frozenset(("refuse", "decline", "fail"))
ACCOUNTS = frozenset(("account", "admission", "telling", "reckoning"))


def by_verbs(doc: Doc) -> Iterator[Candidate]:
    """Candidates whose cue is a verb with a clause, infinitive, object or phrase."""
    titles = _titles(doc)
    for token in doc:
        if token.pos_ in ("VERB", "AUX") and is_known(token) and not (is_unsaid(token, ()) or _only_shows(token) or _nobody_was(token)):
            cue = _cue_of(token)
            if cue is not None:
                yield from (c for c in _of_verb(cue) if token.i not in titles or c.content <= titles)


def by_nouns(doc: Doc) -> Iterator[Candidate]:
    """Candidates whose cue is a noun: "the claim by the mayor that …"."""
    for token in doc:
        if token.pos_ == "NOUN" and is_known(token, "noun"):
            found = _of_noun(token)
            if found is not None:
                yield found


def by_adverbs(doc: Doc) -> Iterator[Candidate]:
    """Candidates whose cue is an adverb: "reportedly"."""
    for token in doc:
        if token.pos_ == "ADV" and is_known(token, "adverb"):
            head = token.head
            while head.pos_ == "AUX" and head.dep_ in ("aux", "auxpass"):
                head = head.head
            content = _clause_around(head, {token.i})
            frame = Frame("clause", frozenset(content), thing=head)
            row = row_for(token, frame, "adverb")
            if row is not None and content:
                yield Candidate(
                    cue=frozenset({token.i}),
                    content=frozenset(content),
                    head=token,
                    row=row,
                    frame=frame,
                    rule="rules.adverb",
                    confidence=FAIR,
                )


def by_phrases(doc: Doc) -> Iterator[Candidate]:
    """Candidates whose cue is a phrase before the source: "according to", "in the words of"."""
    for token in doc:
        for row, words in _phrases_at(token):
            last = doc[max(words)]
            inner = next((c for c in last.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is None or row.stance == NONE:
                continue
            source = phrase(inner)
            content = _governed(token, words | source.words)
            if content:
                yield Candidate(
                    source=source,
                    cue=frozenset(words),
                    content=frozenset(content),
                    head=token,
                    row=row,
                    rule="rules.phrase",
                    confidence=SURE,
                )


def by_own_accounts(doc: Doc) -> Iterator[Candidate]:
    """Candidates whose cue is "by his own account", "by her account"."""
    for token in doc:
        if token.lower_ not in ACCOUNTS:
            continue
        by, owner = token.head, next((c for c in token.children if c.tag_ == "PRP$"), None)
        own = next((c for c in token.children if c.lower_ == "own"), None)
        if by.lower_ == "by" and token.dep_ == "pobj" and owner is not None:
            words = frozenset({owner.i, own.i} if own is not None else {owner.i})
            content = _governed(by, words | {by.i, token.i})
            if content:
                subject = next((c for c in by.head.children if c.dep_ in SUBJECTS), None)
                yield Candidate(
                    source=Source(owner, words), cue=frozenset({by.i, token.i}), content=frozenset(content), head=by,
                    like=subject if own is not None else None,
                    rule="rules.own_account", confidence=FAIR,
                )  # fmt: skip


def _titles(doc: Doc) -> frozenset[int]:
    """Tokens of what stands in quotation marks but is no speech: the verb of “Nobody Told Me” tells nothing of the words around."""
    spans = [doc.touched(q.span.start, q.span.end) for q in notes_of(doc).quotes if q.scare]
    return frozenset(i for words in spans if words is not None for i in range(words.start, words.end))


def _only_shows(verb: Token) -> bool:
    """As in "had seen documents showing that …": the documents are what is seen, not a second voice."""
    return verb.dep_ == "acl" and verb.lemma_.lower() in SHOWING and verb.head.dep_ in ("dobj", "pobj")


def _cue_of(verb: Token) -> Cue | None:
    """The best row over all frames of ``verb``; None where a false friend fits or nothing does."""
    best: Cue | None = None
    for frame in frames_of(verb):
        row = row_for(verb, frame)
        if row is None:
            continue
        if row.stance == NONE:
            if best is None or best.frame.kind not in ("clause", "objto", "of", "about", "against"):
                return None
            continue
        if best is None or (best.row is not None and _rank(frame, row) > _rank(best.frame, best.row)):
            best = Cue(verb, words_of_cue(verb) | frame.more_cue, frame, row, f"rules.verb.{frame.kind}")
    return best


def _rank(frame: Frame, row: CueRow) -> tuple[int, int]:
    order = {"object": 0, "gerund": 1, "to": 2, "name": 2, "objto": 3, "raised": 3, "clause": 4}
    return (" " in row.words, order.get(frame.kind, 2))


def _of_verb(cue: Cue) -> Iterator[Candidate]:
    verb = cue.head
    if _is_part_of_another(cue):
        return
    source, words = (NOBODY if cue.frame.kind == "raised" else source_of_verb(verb)), cue.words
    above = _refusing(verb)
    if above is not None:
        source, words = source_of_verb(above), words | words_of_cue(above)
    source, words, carrier = quoted_as(verb, source, words)
    before = words
    source, words, carrier = citing(cue, source, words, carrier)
    cited = {t.i for link in words - before for t in verb.doc[link].subtree}
    if source.head is not None and source.head.lower_ in ("it", "there") and not source.named_by and _expletive(verb):
        source = NOBODY
    if not _may_speak(cue, source):
        return
    content = cue.frame.content - cited - words - source.words
    named = bool(source.words) or (cue.row is not None and cue.row.stance in NEEDS_NO_SOURCE and is_said_of(verb))
    weak = not speaks_to_others(verb) and (not named or (cue.frame.kind in WEAK_FRAMES and not _has_no_other_sense(cue)))
    confidence = WEAK if weak else SURE if cue.frame.kind == "clause" else FAIR
    if content:
        yield Candidate(
            source=source, cue=words, content=content, head=verb, row=cue.row, frame=cue.frame,
            rule=cue.rule, confidence=confidence, carrier=carrier,
        )  # fmt: skip


def _has_no_other_sense(cue: Cue) -> bool:
    """Whether the row asks for more than its frame: "raised the toll", "has counted 58 graves", "The law requires a helmet"."""
    row, kind = cue.row, cue.frame.kind
    if row is None:
        return False
    if kind == "to" and row.words == "tell":
        asked = cue.frame.thing is not None and any(c.tag_ in ("WRB", "WP") for c in cue.frame.thing.children)
        return not asked and any(c.dep_ in ("dobj", "dative") for c in cue.head.children)  # "told people to move"
    if row.stance == "retracts" and any(cue.head.doc[i].like_num for i in cue.frame.content):
        return True  # "revised it to 6.8"
    return row.note == READ or (f"{kind}:" in row.frames and ("|" in row.frames or f"{kind}:number" in row.frames))


def _is_part_of_another(cue: Cue) -> bool:
    """A refusal whose saying is the cue; an infinitive that only tells what somebody wants; "citing" beside a cue."""
    verb, thing = cue.head, cue.frame.thing
    if verb.lemma_.lower() in REFUSING and thing is not None and any(_cue_of(t) for t in (thing, *thing.conjuncts)):
        return True
    if _refusing(verb) is None and any(c.tag_ == "TO" for c in verb.children):
        return not (verb.head.lemma_ in RAISING and verb.dep_ == "xcomp")
    return verb.lemma_.lower() in QUOTING and verb.tag_ == "VBG" and verb.dep_ in ("advcl", "prep") and is_known(verb.head)


def _may_speak(cue: Cue, source: Source) -> bool:
    """Whether a source, or its absence, goes with the cue; "We fear nobody" is part of what its speaker says."""
    if source.head is not None and source.head.lower_ in FIRST and cue.row is not None and cue.row.stance not in ("states", "denies"):
        return False
    if cue.row is not None and cue.row.note == READ and not lays_down(cue.head, source):
        return False
    read = cue.row is not None and cue.row.note == READ
    if is_time_of_day(source.head) or (cue.frame.kind in LOOSE and not read and cannot_speak(source.head) and not source.named_by):
        return False
    needs = cue.frame.kind in ("object", "to", "objto", "gerund", "of", "for", "name", "as") and not _passive(cue.head)
    return bool(source.words) or not needs


def _passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _nobody_was(verb: Token) -> bool:
    """As in "Nobody was asked about the dam": nothing was said."""
    return any(c.dep_ == "nsubjpass" and c.lower_ in NO_PERSON for c in verb.children)


def _expletive(verb: Token) -> bool:
    return _passive(verb) or any(c.dep_ == "expl" for c in verb.children)


def _refusing(verb: Token) -> Token | None:
    """As in "refused to say whether", "appears to show": the verb above."""
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children):
        return _refusing(verb.head)
    above = ("refuse", "decline", "fail", "have", *(SEEMING if verb.lemma_.lower() in SHOWING else ()))
    if verb.dep_ == "xcomp" and verb.head.lemma_ in above and any(c.tag_ == "TO" for c in verb.children):
        return verb.head
    return None


def quoted_as(verb: Token, source: Source, words: frozenset[int]) -> tuple[Source, frozenset[int], Token | None]:
    """As in "Radio X quoted Y as saying", "Y was quoted by X as saying": Y is the source, X carries it."""
    link = verb.head
    if verb.dep_ != "pcomp" or link.lower_ != "as":
        return source, words, None
    above = link.head if link.head.pos_ == "VERB" else link.head.head
    if above.lemma_.lower() not in QUOTING:
        return source, words, None
    words = words | words_of_cue(above) | {link.i}
    quoted = next((c for c in above.children if c.dep_ == "dobj"), None)
    carrier = next((c for c in above.children if c.dep_ == "nsubj"), None)
    if quoted is None:
        quoted = next((c for c in above.children if c.dep_ == "nsubjpass"), None)
        agent = next((c for c in above.children if c.dep_ == "agent"), None)
        agent = agent or next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "by"), None)  # "quoted as saying by X"
        carrier = next(iter(agent.children), None) if agent is not None else carrier
    if quoted is None:
        return source, words, None
    said = phrase(quoted)
    return Source(quoted, said.words - {t.i for t in link.subtree}), words, carrier


def _of_noun(noun: Token) -> Candidate | None:
    source = source_of_noun(noun)
    verb = noun.head
    if noun.dep_ in ("dobj", "pobj") and not source.words and is_known(verb if noun.dep_ == "dobj" else verb.head):
        return None
    above = verb if noun.dep_ == "dobj" else verb.head
    if (
        noun.dep_ in ("dobj", "pobj")
        and is_known(above)
        and source.head is not None
        and source.head.lower_ in ("its", "his", "her", "their")
    ):
        return None  # "withdrew its claim that …": part of what is withdrawn
    for frame in _noun_frames(noun):
        row = row_for(noun, frame, "noun")
        if row is None or row.stance == NONE or (not source.words and (row.stance not in NEEDS_NO_SOURCE or frame.kind == "to")):
            continue
        if frame.kind in ("of", "for", "about") and not source.words and row.stance != "hears":
            continue
        if noun.dep_ == "dobj" and is_known(verb) and frame.kind != "clause":
            return None
        light = noun.dep_ == "dobj" and verb.lemma_.lower() in LIGHT and source == source_of_verb(verb)
        words = words_of_cue(verb) | {noun.i} if light else frozenset({noun.i})
        clause = _before_main_verb(noun, frame)
        own = source.words - clause.content
        source = Source(source.head, own, source.named_by) if source.head is not None and own else source
        content = clause.content - source.words - words
        if content:
            return Candidate(
                source=source, cue=words, content=content, head=noun, row=row, frame=frame, rule=f"rules.noun.{frame.kind}", confidence=FAIR
            )
    return None


def _before_main_verb(noun: Token, frame: Frame) -> Frame:
    """Of "The claim that nobody knew was false", where the parser takes the main verb into the clause: without it."""
    clause = frame.thing
    if noun.dep_ != "ROOT" or clause is None or frame.kind != "clause":
        return frame
    finite = ("VBD", "VBZ", "VBP", "MD")
    for child in clause.children:
        own = any(c.dep_ in ("nsubj", "nsubjpass", "mark", "cc") for c in child.children)
        if child.i > clause.i and child.tag_ in finite and child.dep_ == "ccomp" and not own:
            return Frame(frame.kind, frame.content - {t.i for t in child.subtree}, frame.more_cue, clause)
    return frame


def _noun_frames(noun: Token) -> Iterator[Frame]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        numbers = frozenset(t.i for t in child.subtree)
        has_to = any(c.tag_ == "TO" and c.dep_ == "aux" for c in child.children)
        if child.dep_ in ("acl", "relcl", "ccomp", "advcl") and has_to:
            yield Frame("to", numbers, thing=child)
        elif child.dep_ in ("acl", "ccomp", "relcl", "appos") and child.left_edge.lower_ == "that" and child.pos_ in ("VERB", "AUX"):
            if not _is_judged_by(child):
                yield Frame("clause", numbers, thing=child)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "about", "against"):
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                yield Frame(child.lower_, numbers, thing=inner)
        elif child.dep_ == "prep" and child.lower_ in ("by", "from"):
            # "allegations by two guards that inmates were beaten": the parser hangs the clause on the guards
            clause = next((t for t in child.subtree if t.dep_ in ("acl", "relcl", "ccomp") and t.left_edge.lower_ == "that"), None)
            if clause is not None:
                yield Frame("clause", frozenset(t.i for t in clause.subtree), thing=clause)


def _is_judged_by(verb: Token) -> bool:
    """As in "a charge that the council has rejected": the clause tells what becomes of the claim, not what it says."""
    judges = any(row.stance in ("denies", "confirms") for row in cue_rows("verb").get(verb.lemma_.lower(), ()))
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    has_own = any(c.i > verb.i and (c.dep_ in ("dobj", "ccomp", "xcomp", "attr", "acomp") or c.lower_ == "that") for c in verb.children)
    return judges and not passive and not has_own


def _phrases_at(token: Token) -> Iterator[tuple[CueRow, set[int]]]:
    """Rows of part `phrase` whose words stand at ``token``."""
    for row in cue_rows("phrase").get(token.lower_, ()):
        words = row.words.split()
        stretch = token.doc[token.i : token.i + len(words)]
        if [t.lower_ for t in stretch] == words and len(words) > 1:
            yield row, {t.i for t in stretch}


def _governed(token: Token, without: set[int] | frozenset[int]) -> set[int]:
    """The clause on which "according to X" hangs."""
    first = token
    while first.head.i in without and first.head.i != first.i:
        first = first.head
    head = first.head
    if head.i == first.i:
        return set()
    while head.pos_ not in ("VERB", "AUX") and head.dep_ not in ("ROOT", "ccomp", "conj", "relcl") and head.head.i != head.i:
        head = head.head
    content = _clause_around(head, set(without))
    inner = {t.i for t in first.subtree} - set(without)
    return content - (inner if first.i in without else set())


def _clause_around(head: Token, without: set[int]) -> set[int]:
    """Tokens of the clause of ``head``, less ``without`` and less clauses of their own that are joined to it by another speaker's verb."""
    numbers = {t.i for t in head.subtree} - without
    for child in head.children:
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        if child.dep_ == "conj" and child.i > head.i and own and is_known(child) and any(g.dep_ == "ccomp" for g in child.children):
            numbers -= {t.i for t in child.subtree}
            numbers -= {c.i for c in head.children if c.dep_ == "cc"}
        if child.dep_ in ("mark", "cc") and child.i == head.left_edge.i:
            numbers.discard(child.i)
    if head.dep_ == "relcl":
        numbers -= {c.i for c in head.children if c.lower_ in ("who", "which", "that")}
    return numbers
