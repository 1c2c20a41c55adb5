"""The record: one SQLite file."""
