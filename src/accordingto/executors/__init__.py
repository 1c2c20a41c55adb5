"""Who does the work: this process, a pool of processes."""
