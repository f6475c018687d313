"""Set up the commissions of a consultation and who sits there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.commissions.domain import edit_commission as setting
from parvis.commissions.domain import edit_members as seating
from parvis.commissions.forms import CommissionForm, InviteForm, MemberForm, initial_of
from parvis.commissions.invitations import address_of
from parvis.commissions.models import Commission, CommissionMember
from parvis.commissions.queries import sources_of, tree_of
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can as can_consult
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "see_desk")
    context = {
        "consultation": consultation,
        "tree": tree_of(consultation),
        "may_edit": can_consult(request.user, "edit", consultation),
    }
    return render(request, "front/desk/commissions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = CommissionForm(posted(request), consultation=consultation, resources=sources_of(consultation))
    if form.is_valid():
        try:
            made = setting.add_commission(
                actor=actor_of(request), consultation=consultation, draft=form.draft()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The commission is there: say who sits in it."))
            return redirect("desk:commission", pk=pk, commission_pk=made.pk)
    return _show(request, consultation, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int, commission_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    row = _commission(consultation, commission_pk)
    form = CommissionForm(
        posted(request),
        consultation=consultation,
        resources=sources_of(consultation),
        commission=row,
        initial=initial_of(row),
    )
    if form.is_valid():
        try:
            setting.change_commission(actor=actor_of(request), commission=row, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your changes are saved."))
            return redirect("desk:commission", pk=pk, commission_pk=row.pk)
    return _show(request, consultation, form, row)


@require_POST
def close(request: HttpRequest, pk: int, commission_pk: int) -> HttpResponse:
    row = _commission(consultation_for(request.user, pk, "edit"), commission_pk)
    return _act(request, row, setting.close_commission, commission=row)


@require_POST
def move(request: HttpRequest, pk: int, commission_pk: int) -> HttpResponse:
    """Up when `up` is posted, else down."""
    row = _commission(consultation_for(request.user, pk, "edit"), commission_pk)
    act_and_tell(request, setting.move_commission, commission=row, places=-1 if "up" in request.POST else 1)
    answer = redirect("desk:commissions", pk=pk)
    answer["Location"] += f"#commission-{row.pk}"
    return answer


@require_POST
def add_member(request: HttpRequest, pk: int, commission_pk: int) -> HttpResponse:
    """A place for somebody with an account has a link, which is sent, or which the page then shows."""
    consultation = consultation_for(request.user, pk, "edit")
    row = _commission(consultation, commission_pk)
    form = MemberForm(request.POST)
    if form.is_valid() and done(
        form, seating.add_member, actor=actor_of(request), commission=row, draft=form.draft()
    ):
        email = form.cleaned_data["email"]
        messages.success(request, _sent_to(email) if email else _("Your changes are saved."))
        return redirect("desk:commission", pk=pk, commission_pk=row.pk)
    return _show(request, consultation, _about(consultation, row), row, member_form=form)


@require_POST
def invite(request: HttpRequest, pk: int, commission_pk: int, member_pk: int) -> HttpResponse:
    """Send the link of a place that nobody accepted yet, again or for the first time."""
    consultation = consultation_for(request.user, pk, "edit")
    row = _commission(consultation, commission_pk)
    member = _member(row, member_pk)
    form = InviteForm(request.POST, prefix=f"invite-{member.pk}")
    email = form.cleaned_data["email"] if form.is_valid() else ""
    if email and done(form, seating.invite_member, actor=actor_of(request), member=member, email=email):
        messages.success(request, _sent_to(email))
        return redirect("desk:commission", pk=pk, commission_pk=row.pk)
    return _show(request, consultation, _about(consultation, row), row, invite_form=form)


def _sent_to(email: str) -> str:
    return _("An invitation is on its way to %(email)s. It is good for thirty days.") % {"email": email}


def _about(consultation: ConsultationPage, row: Commission) -> CommissionForm:
    """What the commission is, as it is: another form of the page was sent."""
    resources = sources_of(consultation)
    return CommissionForm(
        consultation=consultation, resources=resources, commission=row, initial=initial_of(row)
    )


@require_POST
def end_member(request: HttpRequest, pk: int, commission_pk: int, member_pk: int) -> HttpResponse:
    row = _commission(consultation_for(request.user, pk, "edit"), commission_pk)
    return _act(request, row, seating.end_membership, member=_member(row, member_pk))


@require_POST
def remove_member(request: HttpRequest, pk: int, commission_pk: int, member_pk: int) -> HttpResponse:
    row = _commission(consultation_for(request.user, pk, "edit"), commission_pk)
    return _act(request, row, seating.remove_member, member=_member(row, member_pk))


def _show(
    request: HttpRequest,
    consultation: ConsultationPage,
    form: CommissionForm,
    commission: Commission | None = None,
    *,
    member_form: MemberForm | None = None,
    invite_form: InviteForm | None = None,
) -> HttpResponse:
    members = commission.members.select_related("participant") if commission else []
    context = {
        "consultation": consultation,
        "commission": commission,
        "form": form,
        "member_form": member_form or MemberForm(),
        "invite_form": invite_form,
        "members": [(member, _link(member), _invite_form(member, invite_form)) for member in members],
    }
    has_errors = any(one is not None and one.errors for one in (form, member_form, invite_form))
    return render(request, "front/desk/commission.html", context, status=422 if has_errors else 200)


def _link(member: CommissionMember) -> str:
    """The address by which a place is accepted, as long as nobody did."""
    if not member.waits or member.until is not None:
        return ""
    return address_of(member)


def _invite_form(member: CommissionMember, sent: InviteForm | None) -> InviteForm:
    """What was typed for this place, if it is the one that was sent."""
    prefix = f"invite-{member.pk}"
    return sent if sent is not None and sent.prefix == prefix else InviteForm(prefix=prefix)


def _commission(consultation: ConsultationPage, pk: int) -> Commission:
    found = consultation.commissions.filter(pk=pk).first()
    if found is None:
        raise Http404
    row: Commission = found
    return row


def _member(commission: Commission, pk: int) -> CommissionMember:
    found = commission.members.select_related("commission").filter(pk=pk).first()
    if found is None:
        raise Http404
    row: CommissionMember = found
    return row


def _act(
    request: HttpRequest, commission: Commission, act: Callable[..., object], /, **given: Any
) -> HttpResponse:
    act_and_tell(request, act, said=_("Your changes are saved."), **given)
    return redirect("desk:commission", pk=commission.consultation_id, commission_pk=commission.pk)
