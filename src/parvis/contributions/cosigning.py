"""Reads of those who sign a text with its author, and of those who are asked to."""

from django.shortcuts import get_object_or_404

from parvis.contributions.coauthors import CoAuthor
from parvis.contributions.models import Contribution


def coauthors_of(contribution: Contribution) -> list[CoAuthor]:
    """Who signs it with its author, in the order in which they accepted; one query."""
    rows = contribution.coauthors.accepted().select_related("participant")
    return list(rows.order_by("accepted_at", "pk"))


def coauthors_invited(contribution: Contribution) -> list[CoAuthor]:
    """Who is asked to, and has not answered; one query."""
    return list(contribution.coauthors.invited().order_by("pk"))


def coauthor_in(contribution: Contribution, pk: int) -> CoAuthor:
    """One of its co-authors, or of its invitations, or `Http404`."""
    found: CoAuthor = get_object_or_404(contribution.coauthors.all(), pk=pk)
    return found
