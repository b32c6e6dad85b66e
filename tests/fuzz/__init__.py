"""Any bytes at all: a value or a protocol error, never anything else."""
