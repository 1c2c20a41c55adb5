"""Which figures still stand: what its claimant later replaced, took back or only expects is not current.

In: claims of tolls with their claimants, in text order. Out: the same claims, `current` settled, and attributions that take a figure
back. It does not compare claimants.

"The bishop said 15 had died. On Sunday he spoke of 17": the 15 is not current.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from accordingto.model.evidence import Span
from accordingto.model.found import Attribution, Claim
from accordingto.model.kinds import TOLL_SLOTS, Slot, Stance
from accordingto.withindoc.notes import Notes, tokens_of
from accordingto.withindoc.tokens import Doc, Token, Tokens
from accordingto.withindoc.tolls.losses import losses_in
from accordingto.withindoc.tolls.taken_up import changed_by
from accordingto.withindoc.tolls.tolls import Toll

EARLIER = frozenset("earlier initially previously originally first before".split())
TELLING = frozenset("toll figure number count said put reported spoken announced given told".split())
REVISED_FROM = re.compile(
    r"\b(?:revis\w+|correct\w+|lower\w+|rais\w+|rose|ris\w+|climb\w+|gr[eo]w\w*|increas\w+|went|gone|jump\w+|fell|fall\w*|drop\w*"
    r"|cut|up|down|rather than|instead of|not)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
AHEAD = frozenset({"could", "will", "would", "'ll", "’ll"})
MAYBE = frozenset({"may", "might"})
STATES = frozenset({"missing", "dead", "homeless", "trapped", "injured", "wounded", "unaccounted", "ill", "held"})
WITHDRAWN = re.compile(
    r"\b(?:later|then|since|has|had|afterwards|subsequently)?\s*(?:withdr\w+|retract\w+|took back|taken back|deleted|disowned)\b",
    re.IGNORECASE,
)
WRONG = re.compile(
    r"\b(?:that|this|the|its|his|her|their|those|these)\s+(?:first\s+|earlier\s+)?"
    r"(?:report|figure|number|claim|count|toll|account|statement|story)s?\s+"
    r"(?:was|were|had been|proved|turned out to be|is)\s+"
    r"(?:wrong|false|mistaken|incorrect|in error|an error|a mistake|untrue|inaccurate)\b"
    r"|\b(?:that|this|it)\s+was\s+(?:an?|our|its|their)\s+(?:own\s+)?(?:error|mistake|slip)\b"
    r"|\b(?:we|it)\s+(?:got|had)\s+(?:that|this|it)\s+wrong\b",
    re.IGNORECASE,
)
FORMER = re.compile(r"\b(?:earlier|previous|prior|initial|former|original|first)\b")
REGRETTED = re.compile(
    r"\b(?:regrets?|apologi[sz]es?(?:\s+to\s+\w+)?\s+for)\s+(?:the|that|this|our|its)\s+(?:error|mistake|slip)\b", re.IGNORECASE
)
PUBLISHING = frozenset({"write", "report", "publish", "print", "broadcast", "air", "run"})
"""What an outlet does: "The Courier wrote that 22 …" is what "We regret the error" is about."""
RAISING = frozenset({"raise", "increase", "rise", "climb", "grow"})
CORRECTING = frozenset({"correct", "revise", "amend", "update"})


def is_outdated(doc: Doc, sentence: Tokens, toll: Toll) -> bool:
    """A figure that was given earlier, is replaced in the same breath, or is only expected."""
    first = tokens_of(doc, toll.words)[0]
    left = doc[sentence.start : first.i]
    if toll.rule == "casualties.replaced" or _is_ruled_out(left):
        return True
    nearest = [t.lower_ for t in left[-2:] if t.lower_ not in ("the", "its", "an", "a")]
    if nearest[-1:] == ["from"] and REVISED_FROM.search(left.text):
        return True
    if _expects(toll.at) or _expects(first):
        return True
    near = {t.lower_ for t in doc[max(sentence.start, first.i - 8) : first.i] if not _opens_change(t)}
    had = any(t.lower_ == "had" and t.i < first.i for t in sentence)
    return bool(EARLIER & near) and (had or bool(TELLING & {t.lower_ for t in sentence}))


def _opens_change(token: Token) -> bool:
    """“Put the toll at 40 before raising it to 52”: what stands behind "before" is the later figure."""
    return token.lower_ == "before" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "VBG"


def _is_ruled_out(left: Tokens) -> bool:
    """“21 civilians, not 19, were killed”: of the two figures the second is the one that falls."""
    return len(left) > 1 and left[-1].lower_ == "not" and left[-2].text == "," and any(t.like_num for t in left[-7:-2])


def _expects(token: Token) -> bool:
    """A verb above it, or its own auxiliary, makes it a thing to come: "could die", not "may be missing", "might have died"."""
    at = token
    for _ in range(4):
        helpers = {c.lower_ for c in at.children if c.dep_ == "aux"}
        if helpers & (AHEAD | MAYBE):
            now = "have" in helpers or (helpers & MAYBE and (at.lemma_ == "be" or at.lower_ in STATES))
            return at.pos_ in ("VERB", "AUX", "ADJ") and not now
        if at.lemma_.lower() == "expect" and at is not token:
            return True
        if at.head == at or at.dep_ in ("ccomp", "parataxis", "advcl", "relcl"):
            return at.head.lemma_.lower() == "expect" if at.head != at else False
        at = at.head
    return False


def settle(doc: Doc, notes: Notes) -> None:
    """Settle which claims are current, now that all are known."""
    _take_back(doc, notes)
    by_id = {a.id: a for a in notes.attributions}
    for claim in [c for c in notes.claims if c.slot in TOLL_SLOTS and c.current]:
        attribution = by_id.get(claim.according_to or "")
        if attribution is not None and attribution.stance in (Stance.PREDICTS, Stance.RETRACTS):
            _change(notes, claim, current=False)
    _by_now(doc, notes)
    _by_pronoun(doc, notes, by_id)
    _by_later(doc, notes, by_id)


def _by_now(doc: Doc, notes: Notes) -> None:
    """“The toll, 15 on Sunday, is now 19”: what stands before in the sentence, of the same claimant, was the figure till then."""
    tolls = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.current]
    for claim in tolls:
        first = tokens_of(doc, claim.words[0])[0]
        if "now" not in {t.lower_ for t in doc[max(first.sent.start, first.i - 4) : first.i]}:
            continue
        for other in tolls:
            before = first.sent.start_char <= other.words[0].start < claim.words[0].start
            same = (other.slot, other.who, other.according_to, other.mention) == (claim.slot, claim.who, claim.according_to, claim.mention)
            if before and same and (other.low, other.high) != (claim.low, claim.high):
                _change(notes, other, current=False)


def _by_pronoun(doc: Doc, notes: Notes, by_id: Mapping[str, Attribution]) -> None:
    """“Put the toll at 40 before raising it to 52”: the figure told last by the same claimant is the one that was changed."""
    tolls = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.according_to]
    for claim in tolls:
        if changed_by(tokens_of(doc, claim.words[0])[0]) is None:
            continue
        one = by_id.get(claim.according_to or "")
        before = [c for c in tolls if c.slot is claim.slot and c.words[0].end <= claim.words[0].start]
        last = before[-1] if before else None
        other = by_id.get(last.according_to or "") if last is not None else None
        if one is None or other is None or last is None or (last.low, last.high) == (claim.low, claim.high):
            continue
        if one.id == other.id or (one.chain is not None and one.chain == other.chain) or (one.source_name or one) == other.source_name:
            _change(notes, last, current=False)


def _change(notes: Notes, claim: Claim, *, current: bool) -> None:
    at = next(n for n, c in enumerate(notes.claims) if c.id == claim.id)
    notes.claims[at] = replace(claim, current=current)


def _by_later(doc: Doc, notes: Notes, by_id: dict[str, Attribution]) -> None:
    """A claimant's own later figure for the same group and incident replaces the earlier one; what he "had spoken of" is the earlier."""
    incident = {m.id: m.incident or m.id for m in notes.event_mentions}
    alike: dict[tuple[Slot, str | None, str | None], list[Claim]] = {}
    for claim in notes.claims:
        if claim.slot in TOLL_SLOTS and claim.current and (claim.low, claim.high) != (None, None):
            alike.setdefault((claim.slot, claim.who, incident.get(claim.mention)), []).append(claim)
    outdated = set()
    raised = {a.id for a in notes.attributions if any(t.lemma_.lower() in RAISING for c in a.cue for t in tokens_of(doc, c))}
    for earlier, later in (pair for tolls in alike.values() for same in _by_claimant(tolls, by_id) for pair in combinations(same, 2)):
        added = earlier.according_to in raised and (later.low or 0) < (earlier.low or 0)  # "raised to twelve … Three died of their wounds"
        if _replaces(later, earlier, by_id) and not added:
            turned = _had_said(doc, by_id[later.according_to or ""]) and not _had_said(doc, by_id[earlier.according_to or ""])
            outdated.add((later if turned else earlier).id)
    notes.claims = [replace(c, current=False) if c.id in outdated else c for c in notes.claims]


