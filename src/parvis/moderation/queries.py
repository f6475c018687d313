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


def hidden_arguments(argument_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each argument, in one query."""
    decisions = Decision.objects.filter(act=Act.HIDE, argument__in=argument_ids)
    return {
        decision.argument_id: decision
        for decision in decisions.order_by("argument", "-id").distinct("argument")
        if decision.argument_id is not None
    }
