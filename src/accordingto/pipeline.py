"""The main path, to be read from top to bottom. It comes with the store."""
