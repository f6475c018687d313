"""Texts of guests: which wait for a moderator, each one to read, and what was decided."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations import permissions
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.enums import WaitingState
from parvis.contributions.showing import said
from parvis.contributions.waiting import MOST_WAITING, OF_GUESTS, WaitingText
from parvis.front.desk.access import actor_of
from parvis.moderation import waiting_texts
from parvis.moderation.desk import RefusalForm
from parvis.moderation.domain.screen import admit, refuse, refuse_all
from parvis.ui import words


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "read_hidden")
    return _list(request, consultation, RefusalForm())


@require_POST
def turn_several_down(request: HttpRequest, pk: int) -> HttpResponse:
    """With one reason for all; what somebody else read meanwhile is left as it is."""
    consultation = consultation_for(request.user, pk, "moderate")
    form = RefusalForm(request.POST)
    if form.is_valid() and (count := _refused(request, consultation, form)):
        said = ngettext("%(count)s text is not published.", "%(count)s texts are not published.", count)
        messages.success(request, said % {"count": words.number(count)})
        return redirect(_page(consultation, request.GET.get("after", "")))
    return _list(request, consultation, form)


@require_safe
def guest_text(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    consultation, text = _fetch(request, pk, text_pk, "read_hidden")
    return _show(request, consultation, text, RefusalForm())


@require_POST
def publish(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    consultation, text = _fetch(request, pk, text_pk, "moderate")
    try:
        admit(actor=actor_of(request), text=text)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, _("Published, as the text of a guest."))
    return redirect("desk:guests", pk=consultation.pk)


@require_POST
def turn_down(request: HttpRequest, pk: int, text_pk: int) -> HttpResponse:
    """With a reason of the charter; its author reads it at their secret link."""
    consultation, text = _fetch(request, pk, text_pk, "moderate")
    form = RefusalForm(request.POST)
    if form.is_valid():
        try:
            refuse(actor=actor_of(request), text=text, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            messages.success(request, _("Not published. Its author finds the reason at their secret link."))
            return redirect("desk:guests", pk=consultation.pk)
    return _show(request, consultation, text, form)


def _fetch(
    request: HttpRequest, pk: int, text_pk: int, action: Literal["moderate", "read_hidden"]
) -> tuple[ConsultationPage, WaitingText]:
    consultation = consultation_for(request.user, pk, action)
    text = waiting_texts.waiting_text_in(consultation, text_pk)
    if text is None or not text.is_guest:
        raise Http404
    return consultation, text


def _refused(request: HttpRequest, consultation: ConsultationPage, form: RefusalForm) -> int:
    """How many of the texts that were ticked; none, and the form says why, when nothing may be done."""
    try:
        return refuse_all(
            actor=actor_of(request), consultation=consultation, texts=_ticked(request), **form.cleaned_data
        )
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return 0


def _ticked(request: HttpRequest) -> set[int]:
    return {int(typed) for typed in request.POST.getlist("text") if re.fullmatch(r"[0-9]{1,18}", typed)}


def _page(consultation: ConsultationPage, after: str) -> str:
    address = reverse("desk:guests", args=[consultation.pk])
    return f"{address}?{urlencode({'after': after})}" if after else address


def _list(request: HttpRequest, consultation: ConsultationPage, form: RefusalForm) -> HttpResponse:
    after = request.GET.get("after", "")
    page = waiting_texts.waiting_page(consultation, after=after)
    all_ticked = {text.pk for text in page.texts} if "all" in request.GET else set()
    context = {
        "consultation": consultation,
        "page": page,
        "first_url": _page(consultation, "") if after else "",
        "next_url": _page(consultation, page.next) if page.next else "",
        "after": after,
        "ticked": _ticked(request) or all_ticked,
        "done": waiting_texts.screened_texts(consultation),
        "figures": waiting_texts.figures_of(consultation, OF_GUESTS),
        "most": MOST_WAITING,
        "may_screen": permissions.can(request.user, "moderate", consultation),
        "form": form,
    }
    return render(request, "front/desk/guests.html", context, status=422 if form.is_bound else 200)


def _show(
    request: HttpRequest, consultation: ConsultationPage, text: WaitingText, form: RefusalForm
) -> HttpResponse:
    context = {
        "consultation": consultation,
        "text": text,
        "said": said(list(text.kind.questions.all()), text.form_answers),
        "screening": waiting_texts.screening_of(text),
        "is_waiting": text.state == WaitingState.WAITING,
        "may_screen": permissions.can(request.user, "moderate", consultation),
        "form": form,
    }
    return render(request, "front/desk/guest.html", context)
