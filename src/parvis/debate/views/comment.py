"""Writing a comment."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.pending import held
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.models import Contribution
from parvis.contributions.personal import Passage
from parvis.debate.domain import argue as domain
from parvis.debate.enums import TextKind
from parvis.debate.forms import CommentForm, QuotingForm, ReplyForm
from parvis.debate.lines import draft_of
from parvis.debate.permissions import closed, opened
from parvis.debate.views.fetch import contribution_for
from parvis.debate.views.flow import send


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, contribution_id: int) -> HttpResponse:
    item = contribution_for(request, contribution_id)

    def page(form: ReplyForm, found: Sequence[Passage] = (), status: int = 200) -> HttpResponse:
        reason = closed(item, opened(item, TextKind.COMMENT), TextKind.COMMENT)
        draft = draft_of(item.pk, TextKind.COMMENT)
        context = {"found": found, "item": item, "form": form, "closed_reason": reason, "draft": draft}
        shown = render(request, "debate/comment.html", context, status=status)
        return hidden_from_search(shown, item.consultation)

    if request.method != "POST":
        typed = held(request, request.path) or request.GET
        return page(_form(item, initial=typed.dict()))
    form = _form(item, data=request.POST)
    return send(
        request,
        form,
        page=page,
        publish=lambda actor: domain.comment(actor=actor, contribution=item, **form.said()),
        done=_("Your comment is published."),
        sent="comment",
    )


def _form(item: Contribution, **given: Any) -> CommentForm:
    """One comments on some words of a passage; anything else is commented as a whole."""
    return QuotingForm(contribution=item, **given) if item.kind.is_passage else CommentForm(**given)
