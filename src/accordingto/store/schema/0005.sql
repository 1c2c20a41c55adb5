-- Whether a report came with mentions that its reader handed in is asked each time that something is linked.
CREATE INDEX documents_given ON documents (n) WHERE given IS NOT NULL;
