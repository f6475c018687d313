"""Verbs of the restitution."""
