"""Contents as the parse tells them, whichever voice read them: the main clause, and nothing that another marks.

In: a joined candidate, the others, and what the rules proposed for its cue. Out: the same with its content mended where the syntax leaves
no doubt. It does not look for a content where none was read.

Of "The bomb killed four, the mayor said, while the army spoke of two" the mayor's words are the first clause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from accordingto.model.kinds import Stance
from accordingto.withindoc.speech.candidates import Candidate
from accordingto.withindoc.speech.contents import spans_of
from accordingto.withindoc.speech.sources import SUBJECTS
from accordingto.withindoc.tokens import Doc, Token

FINITE = ("VBD", "VBZ", "VBP")
CONTRASTS = frozenset(("while", "whereas", "but"))
"""Words before what somebody else says."""


def by_heads(candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """Candidates by the token of their cue's head."""
    return {c.head.i: c for c in candidates if c.head is not None}


def with_its_content(doc: Doc, candidate: Candidate, others: Mapping[int, Candidate], ruled: Mapping[int, Candidate]) -> Candidate:
    """``candidate`` with the content that the parse tells.

    ``others``: all that were joined, ``ruled``: what the rules proposed, both from `by_heads`.
    """
    content = candidate.content
    if candidate.head is None or not content or any(doc[i].is_quote for i in content):
        return candidate
    content = _main_clause(candidate, ruled.get(candidate.head.i)) or content
    content = _before_main_verb(candidate.head, content)
    content = _without_others(content, candidate, others)
    content = _without_own_act(content, candidate, ruled)
    if not content or content == candidate.content:
        return candidate
    spans = candidate.spans
    if spans is not None:
        spans = (spans[0], spans[1], spans_of(doc, content))
    return replace(candidate, content=content, spans=spans)


def _main_clause(read: Candidate, rule: Candidate | None) -> frozenset[int] | None:
    """What the rule reads before the cue, where the other voice took only a participle that hangs on it, or what another says after."""
    if rule is None or rule.frame is None or rule.frame.kind != "clause" or rule.frame.thing is None:
        return None
    main = rule.frame.thing.i
    first, opens = min(read.cue, default=0), rule.frame.thing.doc[min(read.content)]
    left = main < first and main not in read.content and rule.source.words.isdisjoint(rule.content)
    follows = opens.i > first and opens.lower_ in CONTRASTS
    hangs = opens.tag_ == "VBG" and read.content < rule.content
    return rule.content if left and (follows or hangs) else None


def _before_main_verb(head: Token, content: frozenset[int]) -> frozenset[int]:
    """Of "The demand that he leave was met with silence": without what is told of the demand."""
    verb = head.head
    if head.pos_ != "NOUN" or head.dep_ not in SUBJECTS or verb.i not in content or not verb.i > head.i:
        return content
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i > head.i)])
    return frozenset(i for i in content if i < first)


def _without_others(content: frozenset[int], candidate: Candidate, others: Mapping[int, Candidate]) -> frozenset[int]:
    """Without what follows the cue and is another's speech, where the words said stand before the cue."""
    cue = max(candidate.cue, default=-1)
    behind = frozenset(i for i in content if i > cue)
    if not behind or behind == content or candidate.head is None or candidate.head.doc[min(behind)].lower_ not in CONTRASTS:
        return content
    for other in (others[i] for i in sorted(behind) if i in others):
        own = other.source.words | other.cue
        if other is not candidate and other.source.words and own <= behind and not own & candidate.source.words:
            return content - behind
    return content


def _without_own_act(content: frozenset[int], candidate: Candidate, ruled: Mapping[int, Candidate]) -> frozenset[int]:
    """Without the speaker's next act: of "said floods were possible and told people to move", "…, she said, revising an earlier figure"."""
    cue = max(candidate.cue, default=-1)
    behind = frozenset(i for i in content if i > cue)
    for i in sorted(behind):
        act = ruled.get(i)
        if act is None or act.row is None or act.head is None or not act.source.words or act.source.words != candidate.source.words:
            continue
        if act.row.stance == Stance.RETRACTS.value and behind != content:
            return content - behind
        start = min(act.cue)
        if act.head.tag_ in FINITE and candidate.head is not None and act.head.head is candidate.head and start > min(content):
            return frozenset(k for k in content if k < start)
    return content
