"""Cuts what is less sure than the user asks for.

In: an annotated document and the least confidence of an attribution. Out: the same without the attributions below it, and without
the event mentions and claims that rest on them: moved to the report's own voice they would say what the report does not say.
"""

from dataclasses import replace

from accordingto.model.found import AnnotatedDocument, Attribution


def cut(found: AnnotatedDocument, least: float) -> AnnotatedDocument:
    """``found`` without what is less sure than ``least`` (0..1)."""
    doubtful = {a.id: a for a in found.attributions if (1.0 if a.because.confidence is None else a.because.confidence) < least}
    if not doubtful:
        return found
    kept = tuple(replace(a, inside=_outer(a, doubtful)) for a in found.attributions if a.id not in doubtful)
    mentions = tuple(m for m in found.event_mentions if m.according_to not in doubtful)
    there = {m.id for m in mentions}
    return replace(
        found,
        attributions=kept,
        event_mentions=mentions,
        claims=tuple(c for c in found.claims if c.mention in there and c.according_to not in doubtful),
        quoted_terms=tuple(q for q in found.quoted_terms if q.according_to not in doubtful),
    )


def _outer(attribution: Attribution, doubtful: dict[str, Attribution]) -> str | None:
    """The nearest attribution around ``attribution`` that stays."""
    outer = attribution.inside
    while outer in doubtful:
        outer = doubtful[outer].inside
    return outer
