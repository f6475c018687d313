"""The demonstration's mailbox: what would have been sent, readable by whoever tries the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.jobs.models import Mail
from parvis.jobs.permissions import can

SHOWN = 50


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest mails, newest first."""
    _check(request)
    mails = Mail.objects.order_by("-pk")[:SHOWN]
    return render(request, "jobs/mailbox.html", {"mails": mails})


@never_cache
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _check(request)
    return render(request, "jobs/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})


def _check(request: HttpRequest) -> None:
    if not can(request.user, "read_mail"):
        raise Http404
