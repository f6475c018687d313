"""Views of the contributions floor."""
