"""Every SQL statement of the lists: named, so that a page can show which questions stand behind it.

In: filters. Out: SQL with named values. A condition stands in the SQL only where its filter is given, so that SQLite can choose an index
for it; none of them reads through a whole table (tested by their plans). Questions about one event or one report, which the command line
asks too, stand in `accordingto.store.ask`.

>>> statements({"stance": "denies"}).name
'statements'
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Filters = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A named question. Its values are given when it is asked."""

    name: str
    sql: str


def words_to_match(words: str, column: str = "") -> str:
    """Words as an FTS5 expression in which no sign is an operator.

    >>> words_to_match("dead OR", "source")
    'source : ("dead" "OR")'
    """
    terms = " ".join('"' + term.replace('"', '""').replace("\0", "") + '"' for term in words.split())
    return f"{column} : ({terms})" if column else terms


TALLY = Query(name="counts", sql="SELECT name, kind, n FROM tallies WHERE about = :about ORDER BY n DESC, name LIMIT :limit OFFSET :offset")

# ---- events

EVENT_DETAILS = Query(
    name="events_in_brief",
    sql="""
  SELECT e.event_id AS id, e.label, e.type, e.mode, e.earliest, e.latest, e.place,
    (SELECT count(DISTINCT doc_id) FROM mention_events m WHERE m.event_id = e.event_id) AS reports,
    (SELECT count(DISTINCT coalesce(claimant, claimant_name)) FROM accounts a WHERE a.event_id = e.event_id) AS claimants,
    (SELECT count(DISTINCT origin) FROM accounts a WHERE a.event_id = e.event_id) AS origins,
    (SELECT count(*) FROM verdicts v WHERE v.event_id = e.event_id AND verdict = 'conflict') AS conflicts
  FROM json_each(:ids) j JOIN events e ON e.event_id = j.value ORDER BY j.key""",
)
CLAIMED = Query(
    name="figures_in_brief",
    sql="""
  SELECT a.event_id AS event, a.slot, v.verdict, a.claimant_name AS claimant, a.own_voice, a.stance, a.value, a.low, a.high, a.said
  FROM json_each(:ids) j JOIN accounts a ON a.event_id = j.value LEFT JOIN verdicts v ON v.event_id = a.event_id AND v.slot = a.slot
  WHERE a.current = 1 ORDER BY j.key, a.slot, a.said, a.account_id""",
)
DISPUTED = Query(
    name="most_disputed_events",
    sql="""
  SELECT event_id AS id, count(*) AS conflicts, count(*) * max(origins) AS weight FROM verdicts
  WHERE verdict = 'conflict' GROUP BY event_id ORDER BY weight DESC, event_id LIMIT :limit""",
)
TOLD = "EXISTS (SELECT 1 FROM accounts a WHERE a.event_id = e.event_id)"


REPORTED = """EXISTS (SELECT 1 FROM mention_events m CROSS JOIN documents d USING (doc_id)
    WHERE m.event_id = e.event_id AND d.outlet = :outlet)"""


def events(filters: Filters, *, dated: bool, told: bool = False) -> Query:
    """Ids of events, the latest first; those without a day are another question (``dated`` False).

    Filters: type, place, since, until; outlet (one of its reports tells of it); source and stance (somebody's account of it).
    """
    where = ["e.earliest > ''" if dated else "e.earliest IS NULL", "e.type IS NOT NULL", *([TOLD] if told else [])]
    where += ["e.type = :type"] if filters.get("type") else []
    where += [REPORTED] if filters.get("outlet") else []
    claimed = [sql for key, sql in (("source", "a.claimant_name = :source"), ("stance", "a.stance = :stance")) if filters.get(key)]
    where += [f"EXISTS (SELECT 1 FROM accounts a WHERE a.event_id = e.event_id AND {' AND '.join(claimed)})"] if claimed else []  # noqa: S608
    where += ["e.latest >= :since"] if filters.get("since") else []
    where += ["e.earliest <= :until"] if filters.get("until") else []
    found = "events e"
    if filters.get("place"):  # the words lead: there are few events that hold them
        found = "events_fts f CROSS JOIN event_keys k ON k.k = f.rowid CROSS JOIN events e ON e.event_id = k.event_id"
        where = ["events_fts MATCH :place", *where]
    name = "events_by_day" if dated else "events_without_a_day"
    order = "e.earliest DESC, e.event_id" if dated else "e.event_id"
    sql = f"SELECT e.event_id AS id FROM {found} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT :limit OFFSET :offset"  # noqa: S608
    return Query(name=name, sql=sql)


