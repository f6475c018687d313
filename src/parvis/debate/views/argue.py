"""Writing an argument."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.contributions.models import Contribution
from parvis.contributions.personal import Passage
from parvis.debate.domain import argue as domain
from parvis.debate.forms import ArgumentForm
from parvis.debate.permissions import closed, opened
from parvis.debate.queries import draft_of
from parvis.debate.views.fetch import contribution_for, page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def argue(request: HttpRequest, contribution_id: int) -> HttpResponse:
    item = contribution_for(request, contribution_id)
    if request.method != "POST":
        typed = held(request, request.path) or request.GET
        return _page(request, item, ArgumentForm(initial=typed.dict()))
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    form = ArgumentForm(request.POST)
    if not form.is_valid():
        return _page(request, item, form, status=422)
    if found := form.personal():
        return _page(request, item, form, found=found)
    try:
        guard(request, request.user, Act.ARGUE)
        argument = domain.argue(
            actor=request.user,
            contribution=item,
            side=form.cleaned_data["side"],
            text=form.cleaned_data["text"],
            idempotency_key=form.cleaned_key(),
        )
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _page(request, item, form, status=422)
    messages.success(request, _("Your argument is published."))
    return redirect(page_of(argument, sent="argument"))


def _page(
    request: HttpRequest,
    item: Contribution,
    form: ArgumentForm,
    *,
    status: int = 200,
    found: Sequence[Passage] = (),
) -> HttpResponse:
    context = {
        "found": found,
        "item": item,
        "form": form,
        "closed_reason": closed(item, opened(item)),
        "draft": draft_of(item.pk),
    }
    return render(request, "debate/argue.html", context, status=status)
