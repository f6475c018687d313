"""The demonstration's mailbox: what would have been sent, readable by whoever tries the site."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.jobs.models import Mail

SHOWN = 50


@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The latest mails, newest first."""
    _only_in_demonstration()
    mails = Mail.objects.order_by("-pk")[:SHOWN]
    return render(request, "jobs/mailbox.html", {"mails": mails})


@never_cache
@require_safe
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    _only_in_demonstration()
    return render(request, "jobs/mail.html", {"mail": get_object_or_404(Mail, pk=pk)})


def _only_in_demonstration() -> None:
    """Anywhere else, other people's mail is nobody's business."""
    if not settings.PARVIS_DEMO:
        raise Http404
