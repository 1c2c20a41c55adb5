"""The questions of a reader, each one function: who said what, which events, which accounts, why.

In: a connection and filters. Out: plain dicts, ready for a table, JSON or CSV. Reads only.
"""

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from accordingto.errors import NotFound
from accordingto.model.kinds import TOLL_SLOTS, Slot
from accordingto.store.rows import TABLES
from accordingto.store.whereabouts import whereabouts

Row = dict[str, Any]
Connection = sqlite3.Connection

SLOT_ORDER = (*TOLL_SLOTS, Slot.DAMAGE, *(slot for slot in Slot if slot not in (*TOLL_SLOTS, Slot.DAMAGE)))
"""Tolls first: they are what most readers come for."""


def reports(connection: Connection) -> list[Row]:
    """The current documents, without their text."""
    sql = """
      SELECT doc_id, given_id, address, title, outlet, published, language, revision, length(text) AS characters,
        (SELECT count(*) FROM attributions a WHERE a.n = d.n) AS attributions,
        (SELECT count(*) FROM event_mentions e WHERE e.n = d.n AND type IS NOT NULL) AS event_mentions
      FROM documents d WHERE current = 1 ORDER BY published IS NULL, published, n"""
    return [dict(row) for row in connection.execute(sql)]


def problems(connection: Connection) -> list[Row]:
    """All problem rows, with the words that they are about."""
    sql = """
      SELECT p.kind, p.address, d.doc_id, p.message, p.span_start, p.span_end,
        substr(d.text, p.span_start + 1, p.span_end - p.span_start) AS words
      FROM problems p LEFT JOIN documents d USING (n) WHERE d.n IS NULL OR d.current = 1 ORDER BY p.kind, p.address, p.span_start"""
    return [dict(row) for row in connection.execute(sql)]


DECIDED_BY = "CASE WHEN r.rule = 'correction' THEN 'person' ELSE 'program' END AS decided_by"
"""Whether a value is the program's or a person's; ``r`` is its row in `reasons`."""
OF_PERSONS = """SELECT DISTINCT k.account_id FROM reasons r, account_claims k JOIN documents d USING (doc_id)
  JOIN claims c ON c.n = d.n AND c.id = k.claim LEFT JOIN attributions a ON a.n = d.n AND a.id = c.according_to
  WHERE r.rule = 'correction' AND r.reason_id IN (c.reason_id, a.reason_id)"""
"""Accounts in which a person has decided a claim, or whose it is."""


def quotes(connection: Connection, filters: Mapping[str, str | None]) -> list[Row]:
    """Attributions with their words; filters: by (name), stance, kind, outlet, search (words of the content), min_confidence."""
    where, values = ["d.current = 1"], []
    for column, key in (("a.stance", "stance"), ("a.source_kind", "kind"), ("d.outlet", "outlet")):
        if filters.get(key):
            where.append(f"lower({column}) = lower(?)")
            values.append(filters[key])
    if filters.get("by"):
        where.append("instr(lower(a.source_name), lower(?)) > 0")
        values.append(filters["by"])
    if filters.get("min_confidence"):
        where.append("coalesce(a.confidence, 1) >= CAST(? AS REAL)")
        values.append(filters["min_confidence"])
    sql = f"""
      SELECT d.doc_id || '.' || a.id AS id, d.doc_id, d.n, a.id AS local_id, d.outlet, d.published, d.title, a.source_name, a.source_kind,
        a.stance, a.mode, a.medium, a.inside, a.confidence, {DECIDED_BY}, d.text
      FROM attributions a JOIN documents d USING (n) JOIN reasons r USING (reason_id) WHERE {" AND ".join(where)}
      ORDER BY d.n, CAST(substr(a.id, 2) AS INTEGER)"""  # noqa: S608
    found = [_with_words(connection, dict(row)) for row in connection.execute(sql, values)]
    search = (filters.get("search") or "").casefold()
    return [row for row in found if search in row["content"].casefold()]


