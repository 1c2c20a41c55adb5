"""Who said what: quotation marks, cues, sources, contents, and the trained tagger."""
