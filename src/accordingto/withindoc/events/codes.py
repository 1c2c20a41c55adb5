"""PLOVER's codes of those who take part: a country or organisation, and a sector, where the text supports them.

In: claims of actors and recipients, chains, places, attributions. Out: `notes.codes`, one a value, with its words and rule. The
participant's own words decide first, then what the same claimant or the report itself calls the same one elsewhere; where two of
those differ there is no code. It does not decide who takes part (roles) nor guess from where something happened.

"Lena Orrby, Norway's defence minister, accused rebels" gives NOR and GOV for Orrby, REB for the rebels and no country.
"""

from collections.abc import Iterator

from accordingto.model.evidence import Because, Span
from accordingto.model.found import ActorCode, Chain, Claim, EventMention
from accordingto.model.kinds import CodeKind, EventType, PlaceRole, Sector, Slot
from accordingto.resources.gazetteer import gazetteer
from accordingto.withindoc.events.arguments import lemma_of
from accordingto.withindoc.events.countries import code_of_place, country_of
from accordingto.withindoc.events.role_nouns import body_at, noun_at
from accordingto.withindoc.events.roles import PRONOUNS
from accordingto.withindoc.events.sectors import Sign, sector_of
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.tokens import Doc, Token

CODED = (Slot.ACTOR, Slot.RECIPIENT)
ADDRESSED = frozenset(
    [EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN, EventType.SUPPORT, EventType.AGREE, EventType.CONCEDE]
)
"""What is done in words is done to a government, not to the town where it sits."""
LEADS = ("lead", "head", "command", "chair", "run")
OWN, DESCRIBED = "own", "described"
CONFIDENCE = {(CodeKind.COUNTRY, OWN): 0.96, (CodeKind.SECTOR, OWN): 0.9}
"""Share of the codes given that the PLOVER gold records have too: 188 of 195 countries, 93 of 103 sectors."""
CONFIDENCE_ELSEWHERE = 0.8
"""An estimate: codes by what somebody is called elsewhere are too few there to measure."""


def find_codes(doc: Doc) -> Doc:
    """Fill ``notes.codes``."""
    notes = notes_of(doc)
    notes.codes = []
    mentions = {m.id: m for m in notes.event_mentions}
    chains = {c.id: c for c in reversed(notes.chains)}
    for claim in notes.claims:
        if claim.slot in CODED and claim.mention in mentions:
            for kind, sign, where in _codes_of(doc, notes, claim, mentions[claim.mention], chains.get(claim.refers_to or "")):
                notes.codes.append(_code(f"k{len(notes.codes) + 1}", claim, kind, sign, where))
    return doc


def _code(name: str, claim: Claim, kind: CodeKind, sign: Sign, where: str) -> ActorCode:
    words = Span(sign.words[0].idx, sign.words[-1].idx + len(sign.words[-1]))
    sure = CONFIDENCE.get((kind, where), CONFIDENCE_ELSEWHERE)
    because = Because(rule=sign.rule, confidence=sure, detail=None if where == OWN else "so described elsewhere")
    return ActorCode(id=name, claim=claim.id, kind=kind, value=sign.value, words=(words,), refers_to=sign.place, because=because)


def _codes_of(doc: Doc, notes: Notes, claim: Claim, mention: EventMention, chain: Chain | None) -> Iterator[tuple[CodeKind, Sign, str]]:
    own = tuple(_heads(doc, claim.words))
    for head in own:
        place = _as_place(notes, head, mention, claim.slot)
        if place:
            yield from ((kind, sign, OWN) for kind, sign in place)
            return
    others = tuple(_described(doc, notes, claim, own, chain))
    country = _country(notes, own, OWN) or _country(notes, others, DESCRIBED)
    sector = _sector(notes, own, OWN) or _sector(notes, others, DESCRIBED)
    if country is not None:
        yield CodeKind.COUNTRY, *country
    if sector is not None:
        sign, where = sector
        if country is not None and sign.value == Sector.GOVERNMENT and country[0].value == Sector.UNION:
            sign = Sign(Sector.UNION, country[0].words, country[0].rule)  # a union of states has no government: "the UN envoy"
        yield CodeKind.SECTOR, sign, where


