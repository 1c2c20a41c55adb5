"""Accounts: what each claimant says of each slot of each event, over all reports that carry it; which of them stand on their own.

In: documents, entities, events, echoes. Out: accounts and verdicts. A claim heard in ten outlets from one spokesman is one account with ten
carriers. A claimant's own later figure replaces the earlier one. Own voice that is copied from another report has that report's origin. It
does not say who is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accordingto.crossdoc.added import without_what_was_added
from accordingto.crossdoc.claimants import Groups, Said, joined
from accordingto.crossdoc.compare import claimant_of, names_nobody, same_group, share_a_number, standing, verdict
from accordingto.crossdoc.copied import Copied, copied_sentences
from accordingto.crossdoc.echoes import credits_outlet
from accordingto.crossdoc.entities import Repeated
from accordingto.crossdoc.names import acronym, normal
from accordingto.model.document import Document
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument, Attribution, Claim
from accordingto.model.ids import digest_of
from accordingto.model.kinds import BORROWED_PLACES, TOLL_SLOTS, Slot, SourceKind, Stance
from accordingto.model.linked import Account, Echo, Entity, Event, Passage, Ref, Verdict

SLOTS = (*TOLL_SLOTS, Slot.DAMAGE, Slot.ACTOR, Slot.PLACE, Slot.DATE)
BORROWED = frozenset({"event_dates.same_incident", "event_dates.goes_on", *BORROWED_PLACES})
"""Rules by which a mention has the date or place of a neighbour: nobody claims it there."""
OURSELVES = re.compile(
    r"(?:this|our)\s+(?:own\s+)?(?:newspaper|paper|station|website|site|agency|channel|magazine|broadcaster|bulletin|wire|blog)"
    r"|we|our(?:\s+[a-z]+){1,2}"
    r"|(?:an|the|our)\s+(?:earlier|previous|first)\s+(?:version|edition|report)(?:\s+of\s+(?:this|our)\s+[a-z]+)?",
    re.IGNORECASE,
)
"""How an outlet speaks of itself outside quotations: "this newspaper reported 16 deaths", "we wrote", "our lawyers count 60"."""
THE_REPORT = "the report"
NOBODY = "nobody named"


def accounts_of(
    found: Sequence[AnnotatedDocument], entities: Sequence[Entity], events: Sequence[Event], echoes: Sequence[Echo], repeated: Repeated
) -> tuple[tuple[Account, ...], tuple[Verdict, ...]]:
    """Accounts and verdicts of a collection."""
    by_mention = {m: e for e in events for m in e.mentions}
    entity_of = {r: e for e in entities for r in e.chains}
    outlets = {normal(e.name): e for e in entities if e.named}
    said: Groups = defaultdict(list)
    by_id = {f.document.doc_id: f for f in found}
    credited = _Credits({d: f.document for d, f in by_id.items()}, repeated)
    for document in sorted(found, key=lambda f: f.document.doc_id):
        for one in _said_in(document, by_mention, entity_of, outlets, credited):
            said[one.event, one.claim.slot, one.key, _value_key(one)].append(one)
    said = _without_nobody(joined(said, found, entities))
    echoed = _Echoed(_roots(echoes), repeated, copied_sentences(said.values(), by_id))
    accounts = [_account(group, echoed) for _, group in sorted(said.items(), key=lambda kv: tuple(map(str, kv[0])))]
    accounts = list(without_what_was_added(_revised(accounts)))
    return tuple(accounts), tuple(_verdicts(accounts))


def _without_nobody(said: Groups) -> Groups:
    """“Gunmen” is what is known of who did it where nobody is named, and no account beside one that names somebody."""
    named = {event for (event, slot, _, _), group in said.items() if slot is Slot.ACTOR and not names_nobody(group[0].claim.value)}
    out: Groups = defaultdict(list)
    for (event, slot, key, value), group in said.items():
        if slot is not Slot.ACTOR or event not in named or not names_nobody(group[0].claim.value):
            out[event, slot, key, value] = group
    return out


@dataclass(frozen=True, slots=True)
class _Credits:
    """Whose words a passage is: the outlet that the report credits for it, else its own."""

    documents: dict[str, Document]
    repeated: Repeated

    def outlet_of(self, doc_id: str, span: Span) -> str | None:
        """The outlet in whose voice ``span`` is told."""
        own = self.documents[doc_id]
        for words, other in self.repeated.get(doc_id, ()):
            source = self.documents[other.doc_id]
            if words.overlaps(span) and source.outlet and credits_outlet(own, source):
                return source.outlet
        return own.outlet


def _said_in(
    found: AnnotatedDocument, by_mention: dict[Ref, Event], entity_of: dict[Ref, Entity], outlets: dict[str, Entity], credited: _Credits
) -> Iterable[Said]:
    doc = found.document
    attributions = {a.id: a for a in found.attributions}
    types = {m.id: m.type for m in found.event_mentions}
    last_medium = _last_media(found)
    for claim in found.claims:
        event = by_mention.get(Ref(doc.doc_id, claim.mention))
        if event is None or claim.slot not in SLOTS or claim.because.rule in BORROWED:
            continue
        if claim.slot is Slot.ACTOR and event.type != types[claim.mention]:
            continue  # who held the marchers is no account of who marched
        attribution = attributions.get(claim.according_to or "")
        if attribution is not None and claim.slot in (Slot.PLACE, Slot.DATE) and _is_about_other(found, claim, attribution):
            continue
        of_itself = attribution is not None and _is_of_itself(found, attribution)
        if attribution is None or of_itself:
            outlet = credited.outlet_of(doc.doc_id, claim.words[0]) if claim.words else doc.outlet
            name = outlet or THE_REPORT
            entity = outlets.get(normal(name)) if outlet else None
            key = entity.id if entity else f"outlet {normal(name)}" if outlet else f"report {doc.doc_id}"
            stance, via = attribution.stance if attribution else Stance.STATES, tuple[str, ...]()
        else:
            entity = entity_of.get(Ref(doc.doc_id, attribution.chain)) if attribution.chain else None
            name = attribution.source_name or NOBODY
            key = entity.id if entity else f"{doc.doc_id} {normal(name)}"
            stance, via = attribution.stance, _media(attribution, last_medium)
            name = entity.name if entity and entity.named else name
        yield Said(
            event=event.id,
            claimant=entity.id if entity else None,
            name=name,
            own_voice=attribution is None or of_itself,
            institution=attribution is not None and attribution.source_kind is SourceKind.INSTITUTION,
            claim=claim,
            stance=stance,
            via=via,
            doc_id=doc.doc_id,
            published=doc.published,
            key=key,
        )


def _is_of_itself(found: AnnotatedDocument, attribution: Attribution) -> bool:
    """Whether the outlet speaks of itself; a "we" between quotation marks is somebody else's."""
    outlet = found.document.outlet
    if outlet and attribution.source_name and normal(attribution.source_name) in (normal(outlet), acronym(outlet)):
        return True  # "The Argus withdraws its report", in the Argus
    if outlet and any(_is_short_for(outlet, s.of(found.document.text)) for s in attribution.source):
        return True
    own = [s for s in attribution.source if OURSELVES.fullmatch(s.of(found.document.text))]
    return any(not any(q.span.overlaps(s) for q in found.quotes) for s in own)


