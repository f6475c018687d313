"""Panels drawn by lot: pools, quotas, the draw that anybody replays, and those who accept."""