def terms(connection: Connection, by: str | None = None) -> list[Row]:
    """Words that somebody set in quotation marks, with whoever used them: a source, or a report in its own voice; the most used first."""
    sql = """
      SELECT trim(substr(d.text, e.span_start + 1, e.span_end - e.span_start), '“”"«»„‟‘’' || char(39)) AS words,
        coalesce(a.source_name, d.outlet, 'the report') AS user, a.id IS NULL AS own_voice, count(*) AS times,
        count(DISTINCT d.n) AS reports, min(d.doc_id || ':' || e.span_start || '-' || e.span_end) AS first
      FROM quoted_terms q JOIN documents d USING (n) JOIN evidence e ON e.n = q.n AND e.id = q.id
      LEFT JOIN attributions a ON a.n = q.n AND a.id = q.according_to
      WHERE d.current = 1 AND instr(lower(coalesce(a.source_name, d.outlet, 'the report')), lower(?)) > 0
      GROUP BY lower(words), user, own_voice ORDER BY times DESC, words, user"""
    return [dict(row) | {"own_voice": bool(row["own_voice"])} for row in connection.execute(sql, (by or "",))]


def _with_words(connection: Connection, row: Row) -> Row:
    """``row`` with the words and spans of source, cue and content in place of the text."""
    text, n, local_id = row.pop("text"), row.pop("n"), row.pop("local_id")
    for role in ("source", "cue", "content"):
        sql = "SELECT span_start, span_end FROM evidence WHERE n = ? AND id = ? AND role = ? ORDER BY part"
        spans = [(start, end) for start, end in connection.execute(sql, (n, local_id, role))]
        row[role] = " … ".join(text[start:end] for start, end in spans)
        row[f"{role}_spans"] = spans
    return row


def sources(connection: Connection) -> list[Row]:
    """Who is quoted: one row a source, the most quoted first. Unnamed sources stay apart, one a document."""
    groups: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    entities = {(d, c): e for d, c, e in connection.execute("SELECT doc_id, chain, entity_id FROM chain_entities")}
    names = dict(connection.execute("SELECT entity_id, name FROM entities"))
    sql = """SELECT d.doc_id, d.outlet, a.chain, a.source_name, a.source_kind, a.stance, a.medium
      FROM attributions a JOIN documents d USING (n) WHERE d.current = 1 ORDER BY d.n"""
    for row in map(dict, connection.execute(sql)):
        entity = entities.get((row["doc_id"], row["chain"]), "")
        name = names.get(entity) or row["source_name"] or "(nobody named)"
        apart = entity or (row["doc_id"] if row["source_kind"] == "unnamed" else "")
        groups[(name, row["source_kind"] or "", apart)].append(row)
    found = [
        {
            "source": name,
            "kind": kind or None,
            "attributions": len(rows),
            "reports": len({r["doc_id"] for r in rows}),
            "outlets": sorted({r["outlet"] for r in rows if r["outlet"]}),
            "stances": dict(Counter(r["stance"] for r in rows).most_common()),
            "media": sorted({r["medium"] for r in rows if r["medium"]}),
        }
        for (name, kind, _), rows in groups.items()
    ]
    return sorted(found, key=lambda row: (-row["attributions"], row["source"]))


