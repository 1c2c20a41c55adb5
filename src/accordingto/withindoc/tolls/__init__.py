"""How many: numbers, losses and damage, and which figures still stand."""
