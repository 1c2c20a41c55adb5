"""Paths to documents."""