def _by_claimant(tolls: Sequence[Claim], by_id: Mapping[str, Attribution]) -> Iterable[list[Claim]]:
    """Claims of one chain, and those of one name, in their order."""
    found: dict[tuple[str, str | None], list[Claim]] = {}
    for claim in tolls:
        attribution = by_id.get(claim.according_to or "")
        if attribution is not None:
            found.setdefault(("chain", attribution.chain), []).append(claim)
            found.setdefault(("name", attribution.source_name), []).append(claim)
    return (claims for (_, who), claims in found.items() if who is not None)


def _had_said(doc: Doc, attribution: Attribution) -> bool:
    """Whether the cue stands in the pluperfect: "she had spoken of 15"."""
    words = [t for c in attribution.cue for t in tokens_of(doc, c)]
    return any(c.lower_ == "had" and c.dep_ == "aux" for t in words for c in (t, *t.children))


def _replaces(later: Claim, earlier: Claim, by_id: dict[str, Attribution]) -> bool:
    one, two = by_id.get(earlier.according_to or ""), by_id.get(later.according_to or "")
    if one is None or two is None or one.id == two.id:
        return False
    same = one.chain is not None and one.chain == two.chain
    same = same or (one.source_name is not None and one.source_name == two.source_name)
    further = later.value.lower().startswith(("another", "a further", "more"))
    return same and Stance.DENIES not in (one.stance, two.stance) and (earlier.low, earlier.high) != (later.low, later.high) and not further


