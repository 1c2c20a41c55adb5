"""Where: names of places, and the places of events."""
