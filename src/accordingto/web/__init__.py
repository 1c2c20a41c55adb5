"""The explorer: pages over a record, as a Datasette plugin (`plugin`) and as a server of its own (`serve`)."""