MONTHS = Query(
    name="events_by_month",
    sql="SELECT name AS month, sum(n) AS events FROM tallies WHERE about = 'month' AND name > '' GROUP BY name ORDER BY name",
)
MONTHS_OF_TYPE = Query(
    name="events_by_month",
    sql="SELECT name AS month, n AS events FROM tallies WHERE about = 'month' AND name > '' AND kind = :type ORDER BY name",
)
EVENT_PLACES = Query(
    name="places_of_the_event",
    sql="""
  SELECT p.name, p.lat, p.lon, p.precision, p.geonameid, count(*) AS times FROM mention_events m JOIN documents d USING (doc_id)
    JOIN claims c ON c.n = d.n AND c.mention = m.mention AND c.slot = 'place' JOIN places p ON p.n = d.n AND p.id = c.refers_to
  WHERE m.event_id = :event AND p.lat IS NOT NULL GROUP BY p.lat, p.lon ORDER BY times DESC LIMIT 20""",
)
EVENTS_TOLD = Query(
    name="events_of_the_report",
    sql="""SELECT m.mention, m.event_id AS event, e.label FROM mention_events m JOIN events e USING (event_id) WHERE m.doc_id = :doc""",
)
MENTIONS_OF_THE_EVENT = Query(
    name="mentions_of_the_event", sql="SELECT doc_id, mention FROM mention_events WHERE event_id = :event ORDER BY doc_id, mention"
)
INVOLVED = Query(
    name="who_takes_part_in_the_event",
    sql="""
  SELECT who.entity_id, who.name, c.doc_id, c.chain FROM
    (SELECT DISTINCT x.entity_id, e.name FROM mention_events m JOIN documents d USING (doc_id)
      JOIN claims c ON c.n = d.n AND c.mention = m.mention AND c.slot IN ('actor', 'recipient')
      JOIN chain_entities x ON x.doc_id = m.doc_id AND x.chain = c.refers_to JOIN entities e USING (entity_id)
      WHERE m.event_id = :event LIMIT 12) who
    CROSS JOIN (SELECT DISTINCT doc_id FROM mention_events WHERE event_id = :event) r
    CROSS JOIN chain_entities c ON c.doc_id = r.doc_id AND c.entity_id = who.entity_id""",
)
PASSAGES = Query(
    name="shared_passages",
    sql="""
  SELECT p.echo_id, p.doc_id, d.outlet, d.title, d.address, d.published, e.origin, e.why,
    substr(d.text, p.span_start + 1, min(240, p.span_end - p.span_start)) AS words
  FROM (SELECT DISTINCT doc_id FROM mention_events WHERE event_id = :event) r
    JOIN echo_passages p USING (doc_id) JOIN echoes e USING (echo_id)
    JOIN documents d USING (doc_id) ORDER BY p.echo_id, p.doc_id IS NOT e.origin, d.published, d.n LIMIT 200""",
)

# ---- statements

CONTENT = """(SELECT group_concat(substr(d.text, x.span_start + 1, x.span_end - x.span_start), ' … ') FROM evidence x
    WHERE x.n = a.n AND x.id = a.id AND x.role = 'content') AS content"""
DECIDED_BY = """(SELECT CASE WHEN r.rule = 'correction' THEN 'person' ELSE 'program' END FROM reasons r
    WHERE r.reason_id = a.reason_id) AS decided_by"""
SAID = f"""SELECT d.doc_id || '.' || a.id AS id, d.doc_id, a.id AS anchor, a.source_name, a.source_kind, a.stance, a.mode, a.medium,
    a.confidence, d.outlet, d.published, d.title, {CONTENT}, {DECIDED_BY}"""  # our own words


THERE = "(SELECT DISTINCT n FROM places WHERE name = :place COLLATE NOCASE) r CROSS JOIN documents d USING (n)"
"""Reports that name a place."""


