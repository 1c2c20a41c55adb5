-- Codes of actors and recipients, one a value: a country (ISO 3166-1 alpha-3, or IGO, NGO) or a sector of PLOVER, each with its words and its
-- rule. What an older record holds gets them when it is read again.
CREATE TABLE codes (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, claim TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL,
  refers_to TEXT,
  reason_id INTEGER NOT NULL REFERENCES reasons (reason_id), confidence REAL, detail TEXT, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_claim ON codes (n, claim);
