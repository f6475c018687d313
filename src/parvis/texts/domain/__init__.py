"""What organisers do with texts: one verb, one file."""
