"""Withdrawing one's argument, comment or reply."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.debate.domain.withdraw import withdraw as take_back
from parvis.debate.permissions import can
from parvis.debate.views.fetch import argument_for, page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request: HttpRequest, argument_id: int) -> HttpResponse:
    argument = argument_for(request, argument_id)
    if not isinstance(request.user, Participant) or not can(request.user, "withdraw", argument):
        raise Http404
    context = {"argument": argument, "item": argument.contribution, "back": page_of(argument), "reason": ""}
    if request.method != "POST":
        return render(request, "debate/withdraw.html", context)
    try:
        take_back(actor=request.user, argument=argument)
    except Refused as refused:
        return render(
            request, "debate/withdraw.html", {**context, "reason": str(refused.message)}, status=422
        )
    messages.success(request, _("Your text is withdrawn: it is no longer shown."))
    return redirect(f"{reverse('front:contribution', args=[argument.contribution_id])}#{argument.kind}s")
