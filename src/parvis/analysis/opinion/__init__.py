"""Opinion groups: who votes alike on short statements, what marks each group, and above all what they share.

`groups` and `analyse` do everything, from votes in lists and from packed votes. Every step is public too, in
the modules: votes, components, sparse, projection, clusters, statistics, routing, stability, live.

Source: Small, Bjorkegren, Erkkila, Shaw and Megill (2021), "Polis: scaling deliberation by mapping high
dimensional opinion spaces", Recerca 26(2), written again from its formulas.
"""

from parvis.analysis.opinion.live import Live, begin, update
from parvis.analysis.opinion.pipeline import analyse, groups
from parvis.analysis.opinion.reading import Conversation, read, read_csv, read_folder
from parvis.analysis.opinion.results import Counts, Opinions, Representative, Statements
from parvis.analysis.opinion.routing import draw, priorities
from parvis.analysis.opinion.statistics import (
    bridging,
    consensus,
    count,
    divisive,
    group_informed_consensus,
    reluctant,
    representative,
)
from parvis.analysis.opinion.votes import Votes

__all__ = [
    "Conversation",
    "Counts",
    "Live",
    "Opinions",
    "Representative",
    "Statements",
    "Votes",
    "analyse",
    "begin",
    "bridging",
    "consensus",
    "count",
    "divisive",
    "draw",
    "group_informed_consensus",
    "groups",
    "priorities",
    "read",
    "read_csv",
    "read_folder",
    "reluctant",
    "representative",
    "update",
]
