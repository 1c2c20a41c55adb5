"""Who and what is mentioned, and which mentions are one thing in this document."""
