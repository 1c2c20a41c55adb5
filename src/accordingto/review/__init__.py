"""The coder's loop: what to look at first, how far two coders agree, a sample to check."""
