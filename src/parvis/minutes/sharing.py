"""The secret link by which a draft of minutes is read and corrected."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now

from parvis.accounts.secret_links import hash_link
from parvis.minutes.models import Minutes

VALID = timedelta(days=30)
"""How long a link lets people in."""


def minutes_of_code(code: str) -> Minutes | None:
    """The draft that a link opens, while it does; one query."""
    rows = Minutes.objects.select_related("event__consultation")
    return rows.filter(share_hash=hash_link(code), shared_at__gt=Now() - VALID).first()


def is_shared(minutes: Minutes) -> bool:
    return Minutes.objects.filter(pk=minutes.pk, shared_at__gt=Now() - VALID).exclude(share_hash="").exists()
