"""Who did it, to whom, with what: actor, recipient and weapon claims of each event mention.

In: event mentions, chains, attributions. Out: claims in `notes.claims`, each by the claimant of its mention or, where somebody
names the actor elsewhere ("blamed on", "claimed by"), by that claimant. It does not decide where, when, or how many.

"Rebels in Nareth fired the rockets at the port" gives actor "Rebels in Nareth", weapon "the rockets", recipient "the port".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Chain, Claim, EventMention
from accordingto.model.kinds import ChainKind, EventType, Slot
from accordingto.withindoc.events.arguments import core_of, lemma_of
from accordingto.withindoc.events.participants import antecedent_of, bodies_of, chain_of, is_participant, name_beside
from accordingto.withindoc.events.phrases import phrase_of
from accordingto.withindoc.events.responsibility import blamed_alone, named_as_doers
from accordingto.withindoc.events.role_finding import Roles, roles_of
from accordingto.withindoc.events.triggers import in_class, trigger_row, words_of_class
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.tokens import Doc, Token
from accordingto.withindoc.words import neutral

PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "we", "us", "his", "its", "their", "who", "i", "me", "you"])


@dataclass(frozen=True, slots=True)
class Participant:
    """One who takes part: the words, the name, the chain in the document, if any."""

    words: tuple[Span, ...]
    name: str
    chain: Chain


Told = dict[tuple[str | None, Slot, str | None], list[Claim]]
"""Claims so far by incident, slot and claimant."""


def find_roles(doc: Doc) -> Doc:
    """Append actor, recipient and weapon claims to ``notes.claims``."""
    notes = notes_of(doc)
    told: Told = {}
    for mention in notes.event_mentions:
        if mention.type is None:
            continue
        token = tokens_of(doc, mention.trigger).root
        roles = roles_of(token, mention.type)
        for slot, heads in _slots(roles):
            for who in _participants(notes, heads, persons=_hits_persons(token) and slot is Slot.RECIPIENT):
                if slot is Slot.ACTOR and mention.type in BY_BODIES:
                    who = _as_body(notes, who, heads)  # noqa: PLW2901  # the same one, with its kind
                if not _is_said_in_full(told, mention, slot, who):
                    _add(notes, told, mention, slot, who, by=mention.according_to)
        for head, word in named_as_doers(token):
            for who in _participants(notes, [head]):
                _add(notes, told, mention, Slot.ACTOR, who, by=_said_by(notes, mention, word))
    _find_blamed(doc, notes, told)
    return doc


def _find_blamed(doc: Doc, notes: Notes, told: Told) -> None:
    """“It blamed the militia”: for the attack that the report has told last."""
    attacks = [m for m in notes.event_mentions if m.type is EventType.ASSAULT]
    for attribution in notes.attributions:
        for word in (t for cue in attribution.cue for t in tokens_of(doc, cue)):
            heads = list(blamed_alone(word))
            before = [m for m in attacks if m.trigger.end <= word.idx] if heads else []
            for who in _participants(notes, heads) if before else ():
                _add(notes, told, before[-1], Slot.ACTOR, who, by=attribution.id)


def _hits_persons(token: Token) -> bool:
    """Whether what the trigger tells is done to persons only ("murdered"), so that an unknown name is a person's."""
    row = trigger_row(token)
    return row is not None and row.word in words_of_class("person-deed")


def _is_said_in_full(told: Told, mention: EventMention, slot: Slot, who: Participant) -> bool:
    """Whether the same claimant named the same one, in as many words or more, in an earlier mention of the incident."""
    length = who.words[0].end - who.words[0].start
    for claim in told.get((mention.incident, slot, mention.according_to), ()):
        if claim.mention == mention.id:
            continue
        if claim.refers_to == who.chain.id and claim.words[0].end - claim.words[0].start > length:
            return True
        if _takes_up(who.name, claim.value, weapon=slot is Slot.WEAPON):
            return True
    return False


def _takes_up(later: str, earlier: str, *, weapon: bool) -> bool:
    """Whether the later words mean the same as the earlier: "the post" after "the local army post", "a bomb" after "a car bomb"."""
    ours, theirs = later.lower().split(), earlier.lower().split()
    definite = ours[0] == "the" or weapon
    return definite and ours[-1].rstrip("s") == theirs[-1].rstrip("s") and set(ours) - set(theirs) <= {"the", "a", "an", ours[-1]}


