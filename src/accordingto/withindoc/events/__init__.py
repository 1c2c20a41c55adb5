"""What is said to have happened: triggers, roles, incidents, factuality."""
