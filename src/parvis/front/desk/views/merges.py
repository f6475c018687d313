"""Merge close contributions, and split them back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.contributions.merge_forms import MergeForm, SplitForm, chosen, close_to
from parvis.contributions.merges import Merge
from parvis.contributions.merging import merges_in
from parvis.front.desk.access import actor_of
from parvis.moderation.domain.gather import gather, part


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    """Every merge, the last first: who, when, why, and how it ended."""
    consultation = consultation_for(request.user, pk, "edit")
    context = {"consultation": consultation, "merges": merges_in(consultation)}
    return render(request, "front/desk/merges.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts that were chosen are in the address; close ones are proposed beside them."""
    consultation = consultation_for(request.user, pk, "edit")
    typed = request.POST if request.method == "POST" else request.GET
    texts = chosen(consultation, [*typed.getlist("text"), typed.get("kept", "")])
    near = close_to(texts)
    picked = {"text": [text.pk for text in texts], "kept": texts[0].pk if texts else None}
    form = MergeForm(request.POST or None, texts=[*texts, *near], initial=picked)
    if form.is_bound and form.is_valid() and _merged(request, consultation, form):
        return redirect("desk:contribution", pk=pk, contribution_pk=int(form.cleaned_data["kept"]))
    context = {"consultation": consultation, "form": form, "texts": texts, "near": near}
    status = 422 if form.is_bound else 200
    return render(request, "front/desk/merge.html", context, status=status)


def _merged(request: HttpRequest, consultation: ConsultationPage, form: MergeForm) -> bool:
    values = form.cleaned_data
    try:
        gather(
            actor=actor_of(request),
            kept=get_object_or_404(consultation.contributions, pk=int(values["kept"])),
            others=form.others(),
            reason=values["reason"],
            title=values["title"],
            text=values["common"],
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Merged. Each author is told by e-mail; you can split them again."))
    return True


@require_POST
def split(request: HttpRequest, pk: int, merge_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    found = get_object_or_404(Merge.objects.filter(consultation=consultation), pk=merge_pk)
    form = SplitForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        part(actor=actor_of(request), merge=found, reason=reason)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Split: each text stands for itself again, and its author is told."))
    return redirect("desk:contribution", pk=pk, contribution_pk=found.kept_id)
