"""One document in, one annotated document out."""
