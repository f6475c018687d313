"""What must stay fast, measured: `make bench`."""
