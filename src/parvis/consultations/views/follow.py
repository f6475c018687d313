"""Follow a consultation, or stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.pending import hold
from parvis.consultations import queries
from parvis.consultations.domain import follow as domain


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """POST follows; GET shows one button, for those who come back from sign-in."""
    consultation = queries.consultation_by_slug(slug)
    if request.method == "GET":
        followed = queries.follows(request.user, consultation)
        return render(
            request, "consultations/follow.html", {"consultation": consultation, "followed": followed}
        )
    if not request.user.is_authenticated:
        return hold(request, to=request.path)
    try:
        domain.follow(actor=request.user, consultation=consultation)
        messages.success(request, _("You will be told by e-mail of the result and of the answer."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("front:consultation", slug=slug)


@require_POST
def unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = queries.consultation_by_slug(slug)
    if request.user.is_authenticated:
        domain.unfollow(actor=request.user, consultation=consultation)
        messages.success(request, _("You will no longer be told of this consultation."))
    return redirect("front:consultation", slug=slug)
