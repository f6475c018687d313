"""Pictures of sheets: brought, and shown beside what is typed from them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.front.desk.access import actor_of
from parvis.paper import queries
from parvis.paper.domain.keep_scans import Kept, keep_scans
from parvis.paper.forms import ScansForm
from parvis.paper.models import Scan
from parvis.ui.words import number

POLICY = "default-src 'none'; sandbox"


@require_http_methods(["GET", "POST"])
def scans(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    batch = queries.batch_for(request.user, pk, batch_pk, "enter")
    is_sent = request.method == "POST"
    form = ScansForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if form.is_valid():
        try:
            kept = keep_scans(actor=actor_of(request), batch=batch, **form.brought())
        except Refused as refused:
            form.add_error("pictures", str(refused.message))
        else:
            messages.success(request, _told(kept))
            return redirect("desk:paper_batch", pk=pk, batch_pk=batch_pk)
    context = {"consultation": batch.consultation, "batch": batch, "form": form}
    return render(request, "front/desk/paper_scans.html", context, status=422 if form.errors else 200)


def _told(kept: Kept) -> str:
    """A number that surprises is seen at once: pages and sheets are counted apart."""
    pictures = ngettext("%(n)s picture is kept", "%(n)s pictures are kept", kept.pictures)
    sheets = ngettext("of %(n)s sheet.", "of %(n)s sheets.", kept.sheets)
    return f"{pictures % {'n': number(kept.pictures)}}, {sheets % {'n': number(kept.sheets)}}"


@never_cache
@require_safe
def scan(request: HttpRequest, pk: int, batch_pk: int, scan_pk: int) -> HttpResponse:
    """For those who type: opened alone, it is a page that may do nothing."""
    batch = queries.batch_for(request.user, pk, batch_pk, "enter")
    found = get_object_or_404(Scan, pk=scan_pk, sheet__batch=batch)
    response = HttpResponse(bytes(found.content), content_type=found.type)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
