"""Pages of the log for people: where it stands, where an act is in it, the receipt of an act."""

import uuid

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.ledger import queries
from parvis.ledger.charts import lines_by_day
from parvis.ledger.domain import find as finding
from parvis.ledger.domain.receipt import Receipt, receipt_of
from parvis.ledger.domain.witness import Witness
from parvis.ledger.domain.witness import witness as read_witness
from parvis.ledger.forms import FindForm
from parvis.ui.qr import qr

PROOF = "text/plain; charset=utf-8"


@require_safe
def witness(request: HttpRequest) -> HttpResponse:
    """What the log is, what it proves and what it cannot, and who keeps a copy of where it stands."""
    found = read_witness()
    return render(request, "ledger/witness.html", _of_witness(found))


def _of_witness(found: Witness) -> dict[str, object]:
    prefix = f"{settings.PARVIS_ADDRESS}{reverse('log:checkpoint').removesuffix('/checkpoint')}"
    return {"witness": found, "chart": lines_by_day(found), "prefix": prefix}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Bring a receipt; nothing of it is kept, and its number does not show in the address."""
    form = FindForm(request.POST, request.FILES) if request.method == "POST" else FindForm()
    found = finding.find(form.cleaned_data["text"]) if form.is_bound and form.is_valid() else None
    return render(request, "ledger/find.html", {"form": form, "found": found})


@never_cache
@require_safe
def receipt(request: HttpRequest, entry: uuid.UUID) -> HttpResponse:
    """Known by its holder alone: no list leads to it, and no search engine should."""
    found = _receipt(entry)
    drawn = qr(found.address, css_class="log-qr")
    response = render(request, "ledger/receipt.html", {"receipt": found, "qr": drawn})
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_safe
def proof(request: HttpRequest, entry: uuid.UUID) -> HttpResponse:
    """The receipt as a file, without the key that opens it; its page while the act waits for its line."""
    found = _receipt(entry)
    if found.leaf is None:
        return redirect(found.link)
    disposition = {"Content-Disposition": 'attachment; filename="receipt.tlog-proof"'}
    return HttpResponse(found.text, content_type=PROOF, headers=disposition)


def _receipt(entry: uuid.UUID) -> Receipt:
    found = receipt_of(entry)
    if found.leaf is None and not queries.is_waiting(entry):
        raise Http404
    return found
