"""The verifier: reads an export, and says whether it is what the log holds. It never runs what it reads."""
