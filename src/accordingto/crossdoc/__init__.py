"""The whole record: who copies whom, what is one thing, what accounts stand side by side."""
