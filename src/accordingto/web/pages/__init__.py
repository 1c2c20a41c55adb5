"""Pages: each a function from a request to HTML."""
