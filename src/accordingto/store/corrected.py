"""What people decided, applied to what the program found. Pure.

In: one report's findings by the program and the corrections that concern it. Out: the findings as they stand after them, where the review
of each row stands, and the corrections whose rows are no longer found. Corrections are applied in the order in which they were made; a
row that was accepted keeps the values that were accepted, whatever a later model makes of it. It does not read or write a record.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accordingto.model.document import Problem
from accordingto.model.evidence import Because, Span, words_of
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ProblemKind
from accordingto.model.review import Action, Anchor, Correction, Review, RowKind, anchor_from
from accordingto.store.anchors import anchor_of, place
from accordingto.store.coded import kept_codes
from accordingto.store.fields import TABLE_OF, UnplacedError, values_of, with_value
from accordingto.store.reshaping import changed, merged, row_of, split, without
from accordingto.store.votes import status_of

RULE = "correction"
"""The rule of a row that a person has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A report as it stands after what people decided."""

    found: AnnotatedDocument
    whole: AnnotatedDocument
    """The same with the rows that are rejected, so that a decision on one of them can be made anew."""
    reviews: tuple[Review, ...]
    placed: tuple[tuple[Correction, str | None], ...]
    """Each correction with the local id of its row; None where it is not found."""


@dataclass(slots=True)
class _Draft:
    """The findings while corrections are applied to them, one after the other."""

    found: AnnotatedDocument
    anchors: dict[RowKind, dict[str, list[Anchor]]] = field(default_factory=dict)
    rejected: dict[str, RowKind] = field(default_factory=dict)
    placed: list[tuple[Correction, str | None]] = field(default_factory=list)

    def note_anchors(self) -> None:
        """Remember the characters of every row, beside those that it had before."""
        for kind, table in TABLE_OF.items():
            known = self.anchors.setdefault(kind, {})
            ids = set()
            for row in getattr(self.found, table):
                ids.add(row.id)
                own = known.setdefault(row.id, [])
                anchor = anchor_of(row, self.found)
                if anchor not in own:
                    own.append(anchor)
            for gone in set(known) - ids:
                del known[gone]


def corrected(found: AnnotatedDocument, corrections: Iterable[Correction]) -> Corrected:
    """``found`` (as the program left it) after ``corrections``; undone ones are passed over."""
    draft = _Draft(found)
    draft.note_anchors()
    for one in sorted((c for c in corrections if not c.undone_at), key=lambda c: (c.at, c.id)):
        local_id = place(one.anchor, draft.anchors[one.kind])
        try:
            if local_id:
                _apply(draft, one, local_id)
                draft.note_anchors()
        except (UnplacedError, ValueError, KeyError, TypeError):
            local_id = None
        draft.placed.append((one, local_id))
    reviews, whole = _reviews(draft), draft.found
    for local_id, kind in draft.rejected.items():
        if any(r.id == local_id for r in getattr(draft.found, TABLE_OF[kind])):  # it may have gone with another one
            draft.found = without(draft.found, kind, local_id)
    unplaced = tuple(_problem(one, found) for one, local_id in draft.placed if local_id is None)
    final = replace(kept_codes(draft.found, found), problems=(*found.problems, *unplaced))
    return Corrected(found=final, whole=whole, reviews=reviews, placed=tuple(draft.placed))


def _apply(draft: _Draft, one: Correction, local_id: str) -> None:
    if one.action is Action.REJECT:
        draft.rejected[local_id] = one.kind
        return
    if one.action is Action.ACCEPT:
        draft.rejected.pop(local_id, None)
        now = values_of(row_of(draft.found, one.kind, local_id), one.kind, draft.found)
        for name, value in one.was.items():
            if name in now and now[name] != value and not _is_same_claimant(draft, name, now[name], value):
                _set(draft, one, local_id, name, value)
        return
    if one.action is Action.EDIT and one.field:
        draft.rejected.pop(local_id, None)
        _set(draft, one, local_id, one.field, one.now)
        return
    if one.action is Action.MERGE:
        other = place(anchor_from(one.now), {k: v for k, v in draft.anchors[one.kind].items() if k != local_id})
        if other is None:
            raise UnplacedError(one.id)
        draft.found = merged(draft.found, one.kind, local_id, other)
        draft.anchors[one.kind][local_id] += draft.anchors[one.kind].pop(other, [])
        _because(draft, one, (local_id,), f"joined with {other}")
        return
    going = tuple(g for row in one.now.get("rows", ()) if (g := place(anchor_from(row), _split_rows(draft, one.kind))))
    draft.found, new = split(draft.found, one.kind, local_id, int(one.now.get("at", 0)), going)
    _because(draft, one, (local_id, new), "parted in two")


def _split_rows(draft: _Draft, kind: RowKind) -> Mapping[str, Sequence[Anchor]]:
    return draft.anchors[RowKind.MENTION if kind is RowKind.CHAIN else RowKind.CLAIM]


def _is_same_claimant(draft: _Draft, name: str, one: Any, other: Any) -> bool:
    """Whether two anchors of a claimant, perhaps from two models, mean one attribution."""
    if name != "according_to" or not one or not other:
        return False
    known = draft.anchors[RowKind.ATTRIBUTION]
    return place(anchor_from(one), known) == place(anchor_from(other), known) is not None


def _set(draft: _Draft, one: Correction, local_id: str, name: str, value: Any) -> None:
    """Set a field, and what follows from it in other rows."""
    known = draft.anchors[RowKind.ATTRIBUTION]
    before = row_of(draft.found, one.kind, local_id)
    after = with_value(before, one.kind, name, value, known)
    was = values_of(before, one.kind, draft.found)[name]
    if name == "source_name":
        chain = next((c.id for c in draft.found.chains if c.name == value), None)
        after = replace(after, chain=chain)
    _check(after, draft.found)
    draft.found = changed(draft.found, one.kind, local_id, lambda _: after)
    _because(draft, one, (local_id,), f"{name}: {_shown(was)} → {_shown(value)}")
    for kind, follower, follow_name, follow_value in _followers(draft.found, one.kind, after, name):
        draft.found = changed(draft.found, kind, follower, lambda r: replace(r, **{follow_name: follow_value}))  # noqa: B023  # called at once
        _because(draft, one, (follower,), f"{follow_name} follows {local_id}", kind=kind)


def _check(row: Any, found: AnnotatedDocument) -> None:
    """Spans must lie in the text: those of a colleague's file are a stranger's."""
    for name in ("source", "cue", "content", "words", "span", "trigger"):
        value = getattr(row, name, ())
        for span in (value,) if isinstance(value, Span) else value:
            if not 0 <= span.start < span.end <= len(found.document.text):
                raise ValueError(name)


def _followers(found: AnnotatedDocument, kind: RowKind, row: Any, name: str) -> Iterable[tuple[RowKind, str, str, Any]]:
    """Fields of other rows that repeat this one: (kind, id, field, value)."""
    if kind is RowKind.CHAIN and name == "name":
        yield from ((RowKind.ATTRIBUTION, a.id, "source_name", row.name) for a in found.attributions if a.chain == row.id)
    if kind is RowKind.PLACE and name == "name":
        yield from ((RowKind.CLAIM, c.id, "value", row.name) for c in found.claims if c.refers_to == row.id)
    if kind is RowKind.TIME and name in ("earliest", "latest"):
        for c in found.claims:
            if c.refers_to == row.id:
                yield (RowKind.CLAIM, c.id, name, getattr(row, name))
                yield (RowKind.CLAIM, c.id, "precision", row.precision)


def _because(draft: _Draft, one: Correction, ids: Sequence[str], what: str, kind: RowKind | None = None) -> None:
    """Write into each row that a person has changed it, and what the program had."""
    told = f"{what} (by {one.by}, {one.at[:16]}{f': {one.note}' if one.note else ''})"

    def change(row: Any) -> Any:
        old = row.because
        sure = "" if old.confidence is None else f", {old.confidence:.2f} sure"
        before = old.detail if old.rule == RULE else f"the program: {old.rule}{sure}"
        return replace(row, because=Because(rule=RULE, detail=f"{before}; {told}"))

    for local_id in ids:
        draft.found = changed(draft.found, kind or one.kind, local_id, change)


def _shown(value: Any) -> str:
    return "unknown" if value is None else str(value)


def _reviews(draft: _Draft) -> tuple[Review, ...]:
    """One review for each row that somebody has decided on."""
    rows: dict[str, list[Correction]] = {}
    for one, local_id in draft.placed:
        if local_id:
            rows.setdefault(local_id, []).append(one)
    out = []
    for local_id, votes in rows.items():
        kind = votes[0].kind
        if local_id not in draft.anchors[kind]:  # merged into another row since
            continue
        words = words_of(draft.found.document.text, draft.anchors[kind][local_id][-1].spans)
        by = tuple(dict.fromkeys(v.by for v in votes))
        status = status_of(votes, rejected=local_id in draft.rejected)
        out.append(Review(id=local_id, kind=kind, status=status, by=by, words=words))
    return tuple(sorted(out, key=lambda r: r.id))


def _problem(one: Correction, found: AnnotatedDocument) -> Problem:
    """A correction that could not be placed, told so that it can be made again."""
    text = found.document.text
    inside = tuple(s for s in one.anchor.spans if s.end <= len(text))
    what = f"{one.field}: {_shown(one.now)}" if one.action is Action.EDIT else one.action.value
    message = (
        f"{one.by}'s decision {one.act} ({what}) on a row of kind {one.kind.value} is no longer placed: “{words_of(text, inside)[:80]}”"
    )
    return Problem(kind=ProblemKind.CORRECTION_UNPLACED, message=message, step="corrections", span=inside[0] if inside else None)