def _heads(doc: Doc, spans: tuple[Span, ...]) -> Iterator[Token]:
    """Heads of the words, pronouns left out. A name before a noun stands for that noun: "British" for "British nationals"."""
    text = doc.text
    for span in spans:
        if span.of(text).lower() not in PRONOUNS:
            head = tokens_of(doc, span).root
            above = head.head
            yield above if head.dep_ in ("amod", "compound") and head.ent_type_ in ("NORP", "ORG") and noun_at(above) else head


def _described(doc: Doc, notes: Notes, claim: Claim, own: tuple[Token, ...], chain: Chain | None) -> Iterator[Token]:
    """Heads of what the same one is called elsewhere, by the report itself or by the claimant of ``claim``."""
    for head in own:
        yield from (c for c in head.children if c.dep_ == "appos" and noun_at(c))
        if head.dep_ == "appos":
            yield head.head
        yield from _led_by(head.head if head.dep_ == "appos" else head)
    for span in (*chain.described, *chain.mentions) if chain else ():
        over = notes.attribution_over(span)
        if over is None or over.id == claim.according_to:
            yield from (h for h in _heads(doc, (span,)) if h not in own)


def _led_by(head: Token) -> Iterator[Token]:
    """What somebody leads: "who heads the Bolivian air force"."""
    for clause in head.children:
        if clause.dep_ == "relcl" and lemma_of(clause) in LEADS and any(c.dep_ == "nsubj" and c.lower_ == "who" for c in clause.children):
            yield from (c for c in clause.children if c.dep_ == "dobj")


def _country(notes: Notes, heads: tuple[Token, ...], where: str) -> tuple[Sign, str] | None:
    return _only(notes, [sign for head in heads if (sign := country_of(notes, head))], where)


def _sector(notes: Notes, heads: tuple[Token, ...], where: str) -> tuple[Sign, str] | None:
    return _only(notes, [sign for head in heads if (sign := sector_of(head))], where)


def _only(notes: Notes, signs: list[Sign], where: str) -> tuple[Sign, str] | None:
    """The one value that all signs give; words between quotation marks are somebody's own and no sign."""
    left = [s for s in signs if not any(q.span.overlaps(Span(t.idx, t.idx + len(t))) for q in notes.quoted_terms for t in s.words)]
    return (left[0], where) if len({s.value for s in left}) == 1 else None


def _as_place(notes: Notes, head: Token, mention: EventMention, slot: Slot) -> list[tuple[CodeKind, Sign]]:
    """Codes of a country or town that stands alone: a capital is a government where it acts or is spoken to."""
    span = Span(head.idx, head.idx + len(head))
    near = notes.by_place.things(notes.places, span)
    place = next((p for p in near if p.span.contains(span) and p.role is not PlaceRole.DEMONYM), None)
    code = code_of_place(place) if place else None
    if place is None or code is None or place.role is PlaceRole.PART_OF_NAME or body_at(head) is not None:
        return []
    words = tuple(tokens_of(head.doc, place.span))
    found = [(CodeKind.COUNTRY, Sign(code, words, "codes.place", place.id))]
    entry = gazetteer(notes.own_places).place(place.geonameid) if place.geonameid else None
    spoken_to = slot is Slot.RECIPIENT and mention.type in ADDRESSED and head.dep_ in ("dobj", "nsubjpass")
    if entry is not None and entry.capital and entry.kind == "town" and (place.role is PlaceRole.METONYM or spoken_to):
        found.append((CodeKind.SECTOR, Sign(Sector.GOVERNMENT, words, "codes.capital", place.id)))
    return found
