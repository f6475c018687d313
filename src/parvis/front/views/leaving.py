"""Leaving for good."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.erase import BACKUPS
from parvis.accounts.views.profile import me
from parvis.front.composition.leaving import leave


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Confirmed on a page of its own, which works without scripts."""
    if request.method == "POST":
        leave(actor=me(request))
        logout(request)
        return HttpResponseRedirect(reverse("accounts:deleted"))
    return render(request, "accounts/delete.html", {"backups_until": localtime() + BACKUPS})
