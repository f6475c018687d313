"""Imports: each format parses its files into one `Plan`, which one writer stores, all or nothing."""
