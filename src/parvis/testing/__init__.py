"""Helpers of the tests: plugins of pytest, never imported by the site."""
