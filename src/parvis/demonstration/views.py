"""In the demonstration only: take somebody's place in one click."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.models import Participant
from parvis.demonstration.build.people import HOSTS
from parvis.demonstration.content import read_town
from parvis.demonstration.permissions import can


@dataclass(frozen=True, slots=True)
class Place:
    """A place that a visitor may take."""

    role: str
    title: Promise
    description: Promise
    button: Promise


PLACES = (
    Place(
        "participant",
        _("A participant"),
        _("Camille lives in the town. Vote on the solutions, argue, and see what came of it."),
        _("Enter as a participant"),
    ),
    Place(
        "organiser",
        _("The organiser"),
        _("The mobility service of the town hall. See the figures, answer, write the synthesis."),
        _("Enter as the organiser"),
    ),
    Place(
        "moderator",
        _("The moderator"),
        _("Reads what comes in, and hides with a reason what breaks the charter."),
        _("Enter as the moderator"),
    ),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Show the three places; a click takes one. Outside the demonstration there is no such page."""
    if not can(request.user, "take_place"):
        raise Http404
    if request.method != "POST":
        return render(request, "demonstration/enter.html", {"places": PLACES})
    role = request.POST.get("role", "")
    if role not in HOSTS:
        raise Http404
    email, _name = HOSTS[role]
    login(request, get_object_or_404(Participant, email=email, is_active=True))
    return redirect(_landing(role))


def _landing(role: str) -> str:
    if role == "participant":
        return reverse("front:consultation", args=[read_town().main.slug])
    return reverse("wagtailadmin_home")
