-- What people decided on single rows. Append only: undo sets `undone_at`, once; only `forget` removes, with the report.
CREATE TABLE corrections (
  correction_id TEXT PRIMARY KEY, act TEXT NOT NULL, -- decided at once, undone at once
  doc_id TEXT NOT NULL, text_sha TEXT NOT NULL, -- no foreign key: one that came from a colleague may wait for its report
  kind TEXT NOT NULL, anchor TEXT NOT NULL, action TEXT NOT NULL, field TEXT, was TEXT NOT NULL, now TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT NOT NULL, note TEXT, settles INTEGER NOT NULL, undone_at TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX corrections_doc_id ON corrections (doc_id);
CREATE INDEX corrections_text_sha ON corrections (text_sha);
CREATE INDEX corrections_act ON corrections (act);
CREATE TRIGGER corrections_append_only BEFORE UPDATE ON corrections
WHEN old.undone_at IS NOT NULL OR new.undone_at IS NULL OR old.correction_id <> new.correction_id OR old.act <> new.act
  OR old.doc_id <> new.doc_id OR old.text_sha <> new.text_sha OR old.kind <> new.kind OR old.anchor <> new.anchor
  OR old.action <> new.action OR old.field IS NOT new.field OR old.was <> new.was OR old.now <> new.now OR old.by <> new.by
  OR old.at <> new.at OR old.note IS NOT new.note OR old.settles <> new.settles
BEGIN SELECT RAISE (ABORT, 'corrections are append only'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE text_sha = old.text_sha)
BEGIN SELECT RAISE (ABORT, 'corrections are append only: only a report that is forgotten takes its corrections with it'); END;

-- The findings of the program alone, as JSON, for reports that somebody has corrected: what an undone correction goes back to.
CREATE TABLE machine_answers (n INTEGER PRIMARY KEY REFERENCES documents (n) ON DELETE CASCADE, findings TEXT NOT NULL) STRICT;

-- How far the review of each row has come; rows that nobody has looked at are not listed. Made from `corrections` with each save.
CREATE TABLE reviews (
  n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, status TEXT NOT NULL, by TEXT NOT NULL,
  words TEXT NOT NULL, PRIMARY KEY (n, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE placements (
  correction_id TEXT NOT NULL REFERENCES corrections (correction_id) ON DELETE CASCADE, n INTEGER NOT NULL REFERENCES documents (n) ON DELETE CASCADE,
  id TEXT, -- NULL: the row is no longer found
  PRIMARY KEY (correction_id, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX placements_n ON placements (n);

-- A judgement names its two findings by their characters too, so that it holds when another model numbers them anew.
ALTER TABLE judgements ADD COLUMN anchors TEXT;
DROP TRIGGER judgements_append_only;
CREATE TRIGGER judgements_append_only BEFORE UPDATE ON judgements
WHEN old.undone_at IS NOT NULL OR new.undone_at IS NULL OR old.about <> new.about OR old.left_id <> new.left_id
  OR old.right_id <> new.right_id OR old.answer <> new.answer OR old.by <> new.by OR old.at <> new.at OR old.note IS NOT new.note
  OR old.anchors IS NOT new.anchors
BEGIN SELECT RAISE (ABORT, 'judgements are append only'); END;
