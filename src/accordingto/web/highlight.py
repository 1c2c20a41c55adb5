"""Text and overlapping spans -> nested HTML, each mark with its class and, once, its anchor.

In: a text and marks. Out: safe HTML. Marks may nest and cross: a mark that crosses another is closed and opened again, so that tags
always nest. It does not decide what is marked.

>>> marked("Two died", (Mark(span=Span(0, 3), role="value", id="c1", label="killed"),))
'<span class="m value" id="c1" data-of="c1" title="killed">Two</span> died'
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from accordingto.model.evidence import Span

BIDI = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"), "")
"""Controls that turn the direction of text: a name that holds one could otherwise rearrange the page around it."""


LABEL = 400
"""Characters of a tooltip."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A stretch to be marked: ``role`` becomes a class, ``id`` the finding that it belongs to, ``label`` its tooltip."""

    span: Span
    role: str
    id: str
    label: str = ""


def safe(words: str) -> str:
    """Words as HTML: escaped, without controls of direction."""
    return escape(words.translate(BIDI), quote=True)


def marked(text: str, marks: Iterable[Mark], placed: set[str] | None = None) -> str:
    """``text`` as HTML with ``marks``. ``placed``: findings whose anchor stands in the page already; those of this text are added to it."""
    wanted = sorted(marks, key=lambda m: (m.span.start, -m.span.end, m.id))
    edges = sorted({edge for m in wanted for edge in (m.span.start, m.span.end)} | {0, len(text)})
    seen: set[str] = set() if placed is None else placed
    out: list[str] = []
    open_marks: list[Mark] = []
    upcoming = 0
    for start, end in pairwise(edges):
        still = [m for m in open_marks if m.span.end > start]
        fresh: list[Mark] = []
        while upcoming < len(wanted) and wanted[upcoming].span.start <= start:
            fresh.append(wanted[upcoming])
            upcoming += 1
        kept = _common(open_marks, still)
        out.append("</span>" * (len(open_marks) - kept))
        again = still[kept:]
        out += [_opening(m, seen) for m in (*again, *fresh)]
        open_marks = [*still, *fresh]
        out.append(safe(text[start:end]))
    out.append("</span>" * len(open_marks))
    return "".join(out)


def _common(before: list[Mark], after: list[Mark]) -> int:
    """How many marks from the outside in stay open."""
    n = 0
    while n < len(after) and n < len(before) and before[n] is after[n]:
        n += 1
    return n


def _opening(mark: Mark, seen: set[str]) -> str:
    anchor = "" if mark.id in seen else f' id="{safe(mark.id)}"'
    seen.add(mark.id)
    title = f' title="{safe(mark.label[:LABEL])}"' if mark.label else ""
    return f'<span class="m {safe(mark.role)}"{anchor} data-of="{safe(mark.id)}"{title}>'
