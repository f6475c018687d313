"""The page of a whole ballot: a paper that shows every item, or one card after another."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.accounts.errors import Refused
from parvis.accounts.guard import guard
from parvis.accounts.limits import Act
from parvis.accounts.models import Participant
from parvis.accounts.pending import held, hold
from parvis.ballots.cards import card_of, chosen
from parvis.ballots.domain.cast import cast
from parvis.ballots.domain.cast_paper import cast_paper
from parvis.ballots.domain.compare import compare, take_back
from parvis.ballots.methods import method_of
from parvis.ballots.papers import choices_typed, paper_of
from parvis.ballots.permissions import closed_to
from parvis.ballots.shares import share_of
from parvis.consultations.enums import Verb
from parvis.consultations.models import PhaseAction
from parvis.consultations.permissions import can
from parvis.consultations.robots import hidden_from_search
from parvis.ui import words


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, ballot_id: int) -> HttpResponse:
    found = _fetch(request, ballot_id)
    page = method_of(found.ballot_method).page
    if page == "item":
        raise Http404
    typed = request.POST if request.method == "POST" else None
    if typed is not None and not isinstance(request.user, Participant):
        return hold(request, to=request.path)
    show = _paper if page == "paper" else _card
    if typed is None:
        return show(request, found, typed=held(request, request.path))
    try:
        guard(request, _me(request), Act.VOTE)
        message = _record(request, found) if page == "paper" else _answer(request, found)
    except Refused as refused:
        return show(request, found, typed=typed, reason=str(refused.message), status=422)
    if message:
        messages.success(request, message)
    return redirect(request.get_full_path())


def _fetch(request: HttpRequest, ballot_id: int) -> PhaseAction:
    """The ballot with its consultation, when its reader may see it."""
    rows = PhaseAction.objects.filter(verb=Verb.VOTE).select_related("kind", "phase__consultation")
    found = get_object_or_404(rows, pk=ballot_id)
    if not can(request.user, "see", found.phase.consultation):
        raise Http404
    return found


def _me(request: HttpRequest) -> Participant:
    if not isinstance(request.user, Participant):
        raise Http404
    return request.user


def _record(request: HttpRequest, found: PhaseAction) -> str:
    share = share_of(request.POST.get("share", ""))
    count = cast_paper(actor=_me(request), ballot=found, choices=choices_typed(request.POST), share=share)
    if not count:
        return _("Nothing had changed: your vote stands as it was.")
    return ngettext(
        "Your vote is recorded: %(count)s line changed.",
        "Your vote is recorded: %(count)s lines changed.",
        count,
    ) % {"count": words.number(count)}


def _answer(request: HttpRequest, found: PhaseAction) -> str:
    """One card answered: a statement, or a pair; the last pair may be taken back."""
    typed, actor = request.POST, _me(request)
    share = share_of(typed.get("share", ""))
    items = chosen(found, typed.get("items", ""))
    answer = typed.get("choice", "")
    if len(items) == 1:
        wanted = method_of(found.ballot_method).answer_named(found, answer)
        cast(actor=actor, ballot=found, contribution=items[0], choice=wanted.choice, share=share)
        return ""
    first, second = (item.pk for item in items)
    if answer == "back":
        take_back(actor=actor, ballot=found, one=first, other=second)
        return _("Your last answer was taken back.")
    better, worse = (second, first) if answer == "second" else (first, second)
    if answer not in ("first", "second", "neither"):
        raise Refused(_("Choose one of the two, or say that you have no preference."))
    compare(actor=actor, ballot=found, better=better, worse=worse, is_tie=answer == "neither", share=share)
    return ""


def _paper(
    request: HttpRequest,
    found: PhaseAction,
    *,
    typed: QueryDict | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    fields = {name: str(value) for name, value in typed.items()} if typed is not None else None
    number = request.GET.get("page", "")
    paper = paper_of(
        ballot=found,
        actor=request.user,
        page=int(number) if re.fullmatch(r"\d{1,4}", number) else 1,
        typed=fields,
    )
    return _show(request, "ballots/paper.html", found, {"paper": paper, "reason": reason}, status)


def _card(
    request: HttpRequest,
    found: PhaseAction,
    *,
    typed: QueryDict | None = None,
    reason: str = "",
    status: int = 200,
) -> HttpResponse:
    """What was answered before sign-in comes back with the same card, one press away."""
    card = card_of(ballot=found, actor=request.user, wanted=typed.get("items", "") if typed else "")
    return _show(request, "ballots/card.html", found, {"card": card, "reason": reason}, status)


def _show(
    request: HttpRequest,
    template: str,
    found: PhaseAction,
    more: dict[str, Any],
    status: int,
) -> HttpResponse:
    method = method_of(found.ballot_method)
    consultation = found.phase.consultation
    context = {
        "ballot": found,
        "consultation": consultation,
        "question": method.question,
        "explanation": method.explain(found),
        "closed_reason": closed_to(request.user, found),
        "list_url": f"{reverse('front:contributions', args=[consultation.slug])}?kind={found.kind.code}",
        **more,
    }
    return hidden_from_search(render(request, template, context, status=status), consultation)
