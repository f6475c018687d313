"""The organiser's desk, inside Wagtail's admin: every capability of a consultation side by side."""
