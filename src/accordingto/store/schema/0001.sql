-- The record, version 1. Hand-written, meant to be read. `n` is the integer key of a document inside this file; the public id of a
-- finding is doc_id || '.' || id. Days are ISO text. Every value's characters are in `evidence`, its rule in `reasons`.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, -- NULL: broken off
  command TEXT NOT NULL, version TEXT NOT NULL, recipe TEXT NOT NULL, settings TEXT NOT NULL, counts TEXT
) STRICT;

-- What came of each input: the ledger that makes a broken run go on.
CREATE TABLE items (
  address TEXT NOT NULL, payload_sha TEXT NOT NULL, recipe TEXT NOT NULL, outcome TEXT NOT NULL, doc_id TEXT,
  PRIMARY KEY (address, payload_sha)
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (article_id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE documents (
  n INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE, given_id TEXT NOT NULL,
  article_id INTEGER NOT NULL REFERENCES articles (article_id) ON DELETE CASCADE, revision INTEGER NOT NULL, current INTEGER NOT NULL,
  address TEXT NOT NULL, url TEXT, title TEXT, outlet TEXT, byline TEXT, published TEXT, published_precision TEXT NOT NULL,
  language TEXT NOT NULL, text TEXT NOT NULL, text_sha TEXT NOT NULL, given TEXT, recipe TEXT NOT NULL,
  UNIQUE (article_id, revision)
) STRICT;
CREATE INDEX documents_text_sha ON documents (text_sha);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_outlet ON documents (outlet);

CREATE VIRTUAL TABLE documents_fts USING fts5 (title, text, content = 'documents', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER documents_fts_add AFTER INSERT ON documents BEGIN
  INSERT INTO documents_fts (rowid, title, text) VALUES (new.n, new.title, new.text);
END;
CREATE TRIGGER documents_fts_remove AFTER DELETE ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
END;
CREATE TRIGGER documents_fts_change AFTER UPDATE OF title, text ON documents BEGIN
  INSERT INTO documents_fts (documents_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
  INSERT INTO documents_fts (rowid, title, text) VALUES (new.n, new.title, new.text);
END;

CREATE TABLE reasons (reason_id INTEGER PRIMARY KEY, rule TEXT NOT NULL UNIQUE) STRICT;

-- Findings of one document: key (n, id); `reason_id`, `confidence`, `detail` say why.
CREATE TABLE regions (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, span_start INTEGER NOT NULL, kind TEXT NOT NULL, span_end INTEGER NOT NULL,
  PRIMARY KEY (n, span_start, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE sentences (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, span_start INTEGER NOT NULL, span_end INTEGER NOT NULL,
  PRIMARY KEY (n, span_start)
) STRICT, WITHOUT ROWID;
CREATE TABLE quoted_terms (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, according_to TEXT,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, chain TEXT,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE chains (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, named INTEGER NOT NULL,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX chains_name ON chains (name);
CREATE TABLE attributions (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, mode TEXT NOT NULL, stance TEXT NOT NULL, chain TEXT,
  source_name TEXT, source_kind TEXT, medium TEXT, via TEXT NOT NULL, inside TEXT,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attributions_source_name ON attributions (source_name);
CREATE INDEX attributions_stance ON attributions (stance);
CREATE TABLE times (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, type TEXT NOT NULL, value TEXT, earliest TEXT, latest TEXT,
  precision TEXT NOT NULL, anchor TEXT,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX times_earliest ON times (earliest);
CREATE TABLE places (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, geonameid INTEGER,
  contained_in INTEGER, lat REAL, lon REAL, country TEXT, precision TEXT NOT NULL, candidates TEXT NOT NULL,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX places_geonameid ON places (geonameid);
CREATE TABLE event_mentions (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, type TEXT, mode TEXT, incident TEXT, according_to TEXT,
  factuality TEXT NOT NULL,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_mentions_type ON event_mentions (type);
CREATE TABLE claims (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, mention TEXT NOT NULL, slot TEXT NOT NULL, value TEXT NOT NULL,
  according_to TEXT, low INTEGER, high INTEGER, who TEXT, extent TEXT, current INTEGER NOT NULL, earliest TEXT, latest TEXT, refers_to TEXT,
  precision TEXT NOT NULL,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_mention ON claims (n, mention, slot);

-- The characters behind every finding: one table, so that a page is one query. `id` is that of the finding.
CREATE TABLE evidence (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, role TEXT NOT NULL, part INTEGER NOT NULL,
  span_start INTEGER NOT NULL, span_end INTEGER NOT NULL, PRIMARY KEY (n, id, role, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE fingerprints (
  hash INTEGER NOT NULL, n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, place INTEGER NOT NULL, PRIMARY KEY (hash, n, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_n ON fingerprints (n);

-- What could not be read or decided. A repeated run does not repeat a row.
CREATE TABLE problems (
  problem_id TEXT PRIMARY KEY, address TEXT NOT NULL, n INTEGER REFERENCES documents (n) ON DELETE CASCADE, step TEXT NOT NULL, kind TEXT NOT NULL,
  span_start INTEGER, span_end INTEGER, message TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX problems_kind ON problems (kind);
CREATE INDEX problems_address ON problems (address);
CREATE INDEX problems_n ON problems (n);

-- What people decided. Append only: undo sets `undone_at`.
CREATE TABLE judgements (
  judgement_id INTEGER PRIMARY KEY, about TEXT NOT NULL, left_id TEXT NOT NULL, right_id TEXT NOT NULL, answer TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL, note TEXT, undone_at TEXT
) STRICT;
CREATE TRIGGER judgements_append_only BEFORE UPDATE ON judgements
WHEN old.undone_at IS NOT NULL OR old.about <> new.about OR old.left_id <> new.left_id OR old.right_id <> new.right_id OR old.answer <> new.answer
BEGIN SELECT RAISE (ABORT, 'judgements are append only'); END;

-- Reports that were removed: a hash of the text, so that they are not read in again by accident. Nothing of them is kept.
CREATE TABLE forgotten (text_sha TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Across documents; made anew from the findings and the judgements, never edited.
CREATE TABLE echoes (echo_id TEXT PRIMARY KEY, origin TEXT, why TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE echo_passages (
  echo_id TEXT NOT NULL REFERENCES echoes (echo_id) ON DELETE CASCADE, part INTEGER NOT NULL, doc_id TEXT NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, PRIMARY KEY (echo_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_passages_doc_id ON echo_passages (doc_id);
CREATE TABLE links (
  about TEXT NOT NULL, left_doc TEXT NOT NULL, left_id TEXT NOT NULL, right_doc TEXT NOT NULL, right_id TEXT NOT NULL, weight REAL NOT NULL,
  weights TEXT NOT NULL, PRIMARY KEY (about, left_doc, left_id, right_doc, right_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE entities (entity_id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, named INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE chain_entities (
  doc_id TEXT NOT NULL, chain TEXT NOT NULL, entity_id TEXT NOT NULL REFERENCES entities (entity_id) ON DELETE CASCADE, PRIMARY KEY (doc_id, chain)
) STRICT, WITHOUT ROWID;
CREATE INDEX chain_entities_entity_id ON chain_entities (entity_id);
CREATE TABLE events (
  event_id TEXT PRIMARY KEY, type TEXT, mode TEXT, label TEXT NOT NULL, earliest TEXT, latest TEXT, place TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX events_earliest ON events (earliest);
CREATE TABLE mention_events (
  doc_id TEXT NOT NULL, mention TEXT NOT NULL, event_id TEXT NOT NULL REFERENCES events (event_id) ON DELETE CASCADE, PRIMARY KEY (doc_id, mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_events_event_id ON mention_events (event_id);
CREATE TABLE accounts (
  account_id TEXT PRIMARY KEY, event_id TEXT NOT NULL REFERENCES events (event_id) ON DELETE CASCADE, claimant TEXT, claimant_name TEXT NOT NULL,
  own_voice INTEGER NOT NULL, slot TEXT NOT NULL, value TEXT NOT NULL, low INTEGER, high INTEGER, who TEXT, earliest TEXT, latest TEXT,
  stance TEXT NOT NULL, current INTEGER NOT NULL, said TEXT, via TEXT NOT NULL, carriers TEXT NOT NULL, origin TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX accounts_event_id ON accounts (event_id, slot);
CREATE INDEX accounts_claimant ON accounts (claimant);
CREATE TABLE account_claims (
  account_id TEXT NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE, doc_id TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (account_id, doc_id, claim)
) STRICT, WITHOUT ROWID;
CREATE TABLE account_evidence (
  account_id TEXT NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE, part INTEGER NOT NULL, doc_id TEXT NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, PRIMARY KEY (account_id, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE verdicts (
  event_id TEXT NOT NULL REFERENCES events (event_id) ON DELETE CASCADE, slot TEXT NOT NULL, verdict TEXT NOT NULL, claimants INTEGER NOT NULL,
  origins INTEGER NOT NULL, carriers INTEGER NOT NULL, PRIMARY KEY (event_id, slot)
) STRICT, WITHOUT ROWID;
