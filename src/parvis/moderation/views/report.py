"""Reporting a text."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.debate.models import Argument
from parvis.moderation.domain.report import report
from parvis.moderation.enums import Reason
from parvis.moderation.forms import ReportForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribution(request: HttpRequest, pk: int) -> HttpResponse:
    items = Contribution.objects.select_related("consultation", "author").defer("search")
    item = get_object_or_404(items, pk=pk, state=State.PUBLISHED)
    return _report(request, item, item)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def argument(request: HttpRequest, pk: int) -> HttpResponse:
    said = Argument.objects.select_related("contribution__consultation", "author")
    found = get_object_or_404(said, pk=pk, state=State.PUBLISHED, contribution__state=State.PUBLISHED)
    return _report(request, found, found.contribution)


def _report(request: HttpRequest, target: Contribution | Argument, item: Contribution) -> HttpResponse:
    if not can(request.user, "read", item):
        raise Http404
    if request.method != "POST":
        kept = held(request, request.path)
        return _page(request, target, item, ReportForm(initial=kept.dict() if kept else {}))
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, target, item, form, status=422)
    try:
        guard(request, request.user, Act.REPORT)
        report(actor=request.user, target=target, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _page(request, target, item, form, status=422)
    messages.success(request, _("Thank you: a moderator will read this text. It stays as it is until then."))
    return redirect("front:contribution", pk=item.pk)


def _page(
    request: HttpRequest,
    target: Contribution | Argument,
    item: Contribution,
    form: ReportForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "target": target,
        "item": item,
        "form": form,
        "misattributed": Reason.MISATTRIBUTED.label,
    }
    page = render(request, "moderation/report.html", context, status=status)
    return hidden_from_search(page, item.consultation)
