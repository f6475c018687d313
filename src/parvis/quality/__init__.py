"""How good a consultation was on six axes, computed from what the floors below keep of it."""
