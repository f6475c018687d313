"""What those who act for a commission do, and nobody else finds: hand over, settle, publish opinions."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts import second_factor
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.accounts.views.profile import me
from parvis.commissions import queries
from parvis.commissions.domain import hand_over as handing
from parvis.commissions.domain.publish_opinion import publish_opinion, replace_opinion
from parvis.commissions.enums import Outcome
from parvis.commissions.forms import HandOverForm, OpinionForm, SettleForm, words_of
from parvis.commissions.models import Commission, HandOver
from parvis.commissions.permissions import can
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_by_slug
from parvis.front.composition.commissions import stages
from parvis.ui import words

View = Callable[..., HttpResponse]


def at_work(view: View) -> View:
    """For whoever is signed in; members of a team show their second factor first, as at their desk."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Participant):
            raise Http404
        if can_in_installation(request.user, "enter_desk") and (detour := second_factor.detour(request)):
            return detour
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@require_safe
@at_work
def work(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What waits before this commission, and what it may do."""
    held = _held(request, slug, code)
    context = {
        "consultation": held.consultation,
        "commission": held,
        "waiting": stages(queries.handed_to(held, waiting=True)),
        "opinions": queries.opinions_of(held),
    }
    return render(request, "front/commission_work.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def hand_over(request: HttpRequest, slug: str) -> HttpResponse:
    """To any commission for which the reader acts; `contributions` and `commission` begin the form."""
    consultation = consultation_by_slug(slug, request.user)
    mine = _commissions_of(request, consultation)
    if not mine:
        raise Http404
    asked = {name: request.GET.get(name, "") for name in ("contributions", "commission")}
    form = HandOverForm(_posted(request), commissions=mine, consultation=consultation, initial=asked)
    if form.is_valid():
        to = form.cleaned_data["commission"]
        try:
            made = handing.hand_over(
                actor=me(request),
                commission=to,
                contributions=form.named(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _handed(len(made)))
            return redirect("front:commission_work", slug, to.slug)
    context = {"consultation": consultation, "form": form}
    return render(request, "front/hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def settle(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    held = _held(request, slug, code)
    row = held.hand_overs.select_related("contribution").filter(pk=pk).first()
    if row is None:
        raise Http404
    titles = queries.titles_of(list(held.opinions.all()))
    others = queries.open_in(held.consultation)
    form = SettleForm(_posted(request), row=row, titles=titles, others=others)
    if form.is_valid():
        try:
            _settle(me(request), row, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("What became of this contribution is now public."))
            return redirect("front:commission_work", slug, code)
    context = {
        "consultation": held.consultation,
        "commission": held,
        "stage": stages([row])[0],
        "form": form,
    }
    return render(request, "front/settle.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def add_opinion(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    held = _held(request, slug, code)
    form = OpinionForm(_posted(request), waiting=queries.handed_to(held, waiting=True))
    if form.is_valid():
        takes = list(form.cleaned_data.get("takes", ()))
        try:
            made = publish_opinion(actor=me(request), commission=held, draft=form.draft(), takes=takes)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The opinion is published."))
            return redirect("front:opinion", slug, code, made.pk)
    context = {"consultation": held.consultation, "commission": held, "form": form}
    return render(request, "front/opinion_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@at_work
def change_opinion(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Another version, for a reason; the former ones stay."""
    held = _held(request, slug, code)
    opinion = queries.opinion_in(held, pk)
    form = OpinionForm(_posted(request), is_new=False, initial=words_of(opinion))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            replace_opinion(actor=me(request), opinion=opinion, draft=form.draft(), reason=reason)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The new version is published; the former one stays readable."))
            return redirect("front:opinion", slug, code, pk)
    context = {"consultation": held.consultation, "commission": held, "form": form, "opinion": opinion}
    return render(request, "front/opinion_form.html", context, status=422 if form.errors else 200)


def _settle(actor: Participant, row: HandOver, said: dict[str, Any]) -> None:
    match said["outcome"]:
        case Outcome.TAKEN_UP:
            handing.take_up(actor=actor, row=row, opinion=said["opinion"], words=said["words"])
        case Outcome.HANDED_ON:
            handing.hand_on(actor=actor, row=row, commission=said["commission"], reason=said["words"])
        case _:
            handing.give_back(actor=actor, row=row, reason=said["words"])


def _held(request: HttpRequest, slug: str, code: str) -> Commission:
    held = queries.commission_in(consultation_by_slug(slug, request.user), code)
    if not can(request.user, "work", held):
        raise Http404
    return held


def _commissions_of(request: HttpRequest, consultation: ConsultationPage) -> list[Commission]:
    """The open commissions for which the reader acts."""
    return [row for row in queries.open_in(consultation) if can(request.user, "work", row)]


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _handed(count: int) -> str:
    if not count:
        return _("The commission already examines these contributions.")
    said = ngettext("%(n)s contribution was handed over.", "%(n)s contributions were handed over.", count)
    return said % {"n": words.number(count)}
