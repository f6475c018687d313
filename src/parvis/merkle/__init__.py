"""Mathematics of the log: canonical bytes, commitments, trees, proofs, notes. Standard library only."""
