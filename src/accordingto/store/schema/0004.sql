-- What pages over a large record ask for: indexes, the words of statements and the names of things as search indexes, running counts.
-- All of it is kept by triggers, so that no page counts or searches through whole tables, and nobody who writes must think of it.

DROP INDEX documents_published;
DROP INDEX documents_outlet;
CREATE INDEX documents_current ON documents (current, published);
CREATE INDEX documents_outlet ON documents (outlet, current, published);
CREATE INDEX documents_dated ON documents (n, current, published, outlet); -- the details of a report without the page that holds its text
CREATE INDEX attributions_source_kind ON attributions (source_kind);
CREATE INDEX attributions_medium ON attributions (source_name, stance, medium);
CREATE INDEX places_name ON places (name COLLATE NOCASE);
CREATE INDEX verdicts_verdict ON verdicts (verdict, event_id, origins);
CREATE INDEX events_type ON events (type, earliest);
CREATE INDEX entities_name ON entities (name);

-- Running counts: reports; outlet, by name; statements; source, by name and kind; events, by type; month, of events, by type; problem, by kind.
CREATE TABLE tallies (
  id INTEGER PRIMARY KEY, about TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, n INTEGER NOT NULL, UNIQUE (about, name, kind)
) STRICT;
CREATE INDEX tallies_n ON tallies (about, n);