def statements(filters: Filters) -> Query:
    """Who said what, the last read first. Filters: q and source (words), stance, kind, outlet, place, since, until."""
    where = ["d.current = 1", *_wanted(filters)]
    if filters.get("place"):
        where.append("EXISTS (SELECT 1 FROM places p WHERE p.n = a.n AND p.name = :place COLLATE NOCASE)")
    found = "attributions a JOIN documents d USING (n)"
    order = "a.n DESC, a.id"
    if filters.get("q") or filters.get("source"):
        found = """statements_fts f CROSS JOIN attributions a ON a.n = f.rowid >> 19 AND a.id = 'a' || ((f.rowid >> 3) & 65535)
    CROSS JOIN documents d ON d.n = a.n"""
        where, order = ["statements_fts MATCH :match", *where], "f.rowid DESC"
    elif filters.get("place"):
        found = f"{THERE} CROSS JOIN attributions a USING (n)"
        where.pop()
    elif filters.get("outlet") or not (filters.get("stance") or filters.get("kind")):  # by reports: an outlet's, or the latest
        found, order = "documents d CROSS JOIN attributions a USING (n)", "d.published DESC, d.n DESC, a.id"
    sql = f"{SAID}\n  FROM {found}\n  WHERE {' AND '.join(where)}\n  ORDER BY {order} LIMIT :limit OFFSET :offset"
    return Query(name="statements", sql=sql)


def _wanted(filters: Filters) -> list[str]:
    conditions = {
        "stance": "a.stance = :stance",
        "kind": "a.source_kind = :kind",
        "outlet": "d.outlet = :outlet",
        "since": "d.published >= :since",
        "until": "d.published <= :until",
    }
    return [sql for key, sql in conditions.items() if filters.get(key)]


def match_of(filters: Filters) -> str:
    """The expression for `statements_fts` of the filters q and source."""
    parts = [words_to_match(filters[key] or "", column) for key, column in (("q", "words"), ("source", "source")) if filters.get(key)]
    return " AND ".join(f"({part})" for part in parts)


# ---- reports, sources, outlets, problems

REPORT = """SELECT d.doc_id, d.given_id, d.address, d.title, d.outlet, d.published,
    (SELECT count(*) FROM attributions a WHERE a.n = d.n) AS attributions,
    (SELECT count(*) FROM event_mentions e WHERE e.n = d.n AND e.type IS NOT NULL) AS event_mentions"""


def reports(filters: Filters) -> Query:
    """Reports, the latest published first. Filters: q (words), outlet, place, since, until."""
    where = ["d.current = 1", *_wanted({k: v for k, v in filters.items() if k in ("outlet", "since", "until")})]
    found, order, passage = "documents d", "d.published DESC, d.n DESC", ""
    if filters.get("place"):
        where.append("EXISTS (SELECT 1 FROM places p WHERE p.n = d.n AND p.name = :place COLLATE NOCASE)")
    if filters.get("q"):
        found, order = "documents_fts f CROSS JOIN documents d ON d.n = f.rowid", "f.rowid DESC"
        where.insert(0, "documents_fts MATCH :words")
        passage = ", snippet(documents_fts, 1, '', '', ' … ', 24) AS passage"
    elif filters.get("place"):
        found = THERE
        where.pop()
    sql = f"{REPORT}{passage}\n  FROM {found} WHERE {' AND '.join(where)}\n  ORDER BY {order} LIMIT :limit OFFSET :offset"
    return Query(name="reports", sql=sql)


