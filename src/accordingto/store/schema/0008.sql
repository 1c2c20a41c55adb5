-- Counts that go down are found by their key. "(about, name, kind) IN (VALUES ...)" read through all counts, which are as many as there are
-- sources, for each event that was grouped anew.
DROP TRIGGER documents_uncount;
CREATE TRIGGER documents_uncount BEFORE DELETE ON documents WHEN old.current = 1 BEGIN
  UPDATE tallies SET n = n - 1 WHERE about = 'reports' AND name = '' AND kind = '';
  UPDATE tallies SET n = n - 1 WHERE about = 'outlet' AND name = coalesce(old.outlet, '') AND kind = '';
  UPDATE tallies SET n = n - (SELECT count(*) FROM attributions a WHERE a.n = old.n) WHERE about = 'statements' AND name = '' AND kind = '';
  UPDATE tallies SET n = tallies.n - gone.times
    FROM (SELECT coalesce(source_name, '') AS name, coalesce(source_kind, '') AS kind, count(*) AS times FROM attributions a
      WHERE a.n = old.n GROUP BY 1, 2) AS gone
    WHERE tallies.about = 'source' AND tallies.name = gone.name AND tallies.kind = gone.kind;
END;
DROP TRIGGER documents_uncount_old;
CREATE TRIGGER documents_uncount_old AFTER UPDATE OF current, outlet ON documents WHEN old.current = 1 BEGIN
  UPDATE tallies SET n = n - 1 WHERE about = 'reports' AND name = '' AND kind = '';
  UPDATE tallies SET n = n - 1 WHERE about = 'outlet' AND name = coalesce(old.outlet, '') AND kind = '';
  UPDATE tallies SET n = n - (SELECT count(*) FROM attributions a WHERE a.n = old.n) WHERE about = 'statements' AND name = '' AND kind = '';
  UPDATE tallies SET n = tallies.n - gone.times
    FROM (SELECT coalesce(source_name, '') AS name, coalesce(source_kind, '') AS kind, count(*) AS times FROM attributions a
      WHERE a.n = old.n GROUP BY 1, 2) AS gone
    WHERE tallies.about = 'source' AND tallies.name = gone.name AND tallies.kind = gone.kind;
END;
DROP TRIGGER attributions_uncount;
CREATE TRIGGER attributions_uncount AFTER DELETE ON attributions
WHEN EXISTS (SELECT 1 FROM documents d WHERE d.n = old.n AND d.current = 1) BEGIN
  UPDATE tallies SET n = n - 1 WHERE about = 'statements' AND name = '' AND kind = '';
  UPDATE tallies SET n = n - 1
    WHERE about = 'source' AND name = coalesce(old.source_name, '') AND kind = coalesce(old.source_kind, '');
END;
DROP TRIGGER events_remove;
CREATE TRIGGER events_remove AFTER DELETE ON events BEGIN
  DELETE FROM events_fts WHERE rowid = (SELECT k FROM event_keys WHERE event_id = old.event_id);
  DELETE FROM event_keys WHERE event_id = old.event_id;
  UPDATE tallies SET n = n - 1 WHERE about = 'events' AND name = '' AND kind = old.type;
  UPDATE tallies SET n = n - 1 WHERE about = 'month' AND name = coalesce(substr(old.earliest, 1, 7), '') AND kind = old.type;
END;
DROP TRIGGER events_change;
CREATE TRIGGER events_change AFTER UPDATE ON events BEGIN
  UPDATE events_fts SET label = new.label, place = new.place WHERE rowid = (SELECT k FROM event_keys WHERE event_id = new.event_id);
  UPDATE tallies SET n = n - 1 WHERE about = 'events' AND name = '' AND kind = old.type;
  UPDATE tallies SET n = n - 1 WHERE about = 'month' AND name = coalesce(substr(old.earliest, 1, 7), '') AND kind = old.type;
  INSERT INTO tallies (about, name, kind, n)
    SELECT about, name, new.type, 1 FROM (SELECT 'events' AS about, '' AS name UNION ALL SELECT 'month', coalesce(substr(new.earliest, 1, 7), ''))
    WHERE new.type IS NOT NULL ON CONFLICT DO UPDATE SET n = n + 1;
END;
