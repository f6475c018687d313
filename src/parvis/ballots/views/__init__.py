"""Pages of the ballots floor."""

from parvis.ballots.views.ballot import ballot
from parvis.ballots.views.cast import cast
from parvis.ballots.views.voters import voters

__all__ = ["ballot", "cast", "voters"]
