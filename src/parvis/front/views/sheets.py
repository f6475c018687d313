"""The page of a sheet of paper, for whoever holds it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.contributions.permissions import can as can_read
from parvis.ledger.domain.receipt import receipt_link
from parvis.ledger.numbers import group_number
from parvis.paper.permissions import can
from parvis.paper.queries import sheet_by_code


@never_cache
@require_safe
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Whether it is entered, and where to read what it became; no list leads to it, nor a search engine."""
    found = sheet_by_code(code)
    row = found.contribution
    entry = row.entry if row is not None else None
    context = {
        "sheet": found,
        "batch": found.batch,
        "consultation": found.batch.consultation,
        "contribution": row if row is not None and can_read(request.user, "read", row) else None,
        "receipt": group_number(entry) if entry else "",
        "receipt_url": receipt_link(entry) if entry else "",
        "may_enter": found.entered_at is None and can(request.user, "enter", found.batch.consultation),
    }
    response = render(request, "front/sheet.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
