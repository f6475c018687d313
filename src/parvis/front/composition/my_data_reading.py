"""How one part of the export of my data is read: rows of a table that point to somebody, as plain values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.functional import Promise
from django.utils.timezone import localtime

from parvis.accounts.models import Participant

Value = str | int | bool | None
Row = dict[str, Value]
Rows = Iterable[Row]


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the export: its name in files, its title for people, and how its rows are read."""

    name: str
    title: str | Promise
    rows: Callable[[Participant], Rows]


def plain(value: object) -> Value:
    """A value as JSON and CSV write it; dates with their zone."""
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="seconds")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str | int | bool | None) else str(value)


def read(model: str, relation: str, *columns: str) -> Callable[[Participant], Rows]:
    """The rows of a model that point to somebody by `relation`, oldest first."""

    def rows(person: Participant) -> Rows:
        found = apps.get_model(model)._default_manager.filter(**{relation: person}).order_by("pk")
        for row in found.values(*columns).iterator():
            yield {name: plain(value) for name, value in row.items()}

    return rows
