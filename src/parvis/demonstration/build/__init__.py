"""Writes the demonstration's rows, one part of it a module."""