def _said_by(notes: Notes, mention: EventMention, word: Token) -> str | None:
    """The attribution that ``word`` ("blamed", "claimed") marks, else the one around it."""
    span = Span(word.idx, word.idx + len(word))
    marked = [a for a in notes.attributions_beside([span]) if any(c.overlaps(span) for c in a.cue)]
    if marked:
        return marked[0].id
    over = notes.attribution_over(span)
    return over.id if over else mention.according_to if notes.attribution_over(mention.trigger) is None else None


def _slots(roles: Roles) -> Iterator[tuple[Slot, Sequence[Token]]]:
    yield Slot.ACTOR, roles.actors
    yield Slot.RECIPIENT, roles.recipients
    yield Slot.WEAPON, roles.weapons


def _participants(notes: Notes, heads: Sequence[Token], *, persons: bool = False) -> Iterator[Participant]:
    """Each participant once; the body that a group belongs to beside the group."""
    seen: list[Span] = []
    for head in map(name_beside, heads):
        if any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in head.children) or head.lower_ in ("nobody", "none"):
            continue  # "no group has claimed the blast" names nobody
        span = phrase_of(head)
        if any(span.overlaps(s) for s in seen):
            continue
        seen.append(span)
        found = _participant(notes, head, span, persons=persons)
        if found is None:
            continue
        yield found
        for body in bodies_of(head):
            inner = phrase_of(body)
            if inner != span and not any(inner == s for s in seen):
                seen.append(inner)
                yield from filter(None, [_participant(notes, body, inner)])


def _participant(notes: Notes, head: Token, span: Span, *, persons: bool = False) -> Participant | None:
    """None: a pronoun that nothing in the document gives a name."""
    chain = chain_of(notes, span)
    if persons and chain is not None and head.pos_ == "PROPN" and chain.kind in (ChainKind.OTHER, ChainKind.ORGANIZATION):
        chain = _as_person(notes, chain)
    if _counts_only(head):
        return None
    if chain is not None and chain.kind is ChainKind.ORGANIZATION and head.tag_ == "NNS" and kind_of(core_of(head)) is ChainKind.GROUP:
        chain = _as_group(notes, chain)
    text = head.doc.text
    words: tuple[Span, ...] = (span,)
    value = span.of(text)
    if head.pos_ == "PRON":
        before = antecedent_of(head)
        if chain is not None:
            value = chain.name
            names = [m for m in chain.mentions if m.start < span.start and m.of(text).lower() not in PRONOUNS]
            words = (names[-1], span) if names else words
        elif before is not None:
            named = phrase_of(before)
            value, words, chain = named.of(text), (named, span), _with_mention(notes, chain_of(notes, named), span)
        else:
            return None
    elif chain is not None and chain.named and chain.kind is ChainKind.PERSON:
        full = next((m for m in chain.mentions if _is_longer(m.of(text), value)), None)
        words = (full, span) if full else words
    name = neutral(" ".join(value.split()))
    return Participant(words, name, chain or _new_chain(notes, core_of(head), words, persons=persons))


def _counts_only(head: Token) -> bool:
    """Whether nobody is named: a bare number, a unit, "each other"."""
    return (
        head.pos_ in ("NUM", "SYM")
        or head.like_num
        or head.lower_ in ("gmt", "mm", "km", "kg", "cm")
        or (head.lower_ == "other" and any(c.lower_ == "each" for c in head.children))
    )


def _is_longer(full: str, short: str) -> bool:
    """Whether the one is the other with more of the name: "Ada Mora Renn" for "Renn"."""
    ours, theirs = full.lower().split(), short.lower().split()
    return len(ours) > len(theirs) and set(theirs) < set(ours) and all(w[:1].isupper() for w in full.split())


def _with_mention(notes: Notes, chain: Chain | None, span: Span) -> Chain | None:
    """The chain with the pronoun that the parse ties to it among its mentions."""
    if chain is None or any(m.overlaps(span) for m in chain.mentions):
        return chain
    mended = replace(chain, mentions=tuple(sorted((*chain.mentions, span))))
    at = notes.chains.index(chain)
    notes.chains[at] = mended
    notes.by_mention.also(notes.chains, at, span)
    return mended


