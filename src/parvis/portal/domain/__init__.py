"""What the portal does: one verb, one file."""
