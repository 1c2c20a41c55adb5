"""Harms: the part of an armed attack that a trigger tells: the attack as a whole, the firing, the blow, the wound, the death.

In: a text and a trigger in it. Out: one of the parts, None for a word that tells none and in a report without arms: there "struck" and
"fire" tell of quakes and of blazes. "Shot" and "died" of one report belong to one
incident and are two of its parts; "killed", "slaying" and "death" are one part. It reads words and their neighbours, no syntax.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from accordingto.crossdoc.words import PARTICLES, base
from accordingto.model.evidence import Span
from accordingto.resources.lexicon import rows_of

RAW = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
FORMS = ("noun", "verb")
ARMS = re.compile(
    r"\b(?:shot|shots|shootings?|gunfire|gunshots?|gunm[ae]n|gunned|stabb\w+|guns?|handguns?|pistols?|rifles?|shotguns?|bullets?|drive-by|knife)\b",
    re.IGNORECASE,
)
"""Words of which one stands in every report of an armed attack."""
AROUND = 40
"""Characters on either side of a trigger in which its neighbours are looked for."""
LEADS = frozenset(
    """the a an this that these those his her its their our my no any some each every another one two three four five six seven eight nine
    ten several many multiple more single fatal deadly first second third last warning recent""".split()
)
"""What stands before a noun."""
OBJECTS = frozenset("him her them himself herself themselves a an the his its their another two three four five at into".split())
"""What follows a verb in "-ing": "for shooting a guard"."""


@dataclass(frozen=True, slots=True)
class HarmRow:
    """A row of ``harms.tsv``."""

    word: str
    form: str
    part: str
    trigger: str
    """The word's form in the example."""
    example: str


@cache
def _parts() -> Mapping[tuple[str, str], str]:
    """(word, noun or verb) -> part, under the word, its base form and its regular forms."""
    rows = rows_of("link/harms.tsv", HarmRow)
    regular = {(w, form): r.part for r in rows for form in FORMS if r.form in ("any", form) for w in _forms_of(r.word)}
    return regular | {(r.word, form): r.part for r in rows for form in FORMS if r.form in ("any", form)}


def _forms_of(word: str) -> tuple[str, ...]:
    """The regular forms of a word that no list of words may have: "grazed", "injuries"."""
    stem = word.removesuffix("e")
    bare = f"{word.removesuffix('y')}i" if word.endswith("y") else stem
    return word, base(word), f"{word}s", f"{bare}es", f"{bare}ed"


def part_of(text: str, trigger: Span) -> str | None:
    """The part that ``trigger`` tells.

    >>> words = "A man was shot dead; the shooting woke the street."
    >>> part_of(words, Span(10, 14)), part_of(words, Span(25, 33))
    ('hit', 'attack')
    """
    found = RAW.findall(trigger.of(text).lower())
    if not found or not ARMS.search(text):
        return None
    parts, whole = _parts(), " ".join([base(found[0]), *found[1:]])
    if len(found) > 1 and (whole, "verb") in parts:
        return parts[whole, "verb"]
    while len(found) > 1 and found[-1] in PARTICLES:
        found.pop()
    first = _form(text, trigger, found)
    forms = (first, *(form for form in FORMS if form != first))
    return next((parts[w, form] for form in forms for w in (found[-1], base(found[-1])) if (w, form) in parts), None)


def _form(text: str, trigger: Span, found: list[str]) -> str:
    """Whether the trigger's last word is a noun or a verb, by its ending and its neighbours."""
    word = found[-1]
    before = found[-2:-1] or RAW.findall(text[max(0, trigger.start - AROUND) : trigger.start])[-1:]
    after = RAW.findall(text[trigger.end : trigger.end + AROUND])[:1]
    led = any(w.lower() in LEADS or w.endswith(("'s", "’s", "s'", "s’")) for w in before)
    if word.endswith("ing"):
        return "verb" if not led and any(w.lower() in OBJECTS or w[:1].isupper() for w in after) else "noun"
    if word.endswith("ed") and not led:
        return "verb"
    return "noun" if led or (base(word) != word and word.endswith("s") and not word.endswith("ss")) else "verb"
