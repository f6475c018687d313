"""What is kept of whoever registered, without an account: found again by e-mail, taken away, erased."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard_registration
from parvis.gatherings.domain.cancel_registration import erase_registration
from parvis.gatherings.domain.find_registrations import send_links
from parvis.gatherings.forms import FindForm
from parvis.gatherings.queries import kept_of
from parvis.gatherings.tokens import registration_of

EVERYWHERE = 0
"""For the limits that are counted by consultation: this page is of none."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The same answer whoever registered: links go to the address, and nowhere else."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            guard_registration(request, email=email, consultation=EVERYWHERE)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            send_links(email=email, language=get_language() or "fr")
            return render(request, "gatherings/find.html", {"email": email})
    status = 422 if form.errors else 200
    return render(request, "gatherings/find.html", {"form": form}, status=status)


@never_cache
@require_safe
def data(request: HttpRequest, token: str) -> HttpResponse:
    """All that is held, to be taken away."""
    found = registration_of(token)
    whole = {
        "format": "parvis-registration/1",
        "site": settings.PARVIS_ADDRESS,
        "made_at": timezone.localtime().isoformat(timespec="seconds"),
        "data": kept_of(found),
    }
    answer = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=1), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="registration.json"'
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    erase_registration(registration=registration_of(token))
    messages.success(request, _("What was kept of you for this event is erased."))
    return redirect("gatherings:registration", token=token)
