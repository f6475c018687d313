"""Reading decisions: what the public sees of them."""

from collections.abc import Collection

from parvis.moderation.enums import Act
from parvis.moderation.models import Decision


def hidden_contributions(contribution_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each contribution, in one query."""
    return _last_to_hide("contribution", contribution_ids)


def hidden_arguments(argument_ids: Collection[int]) -> dict[int, Decision]:
    """The last decision to hide each argument or reply, in one query."""
    return _last_to_hide("argument", argument_ids)


def _last_to_hide(target: str, ids: Collection[int]) -> dict[int, Decision]:
    decisions = Decision.objects.filter(act=Act.HIDE, **{f"{target}__in": ids})
    last = decisions.order_by(target, "-id").distinct(target)
    return {getattr(decision, f"{target}_id"): decision for decision in last}
