"""Who took part, against who could have: comparison, weights, intervals."""

from parvis.analysis.panel.compare import Comparison, compare, cross, merge
from parvis.analysis.panel.guarding import Crossing, is_guarded
from parvis.analysis.panel.intervals import Interval, around, proportion, wilson
from parvis.analysis.panel.raking import Margin, Raking, rake
from parvis.analysis.panel.weights import design_effect, effective_size

__all__ = [
    "Comparison",
    "Crossing",
    "Interval",
    "Margin",
    "Raking",
    "around",
    "compare",
    "cross",
    "design_effect",
    "effective_size",
    "is_guarded",
    "merge",
    "proportion",
    "rake",
    "wilson",
]
