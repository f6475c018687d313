"""Who took part, against who could have: comparison, weights, intervals."""

from parvis.analysis.panel.compare import Comparison, compare, cross, merge
from parvis.analysis.panel.intervals import Interval, proportion, wilson
from parvis.analysis.panel.raking import Margin, Raking, rake
from parvis.analysis.panel.weights import design_effect, effective_size

__all__ = [
    "Comparison",
    "Interval",
    "Margin",
    "Raking",
    "compare",
    "cross",
    "design_effect",
    "effective_size",
    "merge",
    "proportion",
    "rake",
    "wilson",
]