BY_BODIES = (EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE)


def _as_body(notes: Notes, who: Participant, heads: Sequence[Token]) -> Participant:
    """Who attacks under a name that is no person's is a body, whatever the name finder took it for."""
    if who.chain.kind is not ChainKind.OTHER:
        return who
    named = any(h.pos_ == "PROPN" or in_class(h, "org") for h in heads if who.words[0].start <= h.idx < who.words[0].end)
    if not named:
        return who
    mended = replace(
        who.chain, kind=ChainKind.ORGANIZATION, because=Because(rule="roles.who_attacks", confidence=0.6, detail=who.chain.because.rule)
    )
    notes.chains[notes.chains.index(who.chain)] = mended
    return replace(who, chain=mended)


def _as_group(notes: Notes, chain: Chain) -> Chain:
    """The chain with the kind that its noun tells: gunmen are no body, whatever the name finder took them for."""
    mended = replace(chain, kind=ChainKind.GROUP, because=Because(rule="roles.group_noun", confidence=0.7, detail=chain.because.rule))
    notes.chains[notes.chains.index(chain)] = mended
    return mended


def _as_person(notes: Notes, chain: Chain) -> Chain:
    """The chain with the kind that the deed tells: who is murdered is a person, whatever the name finder took the name for."""
    mended = replace(chain, kind=ChainKind.PERSON, because=Because(rule="roles.person_deed", confidence=0.7, detail=chain.because.rule))
    notes.chains[notes.chains.index(chain)] = mended
    return mended


def _new_chain(notes: Notes, head: Token, words: tuple[Span, ...], *, persons: bool) -> Chain:
    """A chain for a participant that no mention has found; its kind from its head."""
    name = neutral(" ".join(words[0].of(head.doc.text).split()))
    kind = ChainKind.PERSON if persons and head.pos_ == "PROPN" and head.ent_type_ not in ("NORP", "GPE") else kind_of(head)
    because = Because(rule="roles.participant", confidence=0.6)
    chain = Chain(id=notes.next_chain_id(), kind=kind, name=name, named=head.pos_ == "PROPN", mentions=words, because=because)
    notes.chains.append(chain)
    return chain


def kind_of(head: Token) -> ChainKind:
    """What kind of thing a noun names."""
    by_name = {
        "PERSON": ChainKind.PERSON,
        "ORG": ChainKind.ORGANIZATION,
        "NORP": ChainKind.GROUP,
        "GPE": ChainKind.PLACE,
        "LOC": ChainKind.PLACE,
        "FAC": ChainKind.PLACE,
    }
    human = in_class(head, "official") or in_class(head, "people") or in_class(head, "armed") or in_class(head, "crowd")
    if lemma_of(head) in ("group", "band", "gang") and any(c.lower_ == "of" for c in head.children):
        return ChainKind.GROUP
    if head.ent_type_ in by_name and head.pos_ == "PROPN":
        return by_name[head.ent_type_]
    if in_class(head, "org") and not (human and head.tag_ == "NNS"):
        return ChainKind.ORGANIZATION
    if in_class(head, "site") or in_class(head, "vehicle"):
        return ChainKind.OTHER
    if head.pos_ == "PROPN" and head.text.isupper() and len(head.text) > 1:
        return ChainKind.ORGANIZATION
    if head.tag_ == "NNS" and (human or is_participant(head)):
        return ChainKind.GROUP
    if human or head.pos_ == "PRON":
        return ChainKind.PERSON
    return ChainKind.OTHER


def _add(notes: Notes, told: Told, mention: EventMention, slot: Slot, who: Participant, *, by: str | None) -> None:
    claim = Claim(
        id=notes.next_claim_id(),
        mention=mention.id,
        slot=slot,
        value=who.name,
        words=who.words,
        according_to=by,
        refers_to=who.chain.id,
        because=Because(rule="roles.parse", confidence=0.8),
    )
    notes.claims.append(claim)
    told.setdefault((mention.incident, slot, by), []).append(claim)
