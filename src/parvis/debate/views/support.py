"""Putting one of the marks on an argument or a comment, and taking it back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.consultations.robots import hidden_from_search
from parvis.debate.domain.support import support as give
from parvis.debate.domain.support import unsupport
from parvis.debate.enums import Mark
from parvis.debate.lines import mark_control
from parvis.debate.models import Argument
from parvis.debate.permissions import takes_marks
from parvis.debate.views.fetch import argument_for, page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, argument_id: int, mark: Mark = Mark.SUPPORT) -> HttpResponse:
    argument = argument_for(request, argument_id)
    if mark != Mark.SUPPORT and not takes_marks(argument):
        raise Http404
    is_live = request.headers.get("HX-Request") == "true"
    if request.method != "POST":
        held(request, request.path)
        return _page(request, argument, mark)
    if not isinstance(request.user, Participant):
        response = hold(request, to=request.path)
        return HttpResponseClientRedirect(response["Location"]) if is_live else response
    act = unsupport if request.POST.get("support") == "withdraw" else give
    try:
        guard(request, request.user, Act.VOTE)
        act(actor=request.user, argument=argument, mark=mark)
    except Refused as refused:
        shown = _fragment if is_live else _page
        return shown(request, argument, mark, str(refused.message))
    return _fragment(request, argument, mark) if is_live else redirect(page_of(argument))


def _fragment(request: HttpRequest, argument: Argument, mark: Mark, reason: str = "") -> HttpResponse:
    control = mark_control(actor=request.user, argument=argument, mark=mark)
    return render(request, "debate/_support.html", {"support": control, "reason": reason})


def _page(request: HttpRequest, argument: Argument, mark: Mark, reason: str = "") -> HttpResponse:
    """The page for somebody back from sign-in, or without scripts and refused: one button."""
    context = {
        "argument": argument,
        "item": argument.contribution,
        "support": mark_control(actor=request.user, argument=argument, mark=mark),
        "back": page_of(argument),
        "reason": reason,
    }
    page = render(request, "debate/support.html", context, status=422 if reason else 200)
    return hidden_from_search(page, argument.contribution.consultation)
