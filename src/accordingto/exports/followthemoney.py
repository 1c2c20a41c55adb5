"""FollowTheMoney: reports, entities, events and the words that name them, for Aleph and its kin.

In: a record. Out: entities in FollowTheMoney's JSON, one a line: Article (a report), Person, Organization, LegalEntity and Address-free
Thing for what is named, Event with the reports as proof, Mention for names in a report, Note for each account in words with its source and
span. Ids are hashes of ours. Unnamed sources stay inside the notes: they are nobody whom another data set could name. The library is not
needed to write it.

Source: FollowTheMoney's schemata, version 4.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from accordingto.exports.facts import EventFacts, account_in_words, all_facts
from accordingto.model.ids import digest_of
from accordingto.store.record import Record

SCHEMA_OF = {"person": "Person", "organization": "Organization", "group": "LegalEntity"}
"""Kind of an entity -> schema. Places are told in the events; what is of no kind is not exported as an entity."""
Json = dict[str, Any]


def entities(record: Record) -> Iterator[Json]:
    """All entities, reports first."""
    for report in record.reports():
        yield _article(report)
    names = list(_named(record))
    yield from (entity for entity, _ in names)
    for entity, mentions in names:
        yield from (_mention(entity, doc_id) for doc_id in mentions)
    involved = {key: entity["id"] for entity, _ in names for key in entity["properties"]["name"]}
    for facts in all_facts(record):
        yield _event(facts, involved)
        yield from (_note(facts, account) for account in facts.accounts)


def lines(record: Record) -> str:
    """JSON lines of all entities."""
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities(record))


def _id(*parts: str) -> str:
    return f"accordingto-{digest_of(*parts)}"


def _entity(entity_id: str, schema: str, **properties: Iterable[Any] | str | None) -> Json:
    """An entity; what is empty is left out."""
    listed = {k: [v] if isinstance(v, str) else [str(x) for x in v or () if x not in (None, "")] for k, v in properties.items()}
    return {"id": entity_id, "schema": schema, "properties": {k: list(dict.fromkeys(v)) for k, v in listed.items() if v}}


def _article(report: Json) -> Json:
    address = report["address"] if str(report["address"]).startswith(("http://", "https://")) else None
    return _entity(
        _id(report["doc_id"]),
        "Article",
        title=report["title"] or report["given_id"],
        publisher=report["outlet"],
        publishedAt=report["published"],
        language="eng" if report["language"] == "en" else None,
        sourceUrl=address,
        fileName=report["doc_id"],
    )


def _named(record: Record) -> Iterator[tuple[Json, list[str]]]:
    """Named entities with the reports that mention them."""
    sql = """SELECT e.entity_id, e.kind, e.name, c.doc_id, n.name AS form FROM entities e JOIN chain_entities c USING (entity_id)
      JOIN documents d USING (doc_id) JOIN chains n ON n.n = d.n AND n.id = c.chain WHERE e.named = 1 ORDER BY e.entity_id, d.n"""
    groups: dict[str, list[Any]] = {}
    for row in record.connection.execute(sql):
        groups.setdefault(row["entity_id"], []).append(row)
    for key, rows in groups.items():
        schema = SCHEMA_OF.get(rows[0]["kind"])
        if schema:
            alias = [r["form"] for r in rows if r["form"] != rows[0]["name"]]
            yield _entity(_id(key), schema, name=rows[0]["name"], alias=alias), list(dict.fromkeys(r["doc_id"] for r in rows))


def _mention(entity: Json, doc_id: str) -> Json:
    name = entity["properties"]["name"][0]
    return _entity(
        _id(entity["id"], doc_id), "Mention", name=name, document=_id(doc_id), resolved=entity["id"], detectedSchema=entity["schema"]
    )  # fmt: skip


def _event(facts: EventFacts, involved: dict[str, str]) -> Json:
    event = facts.event
    day = event["earliest"] if event["earliest"] == event["latest"] else None
    names = {a["claimant"] for a in facts.accounts} | {a["value"] for a in facts.slot("actor")}
    point = facts.point
    return _entity(
        _id(facts.id),
        "Event",
        name=event["label"],
        date=day,
        startDate=event["earliest"],
        endDate=event["latest"],
        location=event["place"],
        involved=sorted(involved[n] for n in names if n in involved),
        proof=[_id(r["doc_id"]) for r in facts.reports],
        recordId=facts.id,
        notes=[f"{point['name']}: {point['lat']}, {point['lon']} ({point['precision']})"] if point else (),
        keywords=[k for k in (event["type"], event["mode"]) if k],
    )


def _note(facts: EventFacts, account: Json) -> Json:
    """An account in words: who says what, with document, offsets and words."""
    return _entity(
        _id(facts.id, account["id"]),
        "Note",
        name=f"{account['claimant']}: {account['slot']}",
        description=account_in_words(account),
        entity=[_id(facts.id)],
        proof=[_id(e["doc_id"]) for e in account["evidence"]],
        indexText=[e["words"] for e in account["evidence"]],
    )
