"""What is new, read from dated rows: one file for each kind of fact, each with a fixed number of queries."""
