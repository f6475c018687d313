"""What people do with contributions: one verb, one file."""
