"""Reporting a text, signed in or without an account."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts import door
from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard, guard_notice, notice_load
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.debate.models import Argument
from parvis.moderation.domain.report import report, report_without_account
from parvis.moderation.enums import Reason
from parvis.moderation.forms import NoticeForm, ReportForm


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
    if not isinstance(request.user, Participant):
        return _notice(request, target, item)
    if request.method != "POST":
        kept = held(request, request.path)
        return _page(request, target, item, ReportForm(initial=kept.dict() if kept else {}))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _page(request, target, item, form)
    try:
        guard(request, request.user, Act.REPORT)
        report(actor=request.user, target=target, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _page(request, target, item, form)
    return _thank(request, item)


def _notice(request: HttpRequest, target: Contribution | Argument, item: Contribution) -> HttpResponse:
    """Somebody who is not signed in: the door, then the same. The answer tells nothing of earlier reports."""
    if request.method != "POST":
        return _page(request, target, item, NoticeForm())
    form = NoticeForm(request.POST)
    if not form.is_valid():
        return _page(request, target, item, form)
    reason, email = form.cleaned_data["reason"], form.cleaned_data["email"]
    opened = door.knock(request.POST, email=f"{request.path} {email}")
    if not opened.is_open:
        return _page(request, target, item, form, opened)
    try:
        guard_notice(request, email=email, consultation=item.consultation_id)
        language = get_language() or ""
        report_without_account(target=target, reason=reason, email=email, language=language)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _page(request, target, item, form)
    return _thank(request, item)


def _thank(request: HttpRequest, item: Contribution) -> HttpResponse:
    messages.success(request, _("Thank you: a moderator will read this text. It stays as it is until then."))
    return redirect("front:contribution", pk=item.pk)


def _door(request: HttpRequest, item: Contribution, opened: door.Answer | None) -> door.Door | None:
    """Of whoever is not signed in; the same one when all that was missing was a little time."""
    if settings.PARVIS_DEMO or isinstance(request.user, Participant):
        return None
    kept = door.same_door(request.POST.get("ticket", "")) if opened and opened.keeps_ticket else None
    return kept or door.make_door(load=notice_load(request, consultation=item.consultation_id))


def _page(
    request: HttpRequest,
    target: Contribution | Argument,
    item: Contribution,
    form: ReportForm,
    opened: door.Answer | None = None,
) -> HttpResponse:
    context = {
        "target": target,
        "item": item,
        "form": form,
        "misattributed": Reason.MISATTRIBUTED.label,
        "answer": opened,
        "door": _door(request, item, opened),
    }
    status = 422 if form.errors or opened else 200
    page = render(request, "moderation/report.html", context, status=status)
    return hidden_from_search(page, item.consultation)
