"""Where an outlet is at home: evidence for the places that its report names.

In: the outlet's name and the address of the report. Out: names with candidates, weak evidence beside those of the text. A domain
is read as words run together (`ortenherald.example` -> Orten), its ending as a country. It does not decide where anything happened.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from accordingto.model.document import Document
from accordingto.resources.gazetteer import Entry, Gazetteer, country_ids
from accordingto.resources.lexicon import rows_of
from accordingto.resources.place_names import key_of
from accordingto.withindoc.places.place_choice import Name

TOWN, COUNTRY = 1.2, 0.8
"""How much an outlet's town and its country count, a mention in the text counting 1."""
ENGLISH = frozenset({"US", "GB", "CA", "AU", "NZ", "IE", "ZA", "IN"})
"""Where a town's own paper is written in English; of the others only papers of the capital or a large city are."""
PARTS = re.compile(
    r"(?:news|daily|the|online|times|herald|post|star|journal|tribune|gazette|courier|chronicle|mail|press|record|register|review|"
    r"sun|today|telegram|telegraph|observer|observers|echo|standard|sentinel|examiner|express|dispatch|bulletin|beacon|banner|leader|"
    r"enquirer|inquirer|messenger|mirror|monitor|advertiser|argus|globe|citizen|reporter|republic|republican|democrat|ledger|"
    r"newspapers|newspaper|weekly|mercury|independent|local|live|my|and|wire|radio|tv|talk|town|city|county|argus|voice|world|nation|"
    r"times|area|evening|morning|sunday|page|letter|notes|paper|sheet|diary|leaf|crier|guardian|eagle|free)"
)
OTHER_ENDINGS = {"uk": "GB", "edu": "US", "gov": "US", "mil": "US", "us": "US"}
NO_COUNTRY = frozenset(
    {"com", "org", "net", "info", "tv", "co", "io", "me", "fm", "ai", "la", "ly", "to", "cc", "eu", "int", "biz", "example"}
)
CAPITALS = re.compile(r"[A-Z][\w'’.\-]*(?: (?:of |el |al-|de |del |d')?[A-Z][\w'’.\-]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """A row of outlets.tsv."""

    outlet: str
    home: str
    area: str


def outlet_evidence(document: Document, places: Gazetteer) -> tuple[Name, ...]:
    """What outlet and address say of where the outlet is at home."""
    host = (urlsplit(document.url or "").hostname or "").lower()
    found: list[Name] = []
    for candidates, strength in (*_of_host(host, places), *_of_title(document.outlet or "", places)):
        if candidates:
            found.append(Name(key=f"outlet {len(found)}", candidates=candidates, at=(), strength=strength))
    return tuple(found)


def _of_host(host: str, places: Gazetteer) -> list[tuple[tuple[Entry, ...], float]]:
    labels = [label for label in host.split(".") if label not in {"www", "news", "www2", "m", "en"}]
    if len(labels) < 2:
        return []
    ending = labels[-1]
    iso = OTHER_ENDINGS.get(ending) or (ending.upper() if len(ending) == 2 and ending not in NO_COUNTRY else "")
    country = places.place(country_ids().get(iso, 0))
    found: list[tuple[tuple[Entry, ...], float]] = [((country,), COUNTRY)] if country else []
    for label in labels[:-1]:
        homes = _homes(label, places) if label not in {"co", "com", "org", "gov", "ac"} else ()
        if not country:
            homes = tuple(h for h in homes if h.country in ENGLISH and h.kind != "country") or homes
            american = places.place(country_ids()["US"])
            if american and re.search(PARTS.pattern, label) and any(h.country == "US" for h in homes or (american,)):
                found.append(((american,), COUNTRY))  # most local papers under .com are of the United States
        else:
            homes = tuple(h for h in homes if h.country == iso) or homes
        found.append((homes, TOWN))
    return found


def _of_title(title: str, places: Gazetteer) -> list[tuple[tuple[Entry, ...], float]]:
    """Place names in an outlet's name: all runs of capitals, whole and without their last words."""
    found: list[tuple[tuple[Entry, ...], float]] = []
    known = _known_outlets().get(key_of(title).replace(" ", "").removeprefix("the"))
    if known:
        return [(_at(known, places), TOWN)]
    for run in CAPITALS.findall(title):
        words = run.split()
        for size in range(len(words), 0, -1):
            named = places.candidates(" ".join(words[:size]))
            if named and not PARTS.fullmatch(words[0].lower()):
                found.append((named[:10], TOWN))
                break
        people = next((places.demonym(w) for w in words if places.demonym(w)), None)
        if people:
            found.append(((people,), COUNTRY))
    return found


@lru_cache(maxsize=2000)
def _homes(label: str, places: Gazetteer) -> tuple[Entry, ...]:
    """Places that a label of a domain begins with, once the words of newspapers are taken off: the longest name wins."""
    known = _known_outlets().get(label.replace("-", "").removeprefix("the"))
    if known:
        return _at(known, places)
    rest = label.replace("-", " ").strip()
    for _ in range(4):
        shorter = re.sub(rf"^{PARTS.pattern}(?=.{{4}})|(?<=.{{4}}){PARTS.pattern}$", "", rest).strip()
        if shorter == rest:
            break
        rest = shorter
    return places.candidates(rest)[:20] if len(rest) >= 4 else ()


def _known_outlets() -> dict[str, OutletRow]:
    return {name: row for row in rows_of("outlets.tsv", OutletRow) for name in row.outlet.split("|")}


def _at(row: OutletRow, places: Gazetteer) -> tuple[Entry, ...]:
    """The home of a known outlet: its town in its area."""
    areas = places.candidates(row.area)
    inside = {e.id for e in areas} | {e.country for e in areas if e.kind == "country"}
    return tuple(e for e in places.candidates(row.home) if e.adm1 in inside or e.country in inside)[:3]
