"""Pages and forms of what one follows."""