# ---- figures taken back


def _take_back(doc: Doc, notes: Notes) -> None:
    """“… 22 dead, a figure it later withdrew”, “That report was wrong”: the claim before it is taken back by its own claimant."""
    for sentence in doc.sents:
        words = doc.text[sentence.start_char : sentence.end_char]
        match = WITHDRAWN.search(words) or WRONG.search(words)
        if match is None:
            continue
        at = sentence.start_char + match.start()
        before = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.according_to and c.words[0].end <= at]
        before = [c for c in before if c.words[0].start >= sentence.start_char] or before[-1:]
        rest = re.split(r"[:;]", doc.text[at : sentence.end_char], maxsplit=1)[0]  # "a mistake: two had been taken for …" says why
        if before and not any(losses_in(tokens_of(doc, Span(at, at + len(rest))))):
            _retract(notes, before[-1])
    _take_back_regretted(doc, notes)
    for attribution in list(notes.attributions):
        cue = [t for c in attribution.cue for t in tokens_of(doc, c)]
        if attribution.stance is Stance.RETRACTS and any(t.lemma_.lower() in CORRECTING for t in cue):
            _corrected(notes, attribution)


def _take_back_regretted(doc: Doc, notes: Notes) -> None:
    """“The Courier wrote that 22 were hurt. … We regret the error.”: what it had published last before it says so."""
    published = {a.id for a in notes.attributions if any(t.lemma_.lower() in PUBLISHING for c in a.cue for t in tokens_of(doc, c))}
    for match in REGRETTED.finditer(doc.text):
        before = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.according_to in published and c.words[0].end <= match.start()]
        if before:
            _retract(notes, before[-1])


def _corrected(notes: Notes, attribution: Attribution) -> None:
    """“… corrected itself: 14 people were killed”: what is told is the new figure; the same source's earlier one is taken back."""
    own = [c for c in notes.claims if c.slot in TOLL_SLOTS and c.according_to == attribution.id]
    if not own:
        return
    said = " ".join(notes.document.text[piece.start : piece.end] for piece in attribution.content)
    if FORMER.search(said):  # "31 people died, the minister said, revising an earlier figure of 27"
        for claim in own:
            _change(notes, claim, current=False)
        return
    notes.attributions[notes.attributions.index(attribution)] = replace(attribution, stance=Stance.STATES)
    others = {a.id for a in notes.attributions if a.id != attribution.id and a.chain == attribution.chain and a.chain}
    for claim in [
        c for c in notes.claims if c.slot is own[0].slot and c.according_to in others and c.words[0].start < own[0].words[0].start
    ]:
        _retract(notes, claim)


def _retract(notes: Notes, claim: Claim) -> None:
    """Mark the claim as taken back, and the attribution that holds nothing else as a retraction."""
    _change(notes, claim, current=False)
    for n, attribution in enumerate(notes.attributions):
        if attribution.id == claim.according_to and attribution.stance is not Stance.DENIES:
            notes.attributions[n] = replace(attribution, stance=Stance.RETRACTS)
