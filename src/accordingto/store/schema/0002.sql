-- Linking works on what changed only. `linked` is 1 where the links hold the document as it is now; where it differs from
-- `current`, the document is new (0, 1) or gone (1, 0) since linking last ran. Fingerprints are ordered by age (`model/ages.py`), so that the
-- first carriers of a run are the first rows of its range. What the old version linked is made anew.
ALTER TABLE documents ADD COLUMN linked INTEGER NOT NULL DEFAULT 0;
CREATE INDEX documents_changed ON documents (n) WHERE linked <> current;

DROP TABLE fingerprints;
CREATE TABLE fingerprints (
  hash INTEGER NOT NULL, age INTEGER NOT NULL, n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, place INTEGER NOT NULL,
  PRIMARY KEY (hash, age, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_n ON fingerprints (n);

-- What two reports share. `copy_doc` is the later one, or the shorter of one day; `origin` is NULL where nothing tells who was first.
-- `share`: how much of the later text it is (0..1). `kind`: copy, revision, statement (a quotation alone: noted, but no echo).
DROP TABLE echo_passages;
DROP TABLE echoes;
CREATE TABLE overlaps (
  echo_id TEXT PRIMARY KEY, kind TEXT NOT NULL, source_doc TEXT NOT NULL, copy_doc TEXT NOT NULL, share REAL NOT NULL, origin TEXT, why TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX overlaps_source_doc ON overlaps (source_doc);
CREATE INDEX overlaps_copy_doc ON overlaps (copy_doc);
CREATE VIEW echoes AS SELECT * FROM overlaps WHERE kind <> 'statement';
CREATE TABLE echo_passages (
  echo_id TEXT NOT NULL REFERENCES overlaps (echo_id) ON DELETE CASCADE, part INTEGER NOT NULL, doc_id TEXT NOT NULL, span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL, PRIMARY KEY (echo_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX echo_passages_doc_id ON echo_passages (doc_id);

-- What linking compares: a row a named chain, a body known by its office, an incident; and the keys under which it may meet others
-- (hashes). Made from the findings by linking, which also removes them; no reader needs them.
CREATE TABLE link_rows (
  n INTEGER NOT NULL, about TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (n, about, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE link_keys (
  key INTEGER NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, rank, n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_left ON links (left_doc, left_id);
CREATE INDEX links_right ON links (right_doc, right_id);
DELETE FROM meta WHERE key = 'linked';
