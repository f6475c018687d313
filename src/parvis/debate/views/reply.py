"""Replying to an argument."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.contributions.personal import Passage
from parvis.debate.domain import argue as domain
from parvis.debate.forms import ReplyForm
from parvis.debate.models import Argument
from parvis.debate.permissions import closed, opened
from parvis.debate.views.fetch import argument_for, page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, argument_id: int) -> HttpResponse:
    argument = argument_for(request, argument_id)
    if argument.parent_id is not None:
        raise Http404
    if request.method != "POST":
        typed = held(request, request.path) or request.GET
        return _page(request, argument, ReplyForm(initial=typed.dict()))
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, argument, form, status=422)
    if found := form.personal():
        return _page(request, argument, form, found=found)
    text, key = form.cleaned_data["text"], form.cleaned_key()
    try:
        guard(request, request.user, Act.ARGUE)
        domain.reply(actor=request.user, argument=argument, text=text, idempotency_key=key)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _page(request, argument, form, status=422)
    messages.success(request, _("Your reply is published."))
    return redirect(page_of(argument))


def _page(
    request: HttpRequest,
    argument: Argument,
    form: ReplyForm,
    *,
    status: int = 200,
    found: Sequence[Passage] = (),
) -> HttpResponse:
    item = argument.contribution
    context = {
        "found": found,
        "argument": argument,
        "item": item,
        "form": form,
        "closed_reason": closed(item, opened(item)),
        "back": page_of(argument),
    }
    return render(request, "debate/reply.html", context, status=status)
