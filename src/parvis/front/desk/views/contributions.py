"""See, filter, hide, restore, answer and take over the contributions of a consultation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.commissions.queries import has_commissions
from parvis.consultations import permissions
from parvis.consultations.enums import Source
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.desk import contribution_of, contributions_page
from parvis.contributions.domain.carry import carry
from parvis.contributions.domain.erase_joined import erase_joined
from parvis.contributions.merge_forms import SplitForm
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import Reader
from parvis.debate.models import Argument
from parvis.front.composition.contribution import personal_in, said_in
from parvis.front.desk.access import actor_of
from parvis.front.desk.filters import FilterForm
from parvis.front.desk.private_answers import note_private
from parvis.front.desk.review import reviewed, row_of
from parvis.moderation.desk import HideForm
from parvis.moderation.domain.hide import hide
from parvis.moderation.domain.restore import restore
from parvis.moderation.enums import Reason
from parvis.restitution.asked import is_question
from parvis.restitution.desk import AnswerForm
from parvis.restitution.domain.answer import answer
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.examination_queries import is_examinable, open_examination_on


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Newest first, by pages; every filter is in the address."""
    consultation = consultation_for(request.user, pk, "see_desk")
    form = FilterForm(request.GET, consultation=consultation)
    page = contributions_page(consultation=consultation, filters=form.filters(), before=form.after_which())
    kept = {
        name: value
        for name, value in request.GET.items()
        if name in form.fields and value and name != "before"
    }
    known = reviewed(consultation, page.items)
    reader = Reader(request.user, consultation)
    note_private(request.user, consultation, page.items)
    context = {
        "consultation": consultation,
        "form": form,
        "rows": [row_of(item, known) for item in page.items],
        "closed": {item.pk for item in page.items if not reader.may_read(item)},
        "is_filtered": bool(kept),
        "first_url": f"?{urlencode(kept)}" if form.after_which() else "",
        "next_url": f"?{urlencode({**kept, 'before': page.next})}" if page.next else "",
        "may_edit": permissions.can(request.user, "edit", consultation),
        "filter_url": f"?{urlencode(kept)}" if kept else "",
        "may_answer": permissions.can(request.user, "answer", consultation),
        "may_export": permissions.can(request.user, "export", consultation),
    }
    return render(request, "front/desk/contributions.html", context)


@require_safe
def contribution(request: HttpRequest, pk: int, contribution_pk: int) -> HttpResponse:
    consultation, item = _fetch(request, pk, contribution_pk, "see_desk")
    note_private(request.user, consultation, [item])
    return _show(request, consultation, item)


def _show(
    request: HttpRequest,
    consultation: ConsultationPage,
    item: Contribution,
    *,
    hide_form: HideForm | None = None,
    answer_form: AnswerForm | None = None,
) -> HttpResponse:
    reader = Reader(request.user, consultation)
    said = Argument.objects.filter(contribution=item).select_related("author").order_by("pk")[:200]
    context = {
        "consultation": consultation,
        "row": row_of(item, reviewed(consultation, [item])),
        "is_closed": not reader.may_read(item),
        "said": said_in(item),
        "has_files": item.attachments.exists(),
        "personal": personal_in(item) if permissions.can(request.user, "edit", consultation) else [],
        "arguments": said,
        "closed_arguments": {argument.pk for argument in said if not reader.may_read(argument)},
        "hide_form": hide_form or HideForm(),
        "answer_form": answer_form
        or AnswerForm(initial={"signature": consultation.organiser}, is_question=is_question(item)),
        "split_form": SplitForm(),
        "has_commissions": has_commissions(consultation),
        "examination": open_examination_on(item.pk),
        "is_examinable": is_examinable(item),
        "hand_made": consultation.phases.filter(source=Source.CHOSEN).exclude(carried__contribution=item),
        "may": {
            action: permissions.can(request.user, action, consultation)
            for action in ("moderate", "answer", "edit")
        },
    }
    return render(request, "front/desk/contribution.html", context)


