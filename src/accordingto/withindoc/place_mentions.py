"""Place mentions: which words name a place, and what the name does there.

In: a parsed text, the gazetteer, perhaps spans that the caller gives. Out: spans with a role: literal, metonym (a capital that
acts), demonym, part of a name. Names come from the parser's entities and, where these miss one, from capitalised words that the
gazetteer knows and that stand where a place stands. It does not decide which place is meant.

In "Orten denied that its guards fired in Vale" Orten is a metonym, Vale is literal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from accordingto.model.evidence import Span
from accordingto.model.kinds import PlaceRole, RegionKind
from accordingto.resources.gazetteer import Gazetteer
from accordingto.resources.lexicon import rows_of
from accordingto.resources.place_names import GENERIC, key_of
from accordingto.withindoc.notes import notes_of

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"ORG", "PERSON", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART", "NORP"})
OPENERS = frozenset({"port", "camp", "city", "town", "village", "province", "governorate", "district", "state", "gulf", "strait"})
LOCATIVE = frozenset(
    "in at near from to of between outside toward towards into around across inside through via off north south east west over along "
    "and or , for on reached left entered leave enter".split()
)
STRONG_LOCATIVE = frozenset(
    "in at near from between outside toward towards into around inside off via to across through throughout".split()
)
KNOWN_ALONE = 100_000
"""A capitalised word that the parser takes for nothing needs this many people to be taken for a place without a preposition."""
LONGEST = 6
"""Words of a name."""
NO_NAMES = frozenset(
    "I We He She It They The A An This That These Those God Lord Christmas Easter Islam Muslim Muslims Christian Christians Jewish Jews Sunni "
    "Shia Shiite Arab Arabs Kurd Kurds Kurdish English Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRow:
    """A row of place_cues.tsv."""

    kind: str
    word: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name as it stands. ``sure``: given, or an entity of the parser; else found by the gazetteer only."""

    span: Span
    name: str
    role: PlaceRole
    sure: bool = True
    given: bool = False


@cache
def cue_words(kind: str) -> frozenset[str]:
    """Words of one kind of the table."""
    return frozenset(row.word for row in rows_of("place_cues.tsv", CueRow) if row.kind == kind)


def given_mentions(doc: Doc, spans: tuple[Span, ...], places: Gazetteer) -> tuple[PlaceMention, ...]:
    """Exactly the spans that the caller gives, each with its role."""
    found = []
    for span in spans:
        tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
        role = role_of(tokens, span.of(doc.text), places) if tokens is not None else PlaceRole.LITERAL
        found.append(PlaceMention(span=span, name=span.of(doc.text), role=role or PlaceRole.PART_OF_NAME, given=True))
    return tuple(found)


def find_mentions(doc: Doc, places: Gazetteer) -> tuple[PlaceMention, ...]:
    """All place names of a text, in its order, none overlapping another."""
    taken = [False] * (len(doc) + 1)
    found: list[PlaceMention] = []
    for tokens, sure in chain(_entities(doc, places), _looked_up(doc, places, taken)):
        if any(taken[tokens.start : tokens.end]):
            continue
        whole = tokens if places.demonym(tokens.text) else _with_generic(tokens)
        name = whole.text
        role = role_of(whole, name, places)
        if role is None:
            continue
        taken[whole.start : whole.end] = [True] * len(whole)
        found.append(PlaceMention(span=Span(whole.start_char, whole.end_char), name=name, role=role, sure=sure))
    return tuple(sorted([*found, *_repeated(doc, found, taken, places)], key=lambda m: m.span))


def _repeated(doc: Doc, found: list[PlaceMention], taken: list[bool], places: Gazetteer) -> Iterator[PlaceMention]:
    """Names found once are found wherever they stand; a site's also without its generic word."""
    known = {_without_generic_word(m.name): m for m in found if m.role in {PlaceRole.LITERAL, PlaceRole.METONYM}}
    for run in _runs(doc[:]):
        text = run.text
        if text in known and not any(taken[run.start : run.end]) and not _titled(run):
            role = role_of(run, text, places)
            if role is not None:
                taken[run.start : run.end] = [True] * len(run)
                yield PlaceMention(span=Span(run.start_char, run.end_char), name=text, role=role, sure=False)


