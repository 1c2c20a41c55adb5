"""What only the whole report tells of an event: who takes part, gathered over its sentences by learned weights."""
