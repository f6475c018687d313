"""Sending a text to a debate, whatever it is: check, ask about what is personal, publish, lead to it."""

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import hold
from parvis.contributions.personal import Passage
from parvis.debate.forms import ReplyForm
from parvis.debate.models import Argument
from parvis.debate.views.fetch import page_of

Page = Callable[[ReplyForm, Sequence[Passage], int], HttpResponse]
"""The page with its form, what in it seems personal, and the status."""


def send(
    request: HttpRequest,
    form: ReplyForm,
    *,
    page: Page,
    publish: Callable[[Participant], Argument],
    done: str | Promise,
    sent: str = "",
) -> HttpResponse:
    """Publish what the bound `form` holds, once its author is known; what was typed is never lost."""
    if not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    if not form.is_valid():
        return page(form, (), 422)
    if found := form.personal():
        return page(form, found, 200)
    try:
        guard(request, request.user, Act.ARGUE)
        said = publish(request.user)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return page(form, (), 422)
    messages.success(request, str(done))
    return redirect(page_of(said, sent=sent))
