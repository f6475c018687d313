"""The page of a sheet of paper, or of an answer collected on site, for whoever holds its code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.contributions.enums import WaitingState
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can as can_read
from parvis.field.models import FieldEntry
from parvis.field.queries import entry_by_code
from parvis.ledger.domain.receipt import receipt_link
from parvis.ledger.numbers import group_number
from parvis.paper.permissions import can
from parvis.paper.queries import sheet_by_code


@never_cache
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it is entered, and where to read what it became; no list leads to it, nor a search engine."""
    collected = entry_by_code(code)
    if collected is not None and (collected.waiting_id or collected.sheet_id is None):
        response = render(request, "front/collected.html", _collected(request, collected))
    else:
        response = render(request, "front/sheet.html", _entered(request, code))
    response["X-Robots-Tag"] = "noindex"
    return response


def _entered(request: HttpRequest, code: str) -> dict[str, Any]:
    found = sheet_by_code(code)
    return {
        "sheet": found,
        "batch": found.batch,
        "consultation": found.batch.consultation,
        "may_enter": found.entered_at is None and can(request.user, "enter", found.batch.consultation),
        **_became(request, found.contribution),
    }


def _collected(request: HttpRequest, entry: FieldEntry) -> dict[str, Any]:
    """What waits to be read, what the team looks at, what was discarded."""
    text = entry.waiting
    return {
        "entry": entry,
        "batch": entry.kit.batch,
        "consultation": entry.kit.batch.consultation,
        "waits": text is not None and text.state == WaitingState.WAITING,
        "lapsed": text is not None and text.state == WaitingState.LAPSED,
        "refused": text is not None and text.state == WaitingState.REFUSED,
        **_became(request, text.contribution if text is not None else None),
    }


def _became(request: HttpRequest, row: Contribution | None) -> dict[str, Any]:
    entry = row.entry if row is not None else None
    return {
        "contribution": row if row is not None and can_read(request.user, "read", row) else None,
        "receipt": group_number(entry) if entry else "",
        "receipt_url": receipt_link(entry) if entry else "",
    }
