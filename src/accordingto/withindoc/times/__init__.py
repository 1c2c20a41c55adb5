"""When: expressions of time, and the days of events."""
