"""Pages of the ballots floor."""

from parvis.ballots.views.cast import cast

__all__ = ["cast"]