def events(connection: Connection, filters: Mapping[str, str | None]) -> list[Row]:
    """Events that a reader would list: of a listed type and not denied throughout; filters: type, place, since, until, all."""
    where, values = ["1 = 1"], []
    if not filters.get("all"):
        where.append("e.type IS NOT NULL")
    for sql, key in (
        ("e.event_id = ?", "id"),
        ("lower(e.type) = lower(?)", "type"),
        ("instr(lower(coalesce(e.place, '') || ' ' || e.label), lower(?)) > 0", "place"),
        ("e.latest >= ?", "since"),
        ("e.earliest <= ?", "until"),
    ):
        if filters.get(key):
            where.append(sql)
            values.append(filters[key])
    sql = f"""
      SELECT e.event_id AS id, e.label, e.type, e.mode, e.earliest, e.latest, e.place,
        (SELECT count(DISTINCT doc_id) FROM mention_events m WHERE m.event_id = e.event_id) AS reports,
        (SELECT count(DISTINCT coalesce(claimant, claimant_name)) FROM accounts a WHERE a.event_id = e.event_id) AS claimants,
        (SELECT count(DISTINCT origin) FROM accounts a WHERE a.event_id = e.event_id) AS origins,
        (SELECT count(*) FROM verdicts v WHERE v.event_id = e.event_id AND verdict = 'conflict') AS conflicts
      FROM events e WHERE {" AND ".join(where)} ORDER BY e.earliest IS NULL, e.earliest DESC, e.event_id"""  # noqa: S608
    return [dict(row) for row in connection.execute(sql, values)]


def event(connection: Connection, event_id: str) -> Row | None:
    """One event, with how many reports, claimants and origins it has; the id of any of its mentions finds it too."""
    doc_id, _, mention = event_id.rpartition(".")
    found = connection.execute("SELECT event_id FROM mention_events WHERE doc_id = ? AND mention = ?", (doc_id, mention)).fetchone()
    wanted = found[0] if found else event_id
    return next((row for row in events(connection, {"all": "yes", "id": wanted})), None)


def event_reports(connection: Connection, event_id: str) -> list[Row]:
    """The reports that tell of an event."""
    sql = """SELECT DISTINCT doc_id, title, outlet, published, address FROM mention_events JOIN documents USING (doc_id)
      WHERE event_id = ? ORDER BY published IS NULL, published, n"""
    return [dict(row) for row in connection.execute(sql, (event_id,))]


def event_echoes(connection: Connection, event_id: str) -> list[Row]:
    """Passages that stand in two or more of the reports of an event."""
    sql = """SELECT e.echo_id, e.origin, e.why, group_concat(DISTINCT p.doc_id) AS reports FROM echoes e
      JOIN echo_passages p USING (echo_id) WHERE p.doc_id IN (SELECT doc_id FROM mention_events WHERE event_id = ?)
      GROUP BY e.echo_id HAVING count(DISTINCT p.doc_id) > 1"""
    rows = [dict(row) for row in connection.execute(sql, (event_id,))]
    return [row | {"reports": sorted(row["reports"].split(","))} for row in rows]


def outlet_echoes(connection: Connection, outlet: str) -> list[Row]:
    """Which other outlets share passages with one, and how many come from each side."""
    sql = """SELECT other.outlet, count(DISTINCT a.echo_id) AS passages,
        count(DISTINCT CASE WHEN e.origin = b.doc_id THEN a.echo_id END) AS copied_from,
        count(DISTINCT CASE WHEN e.origin = a.doc_id THEN a.echo_id END) AS copied_by
      FROM documents mine JOIN echo_passages a USING (doc_id) JOIN echo_passages b USING (echo_id) JOIN echoes e USING (echo_id)
      JOIN documents other ON other.doc_id = b.doc_id
      WHERE mine.outlet = ? AND other.outlet IS NOT NULL AND other.outlet <> mine.outlet GROUP BY other.outlet ORDER BY passages DESC"""
    return [dict(row) for row in connection.execute(sql, (outlet,))]


def outlets(connection: Connection) -> list[Row]:
    """Outlets and how many of their reports are here."""
    sql = """SELECT outlet, count(*) AS reports FROM documents WHERE current = 1 AND outlet IS NOT NULL
      GROUP BY outlet ORDER BY reports DESC, outlet"""
    return [dict(row) for row in connection.execute(sql)]


def problem_kinds(connection: Connection) -> list[Row]:
    """How many problems of each kind."""
    return [dict(row) for row in connection.execute("SELECT kind, count(*) AS n FROM problems GROUP BY kind ORDER BY n DESC, kind")]


