"""Pages of a room: of phones, of the screen, and of what came out."""