def _is_short_for(outlet: str, words: str) -> bool:
    """Whether an outlet calls itself by the end of its name, as papers do.

    >>> [_is_short_for("Northmark Courier", words) for words in ("The Courier", "Courier", "the courier")]
    [True, False, False]
    """
    article, _, name = words.partition(" ")
    return article.lower() == "the" and name[:1].isupper() and normal(outlet).endswith(f" {normal(name)}")


def _is_about_other(found: AnnotatedDocument, claim: Claim, attribution: Attribution) -> bool:
    """Who denies having fired on Orten on Friday denies no Friday, and who takes back a toll takes back no place."""
    if attribution.stance is Stance.RETRACTS:
        return any(c.slot in TOLL_SLOTS and c.according_to == attribution.id for c in found.claims)
    return attribution.stance is Stance.DENIES and any(c.slot is Slot.ACTOR and c.mention == claim.mention for c in found.claims)


def _last_media(found: AnnotatedDocument) -> dict[str, tuple[str, ...]]:
    """For each source the media that were named for it, in the document's order: the last holds for its accounts."""
    out: dict[str, tuple[str, ...]] = {}
    for a in found.attributions:
        if a.chain and (a.via or a.medium):
            out[a.chain] = tuple(v.name for v in a.via) or ((a.medium,) if a.medium else ())
    return out