def search(connection: Connection, words: str) -> list[Row]:
    """Reports that hold all of ``words``, the best first. The words are quoted, so that no sign in them is a search operator."""
    terms = " ".join('"' + term.replace('"', '""') + '"' for term in words.split())
    sql = """SELECT doc_id, d.title, outlet, published, address, snippet(documents_fts, 1, '', '', ' … ', 24) AS passage
      FROM documents_fts JOIN documents d ON d.n = documents_fts.rowid
      WHERE documents_fts MATCH ? AND current = 1 ORDER BY rank LIMIT 200"""
    return [dict(row) for row in connection.execute(sql, (terms,))]


def timeline(connection: Connection, filters: Mapping[str, str | None]) -> list[Row]:
    """Events in the order of their days, those without a day last, each with its toll accounts in short."""
    found = sorted(events(connection, filters), key=lambda e: (e["earliest"] is None, e["earliest"] or "", e["id"]))
    sql = """SELECT claimant_name, slot, low, high FROM accounts WHERE event_id = ? AND current
      AND slot IN ('killed', 'injured', 'casualties', 'missing', 'detained', 'displaced') ORDER BY slot, account_id"""
    for event in found:
        place = whereabouts(connection, event["id"]) or {}
        event["around"], event["place_id"] = place.get("around"), place.get("place_id")
        event["date_id"] = _date_claim(connection, event)
        event["accounts"] = [dict(row) for row in connection.execute(sql, (event["id"],))]
    return found


def event_point(connection: Connection, event_id: str) -> Row | None:
    """Where on the map an event is, with the areas around it; None where none of its mentions has a place with a point."""
    return whereabouts(connection, event_id)


def _date_claim(connection: Connection, event: Row) -> str | None:
    """Id of a claim that gives the event its day, for `why`."""
    sql = """SELECT d.doc_id || '.' || c.id FROM mention_events m JOIN documents d USING (doc_id)
      JOIN claims c ON c.n = d.n AND c.mention = m.mention AND c.slot = 'date'
      WHERE m.event_id = ? AND c.earliest = ? AND c.latest = ? ORDER BY c.confidence DESC, d.n, c.id LIMIT 1"""
    row = connection.execute(sql, (event["id"], event["earliest"], event["latest"])).fetchone()
    return row[0] if row else None


LISTED = f"""WHERE e.type IS NOT NULL
  OR a.event_id IN (SELECT event_id FROM accounts WHERE slot IN ({", ".join("?" * len(TOLL_SLOTS))}))"""  # noqa: S608
"""Events that people see: what happened besides, of no listed type, is kept for linking alone."""


def accounts(connection: Connection, event: str | None) -> list[Row]:
    """One row an account, with the verdict of its slot and its evidence in words.

    Without ``event`` those of all events that are listed: of a known type, or with people lost.
    """
    where, values = ("WHERE a.event_id = ?", (event,)) if event else (LISTED, tuple(slot.value for slot in TOLL_SLOTS))
    sql = f"""
      SELECT a.account_id AS id, a.event_id AS event, e.label, e.earliest AS event_earliest, e.latest AS event_latest,
        e.place AS event_place, a.slot, v.verdict, a.claimant AS claimant_id,
        a.claimant_name AS claimant, a.own_voice, a.stance, a.value, a.low, a.high, a.who,
        a.earliest, a.latest, a.current, a.said, a.via, a.carriers, a.origin, v.origins, v.claimants
      FROM accounts a JOIN events e USING (event_id) LEFT JOIN verdicts v USING (event_id, slot) {where}
      ORDER BY e.earliest IS NULL, e.earliest DESC, a.event_id, a.current DESC, a.said, a.account_id"""  # noqa: S608
    found = [dict(row) for row in connection.execute(sql, values)]
    order = {event_id: n for n, event_id in enumerate(dict.fromkeys(row["event"] for row in found))}
    found.sort(key=lambda row: (order[row["event"]], SLOT_ORDER.index(row["slot"])))
    persons = {key for (key,) in connection.execute(OF_PERSONS)}
    described = cache(partial(_described, connection))
    lies = cache(partial(whereabouts, connection))
    for row in found:
        place = lies(row["event"]) or {}
        row["event_around"], row["event_known"] = place.get("around"), place.get("known")
        row["claimant_described"] = None if row["own_voice"] else described(row["claimant_id"])
        row["via"], row["carriers"] = json.loads(row["via"]), json.loads(row["carriers"])
        row["own_voice"], row["current"] = bool(row["own_voice"]), bool(row["current"])
        row["decided_by"] = "person" if row["id"] in persons else "program"
        row["evidence"] = _account_evidence(connection, row["id"])
    return found


