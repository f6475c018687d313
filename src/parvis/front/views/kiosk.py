"""A shared device: begin, the next person, stop."""

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.consultations.models import ConsultationPage
from parvis.front import ground, kiosk

CLEARED = '"cache", "storage"'
"""What the browser forgets between two people: pages seen, texts begun."""


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button: opening an address changes nothing."""
    consultation = kiosk.consultation_of(token)
    if consultation is None:
        raise Http404
    if request.method == "GET":
        is_lent = kiosk.held_by(request) == consultation
        return render(request, "front/kiosk.html", {"consultation": consultation, "is_lent": is_lent})
    response = _cleared(request, consultation)
    if "stop" in request.POST:
        kiosk.give_back(response)
    else:
        kiosk.lend(response, token)
    return response


@never_cache
@require_POST
def next_person(request: HttpRequest) -> HttpResponse:
    """The session of the one who leaves ends; the screen is where it began."""
    if not kiosk.is_shared(request):
        raise Http404
    return _cleared(request, kiosk.held_by(request))


def _cleared(request: HttpRequest, consultation: ConsultationPage | None) -> HttpResponse:
    """Signed out, at the consultation; at home where it is no longer published."""
    logout(request)
    response = redirect("front:consultation", consultation.slug) if consultation else redirect("front:home")
    ground.forget(response)
    response.headers["Clear-Site-Data"] = CLEARED
    return response