-- Names of sources and outlets; rowid is that of the tally.
CREATE VIRTUAL TABLE names_fts USING fts5 (name, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER tallies_add AFTER INSERT ON tallies WHEN new.about IN ('source', 'outlet') BEGIN
  INSERT INTO names_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER tallies_remove AFTER DELETE ON tallies WHEN old.about IN ('source', 'outlet') BEGIN
  DELETE FROM names_fts WHERE rowid = old.id;
END;
CREATE TRIGGER tallies_empty AFTER UPDATE OF n ON tallies WHEN new.n <= 0 BEGIN
  DELETE FROM tallies WHERE id = new.id;
END;

-- The words of what was said, and who said it; rowid is ((n << 16 | number of the attribution) << 3 | part).
CREATE VIRTUAL TABLE statements_fts USING fts5 (words, source, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER statements_add AFTER INSERT ON evidence WHEN new.role = 'content' AND new.part < 8 BEGIN
  INSERT INTO statements_fts (rowid, words, source)
  SELECT (new.n * 65536 + CAST(substr(new.id, 2) AS INTEGER)) * 8 + new.part,
    substr(d.text, new.span_start + 1, new.span_end - new.span_start), a.source_name
  FROM documents d JOIN attributions a USING (n) WHERE d.n = new.n AND a.id = new.id;
END;
CREATE TRIGGER statements_remove AFTER DELETE ON evidence WHEN old.role = 'content' AND old.part < 8 BEGIN
  DELETE FROM statements_fts WHERE rowid = (old.n * 65536 + CAST(substr(old.id, 2) AS INTEGER)) * 8 + old.part;
END;

-- Reports: only the current revision of an article counts. Findings of a report that goes are taken off before it goes.
CREATE TRIGGER documents_count AFTER INSERT ON documents WHEN new.current = 1 BEGIN
  INSERT INTO tallies (about, name, kind, n) VALUES ('reports', '', '', 1), ('outlet', coalesce(new.outlet, ''), '', 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER documents_uncount BEFORE DELETE ON documents WHEN old.current = 1 BEGIN
  UPDATE tallies SET n = n - 1 WHERE (about, name, kind) IN (VALUES ('reports', '', ''), ('outlet', coalesce(old.outlet, ''), ''));
  UPDATE tallies SET n = n - (SELECT count(*) FROM attributions a WHERE a.n = old.n) WHERE (about, name, kind) = ('statements', '', '');
  UPDATE tallies SET n = tallies.n - gone.times
    FROM (SELECT coalesce(source_name, '') AS name, coalesce(source_kind, '') AS kind, count(*) AS times FROM attributions a
      WHERE a.n = old.n GROUP BY 1, 2) AS gone
    WHERE tallies.about = 'source' AND tallies.name = gone.name AND tallies.kind = gone.kind;
END;
CREATE TRIGGER documents_uncount_old AFTER UPDATE OF current, outlet ON documents WHEN old.current = 1 BEGIN
  UPDATE tallies SET n = n - 1 WHERE (about, name, kind) IN (VALUES ('reports', '', ''), ('outlet', coalesce(old.outlet, ''), ''));
  UPDATE tallies SET n = n - (SELECT count(*) FROM attributions a WHERE a.n = old.n) WHERE (about, name, kind) = ('statements', '', '');
  UPDATE tallies SET n = tallies.n - gone.times
    FROM (SELECT coalesce(source_name, '') AS name, coalesce(source_kind, '') AS kind, count(*) AS times FROM attributions a
      WHERE a.n = old.n GROUP BY 1, 2) AS gone
    WHERE tallies.about = 'source' AND tallies.name = gone.name AND tallies.kind = gone.kind;
END;
CREATE TRIGGER documents_count_new AFTER UPDATE OF current, outlet ON documents WHEN new.current = 1 BEGIN
  INSERT INTO tallies (about, name, kind, n) VALUES ('reports', '', '', 1), ('outlet', coalesce(new.outlet, ''), '', 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
  INSERT INTO tallies (about, name, kind, n) SELECT 'statements', '', '', count(*) FROM attributions a WHERE a.n = new.n HAVING count(*) > 0
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
  INSERT INTO tallies (about, name, kind, n)
    SELECT 'source', coalesce(source_name, ''), coalesce(source_kind, ''), count(*) FROM attributions a WHERE a.n = new.n GROUP BY 2, 3
    ON CONFLICT DO UPDATE SET n = n + excluded.n;
END;

CREATE TRIGGER attributions_count AFTER INSERT ON attributions
WHEN EXISTS (SELECT 1 FROM documents d WHERE d.n = new.n AND d.current = 1) BEGIN
  INSERT INTO tallies (about, name, kind, n)
    VALUES ('statements', '', '', 1), ('source', coalesce(new.source_name, ''), coalesce(new.source_kind, ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER attributions_uncount AFTER DELETE ON attributions
WHEN EXISTS (SELECT 1 FROM documents d WHERE d.n = old.n AND d.current = 1) BEGIN
  UPDATE tallies SET n = n - 1
    WHERE (about, name, kind) IN (VALUES ('statements', '', ''), ('source', coalesce(old.source_name, ''), coalesce(old.source_kind, '')));
END;

CREATE TRIGGER problems_count AFTER INSERT ON problems BEGIN
  INSERT INTO tallies (about, name, kind, n) VALUES ('problem', new.kind, '', 1) ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER problems_uncount AFTER DELETE ON problems BEGIN
  UPDATE tallies SET n = n - 1 WHERE (about, name, kind) = ('problem', old.kind, '');
END;

-- Events: labels and places as a search index, numbered by event_keys; counts of those of a listed type.
CREATE TABLE event_keys (k INTEGER PRIMARY KEY, event_id TEXT NOT NULL UNIQUE) STRICT;
CREATE VIRTUAL TABLE events_fts USING fts5 (label, place, tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER events_add AFTER INSERT ON events BEGIN
  INSERT INTO event_keys (event_id) VALUES (new.event_id);
  INSERT INTO events_fts (rowid, label, place) SELECT k, new.label, new.place FROM event_keys WHERE event_id = new.event_id;
  INSERT INTO tallies (about, name, kind, n)
    SELECT about, name, new.type, 1 FROM (SELECT 'events' AS about, '' AS name UNION ALL SELECT 'month', coalesce(substr(new.earliest, 1, 7), ''))
    WHERE new.type IS NOT NULL ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER events_remove AFTER DELETE ON events BEGIN
  DELETE FROM events_fts WHERE rowid = (SELECT k FROM event_keys WHERE event_id = old.event_id);
  DELETE FROM event_keys WHERE event_id = old.event_id;
  UPDATE tallies SET n = n - 1
    WHERE (about, name, kind) IN (VALUES ('events', '', old.type), ('month', coalesce(substr(old.earliest, 1, 7), ''), old.type));
END;
CREATE TRIGGER events_change AFTER UPDATE ON events BEGIN
  UPDATE events_fts SET label = new.label, place = new.place WHERE rowid = (SELECT k FROM event_keys WHERE event_id = new.event_id);
  UPDATE tallies SET n = n - 1
    WHERE (about, name, kind) IN (VALUES ('events', '', old.type), ('month', coalesce(substr(old.earliest, 1, 7), ''), old.type));
  INSERT INTO tallies (about, name, kind, n)
    SELECT about, name, new.type, 1 FROM (SELECT 'events' AS about, '' AS name UNION ALL SELECT 'month', coalesce(substr(new.earliest, 1, 7), ''))
    WHERE new.type IS NOT NULL ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- What an older record already holds.
INSERT INTO tallies (about, name, kind, n) SELECT 'reports', '', '', count(*) FROM documents WHERE current = 1 HAVING count(*) > 0;
INSERT INTO tallies (about, name, kind, n) SELECT 'outlet', coalesce(outlet, ''), '', count(*) FROM documents WHERE current = 1 GROUP BY 2;
INSERT INTO tallies (about, name, kind, n)
  SELECT 'statements', '', '', count(*) FROM attributions JOIN documents USING (n) WHERE current = 1 HAVING count(*) > 0;
INSERT INTO tallies (about, name, kind, n)
  SELECT 'source', coalesce(source_name, ''), coalesce(source_kind, ''), count(*) FROM attributions JOIN documents USING (n)
  WHERE current = 1 GROUP BY 2, 3;
INSERT INTO tallies (about, name, kind, n) SELECT 'problem', kind, '', count(*) FROM problems GROUP BY kind;
INSERT INTO tallies (about, name, kind, n) SELECT 'events', '', type, count(*) FROM events WHERE type IS NOT NULL GROUP BY type;
INSERT INTO tallies (about, name, kind, n)
  SELECT 'month', coalesce(substr(earliest, 1, 7), ''), type, count(*) FROM events WHERE type IS NOT NULL GROUP BY 2, 3;
INSERT INTO event_keys (event_id) SELECT event_id FROM events;
INSERT INTO events_fts (rowid, label, place) SELECT k, label, place FROM events JOIN event_keys USING (event_id);
INSERT INTO statements_fts (rowid, words, source)
  SELECT (e.n * 65536 + CAST(substr(e.id, 2) AS INTEGER)) * 8 + e.part, substr(d.text, e.span_start + 1, e.span_end - e.span_start), a.source_name
  FROM evidence e JOIN documents d USING (n) JOIN attributions a ON a.n = e.n AND a.id = e.id WHERE e.role = 'content' AND e.part < 8;
