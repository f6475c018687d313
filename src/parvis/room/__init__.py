"""The room, live: a screen for all, and the phones of those who are there."""