@require_POST
def hide_contribution(request: HttpRequest, pk: int, contribution_pk: int) -> HttpResponse:
    consultation, item = _fetch(request, pk, contribution_pk, "moderate")
    form = HideForm(request.POST)
    if not form.is_valid():
        return _show(request, consultation, item, hide_form=form)
    _hide(request, item, form)
    return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)


@require_POST
def restore_contribution(request: HttpRequest, pk: int, contribution_pk: int) -> HttpResponse:
    _consultation, item = _fetch(request, pk, contribution_pk, "moderate")
    _restore(request, item)
    return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)


@require_POST
def erase_files(request: HttpRequest, pk: int, contribution_pk: int) -> HttpResponse:
    """Those that show or name somebody, whom hiding the text would leave in the database."""
    _consultation, item = _fetch(request, pk, contribution_pk, "moderate")
    if "agreed" not in request.POST:
        messages.error(request, _("Nothing was erased: tick the box first."))
        return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)
    try:
        erase_joined(actor=actor_of(request), contribution=item)
        messages.success(request, _("Its files are erased. Its author is told by e-mail."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)


@require_POST
def answer_contribution(request: HttpRequest, pk: int, contribution_pk: int) -> HttpResponse:
    consultation, item = _fetch(request, pk, contribution_pk, "answer")
    form = AnswerForm(request.POST, is_question=is_question(item))
    if form.is_valid():
        values = {**form.cleaned_data, "status": AnswerStatus(form.cleaned_data["status"])}
        try:
            answer(actor=actor_of(request), contribution=item, **values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The answer is published, and its author told by e-mail."))
            return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)
    return _show(request, consultation, item, answer_form=form)


@require_POST
def moderate_argument(request: HttpRequest, pk: int, contribution_pk: int, argument_pk: int) -> HttpResponse:
    """Hide with the reason posted, or restore when none is."""
    _consultation, item = _fetch(request, pk, contribution_pk, "moderate")
    argument = get_object_or_404(
        Argument.objects.select_related("contribution"), contribution=item, pk=argument_pk
    )
    if "restore" in request.POST:
        _restore(request, argument)
    else:
        _hide(request, argument, HideForm(request.POST))
    return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)


@require_POST
def take_over(request: HttpRequest, pk: int, contribution_pk: int, phase_pk: int) -> HttpResponse:
    """Put a contribution on the list, made by hand, of a later phase."""
    consultation, item = _fetch(request, pk, contribution_pk, "edit")
    phase = get_object_or_404(consultation.phases.filter(source=Source.CHOSEN), pk=phase_pk)
    carry(actor=actor_of(request), phase=phase, contribution_ids=[item.pk])
    messages.success(request, _("Taken over to “%(phase)s”.") % {"phase": phase.title})
    return redirect("desk:contribution", pk=pk, contribution_pk=contribution_pk)


def _fetch(
    request: HttpRequest, pk: int, contribution_pk: int, action: permissions.Action
) -> tuple[ConsultationPage, Contribution]:
    consultation = consultation_for(request.user, pk, action)
    item = contribution_of(consultation, contribution_pk)
    if item is None:
        raise Http404
    return consultation, item


def _hide(request: HttpRequest, target: Contribution | Argument, form: HideForm) -> None:
    if not form.is_valid():
        messages.error(request, _("Choose a reason: the author will read it."))
        return
    try:
        reason = Reason(form.cleaned_data["reason"])
        hide(actor=actor_of(request), target=target, reason=reason, message=form.cleaned_data["message"])
        messages.success(request, _("Hidden. Its author is told by e-mail, with the reason."))
    except Refused as refused:
        messages.error(request, str(refused))


def _restore(request: HttpRequest, target: Contribution | Argument) -> None:
    try:
        restore(actor=actor_of(request), target=target)
        messages.success(request, _("Public again. Its author is told by e-mail."))
    except Refused as refused:
        messages.error(request, str(refused))
