"""Who did it, to whom, with what: actor, recipient and weapon claims of each event mention.

In: event mentions, chains, attributions. Out: claims in `notes.claims`, each by the claimant of its mention or, where somebody
names the actor elsewhere ("blamed on", "claimed by"), by that claimant. It does not decide where, when, or how many.

"Rebels in Nareth fired the rockets at the port" gives actor "Rebels in Nareth", weapon "the rockets", recipient "the port".
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from accordingto.model.evidence import Because, Span
from accordingto.model.found import Chain, Claim, EventMention
from accordingto.model.kinds import Slot
from accordingto.withindoc.notes import Notes, notes_of, tokens_of
from accordingto.withindoc.participants import antecedent_of
from accordingto.withindoc.phrases import phrase_of
from accordingto.withindoc.role_finding import Roles, roles_of


def find_roles(doc: Doc) -> Doc:
    """Append actor, recipient and weapon claims to ``notes.claims``."""
    notes = notes_of(doc)
    for mention in notes.event_mentions:
        if mention.type is None:
            continue
        token = tokens_of(doc, mention.trigger).root
        roles = roles_of(token, mention.type)
        for slot, heads in _slots(roles):
            for span, value, chain, words in _values(notes, heads):
                _add(notes, mention, slot, (span, value, chain, words))
    return doc


def _slots(roles: Roles) -> Iterator[tuple[Slot, Sequence[Token]]]:
    yield Slot.ACTOR, roles.actors
    yield Slot.RECIPIENT, roles.recipients
    yield Slot.WEAPON, roles.weapons


Value = tuple[Span, str, Chain | None, tuple[Span, ...]]


def _values(notes: Notes, heads: Sequence[Token]) -> Iterator[Value]:
    """Span, name, chain and words of each participant, each once."""
    seen: list[Span] = []
    for head in heads:
        span = phrase_of(head)
        if any(span.overlaps(s) for s in seen):
            continue
        seen.append(span)
        chain = chain_of(notes, span)
        words = (span,)
        value = span.of(head.doc.text)
        if head.pos_ == "PRON":
            before = antecedent_of(head)
            if chain is not None:
                value = chain.name
                names = [m for m in chain.mentions if head.sent.start_char <= m.start < span.start and len(m.of(head.doc.text)) > 3]
                words = (names[-1], span) if names else words
            elif before is not None:
                name = phrase_of(before)
                value, words = name.of(head.doc.text), (name, span)
        yield span, " ".join(value.split()), chain, words


def chain_of(notes: Notes, span: Span) -> Chain | None:
    """The chain with the mention that fits ``span`` best; None where none overlaps its end."""
    best, best_share = None, 0.5
    for chain in notes.chains:
        for mention in chain.mentions:
            common = min(mention.end, span.end) - max(mention.start, span.start)
            share = common / (max(mention.end, span.end) - min(mention.start, span.start))
            if share > best_share:
                best, best_share = chain, share
    return best


def _add(notes: Notes, mention: EventMention, slot: Slot, value: Value) -> None:
    _, name, chain, words = value
    notes.claims.append(
        Claim(
            id=notes.next_claim_id(),
            mention=mention.id,
            slot=slot,
            value=name,
            words=words,
            according_to=mention.according_to,
            refers_to=chain.id if chain else None,
            because=Because(rule="roles.parse", confidence=0.8),
        )
    )
