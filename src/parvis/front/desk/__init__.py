"""The organiser's desk: pages inside Wagtail's admin that put every capability of one consultation side by side."""
