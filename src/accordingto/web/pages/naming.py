"""In which words: what the reports of one event call it, and those who take part in it, each word with who uses it.

In: a record, an event, its reports. Out: rows for the page. What counts as whose word is decided by `crossdoc.naming`; words are shown
as they stand and judged by nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.crossdoc.naming import Naming, naming_of_chains, naming_of_mentions
from accordingto.model.found import AnnotatedDocument
from accordingto.model.linked import Ref
from accordingto.store.load import load_documents
from accordingto.store.members import names_of
from accordingto.web.pages.shared import Ask, Row
from accordingto.web.queries import INVOLVED, MENTIONS_OF_THE_EVENT

MOST_REPORTS = 12
"""Reports whose words are compared; the page says so where there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Who uses a word: an outlet in its own voice, or somebody whom it quotes; and where it stands."""

    name: str
    own_voice: bool
    doc_id: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A word or phrase and its users."""

    words: str
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A thing and what it is called. ``name`` None: the event itself."""

    name: str | None
    words: tuple[Words, ...]


def namings(ask: Ask, event_id: str, reports: Sequence[Row]) -> tuple[Named, ...]:
    """What the event is called, then those who take part in it and go by more than one name."""
    doc_ids = [report["doc_id"] for report in reports[:MOST_REPORTS]]
    found = [document for doc_id in doc_ids for document in load_documents(ask.connection, doc_id)]
    names = names_of(ask.connection, doc_ids)
    mentions = [Ref(r["doc_id"], r["mention"]) for r in ask.rows(MENTIONS_OF_THE_EVENT, event=event_id)]
    told = [Named(name=None, words=_grouped(naming_of_mentions(found, mentions, names), found))]
    chains: dict[tuple[str, str], list[Ref]] = {}
    for row in ask.rows(INVOLVED, event=event_id):
        chains.setdefault((row["entity_id"], row["name"]), []).append(Ref(row["doc_id"], row["chain"]))
    for (_, name), refs in chains.items():
        words = _grouped(naming_of_chains(found, refs, names), found)
        if len(words) > 1:
            told.append(Named(name=name, words=words))
    return tuple(one for one in told if one.words)


def _grouped(rows: Sequence[Naming], found: Sequence[AnnotatedDocument]) -> tuple[Words, ...]:
    """Rows by their words, those of most users first."""
    anchors = {(f.document.doc_id, m.trigger): m.id for f in found for m in f.event_mentions}
    groups: dict[str, list[Naming]] = {}
    for row in rows:
        groups.setdefault(row.words.casefold(), []).append(row)
    words = [
        Words(
            words=mine[0].words,
            users=tuple(_user(row, anchors.get((row.examples[0].doc_id, row.examples[0].span), "main")) for row in mine),
        )
        for mine in groups.values()
    ]
    return tuple(sorted(words, key=lambda one: (-len(one.users), one.words)))


def _user(row: Naming, anchor: str) -> User:
    return User(name=row.by, own_voice=row.own_voice, doc_id=row.examples[0].doc_id, anchor=anchor)
