"""Families: the kinds of row that linking compares, and for each what of a report it is, where it meets others, how a pair is scored.

In: nothing. Out: three families: named chains, bodies known by their office, incidents. A pair's score depends on the two rows and on
what `Known` tells of them (echoes, namesakes); never on how many other rows there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from accordingto.crossdoc import entities, events
from accordingto.crossdoc.entities import Named, Office
from accordingto.crossdoc.incidents import Incident, incidents_of
from accordingto.crossdoc.names import key_words, normal
from accordingto.model.evidence import Span
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ChainKind
from accordingto.model.linked import Link, Passage, Ref


def _nothing(_row: Any) -> None:
    return None


def _never(_a: Any, _b: Any, _known: Any) -> bool:
    return False


class Row(Protocol):
    """What all rows have: the finding that they stand for."""

    @property
    def ref(self) -> Ref:
        """Of a report's several mentions of one incident: the first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a pair's score may ask for beside the two rows."""

    shared: Sequence[tuple[Span, Passage]]
    """Stretches of one report that stand in the other."""
    namesakes: Callable[[str], Iterable[str]]
    """surname -> the full names that end in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One kind of row."""

    about: str
    group: str
    """What its links make: entities or events."""
    row_type: type[Any]
    largest: int
    """Rows of one key from which on the key is too common to compare by."""
    rows_of: Callable[[AnnotatedDocument], Iterable[Any]]
    keys_of: Callable[[Any], Iterable[str]]
    name_of: Callable[[Any], str | None] = _nothing
    """A key under which rows meet however many there are, each with the first of them alone."""
    surname_of: Callable[[Any], str | None] = _nothing
    """The surname of a full name: another full name with it changes what a bare surname tells."""
    score: Callable[[Any, Any, Known], Link | None]
    hopeless: Callable[[Any, Any, Known], bool] = _never
    """Whether a pair cannot come to a weight above 0; it need not be scored then."""
    rows_held: int = 10_000
    """Rows that are kept in memory when they were read: small ones may be many, since names meet those of years ago."""
    by_average: bool = False
    """Whether groups ask for the weights of pairs that are not linked too."""


def _named_rows(found: AnnotatedDocument) -> Iterator[Named]:
    for chain in found.chains:
        if chain.named and chain.kind is not ChainKind.OTHER:
            yield Named(Ref(found.document.doc_id, chain.id), replace(chain, mentions=()))


def _named_keys(row: Named) -> Iterator[str]:
    for kind, words in entities.keys_of_chain(row.chain):
        yield f"{kind} {words}"


def _name(row: Named) -> str:
    return f"{row.chain.kind is ChainKind.PERSON} {normal(row.chain.name)}"


def _surname(row: Named) -> str | None:
    words = key_words(row.chain.name)
    return words[-1] if row.chain.kind is ChainKind.PERSON and len(words) > 1 else None


def _named_score(a: Named, b: Named, known: Known) -> Link | None:
    return entities.score_names(a, b, _FullNames(known))


def _names_apart(a: Named, b: Named, _known: Known) -> bool:
    return entities.names_apart(a, b)


class _FullNames(dict[str, set[str]]):
    """Surname -> full names, looked up when a score asks for them."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        self._known = known

    def get(self, surname: str, _default: object = ()) -> set[str]:
        return set(self._known.namesakes(surname))


def _office_keys(row: Office) -> Iterator[str]:
    yield from sorted(row.words)


def _office_score(a: Office, b: Office, _known: Known) -> Link | None:
    link = entities.office_link(a, b)
    return replace(link, about=OFFICE) if link else None


def _incidents(found: AnnotatedDocument) -> tuple[Incident, ...]:
    return incidents_of([found])


def _incident_keys(row: Incident) -> Iterator[str]:
    for kind, words in events.keys_of_incident(row):
        yield f"{kind} {words}"


def _incident_score(a: Incident, b: Incident, known: Known) -> Link | None:
    return events.scored(a, b, known.shared)


def _incidents_apart(a: Incident, b: Incident, known: Known) -> bool:
    return events.hopeless(a, b, known.shared)


ENTITY, OFFICE, IN_ECHO, EVENT = "entity", "entity by office", "entity in an echo", "event"
ENTITY_ABOUTS = (ENTITY, OFFICE, IN_ECHO)
NAMES = Family(
    about=ENTITY,
    group=ENTITY,
    row_type=Named,
    largest=entities.LARGEST_BLOCK,
    rows_of=_named_rows,
    keys_of=_named_keys,
    name_of=_name,
    surname_of=_surname,
    score=_named_score,
    hopeless=_names_apart,
    rows_held=40_000,
)
OFFICES = Family(
    about=OFFICE,
    group=ENTITY,
    row_type=Office,
    largest=entities.LARGEST_BLOCK,
    rows_of=entities.offices_of,
    keys_of=_office_keys,
    score=_office_score,
)
INCIDENTS = Family(
    about=EVENT,
    group=EVENT,
    row_type=Incident,
    largest=events.LARGEST_BLOCK,
    rows_of=_incidents,
    keys_of=_incident_keys,
    score=_incident_score,
    hopeless=_incidents_apart,
    by_average=True,
)
FAMILIES: Mapping[str, Family] = {f.about: f for f in (NAMES, OFFICES, INCIDENTS)}
