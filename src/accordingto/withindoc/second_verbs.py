"""Second verbs of a speaker that the parser ties to what was said: "The agency said floods were possible and told people to move".

In: a verb of a parsed document. Out: the parse set right where the subject of what was said cannot speak, so that whoever spoke first
speaks on. `mending` calls it; what does not meet all conditions stays as it was.
"""

from spacy.tokens import Doc as Parsed

from accordingto.withindoc.cues import is_known
from accordingto.withindoc.tokens import Token
from accordingto.withindoc.words import kind_of_noun

FINITE = ("VBD", "VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass")


def speaks_on(verb: Token, parsed: Parsed) -> bool:
    """Hang ``verb`` on the cue before it, where it is the speaker's; whether it was."""
    told = verb.head
    cue = told.head
    if verb.dep_ != "conj" or not is_known(verb) or told.dep_ != "ccomp" or not cue.i < told.i < verb.i or not is_known(cue):
        return False
    own = any(c.dep_ in (*SUBJECTS, "aux", "mark") for c in verb.children)
    subject = next((c for c in told.children if c.dep_ in SUBJECTS), None)
    if own or verb.tag_ not in FINITE or cue.tag_ != verb.tag_ or subject is None or not _cannot_speak(subject):
        return False
    parsed[verb.i].head = parsed[cue.i]
    for child in told.children:
        if child.dep_ == "cc" and told.i < child.i < verb.i:
            parsed[child.i].head = parsed[cue.i]
    return True


def _cannot_speak(subject: Token) -> bool:
    return subject.pos_ == "NOUN" and subject.ent_type_ not in ("PERSON", "ORG", "GPE", "NORP") and kind_of_noun(subject) is None
