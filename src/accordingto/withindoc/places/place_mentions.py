"""Place mentions: which words name a place, and what the name does there.

In: a parsed text, the gazetteer, perhaps spans that the caller gives. Out: spans with a role. Names come from the parser's
entities; where these miss one, from capitalised words that stand where a place stands and that the gazetteer knows or a generic
word follows ("the Varo displaced camp"); last, from names that the gazetteer has close to the places already settled. It does not
decide which place is meant.

In "Orten denied that its guards fired in Vale" Orten is a metonym, Vale is literal.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from accordingto.model.evidence import Span
from accordingto.model.kinds import PlaceRole, RegionKind
from accordingto.resources.gazetteer import Gazetteer
from accordingto.resources.place_names import GENERIC, key_of
from accordingto.withindoc.notes import notes_of
from accordingto.withindoc.places.place_roles import role_of
from accordingto.withindoc.places.place_runs import (
    ARTICLES,
    PARTICLES,
    cue_words,
    generic_after,
    generic_before,
    is_titled,
    names_a_feature,
    runs_of,
    stands_as_place,
    stands_before_locals,
    token_finder,
    trimmed,
    with_generic,
)
from accordingto.withindoc.tokens import Doc, Tokens

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"ORG", "PERSON", "PRODUCT", "EVENT", "NORP", "LANGUAGE"})
NUMBER_LABELS = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})
TITLE_LABELS = frozenset({"WORK_OF_ART", "LAW"})
"""Not believed where a place stands: the parser has not heard of the town."""
KNOWN_ALONE = 100_000
"""A capitalised word that the parser takes for nothing needs this many people to be taken for a place without a preposition."""
SHORTEST = 2
"""“A camp in Q.”: a letter is no name."""
LONGEST = 6
"""Words of a name."""
OLDEST_TRUST = 2
"""Keys of less trust than "without its article" are not enough to find a name by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name as it stands. ``given``: by the caller."""

    span: Span
    name: str
    role: PlaceRole
    given: bool = False


def given_mentions(doc: Doc, spans: tuple[Span, ...], places: Gazetteer) -> tuple[PlaceMention, ...]:
    """Exactly the spans that the caller gives, each with its role."""
    found, tokens_at, text = [], token_finder(doc), doc.text
    for span in spans:
        role = role_of(tokens_at(span), span.of(text), places, given=True)
        found.append(PlaceMention(span=span, name=span.of(text), role=role or PlaceRole.PART_OF_NAME, given=True))
    return tuple(found)


class MentionFinder:
    """Finds the place names of one text, in steps; each step sees what those before have taken."""

    def __init__(self, doc: Doc, places: Gazetteer) -> None:
        """For the names of ``doc``."""
        self.doc, self.places = doc, places
        self.taken = [False] * (len(doc) + 1)
        self.found: list[PlaceMention] = []
        self._persons = _persons(doc)
        self._runs = tuple(runs_of(doc))
        self._headlines = [r.span for r in notes_of(doc).regions if r.kind is RegionKind.HEADLINE]
        self._datelines = notes_of(doc).datelines

    def find(self) -> tuple[PlaceMention, ...]:
        """What the parser or the words beside tell."""
        for tokens in chain(self._entities(), self._looked_up(self._is_place), self._bodies()):
            self._take(tokens)
        return self._sorted()

    def find_more(self, is_near: Callable[[str, bool], bool]) -> tuple[PlaceMention, ...]:
        """What the gazetteer has near the places found so far, and names found elsewhere in the text.

        ``is_near``: whether a name may be a place near the others; True as second argument: also by its sound.
        """
        for tokens in self._looked_up(lambda part, run: self._is_near_place(part, run, is_near)):
            self._take(tokens)
        for tokens in self._repeated():
            self._take(tokens, whole=False)
        return self._sorted()

    def _sorted(self) -> tuple[PlaceMention, ...]:
        return tuple(sorted(self.found, key=lambda m: m.span))

    def _take(self, tokens: Tokens, *, whole: bool = True) -> None:
        """Keep a name, unless a part of it is taken or it is no place after all."""
        if any(self.taken[tokens.start : tokens.end]) or len(key_of(tokens.text)) < SHORTEST:
            return
        people = bool(self.places.demonym(tokens.text))
        full = with_generic(self._longest(tokens)) if whole and not people else tokens
        role = role_of(full, full.text, self.places)
        if role is not None and not any(self.taken[full.start : full.end]):
            self.taken[full.start : full.end] = [True] * len(full)
            self.found.append(PlaceMention(span=Span(full.start_char, full.end_char), name=full.text, role=role))

    def _longest(self, part: Tokens) -> Tokens:
        """The longer name that the gazetteer has, where the parser cut it short ("San Orso [del Mar]", "[Deir] ez-Varo")."""
        for size in range(LONGEST, len(part), -1):
            for start in range(max(part.start - 2, part.end - size, 0), part.start + 1):
                longer = self.doc[start : start + size]
                if longer.end < part.end or any(self.taken[longer.start : longer.end]) or not _is_one_name(longer):
                    continue
                if any(e.trust <= 1 for e in self.places.candidates(longer.text)):
                    return longer
        return part

    # ---- the parser's entities

    def _entities(self) -> Iterator[Tokens]:
        for entity in self.doc.ents:
            if entity.label_ in PLACE_LABELS:
                parts = (part for found in self._parts(entity) if (part := trimmed(found)) is not None)
                yield from (part for part in parts if self._may_be(part) and not self._is_person(part))
            elif entity.label_ == "NORP":
                yield from [entity] if self._is_no_people(entity) else self._demonyms(entity)

    def _parts(self, entity: Tokens) -> Iterator[Tokens]:
        """The names in an entity: "western Vallish province of Al-Orsk" is a people and a province."""
        if self.places.candidates(entity.text) or self.places.demonym(entity.text):
            yield entity
            return
        at = start = entity.start
        while at < entity.end:
            size = next((n for n in range(min(LONGEST, entity.end - at), 0, -1) if self._is_known(self.doc[at : at + n])), 0)
            if size:
                yield from self._runs_between(start, at)
                yield self.doc[at : at + size]
                start = at + size
            at += size or 1
        yield from self._runs_between(start, entity.end)

    def _is_known(self, part: Tokens) -> bool:
        """A name of the gazetteer, or a people, inside an entity; single words only if they begin it or follow a people."""
        if not part[0].text[:1].isupper() or not (part[-1].text[:1].isupper() or len(part) == 1) or _is_common(part):
            return False
        known = [e for e in self.places.candidates(part.text) if e.trust <= OLDEST_TRUST]
        ends = part.end >= len(self.doc) or not self.doc[part.end].text[:1].isupper()
        return bool(self.places.demonym(part.text)) or (bool(known) and ends)

    def _runs_between(self, start: int, end: int) -> Iterator[Tokens]:
        for run in runs_of(self.doc[start:end]) if start < end else ():
            part = trimmed(run)
            if part is not None:
                yield part

    def _may_be(self, part: Tokens) -> bool:
        """Whether an entity can be a name: no common word, and known, or where a place stands."""
        if not part.text[0].isalpha() or not any(c.isupper() for c in part.text) or _is_common(part):
            return False
        known = self.places.candidates(part.text) or self.places.state(part.text, behind_comma=True) or self.places.demonym(part.text)
        return bool(known) or names_a_feature(part) or bool(generic_after(part)) or stands_as_place(part, self.taken)

    def _is_person(self, part: Tokens) -> bool:
        """The last name of somebody who is named in full elsewhere, not behind a preposition of place."""
        return part.text in self._persons and not stands_as_place(part, self.taken)

    def _is_no_people(self, tokens: Tokens) -> bool:
        """“In Orrel on Tuesday”: a single name that ends a phrase of place, and that the gazetteer has for no people."""
        first = tokens[0]
        alone = len(tokens) == 1 and first.tag_ == "NNP" and first.dep_ == "pobj" and first.head.i == first.i - 1
        return alone and first.head.lower_ in cue_words("where") - {"of", "by", "against"} and not self.places.demonym(tokens.text)

    def _demonyms(self, tokens: Tokens) -> Iterator[Tokens]:
        at = tokens.start
        while at < tokens.end:
            size = next((n for n in (3, 2, 1) if at + n <= tokens.end and self.places.demonym(self.doc[at : at + n].text)), 0)
            if size:
                yield self.doc[at : at + size]
            at += size or 1

    # ---- the gazetteer

    def _looked_up(self, is_place: Callable[[Tokens, Tokens], bool]) -> Iterator[Tokens]:
        """Parts of runs of capitalised words that are a place, the longest first."""
        for run in self._runs:
            at = run.start
            while at < run.end:
                sizes = range(min(LONGEST, run.end - at), 0, -1)
                parts = (self.doc[at : at + n] for n in sizes if not any(self.taken[at : at + n]))
                part = next((p for p in parts if self._looks_like_name(p) and is_place(p, run)), None)
                if part is not None:
                    yield part
                at += len(part) if part is not None else 1

    def _looks_like_name(self, part: Tokens) -> bool:
        if not part[-1].text[:1].isupper() or len(key_of(part.text)) < 3 or _is_common(part) or is_titled(part):
            return False
        labels = {t.ent_type_ for t in part}
        return not labels & NUMBER_LABELS and (not labels & TITLE_LABELS or stands_as_place(part, self.taken))

    def _is_place(self, part: Tokens, run: Tokens) -> bool:
        """Whether words that the parser takes for no place name one: where a place stands, and known or with a generic word."""
        if self.places.demonym(part.text):
            return part[0].text[:1].isupper()
        if "." in part.text and self.places.state(part.text, behind_comma=False):
            return True
        whole = part.start == run.start and part.end == run.end
        standing = whole and (stands_as_place(part, self.taken) or _is_hit(part))
        if whole and names_a_feature(part):
            return True
        wished = generic_after(part) if whole else None
        if wished in {"site", "spot"} or (wished and standing) or (whole and generic_before(part)):
            return True
        known = [e for e in self.places.candidates(part.text) if e.trust <= OLDEST_TRUST]
        if not known:
            return False
        if standing or (whole and stands_before_locals(part)) or self._is_in(part, self._datelines):
            return True
        labelled = {t.ent_type_ for t in part} & NAME_LABELS
        big = max(e.population for e in known) >= KNOWN_ALONE or known[0].kind in {"country", "region", "continent", "water"}
        plain = not labelled and whole and not (len(part) == 1 and part[0].pos_ not in {"PROPN", "X"})
        return big and plain and not self._is_in(part, self._headlines) and part.text not in self._persons

    def _is_near_place(self, part: Tokens, run: Tokens, is_near: Callable[[str, bool], bool]) -> bool:
        """A name that the gazetteer has close to the places of the report."""
        if (
            part.start != run.start
            or part.end != run.end
            or part.text in self._persons
            or part.root.pos_ not in {"PROPN", "X", "ADJ", "NOUN"}
        ):
            return False
        at = bisect_right(self.doc.ents, part.start, key=lambda e: e.start) - 1
        name = self.doc.ents[at] if at >= 0 else None  # names never overlap
        inside = name is not None and part.end <= name.end and len(name) > len(part)
        return not inside and is_near(part.text, stands_as_place(part, self.taken))

    def _is_in(self, part: Tokens, regions: Sequence[Span]) -> bool:
        return any(s.start <= part.start_char < s.end for s in regions)

    def _bodies(self) -> Iterator[Tokens]:
        """The place in an organisation's name: "Orten Police Department", "University of Orten"."""
        for run in self._runs:
            before = self.doc[max(0, run.start - 2) : run.start]
            if len(before) == 2 and before[1].lower_ == "of" and before[0].text[:1].isupper() and before[0].lower_ in cue_words("body"):
                if any(e.trust == 0 for e in self.places.candidates(run.text)):
                    yield run
                continue
            start = run.start + (run[0].lower_ == "the")
            for size in range(min(3, run.end - start - 1), 0, -1):
                part = self.doc[start : start + size]
                known = [e for e in self.places.candidates(part.text) if e.trust == 0]
                following = self.doc[part.end].lower_ if part.end < run.end else ""
                if known and following in cue_words("office") and not _is_common(part) and part.text not in self._persons:
                    yield part
                    break

    def _repeated(self) -> Iterator[Tokens]:
        """Names found once are found wherever they stand; a site's also without its generic word."""
        known = {_without_generic_word(m.name) for m in self.found if m.role in {PlaceRole.LITERAL, PlaceRole.METONYM}}
        for run in self._runs:
            if run.text in known - self._persons and not is_titled(run) and not {t.ent_type_ for t in run} & NAME_LABELS:
                yield run


