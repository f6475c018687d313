"""The public API, version 1: what everybody may read, and what a participant sends by a program."""
