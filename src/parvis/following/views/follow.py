"""Follow something, or stop."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from parvis.accounts.errors import Refused
from parvis.accounts.pending import held, hold, safe_path
from parvis.following import queries
from parvis.following.domain import follow as domain
from parvis.following.queries import Subject


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """POST follows; GET shows one button, or does what was pressed before signing in."""
    subject = queries.seen_subject(request.user, sort, pk)
    if not request.user.is_authenticated:
        return _to_sign_in(request) if request.method == "POST" else _page(request, subject)
    if request.method == "GET" and held(request, request.path) is None:
        return _page(request, subject)
    try:
        domain.follow(actor=request.user, subject=subject)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect(subject.url)
    if _is_live(request):
        return _fragment(request, subject)
    messages.success(request, _("You follow it: what is new comes by e-mail, at the rhythm of your space."))
    return redirect(subject.url)


@never_cache
@require_POST
def unfollow(request: HttpRequest, sort: str, pk: int) -> HttpResponse:
    """Lead back to where the button was, when it says so. What one follows may have left the site."""
    followed = queries.subscriptions_to(request.user, sort, pk).exists()
    subject = (queries.subject_of if followed else queries.seen_subject)(request.user, sort, pk)
    if request.user.is_authenticated:
        domain.unfollow(actor=request.user, sort=subject.sort, pk=pk)
        if _is_live(request):
            return _fragment(request, subject)
        messages.success(request, _("You will no longer be told of it."))
    return redirect(safe_path(request, request.POST.get("next")) or subject.url)


def _is_live(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """What was pressed waits; a script is told to lead the whole page there."""
    response = hold(request, to=request.path)
    return HttpResponseClientRedirect(response["Location"]) if _is_live(request) else response


def _fragment(request: HttpRequest, subject: Subject) -> HttpResponse:
    button = queries.button(request.user, subject.sort, subject.pk)
    return render(request, "following/_button.html", {"follow": button})


def _page(request: HttpRequest, subject: Subject) -> HttpResponse:
    button = queries.button(request.user, subject.sort, subject.pk)
    return render(request, "following/follow.html", {"subject": subject, "follow": button, "pressing": True})