def _is_hit(part: Tokens) -> bool:
    """“Orten was shelled”: the subject of a verb of place in the passive."""
    root = part.root
    return root.dep_ == "nsubjpass" and root.head.lemma_.lower() in cue_words("at") and root.i == part.end - 1


def _is_one_name(tokens: Tokens) -> bool:
    """Capitals at both ends, nothing but particles and hyphens between, inside one sentence."""
    inner = all(t.text[:1].isupper() or t.text in PARTICLES or t.text in {"-", "'s", "’s", "'", "’"} for t in tokens)
    ends = (tokens[0].text[:1].isupper() or tokens[0].text in ARTICLES) and tokens[-1].text[:1].isupper()
    return inner and ends and not any(t.is_sent_start for t in tokens[1:]) and not _is_common(tokens)


def _persons(doc: Doc) -> frozenset[str]:
    """Last names of persons who are named in full, or with their title."""
    full = {e[-1].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 1 and e[-1].tag_ != "POS"}
    full |= {e[-2].text for e in doc.ents if e.label_ == "PERSON" and len(e) > 2 and e[-1].tag_ == "POS"}
    return frozenset(full | {t.text for t in doc if t.text[:1].isupper() and is_titled(doc[t.i : t.i + 1])})


def _is_common(part: Tokens) -> bool:
    """A word that is written with a capital for other reasons, alone or with a number."""
    words = [t.lower_ for t in part]
    return (words[0] in cue_words("common") and (len(words) == 1 or words[1].isdigit())) or key_of(part.text) in GENERIC


def _without_generic_word(name: str) -> str:
    words = name.split()
    at = next((n for n in range(1, len(words)) if " ".join(words[n:]).islower() and " ".join(words[n:]) in GENERIC), len(words))
    return " ".join(words[:at])
