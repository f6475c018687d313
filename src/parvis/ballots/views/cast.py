"""Voting on one item: the post of its control, and the page that somebody back from sign-in finds."""

from dataclasses import replace
from urllib.parse import urldefrag, urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold, safe_path
from parvis.ballots.domain import cast as domain
from parvis.ballots.methods import method_of
from parvis.ballots.queries import WITHDRAW, VoteControl, controls
from parvis.ballots.shares import share_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.robots import hidden_from_search
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cast(request: HttpRequest, ballot_id: int, contribution_id: int) -> HttpResponse:
    ballot, item = _fetch(request, ballot_id, contribution_id)
    if request.method != "POST":
        return _page(request, item, held(request, request.get_full_path()) or request.GET)
    if not isinstance(request.user, Participant):
        return _sign_in(request, item)
    try:
        guard(request, request.user, Act.VOTE)
        _act(request.user, ballot, item, request.POST, request.GET.get("held", ""))
    except Refused as refused:
        return _refused(request, item, str(refused.message))
    if is_live(request):
        return _fragment(request, item)
    return redirect(f"{_back(request, item)}#vote-{item.pk}")


def is_live(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _fetch(request: HttpRequest, ballot_id: int, contribution_id: int) -> tuple[PhaseAction, Contribution]:
    items = Contribution.objects.select_related("consultation", "kind", "author", "organisation").defer(
        "search"
    )
    item = get_object_or_404(items, pk=contribution_id)
    ballots = PhaseAction.objects.filter(verb=Verb.VOTE, kind=item.kind_id)
    ballot = get_object_or_404(ballots, pk=ballot_id, phase__consultation=item.consultation_id)
    if not can(request.user, "read", item):
        raise Http404
    return ballot, item


def _act(actor: Participant, ballot: PhaseAction, item: Contribution, typed: QueryDict, shown: str) -> None:
    """Pressing the answer that the page showed as pressed takes it back, as does the word `withdraw`."""
    word = typed.get("choice", "")
    if word == WITHDRAW or (word and word == shown):
        domain.withdraw(actor=actor, ballot=ballot, contribution=item)
        return
    answer = method_of(ballot.ballot_method).answer_named(ballot, word)
    share = share_of(typed.get("share", ""))
    domain.cast(actor=actor, ballot=ballot, contribution=item, choice=answer.choice, share=share)


def _sign_in(request: HttpRequest, item: Contribution) -> HttpResponse:
    """Keep the answer, sign in, and come back to it, then to the page where it was given."""
    response = hold(request, to=f"{request.path}?{urlencode({'next': _back(request, item)})}")
    return HttpResponseClientRedirect(response["Location"]) if is_live(request) else response


def _back(request: HttpRequest, item: Contribution) -> str:
    """The page where the control was pressed, when it is one of this site, else the contribution's."""
    for address in (request.POST.get("next"), request.GET.get("next"), request.headers.get("Referer")):
        path = safe_path(request, urldefrag(address or "").url)
        if path and request.path not in path:
            return path
    return reverse("front:contribution", args=[item.pk])


def _fragment(request: HttpRequest, item: Contribution, reason: str = "") -> HttpResponse:
    control = _control(request, item)
    if reason:
        control = replace(control, closed_reason=reason)
    return render(request, "ballots/_form.html", {"control": control})


def _control(request: HttpRequest, item: Contribution) -> VoteControl:
    """The control as a fresh page shows it: of the ballot under way, should another have closed meanwhile."""
    found = controls(actor=request.user, consultation=item.consultation, contributions=[item]).get(item.pk)
    if found is None:
        raise Http404
    return found


def _refused(request: HttpRequest, item: Contribution, reason: str) -> HttpResponse:
    if is_live(request):
        return _fragment(request, item, reason)
    return _page(request, item, request.POST, reason=reason, status=422)


def _page(
    request: HttpRequest,
    item: Contribution,
    typed: QueryDict,
    *,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    control = _control(request, item)
    picked = next((choice for choice in control.choices if choice.value == typed.get("choice")), None)
    context = {
        "item": item,
        "control": control,
        "picked": None if control.closed_reason or (picked and picked.chosen) else picked,
        "next": _back(request, item),
        "reason": reason,
    }
    page = render(request, "ballots/cast.html", context, status=status)
    return hidden_from_search(page, item.consultation)
