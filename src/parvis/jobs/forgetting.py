"""Retention: each rule that erases says when it last ran and what it erased."""

from django.db.models.functions import Now

from parvis.jobs.models import Forgetting


def record(rule: str, rows: int) -> None:
    """Note that `rule` was applied now and erased `rows`. Rules are named by the floors that have them."""
    Forgetting.objects.update_or_create(rule=rule, defaults={"ran_at": Now(), "rows": rows})
