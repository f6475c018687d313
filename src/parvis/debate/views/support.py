"""Supporting an argument, and taking one's support back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.debate.domain.support import support as give
from parvis.debate.domain.support import unsupport
from parvis.debate.models import Argument
from parvis.debate.queries import argument_item
from parvis.debate.views.fetch import argument_for, page_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, argument_id: int) -> HttpResponse:
    argument = argument_for(request, argument_id)
    is_live = request.headers.get("HX-Request") == "true"
    if request.method != "POST":
        held(request, request.path)
        return _page(request, argument)
    if not isinstance(request.user, Participant):
        response = hold(request, to=request.path)
        return HttpResponseClientRedirect(response["Location"]) if is_live else response
    act = unsupport if request.POST.get("support") == "withdraw" else give
    try:
        guard(request, request.user, Act.VOTE)
        act(actor=request.user, argument=argument)
    except Refused as refused:
        if is_live:
            return _fragment(request, argument, str(refused.message))
        return _page(request, argument, reason=str(refused.message), status=422)
    return _fragment(request, argument) if is_live else redirect(page_of(argument))


def _fragment(request: HttpRequest, argument: Argument, reason: str = "") -> HttpResponse:
    item = argument_item(actor=request.user, argument=argument)
    return render(request, "debate/_support.html", {"support": item.support, "reason": reason})


def _page(request: HttpRequest, argument: Argument, *, reason: str = "", status: int = 200) -> HttpResponse:
    """The page for somebody back from sign-in, or without scripts and refused: one button."""
    context = {
        "argument": argument,
        "item": argument.contribution,
        "line": argument_item(actor=request.user, argument=argument),
        "back": page_of(argument),
        "reason": reason,
    }
    return render(request, "debate/support.html", context, status=status)
