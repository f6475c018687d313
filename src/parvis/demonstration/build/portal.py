"""Consultations that others hold, linked from the list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from parvis.demonstration.content import Row
from parvis.portal.models import ElsewhereIndexPage, ElsewherePage

DAYS = ("opens_on", "closes_on")


def make_elsewhere(*, rows: Iterable[Row], now: datetime) -> None:
    """Each on its days, counted from today."""
    index = ElsewhereIndexPage.objects.get()
    for row in rows:
        days = {name: now.date() + timedelta(days=row[name]) for name in DAYS}
        index.add_child(instance=ElsewherePage(language="fr", **{**row, **days}))
