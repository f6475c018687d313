"""Before an archive is published: nothing in it tells of fewer people than may be told of.

Who took part is told by groups of ten people or more, and votes by identity level where five people or more
have it: whoever makes these figures sees to it, and what is about to leave is looked at once more.
"""

from collections.abc import Collection, Mapping

from django.db.models import Count
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.ballots.models import Vote
from parvis.contributions.results import FEWEST
from parvis.panel.figures import Panel

LEAST = 10
"""People of one group of those who took part."""


def check_panel(panel: Panel) -> None:
    """Raises `Refused`."""
    groups = [group.people for one in panel.traits for group in one.groups]
    cells = [cell.people for cell in panel.weights.cells] if panel.weights else []
    if any(people < LEAST for people in groups + cells):
        raise Refused(_("A group of fewer than ten people would be told of: nothing was published."))


def check_votes(ballots: Mapping[int, Collection[int]]) -> None:
    """Single votes that leave are at levels that several people have. Raises `Refused`.

    `ballots`: those whose votes are published, with the voters who are told without their level.
    """
    for ballot, together in ballots.items():
        votes = Vote.objects.filter(ballot=ballot, is_live=True).exclude(voter__in=together)
        people = votes.order_by().values_list("identity_level").annotate(n=Count("voter", distinct=True))
        if any(count < FEWEST for _level, count in people):
            raise Refused(_("Votes at a level that few people have would be told of: nothing was published."))