MOST_STATEMENTS, MOST_REPORTS = 5_000, 2_000
"""How far the pages of a source and of an outlet look back: a source that is quoted more often is told by its latest statements."""
NAMES = Query(
    name="names",
    sql="""SELECT t.about, t.name, t.kind, t.n FROM names_fts f CROSS JOIN tallies t ON t.id = f.rowid
  WHERE names_fts MATCH :words LIMIT :limit""",
)
EVENTS_NAMED = Query(
    name="events_named",
    sql="""SELECT k.event_id AS id FROM events_fts f CROSS JOIN event_keys k ON k.k = f.rowid CROSS JOIN events e USING (event_id)
  WHERE events_fts MATCH :words AND e.type IS NOT NULL ORDER BY f.rowid DESC LIMIT :limit""",
)
SOURCE_KINDS = Query(name="kinds", sql="SELECT kind, n FROM tallies WHERE about = 'source' AND name = :name ORDER BY n DESC")
SOURCE_STATEMENTS = Query(
    name="statements_of_the_source",
    sql=f"""{SAID}
  FROM attributions a INDEXED BY attributions_source_name CROSS JOIN documents d ON d.n = a.n
  WHERE a.source_name = :name AND d.current = 1
  ORDER BY a.n DESC LIMIT :limit OFFSET :offset""",
)
SOURCE_SHAPE = Query(
    name="statements_by_month_stance_medium_outlet",
    sql="""SELECT coalesce(substr(d.published, 1, 7), '') AS month, some.stance, coalesce(some.medium, '') AS medium,
    coalesce(d.outlet, '') AS outlet, count(*) AS statements
  FROM (SELECT n, stance, medium FROM attributions INDEXED BY attributions_source_name WHERE source_name = :name
      ORDER BY n DESC LIMIT :most) some
    CROSS JOIN documents d INDEXED BY documents_dated ON d.n = some.n
  WHERE d.current = 1 GROUP BY 1, 2, 3, 4""",
)
SOURCE_OTHER_NAMES = Query(
    name="other_names_of_the_source",
    sql="""
  SELECT other.source_name AS name, count(*) AS statements FROM
    (SELECT DISTINCT c.entity_id FROM
        (SELECT n, chain FROM attributions WHERE source_name = :name LIMIT 300) some
      CROSS JOIN documents d USING (n) CROSS JOIN chain_entities c ON c.doc_id = d.doc_id AND c.chain = some.chain) mine
    CROSS JOIN chain_entities c USING (entity_id) CROSS JOIN documents d ON d.doc_id = c.doc_id AND d.current = 1
    CROSS JOIN attributions other ON other.n = d.n AND other.chain = c.chain
  WHERE other.source_name <> :name GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20""",
)
OUTLET_REPORTS = Query(name="reports_of_the_outlet", sql="SELECT sum(n) AS n FROM tallies WHERE about = 'outlet' AND name = :outlet")
OUTLET_SOURCES = Query(
    name="whom_it_quotes",
    sql="""
  SELECT coalesce(a.source_name, '') AS name, coalesce(a.source_kind, '') AS kind, count(*) AS statements, count(DISTINCT a.n) AS reports
  FROM (SELECT n FROM documents INDEXED BY documents_outlet WHERE outlet = :outlet AND current = 1 ORDER BY published DESC LIMIT :most) some
    CROSS JOIN attributions a USING (n)
  GROUP BY 1, 2 ORDER BY 3 DESC, 1""",
)
OUTLET_ECHOES = Query(
    name="passages_shared_with_others",
    sql="""
  SELECT other.outlet, count(DISTINCT a.echo_id) AS passages,
    count(DISTINCT CASE WHEN e.origin = b.doc_id THEN a.echo_id END) AS first_there,
    count(DISTINCT CASE WHEN e.origin = mine.doc_id THEN a.echo_id END) AS first_here
  FROM (SELECT doc_id FROM documents INDEXED BY documents_outlet WHERE outlet = :outlet AND current = 1
      ORDER BY published DESC LIMIT :most) mine
    CROSS JOIN echo_passages a USING (doc_id) CROSS JOIN echo_passages b USING (echo_id) JOIN echoes e USING (echo_id)
    JOIN documents other ON other.doc_id = b.doc_id
  WHERE other.outlet IS NOT NULL AND other.outlet <> :outlet
  GROUP BY other.outlet ORDER BY passages DESC, other.outlet LIMIT 50""",
)
OUTLET_WORDS = Query(
    name="words_of_outlets_for_the_same_events",
    sql="""
  SELECT event_id AS event, (SELECT label FROM events WHERE events.event_id = told.event_id) AS label,
    CASE WHEN other.outlet = :outlet THEN 'here' ELSE other.outlet END AS outlet, other.doc_id, x.mention AS anchor,
    substr(other.text, v.span_start + 1, v.span_end - v.span_start) AS words
  FROM (SELECT DISTINCT m.event_id FROM
      (SELECT doc_id FROM documents WHERE outlet = :outlet AND current = 1 ORDER BY published DESC LIMIT 60) mine
      CROSS JOIN mention_events m USING (doc_id) JOIN events USING (event_id) WHERE events.type IS NOT NULL LIMIT 60) told
    CROSS JOIN mention_events x USING (event_id) CROSS JOIN documents other ON other.doc_id = x.doc_id
    CROSS JOIN evidence v ON v.n = other.n AND v.id = x.mention AND v.role = 'trigger'
  WHERE other.outlet IS NOT NULL ORDER BY event_id, other.outlet <> :outlet, other.outlet LIMIT 1500""",
)
PROBLEMS = Query(
    name="open_questions",
    sql="""
  SELECT p.kind, p.address, d.doc_id, d.title, p.message, p.span_start, p.span_end,
    substr(d.text, p.span_start + 1, min(200, p.span_end - p.span_start)) AS words
  FROM problems p LEFT JOIN documents d USING (n) WHERE p.kind = :kind AND (d.n IS NULL OR d.current = 1)
  ORDER BY p.problem_id LIMIT :limit OFFSET :offset""",
)

STATIC: Sequence[Query] = tuple(value for value in list(globals().values()) if isinstance(value, Query))
"""All questions that have no filters; those with filters are made by the functions above."""
