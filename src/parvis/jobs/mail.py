"""Django's mail backend that writes to the outbox (filled in by the jobs floor)."""
