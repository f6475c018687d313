"""What people may deposit in a consultation: add, rename, order and remove its kinds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.queries import consultation_for
from parvis.contributions.desk import KindForm, initial_of
from parvis.contributions.domain import edit_kind
from parvis.front.desk.access import actor_of


@require_safe
def listing(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    kinds = consultation.kinds.select_related("responds_to")
    return render(request, "front/desk/kinds.html", {"consultation": consultation, "kinds": kinds})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    form = KindForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        try:
            edit_kind.add_kind(actor=actor_of(request), consultation=consultation, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The kind was added. Open it in a phase for people to use it."))
            return redirect("desk:kinds", pk=pk)
    return render(request, "front/desk/kind.html", {"consultation": consultation, "form": form})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    form = KindForm(request.POST or None, consultation=consultation, kind=kind, initial=initial_of(kind))
    if form.is_valid():
        try:
            edit_kind.change_kind(actor=actor_of(request), kind=kind, draft=form.draft())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The kind was changed."))
            return redirect("desk:kinds", pk=pk)
    return render(request, "front/desk/kind.html", {"consultation": consultation, "form": form, "kind": kind})


@require_POST
def move(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    """Up when `up` is posted, else down."""
    consultation = consultation_for(request.user, pk, "edit")
    kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    edit_kind.move_kind(actor=actor_of(request), kind=kind, places=-1 if "up" in request.POST else 1)
    return redirect("desk:kinds", pk=pk)


@require_POST
def remove(request: HttpRequest, pk: int, kind_pk: int) -> HttpResponse:
    consultation = consultation_for(request.user, pk, "edit")
    kind = get_object_or_404(consultation.kinds.all(), pk=kind_pk)
    try:
        edit_kind.remove_kind(actor=actor_of(request), kind=kind)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:kind", pk=pk, kind_pk=kind_pk)
    messages.success(request, _("The kind was removed."))
    return redirect("desk:kinds", pk=pk)
