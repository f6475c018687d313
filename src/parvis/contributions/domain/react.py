"""Remember the first reaction to a contribution."""

from django.db.models.functions import Now

from parvis.contributions.models import Contribution


def mark_reaction(contribution: Contribution) -> bool:
    """From now on, revisions are public versions. True when this reaction was the first.

    One conditional update, which writes once in the life of a row: votes and arguments call it freely,
    in their own transaction.
    """
    if contribution.reacted_at is not None:
        return False
    return bool(Contribution.objects.filter(pk=contribution.pk, reacted_at=None).update(reacted_at=Now()))
