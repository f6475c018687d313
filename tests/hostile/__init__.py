"""Attacks that are expected, each a named test."""
