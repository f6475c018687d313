"""Views of the front floor: fetch from several floors, answer with one page."""
