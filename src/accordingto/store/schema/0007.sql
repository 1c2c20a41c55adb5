-- Indexes that answer by themselves what linking asks of each report and of each finding: the runs of words of a report in their order, and
-- how strongly a finding is linked. From the tables they would have to be picked row by row, each from another page.
DROP INDEX fingerprints_n;
CREATE INDEX fingerprints_n ON fingerprints (n, place);
DROP INDEX links_left;
DROP INDEX links_right;
CREATE INDEX links_left ON links (left_doc, left_id, weight);
CREATE INDEX links_right ON links (right_doc, right_id, weight);