OWNER = re.compile(r"^(?:its|their|his|her)\s+", re.IGNORECASE)
"""A pronoun that means somebody only where the words stand: "Orsa Kett, its commander"."""


def _described(connection: Connection, entity_id: str | None) -> str | None:
    """Who a claimant is, in the words of the report that says most of it."""
    sql = """SELECT substr(text, span_start + 1, span_end - span_start) AS words FROM chain_entities c JOIN documents d USING (doc_id)
      JOIN evidence e ON e.n = d.n AND e.id = c.chain AND e.role = 'described'
      WHERE entity_id = ? AND d.current = 1 ORDER BY length(words) DESC, words LIMIT 1"""
    row = connection.execute(sql, (entity_id,)).fetchone()
    return OWNER.sub("", " ".join(row["words"].split())) if row else None


def _account_evidence(connection: Connection, account_id: str) -> list[Row]:
    sql = """SELECT e.doc_id, d.outlet, d.published, span_start, span_end, substr(text, span_start + 1, span_end - span_start) AS words,
        (SELECT min(claim) FROM account_claims c WHERE c.account_id = e.account_id AND c.doc_id = e.doc_id) AS anchor
      FROM account_evidence e JOIN documents d USING (doc_id) WHERE account_id = ? ORDER BY part"""
    return [dict(row) for row in connection.execute(sql, (account_id,))]


def find_document(connection: Connection, words: str, record: str) -> str:
    """The doc_id meant by an id, its beginning, the caller's id, an address or the end of one."""
    for sql in (
        "doc_id = :words OR (given_id = :words AND current = 1) OR (address = :words AND current = 1)",
        "substr(doc_id, 1, length(:words)) = :words AND length(:words) >= 4",
        "current = 1 AND (substr(address, -length(:words) - 1) IN ('/' || :words, '#' || :words))",
    ):
        rows = connection.execute(f"SELECT doc_id FROM documents WHERE {sql}", {"words": words}).fetchall()  # noqa: S608
        if len(rows) == 1:
            return str(rows[0][0])
        if rows:
            raise NotFound("choose a report", words, f"{len(rows)} reports fit", f"Give one of: {', '.join(r[0] for r in rows[:5])}.")
    raise NotFound("find a report", words, f"not in {record}", "`accordingto show RECORD` lists them.")


def spans_outside_their_text(connection: Connection) -> list[str]:
    """Evidence that does not lie in its document."""
    sql = """SELECT doc_id, id, role FROM evidence JOIN documents USING (n)
      WHERE span_start < 0 OR span_start >= span_end OR span_end > length(text) LIMIT 20"""
    return [f"{doc}.{local_id}: its {role} lies outside the text" for doc, local_id, role in connection.execute(sql)]


def counts(connection: Connection) -> dict[str, int]:
    """How much the record holds."""
    sizes = {"reports": "SELECT count(*) FROM documents WHERE current = 1"}
    sizes |= {t: f"SELECT count(*) FROM {t} JOIN documents d USING (n) WHERE d.current = 1" for t in TABLES}  # noqa: S608
    sizes |= {"events": "SELECT count(*) FROM events WHERE type IS NOT NULL", "problems": "SELECT count(*) FROM problems"}
    return {name: connection.execute(sql).fetchone()[0] for name, sql in sizes.items()}
