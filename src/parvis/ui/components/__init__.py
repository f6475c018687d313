"""Template components, one typed keyword-only function each; `{% load parvis %}` brings them all."""
