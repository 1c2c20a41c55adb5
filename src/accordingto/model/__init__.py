"""Plain frozen data and nothing else."""
