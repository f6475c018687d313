"""Commissions of a consultation: bodies, members, opinions, and what they hand over to each other."""
