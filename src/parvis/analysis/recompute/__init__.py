"""Figures of a consultation counted again from its open data alone: no database, no site, nothing sent."""

from parvis.analysis.recompute.run import recompute_export
from parvis.analysis.recompute.told import Found, Line, Part, Verdict

__all__ = ["Found", "Line", "Part", "Verdict", "recompute_export"]