def _without_generic_word(name: str) -> str:
    words = name.split()
    at = next((n for n in range(1, len(words)) if " ".join(words[n:]).islower() and " ".join(words[n:]) in GENERIC), len(words))
    return " ".join(words[:at])


# ---- finding


def _entities(doc: Doc, places: Gazetteer) -> Iterator[tuple[Tokens, bool]]:
    """Places among the parser's entities, and the peoples."""
    for entity in doc.ents:
        if entity.label_ in PLACE_LABELS:
            for part in _parts(entity, places):
                if (
                    part.text[0].isalpha()
                    and any(c.isupper() for c in part.text)
                    and part.text not in NO_NAMES
                    and key_of(part.text) not in GENERIC
                ):
                    yield part, True
        elif entity.label_ == "NORP":
            yield from ((t, True) for t in _demonyms(entity, places))


def _parts(entity: Tokens, places: Gazetteer) -> Iterator[Tokens]:
    """The names in an entity: "western Vallish province of Al-Orsk" is a people and a province."""
    runs = list(_runs(entity))
    if len(runs) <= 1 or places.candidates(entity.text):
        trimmed = _trimmed(entity)
        if trimmed is not None:
            yield from (_demonym_first(trimmed, places))
        return
    for run in runs:
        yield from _demonym_first(run, places)


def _demonym_first(tokens: Tokens, places: Gazetteer) -> Iterator[Tokens]:
    """A people before a name are two names."""
    first = tokens[:1]
    if len(tokens) > 1 and places.demonym(first.text) and not places.candidates(tokens.text) and not places.demonym(tokens.text):
        yield tokens.doc[first.start : first.end]
        tokens = tokens.doc[first.end : tokens.end]
    trimmed = _trimmed(tokens)
    if trimmed is not None:
        yield trimmed


def _demonyms(tokens: Tokens, places: Gazetteer) -> Iterator[Tokens]:
    at = tokens.start
    while at < tokens.end:
        size = next((n for n in (3, 2, 1) if at + n <= tokens.end and places.demonym(tokens.doc[at : at + n].text)), 0)
        if size:
            yield tokens.doc[at : at + size]
        at += size or 1


def _looked_up(doc: Doc, places: Gazetteer, taken: list[bool]) -> Iterator[tuple[Tokens, bool]]:
    """Runs of capitalised words that the gazetteer knows, where the parser saw no place. ``taken`` grows while they are found."""
    headlines = [r.span for r in notes_of(doc).regions if r.kind is RegionKind.HEADLINE]
    for run in _runs(doc[:]):
        loud = any(s.start <= run.start_char < s.end for s in headlines)
        at = run.start
        while at < run.end:
            sizes = range(min(LONGEST, run.end - at), 0, -1)
            size = next((n for n in sizes if not any(taken[at : at + n]) and _is_place(doc[at : at + n], run, places, taken, loud=loud)), 0)
            if size:
                yield doc[at : at + size], False
            at += size or 1


def _runs(tokens: Tokens) -> Iterator[Tokens]:
    """Stretches of capitalised words, with hyphens and particles between them."""
    doc, start, at = tokens.doc, None, tokens.start
    for at in range(tokens.start, tokens.end):
        token = doc[at]
        if token.is_sent_start and start is not None:
            yield doc[start:at]
            start = None
        if token.text[:1].isupper() and token.text != "I":
            start = at if start is None else start
        elif start is not None and not (_joins(token) and at + 1 < tokens.end and (doc[at + 1].text[:1].isupper() or _joins(doc[at + 1]))):
            yield doc[start:at]
            start = None
        elif start is None and _joins(token) and token.text in ARTICLES and at + 2 < tokens.end and doc[at + 1].text == "-":
            start = at
    if start is not None:
        yield doc[start : tokens.end]


