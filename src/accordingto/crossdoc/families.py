"""Families: the kinds of row that linking compares, and for each what of a report it is, where it meets others, how a pair is scored.

In: nothing. Out: three families: named chains, bodies known by their office, incidents. A pair's score depends on the two rows and on
what `Known` tells of them (echoes, namesakes); never on how many other rows there are.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from accordingto.crossdoc import entities, events
from accordingto.crossdoc.entities import Named, Office, Repeated
from accordingto.crossdoc.incidents import Incident, incidents_of
from accordingto.crossdoc.names import key_words, normal
from accordingto.model.found import AnnotatedDocument
from accordingto.model.kinds import ChainKind
from accordingto.model.linked import Link, Ref


class Row(Protocol):
    """What all rows have: the finding that they stand for."""

    @property
    def ref(self) -> Ref:
        """Of a report's several mentions of one incident: the first."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a pair's score may ask for beside the two rows."""

    repeated: Callable[[str], Sequence[Any]]
    """doc_id -> its stretches that stand in another report."""
    namesakes: Callable[[str], Iterable[str]]
    """surname -> the full names that end in it."""


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of row."""

    about: str
    row_type: type[Any]
    largest: int
    """Rows of one key from which on the key is too common to compare by."""
    rows_of: Callable[[AnnotatedDocument], Iterable[Any]]
    keys_of: Callable[[Any], Iterable[str]]
    name_of: Callable[[Any], str | None]
    """A key under which rows meet however many there are, each with the first of them alone."""
    surname_of: Callable[[Any], str | None]
    """The surname of a full name: another full name with it changes what a bare surname tells."""
    score: Callable[[Any, Any, Known], Link | None]


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
    repeated: Repeated = {a.doc_id: list(known.repeated(a.doc_id))}
    return events.scored(a, b, repeated)


def _nothing(_row: Any) -> None:
    return None


ENTITY, OFFICE, IN_ECHO, EVENT = "entity", "entity by office", "entity in an echo", "event"
ENTITY_ABOUTS = (ENTITY, OFFICE, IN_ECHO)
NAMES = Family(ENTITY, Named, entities.LARGEST_BLOCK, _named_rows, _named_keys, _name, _surname, _named_score)
OFFICES = Family(OFFICE, Office, entities.LARGEST_BLOCK, entities.offices_of, _office_keys, _nothing, _nothing, _office_score)
INCIDENTS = Family(EVENT, Incident, events.LARGEST_BLOCK, _incidents, _incident_keys, _nothing, _nothing, _incident_score)
FAMILIES: Mapping[str, Family] = {f.about: f for f in (NAMES, OFFICES, INCIDENTS)}
