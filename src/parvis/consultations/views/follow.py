"""Follow a consultation, or stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.accounts.pending import hold, safe_path
from parvis.consultations import queries
from parvis.consultations.domain import follow as domain


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """POST follows; GET shows one button, for those who come back from sign-in."""
    consultation = queries.consultation_by_slug(slug, request.user)
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


@never_cache
@require_POST
def unfollow(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead back to where the button was, when it says so."""
    consultation = queries.followed_consultation(request.user, slug)
    if request.user.is_authenticated:
        domain.unfollow(actor=request.user, consultation=consultation)
        messages.success(request, _("You will no longer be told of this consultation."))
    back = safe_path(request, request.POST.get("next"))
    return redirect(back or reverse("front:consultation", args=[slug]))