ARTICLES = frozenset({"al", "el", "ez", "az", "ash", "as", "ad", "an", "ar", "at"})
PARTICLES = ARTICLES | frozenset("de del la las los du des y da do di sur le les d' der den van von am an bei en i e wa".split())


def _joins(token: Token) -> bool:
    """A hyphen, an apostrophe, or a particle inside a name ("Norte de Orsa", "Deir ez-Varo")."""
    return token.text in {"-", "–", "'", "’", "‘"} or token.text in PARTICLES


def _is_place(tokens: Tokens, run: Tokens, places: Gazetteer, taken: list[bool], *, loud: bool) -> bool:
    """Whether words that the parser takes for no place name one: known to the gazetteer, and where a place stands."""
    text, doc = tokens.text, tokens.doc
    if tokens[0].text in NO_NAMES or not tokens[-1].text[:1].isupper() or len(key_of(text)) < 3 or key_of(text) in GENERIC:
        return False
    if places.demonym(text):
        return tokens[0].text[:1].isupper()
    if "." in text and places.state(text, behind_comma=False):
        return True
    whole = tokens.start == run.start and tokens.end == run.end
    labels = {t.ent_type_ for t in tokens if t.ent_type_}
    if labels & {"DATE", "TIME", "CARDINAL", "WORK_OF_ART", "LAW", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"} or _titled(tokens):
        return False
    wished = _generic_after(tokens) if whole else None
    if wished in {"site", "spot"} or (wished and _stands_as_place(tokens, taken)):
        return True
    known = [e for e in places.candidates(text) if e.trust <= 2]
    if not known:
        return False
    standing = whole and _stands_as_place(tokens, taken)
    if labels & {"PERSON", "ORG", "EVENT", "PRODUCT", "NORP", "LANGUAGE"}:
        return standing
    common = len(tokens) == 1 and (tokens[0].is_stop or tokens[0].pos_ not in {"PROPN", "X"}) and not standing
    big = max(e.population for e in known) >= KNOWN_ALONE or known[0].kind in {"country", "region", "continent", "water"}
    before = doc[tokens.start - 1].lower_ if tokens.start else ""
    return standing or (big and not common and (whole or before in LOCATIVE) and not loud)


def _generic_after(tokens: Tokens) -> str | None:
    """The kind that a generic word in lower case right after the name tells: "Orten airbase", "Varo displaced camp"."""
    doc, end = tokens.doc, tokens.end
    for n in (3, 2, 1):
        words = doc[end : end + n].text if end + n <= len(doc) else ""
        if words in GENERIC and words not in _LOOSE:
            return GENERIC[words]
    return None


def _stands_as_place(tokens: Tokens, taken: list[bool]) -> bool:
    """Behind a preposition or a verb of place, or in a list with a name that is one already."""
    doc, at = tokens.doc, tokens.start - 1
    while at >= 0 and doc[at].lower_ in {"the", "a", "northern", "southern", "eastern", "western", "central"}:
        at -= 1
    if at < 0 or doc[at + 1].is_sent_start:
        return False
    if doc[at].lower_ in STRONG_LOCATIVE or (doc[at].pos_ == "VERB" and doc[at].lemma_.lower() in cue_words("at")):
        return True
    if doc[at].lower_ in {"and", "or", ",", "&"}:
        before = at - 1 if doc[at - 1].text != "," else at - 2
        return before >= 0 and taken[before]
    return doc[at].lower_ == "of" and at > 0 and GENERIC.get(doc[at - 1].lower_) is not None


def places_word(tokens: Tokens) -> bool:
    """Whether the name already ends in its generic word."""
    return len(tokens) > 1 and tokens[-1].lower_ in GENERIC


def _trimmed(tokens: Tokens) -> Tokens | None:
    """Without article and possessive ending."""
    start, end = tokens.start, tokens.end
    while start < end and (tokens.doc[start].lower_ in {"the", "a", "an"} or tokens.doc[start].is_space or tokens.doc[start].is_punct):
        start += 1
    while start < end and (
        tokens.doc[end - 1].tag_ == "POS" or tokens.doc[end - 1].is_space or tokens.doc[end - 1].text in {"'s", "’s", ",", "-", "’", "'"}
    ):
        end -= 1
    return tokens.doc[start:end] if start < end else None


def _with_generic(tokens: Tokens) -> Tokens:
    """With the generic word that belongs to the name as written: "Orsk province", "port of Varo", "Camp Orten"."""
    doc, start, end = tokens.doc, tokens.start, tokens.end
    for size in (3, 2, 1) if not places_word(tokens) else ():
        words = " ".join(t.lower_ for t in doc[end : end + size])
        if end + size <= len(doc) and GENERIC.get(words) and words not in _LOOSE and not doc[end].is_sent_start:
            end += size
            break
    if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in {"port"}:
        start -= 2
    elif start >= 1 and doc[start - 1].text in {"Camp", "Fort", "Port", "Lake", "Mount", "Gulf", "Cape"}:
        start -= 1
    return doc[start:end]


_LOOSE = frozenset(
    {"base", "state", "city", "town", "village", "gate", "port", "school", "station", "road", "street", "mine", "sea", "market", "region"}
)


# ---- role


def role_of(tokens: Tokens, name: str, places: Gazetteer) -> PlaceRole | None:
    """What the name does; None: it is no place at all (an outlet, a person, a treaty)."""
    if places.demonym(name):
        return PlaceRole.DEMONYM
    if tokens.root.ent_type_ == "PERSON" and _titled(tokens):
        return None
    part = _part_of_name(tokens)
    if part == "none":
        return None
    if part == "body":
        return PlaceRole.PART_OF_NAME
    return PlaceRole.METONYM if _acts(tokens) else PlaceRole.LITERAL


def _titled(tokens: Tokens) -> bool:
    before = tokens.doc[tokens.start - 1].lower_.rstrip(".") if tokens.start else ""
    return before in cue_words("title")


def _part_of_name(tokens: Tokens) -> str | None:
    """The kind of the name that the capitalised words around make up with this one: a body, none (outlet, treaty), or no name."""
    doc, before, after = tokens.doc, tokens.start - 1, tokens.end
    following: list[str] = []
    while after < len(doc) and doc[after].text[:1].isupper() and not doc[after].is_sent_start and len(following) < 4:
        following.append(doc[after].lower_)
        after += 1
    if len(following) and following[-1] in cue_words("none"):
        return "none"
    if following and any(w in cue_words("body") for w in following):
        return "body"
    if not following and after < len(doc) and doc[after].lower_ in {"virus"}:
        return "none"
    if before >= 1 and doc[before].lower_ == "of" and doc[before - 1].text[:1].isupper() and doc[before - 1].lower_ in cue_words("body"):
        return "body"
    if before >= 0 and doc[before].lower_ in {"radio"} and doc[before].text[:1].isupper():
        return "none"
    lower = [t.lower_ for t in doc[after : after + 3]]
    return "body" if "plant" in lower and lower[0] in {"nuclear", "power", "steel", "chemical"} else None


def _acts(tokens: Tokens) -> bool:
    """The subject of a verb of saying or deciding, or one of two that talks are between."""
    head = tokens.root
    first = head
    while first.dep_ == "conj" and first.head is not first:
        first = first.head
    if first.dep_ in {"nsubj", "nsubjpass"} and first.head.lemma_.lower() in cue_words("acts") and first.head.pos_ in {"VERB", "AUX"}:
        return True
    if (
        first.dep_ == "pobj"
        and first.head.lower_ == "by"
        and first.head.head.lemma_.lower() in cue_words("acts")
        and first.head.dep_ == "agent"
    ):
        return True
    between = first.dep_ == "pobj" and first.head.lower_ in {"between", "with"}
    return between and first.head.head.lemma_.lower() in cue_words("talks")
