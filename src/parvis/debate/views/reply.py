"""Replying to an argument, to a comment, or to a reply to it."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.pending import held
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.personal import Passage
from parvis.debate.domain import argue as domain
from parvis.debate.forms import ReplyForm
from parvis.debate.permissions import closed, opened, takes_replies
from parvis.debate.views.fetch import argument_for, page_of
from parvis.debate.views.flow import send


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, argument_id: int) -> HttpResponse:
    above = argument_for(request, argument_id)
    if not takes_replies(above):
        raise Http404
    item = above.contribution

    def page(form: ReplyForm, found: Sequence[Passage] = (), status: int = 200) -> HttpResponse:
        reason = closed(item, opened(item, above.kind), above.kind)
        context = {"found": found, "item": item, "form": form, "closed_reason": reason}
        context |= {"argument": above, "back": page_of(above)}
        shown = render(request, "debate/reply.html", context, status=status)
        return hidden_from_search(shown, item.consultation)

    if request.method != "POST":
        typed = held(request, request.path) or request.GET
        return page(ReplyForm(initial=typed.dict()))
    form = ReplyForm(request.POST)
    return send(
        request,
        form,
        page=page,
        publish=lambda actor: domain.reply(actor=actor, argument=above, **form.said()),
        done=_("Your reply is published."),
    )
