"""Reading decisions: what the public sees of them."""

from collections.abc import Collection

from parvis.moderation.enums import Act
from parvis.moderation.models import Decision


def hidden_contributions(contribution_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each contribution, in one query."""
    decisions = Decision.objects.filter(act=Act.HIDE, contribution__in=contribution_ids)
    return {
        decision.contribution_id: decision
        for decision in decisions.order_by("contribution", "-id").distinct("contribution")
        if decision.contribution_id is not None
    }