def _media(attribution: Attribution, last: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    own = tuple(v.name for v in attribution.via) or ((attribution.medium,) if attribution.medium else ())
    return own or last.get(attribution.chain or "", ())


def _value_key(said: Said) -> str:
    """Claims of one value are one account."""
    c = said.claim
    if c.slot is Slot.DATE:
        return f"{c.earliest}/{c.latest}"
    if c.slot in (Slot.ACTOR, Slot.PLACE):
        return normal(c.value)
    number = f"{c.low}..{c.high} {c.who or ''}"
    denied = " denied" if said.stance is Stance.DENIES else ""
    return number + denied + ("" if (c.low, c.high) != (None, None) else f" {normal(c.value)}" if c.slot is Slot.DAMAGE else "")


def _roots(echoes: Sequence[Echo]) -> dict[str, set[str]]:
    """Copy -> the documents that it goes back to."""
    out: defaultdict[str, set[str]] = defaultdict(set)
    for echo in echoes:
        docs = sorted({p.doc_id for p in echo.passages})
        origin = echo.origin or docs[0]
        for doc_id in docs:
            if doc_id != origin:
                out[doc_id].add(origin)
    return out


@dataclass(frozen=True, slots=True)
class _Echoed:
    """What goes back to another report: its copies, its stretches, its single sentences with a figure."""

    roots: dict[str, set[str]]
    repeated: Repeated
    copied: Copied


def _account(group: list[Said], echoed: _Echoed) -> Account:
    """One account of a group of claims with one claimant and one value."""
    group = sorted(
        group, key=lambda s: (s.published is None, str(s.published or ""), s.doc_id, s.claim.words[0].start if s.claim.words else 0)
    )
    first = group[0]
    carriers = tuple(dict.fromkeys(s.doc_id for s in group))
    evidence = {s.doc_id: Passage(s.doc_id, s.claim.words[0]) for s in reversed(group) if s.claim.words}
    dated = [s.published for s in group if s.published]
    claim = first.claim
    taken_back = _taken_back(group)
    return Account(
        id="k" + digest_of(first.event, claim.slot.value, first.key, _value_key(first)),
        event=first.event,
        claimant=first.claimant,
        claimant_name=first.name,
        own_voice=first.own_voice,
        slot=claim.slot,
        value=claim.value,
        low=claim.low,
        high=claim.high,
        who=None if any(s.claim.who is None for s in group) else claim.who,
        earliest=claim.earliest,
        latest=claim.latest,
        stance=Stance.RETRACTS if taken_back else first.stance,
        current=not taken_back and any(s.claim.current for s in group),
        said=min(dated) if dated else None,
        via=tuple(dict.fromkeys(v for s in group for v in s.via)),
        carriers=carriers,
        evidence=tuple(evidence[d] for d in carriers if d in evidence),
        claims=tuple(Ref(s.doc_id, s.claim.id) for s in group),
        origin=_origin(first, echoed),
    )


def _taken_back(group: list[Said]) -> bool:
    """Whether the claimant's last word on this value withdraws it; ``group`` is in the order of publication."""
    last = max((n for n, s in enumerate(group) if s.stance is Stance.RETRACTS), default=None)
    if last is None:
        return False
    withdrawn = group[last].published
    return not any(s.published and withdrawn and s.published > withdrawn for s in group[last + 1 :])


def _origin(said: Said, echoed: _Echoed) -> str:
    """Whose word it is in the end: the claimant's; for own voice in a repeated passage that of the report it was copied from."""
    if not said.own_voice or not said.claim.words:
        return said.key
    doc_id, span = said.doc_id, said.claim.words[0]
    for _ in range(10):
        roots = echoed.roots.get(doc_id, ())
        step = next((p for s, p in echoed.repeated.get(doc_id, ()) if s.overlaps(span) and p.doc_id in roots), None)
        step = step or echoed.copied.get((doc_id, span.start))
        if step is None:
            break
        doc_id, span = step.doc_id, step.span
    return said.key if doc_id == said.doc_id else f"told by {doc_id}"


def _revised(accounts: list[Account]) -> list[Account]:
    """A claimant's figure, or denial, of an earlier day gives way to its figure of a later one, for the same group."""
    series: defaultdict[tuple[str, Slot, str], list[Account]] = defaultdict(list)
    for a in accounts:
        if a.slot in TOLL_SLOTS and (a.low, a.high) != (None, None):
            series[a.event, a.slot, claimant_of(a)].append(a)
    outdated: set[str] = set()
    for group in series.values():
        for a in group:
            later = [b for b in group if a.said and b.said and b.said > a.said and _gives_way(a, b) and _same_group(a, b, group)]
            outdated |= {a.id} if later and a.current else set()
    return [replace(a, current=False) if a.id in outdated else a for a in accounts]


def _gives_way(a: Account, b: Account) -> bool:
    """Whether a later account has another figure, or concedes what the earlier one denied."""
    if b.stance is Stance.DENIES:
        return False
    if a.stance is Stance.DENIES:
        return share_a_number((a.low, a.high), (b.low, b.high)) is True
    return (a.low, a.high) != (b.low, b.high)


def _same_group(a: Account, b: Account, group: list[Account]) -> bool:
    """Figures of one group; also where one has no group's name and the claimant gave its number with and without it, or nowhere two."""
    if same_group(a.who, b.who):
        return True
    if None in (a.who, b.who) and not _side_by_side(group):
        return True
    if None in (a.who, b.who) and _is_largest(a, group) and _is_largest(b, group):
        return True
    both = {(x.low, x.high) for x in group if x.who == a.who} & {(x.low, x.high) for x in group if x.who == b.who}
    return bool(both) and None in (a.who, b.who)


def _is_largest(account: Account, group: list[Account]) -> bool:
    """Whether it is the claimant's total in its reports: "at least 24 civilians", "nine children" are 24 and a part."""
    beside = [x for x in group if x is not account and x.current and set(x.carriers) & set(account.carriers)]
    most = account.low if account.high is None else account.high
    return most is not None and all((x.high if x.high is not None else x.low or 0) < most for x in beside)


def _side_by_side(group: list[Account]) -> bool:
    """Whether one report carries two figures of the claimant: then one may be a part of the other."""
    carriers = [d for a in group for d in a.carriers]
    return len(carriers) > len(set(carriers))


def _verdicts(accounts: list[Account]) -> Iterable[Verdict]:
    slots: defaultdict[tuple[str, Slot], list[Account]] = defaultdict(list)
    for a in accounts:
        slots[a.event, a.slot].append(a)
    for (event, slot), group in sorted(slots.items()):
        kind = verdict(group)
        if kind is None:
            continue
        kept = standing(group)
        origins = {a.origin for a in group if a in kept}
        # an outlet whose figure others copied is the origin of theirs
        told = {f"told by {d}": a.origin for a in kept if a.own_voice for d in a.carriers if a.origin == claimant_key(a)}
        origins = {told.get(o, o) for o in origins}
        yield Verdict(
            event=event,
            slot=slot,
            verdict=kind,
            claimants=len({claimant_of(a) for a in kept}),
            origins=max(1, min(len(origins), len({claimant_of(a) for a in kept}))),
            carriers=len({d for a in kept for d in a.carriers}),
        )


def claimant_key(account: Account) -> str:
    """The origin key of an account that stands on its own."""
    return account.origin if not account.origin.startswith("told by ") else ""
