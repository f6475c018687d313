"""Who takes part in a consultation: the level that acts ask for, trusted domains, codes sent by letter."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.domain.invite_by_code import give_codes, make_batch, revoke_batch
from parvis.consultations.domain.set_levels import set_levels
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.domain.trust_domains import trust_domains
from parvis.consultations.enums import Moment
from parvis.consultations.identity_forms import BatchForm, DomainsForm, LevelsForm
from parvis.consultations.letters import MOST_LETTERS, archive
from parvis.consultations.levels import meanings, reachable
from parvis.consultations.models import ConsultationPage, PhaseAction
from parvis.consultations.queries import consultation_for, database_now
from parvis.front import kiosk
from parvis.front.desk.access import actor_of
from parvis.ui.qr import qr


@require_safe
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, consultation_for(request.user, pk, "edit"))


@require_POST
def levels(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = _levels_form(consultation, request.POST)
    if form.is_valid():
        try:
            set_levels(actor=actor_of(request), consultation=consultation, levels=form.levels())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Who takes part has changed."))
            return redirect("desk:identity", pk=pk)
    return _page(request, consultation, levels=form)


@require_POST
def domains(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = DomainsForm(request.POST)
    if form.is_valid():
        try:
            trust_domains(
                actor=actor_of(request), consultation=consultation, patterns=form.cleaned_data["domains"]
            )
        except Refused as refused:
            form.add_error("domains", str(refused))
        else:
            messages.success(request, _("The trusted domains have changed."))
            return redirect("desk:identity", pk=pk)
    return _page(request, consultation, domains=form)


@require_POST
def add_batch(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = BatchForm(request.POST)
    if form.is_valid():
        try:
            made = make_batch(actor=actor_of(request), consultation=consultation, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:batch", pk=pk, batch_pk=made.pk)
    return _page(request, consultation, batch=form)


@require_safe
def batch(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    """One batch: take its codes, once; then how many were used; revoke it."""
    consultation = consultation_for(request.user, pk, "edit")
    found = get_object_or_404(_counted(consultation), pk=batch_pk)
    context = {"consultation": consultation, "batch": found, "most_letters": MOST_LETTERS}
    return render(request, "front/desk/batch.html", context)


@never_cache
@require_POST
def give(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    """The codes, in a file, once: nothing of them is kept."""
    consultation = consultation_for(request.user, pk, "edit")
    found = get_object_or_404(consultation.invitations.all(), pk=batch_pk)
    try:
        codes = give_codes(actor=actor_of(request), batch=found)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:batch", pk=pk, batch_pk=batch_pk)
    headers = {"Content-Disposition": f'attachment; filename="codes-{consultation.slug}-{found.pk}.zip"'}
    return HttpResponse(archive(consultation, codes), content_type="application/zip", headers=headers)


@require_http_methods(["POST"])
def revoke(request: HttpRequest, pk: int, batch_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    found = get_object_or_404(consultation.invitations.all(), pk=batch_pk)
    revoke_batch(actor=actor_of(request), batch=found, is_void="void" in request.POST)
    messages.success(request, _("The batch is revoked."))
    return redirect("desk:batch", pk=pk, batch_pk=batch_pk)


def _counted(consultation: ConsultationPage) -> Any:
    """Batches with how many of their codes were `given` and `used`; never by whom."""
    return consultation.invitations.annotate(
        given=Count("codes"), used=Count("codes", filter=~Q(codes__used_mark=""))
    )


def _levels_form(consultation: ConsultationPage, data: Any = None) -> LevelsForm:
    actions = PhaseAction.objects.filter(phase__consultation=consultation).select_related("phase", "kind")
    now, promised = database_now(), is_promised(consultation)
    opened = list(actions.order_by("phase__position", "phase__starts_at", "pk"))
    held = {action.pk for action in opened if promised and action.phase.moment(now) != Moment.FUTURE}
    return LevelsForm(data, actions=opened, held=frozenset(held))


def kiosk_of(consultation: ConsultationPage) -> dict[str, str] | None:
    """The address that makes a device a shared one, and its code to be scanned; once people may come."""
    if not consultation.live:
        return None
    address = kiosk.address_of(consultation)
    return {"address": address, "qr": qr(address, css_class="desk-qr")}


def _page(request: HttpRequest, consultation: ConsultationPage, **forms: Any) -> HttpResponse:
    """The whole page, with the form that was sent back as it was typed."""
    trusted = "\n".join(domain.pattern for domain in consultation.trusted_domains.all())
    levels = forms.get("levels") or _levels_form(consultation)
    asked = max((field.initial for field in levels.fields.values()), default=0)
    context = {
        "consultation": consultation,
        "levels": levels,
        "domains": forms.get("domains") or DomainsForm(initial={"domains": trusted}),
        "batch_form": forms.get("batch") or BatchForm(),
        "batches": _counted(consultation),
        "meanings": meanings(consultation),
        "is_out_of_reach": asked > reachable(consultation),
        "kiosk": kiosk_of(consultation),
    }
    return render(request, "front/desk/identity.html", context, status=400 if forms else 200)
