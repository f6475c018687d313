"""What is done with organisations: one verb, one file."""
