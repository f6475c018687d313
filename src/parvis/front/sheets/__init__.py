"""Forms on paper: what is printed, and how it is drawn."""
