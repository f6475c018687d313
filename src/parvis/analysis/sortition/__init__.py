"""Panels drawn by lot: quotas that can be kept, chances as even as can be, a list of panels to draw from."""

from parvis.analysis.sortition.chances import Chances, fair_chances
from parvis.analysis.sortition.feasible import conflict
from parvis.analysis.sortition.lottery import Lottery, lottery
from parvis.analysis.sortition.pool import Bound, Feature, Pool, pool_of

__all__ = [
    "Bound",
    "Chances",
    "Feature",
    "Lottery",
    "Pool",
    "conflict",
    "fair_chances",
    "lottery",
    "pool_of",
]
