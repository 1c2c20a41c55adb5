"""What is wrong with the tolls and days found in a case of `cases/tolls.tsv`: the comparison that `cases/README.md` describes.

In: a row and the annotated text. Out: a list of differences, empty where the text is wholly right.
"""

import re
from dataclasses import dataclass

from accordingto.model.found import AnnotatedDocument, Claim
from accordingto.model.kinds import TOLL_SLOTS, Slot

TOLL = re.compile(
    r"(?P<open>\()?(?P<kind>\w+) (?P<low>\d*)\.\.(?P<high>\d*)(?: of (?P<who>.+?))?(?: by (?P<by>.+?))?(?: (?P<old>earlier\??))?\)?"
)
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A row of tolls.tsv."""

    id: str
    kind: str
    text: str
    tolls: str
    dates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One toll of the gold: "killed 2..2 of gunmen by police"; in brackets: may be left out; "earlier": no longer current."""

    words: str
    kind: str
    bounds: tuple[int | None, int | None]
    who: str | None
    by: str | None
    old: str
    optional: bool


def wanted_of(words: str) -> Wanted:
    """The toll that a piece of the column "tolls" writes down."""
    match = TOLL.fullmatch(words.strip())
    if match is None:
        message = f"not a toll: {words!r}"
        raise ValueError(message)
    low, high = (int(match[k]) if match[k] else None for k in ("low", "high"))
    return Wanted(
        words=words.strip(), kind=match["kind"], bounds=(low, high), who=match["who"], by=match["by"] and match["by"].lower(),
        old=match["old"] or "", optional=bool(match["open"]),
    )  # fmt: skip


def differences(case: Case, found: AnnotatedDocument) -> list[str]:
    """All differences, in words."""
    names = {a.id: (a.source_name or " ".join(s.of(case.text) for s in a.source)).lower() for a in found.attributions}
    left = [c for c in found.claims if c.slot in TOLL_SLOTS]
    out: list[str] = []
    for wanted in (wanted_of(w) for w in case.tolls.split("|") if w.strip()):
        fitting = next((c for c in left if _fits(wanted, c, names)), None)
        if fitting is not None:
            left.remove(fitting)
        elif not wanted.optional:
            out.append(f"no {wanted.words}")
    out += [f"extra {_words_of(c, names)}" for c in left]
    days = sorted({f"{c.earliest}" if c.earliest == c.latest else f"{c.earliest}/{c.latest}" for c in _dates(found)})
    if case.dates and days != [d for d in case.dates.split() if d != "none"]:
        out.append(f"days {days or 'none'}, not {case.dates}")
    return out


def _dates(found: AnnotatedDocument) -> list[Claim]:
    """The days of what is of a type or has a toll: the day on which a story was carried is right for the carrying."""
    told = {m.id for m in found.event_mentions if m.type} | {c.mention for c in found.claims if c.slot in TOLL_SLOTS}
    return [c for c in found.claims if c.slot is Slot.DATE and c.mention in told]


def _fits(wanted: Wanted, claim: Claim, names: dict[str, str]) -> bool:
    by = names.get(claim.according_to or "")
    return (
        claim.slot.value == wanted.kind
        and (claim.low, claim.high) == wanted.bounds
        and wanted.who in (claim.who, ANY)
        and (wanted.by == ANY or ((wanted.by is None) == (by is None) and (wanted.by or "") in (by or "")))
        and (wanted.old == "earlier?" or claim.current == (not wanted.old))
    )


def _words_of(claim: Claim, names: dict[str, str]) -> str:
    who = f" of {claim.who}" if claim.who else ""
    by = f" by {names[claim.according_to]}" if claim.according_to else ""
    low, high = ("" if b is None else b for b in (claim.low, claim.high))
    return f"{claim.slot.value} {low}..{high}{who}{by}{'' if claim.current else ' earlier'} ({claim.value!r})"
