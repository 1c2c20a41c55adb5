"""What linking found <-> rows, inside the caller's transaction.

In: a connection and a `Linked`, or a connection alone. Out: rows, or the same `Linked`. Saving replaces what was there.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from accordingto.model.evidence import Span
from accordingto.model.kinds import ChainKind, EventType, Slot, Stance, VerdictKind
from accordingto.model.linked import Account, Entity, Event, Link, Linked, Passage, Ref, Verdict
from accordingto.store.echoes import load_echoes

TABLES = (
    "verdicts",
    "account_evidence",
    "account_claims",
    "accounts",
    "mention_events",
    "events",
    "chain_entities",
    "entities",
    "links",
)


def save_links(connection: sqlite3.Connection, linked: Linked) -> None:
    """Write ``linked`` without its echoes in place of what was there; `store.echoes` writes those."""
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables
    _many(connection, "links", [_link(link) for link in linked.links])
    for entity in linked.entities:
        save_entity(connection, entity)
    for event in linked.events:
        save_event(connection, event)
    save_accounts(connection, linked.accounts, linked.verdicts)


def save_entity(connection: sqlite3.Connection, entity: Entity) -> None:
    """Write an entity and its chains."""
    connection.execute("INSERT INTO entities VALUES (?, ?, ?, ?)", (entity.id, entity.kind.value, entity.name, int(entity.named)))
    _many(connection, "chain_entities", [(r.doc_id, r.local_id, entity.id) for r in entity.chains])


def save_event(connection: sqlite3.Connection, event: Event) -> None:
    """Write an event and its mentions."""
    kind = event.type.value if event.type else None
    row = (event.id, kind, event.mode, event.label, _day(event.earliest), _day(event.latest), event.place)
    connection.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    _many(connection, "mention_events", [(r.doc_id, r.local_id, event.id) for r in event.mentions])


def save_accounts(connection: sqlite3.Connection, accounts: Iterable[Account], verdicts: Iterable[Verdict]) -> None:
    """Write accounts with what they rest on, and verdicts."""
    for account in accounts:
        _many(connection, "accounts", [_account(account)])
        _many(connection, "account_claims", [(account.id, r.doc_id, r.local_id) for r in account.claims])
        _many(connection, "account_evidence", [(account.id, *p) for p in _parts(account.evidence)])
    _many(connection, "verdicts", [(v.event, v.slot.value, v.verdict.value, v.claimants, v.origins, v.carriers) for v in verdicts])


def _many(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608


def _parts(passages: Iterable[Passage]) -> list[tuple[int, str, int, int]]:
    return [(part, p.doc_id, p.span.start, p.span.end) for part, p in enumerate(passages)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _words(words: tuple[str, ...]) -> str:
    return json.dumps(words, ensure_ascii=False)


def _link(link: Link) -> tuple[object, ...]:
    sides = (link.left.doc_id, link.left.local_id, link.right.doc_id, link.right.local_id)
    return (link.about, *sides, link.weight, json.dumps(dict(link.weights)))


def _account(a: Account) -> tuple[object, ...]:
    return (
        a.id, a.event, a.claimant, a.claimant_name, int(a.own_voice), a.slot.value, a.value, a.low, a.high, a.who, _day(a.earliest),
        _day(a.latest), a.stance.value, int(a.current), _day(a.said), _words(a.via), _words(a.carriers), a.origin,
    )  # fmt: skip


def load_links(connection: sqlite3.Connection) -> Linked:
    """All that linking found when it last ran."""
    return Linked(
        echoes=tuple(load_echoes(connection, "kind <> 'statement'")),
        links=tuple(_links(connection)),
        entities=tuple(_entities(connection)),
        events=tuple(load_events(connection)),
        accounts=tuple(load_accounts(connection)),
        verdicts=tuple(load_verdicts(connection)),
    )


def _links(connection: sqlite3.Connection) -> list[Link]:
    return [
        Link(about=about, left=Ref(ld, li), right=Ref(rd, ri), weight=weight, weights=tuple(json.loads(weights).items()))
        for about, ld, li, rd, ri, weight, weights in connection.execute("SELECT * FROM links")
    ]


def _entities(connection: sqlite3.Connection) -> list[Entity]:
    chains = defaultdict(list)
    for doc_id, chain, key in connection.execute("SELECT doc_id, chain, entity_id FROM chain_entities"):
        chains[key].append(Ref(doc_id, chain))
    rows = connection.execute("SELECT entity_id, kind, name, named FROM entities ORDER BY entity_id")
    return [Entity(id=k, kind=ChainKind(kind), name=name, named=bool(named), chains=tuple(chains[k])) for k, kind, name, named in rows]


def load_events(connection: sqlite3.Connection) -> list[Event]:
    """Events, oldest first; those without a date last."""
    mentions = defaultdict(list)
    for doc_id, mention, key in connection.execute("SELECT doc_id, mention, event_id FROM mention_events ORDER BY doc_id, mention"):
        mentions[key].append(Ref(doc_id, mention))
    rows = connection.execute("SELECT * FROM events ORDER BY earliest IS NULL, earliest, event_id")
    return [
        Event(
            id=row["event_id"],
            type=EventType(row["type"]) if row["type"] else None,
            mode=row["mode"],
            label=row["label"],
            earliest=_from(row["earliest"]),
            latest=_from(row["latest"]),
            place=row["place"],
            mentions=tuple(mentions[row["event_id"]]),
        )
        for row in rows
    ]


def _from(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def load_accounts(connection: sqlite3.Connection, event_id: str | None = None) -> list[Account]:
    """Accounts of one event, or all, by slot and claimant."""
    evidence, claims = defaultdict(list), defaultdict(list)
    for key, _, doc_id, start, end in connection.execute("SELECT * FROM account_evidence ORDER BY account_id, part"):
        evidence[key].append(Passage(doc_id, Span(start, end)))
    for key, doc_id, claim in connection.execute("SELECT * FROM account_claims"):
        claims[key].append(Ref(doc_id, claim))
    where, values = ("WHERE event_id = ?", (event_id,)) if event_id else ("", ())
    rows = connection.execute(f"SELECT * FROM accounts {where} ORDER BY event_id, slot, account_id", values)  # noqa: S608
    return [
        Account(
            id=row["account_id"],
            event=row["event_id"],
            claimant=row["claimant"],
            claimant_name=row["claimant_name"],
            own_voice=bool(row["own_voice"]),
            slot=Slot(row["slot"]),
            value=row["value"],
            low=row["low"],
            high=row["high"],
            who=row["who"],
            earliest=_from(row["earliest"]),
            latest=_from(row["latest"]),
            stance=Stance(row["stance"]),
            current=bool(row["current"]),
            said=_from(row["said"]),
            via=tuple(json.loads(row["via"])),
            carriers=tuple(json.loads(row["carriers"])),
            evidence=tuple(evidence[row["account_id"]]),
            claims=tuple(claims[row["account_id"]]),
            origin=row["origin"],
        )
        for row in rows
    ]


def load_verdicts(connection: sqlite3.Connection, event_id: str | None = None) -> list[Verdict]:
    """Verdicts of one event, or all."""
    where, values = ("WHERE event_id = ?", (event_id,)) if event_id else ("", ())
    rows = connection.execute(f"SELECT * FROM verdicts {where} ORDER BY event_id, slot", values)  # noqa: S608
    return [
        Verdict(event=e, slot=Slot(slot), verdict=VerdictKind(verdict), claimants=claimants, origins=origins, carriers=carriers)
        for e, slot, verdict, claimants, origins, carriers in rows
    ]
