"""Consultations that another site asks for: what waits, accept one, refuse one."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parvis.accounts.permissions import can
from parvis.conduct.domain.decide_instance import accept_instance, refuse_instance
from parvis.conduct.instance_forms import AcceptInstanceForm, RefuseInstanceForm
from parvis.conduct.models import Instance
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import done, posted

SHOWN = 200


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those that wait first."""
    _check(request)
    rows = Instance.objects.select_related("consultation")
    found = sorted(rows[:SHOWN], key=lambda one: one.state != "requested")
    context = {"instances": found, "is_on": bool(settings.PARVIS_INSTANCES_KEY)}
    return render(request, "front/desk/instances.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def instance(request: HttpRequest, pk: str) -> HttpResponse:
    """A POST accepts it: a draft is made, and its organiser is invited."""
    _check(request)
    held = get_object_or_404(Instance.objects.select_related("consultation"), pk=pk)
    form = AcceptInstanceForm(posted(request))
    if form.is_valid():
        given = {"actor": actor_of(request), "instance": held, **form.said()}
        if done(form, accept_instance, **given):
            messages.success(request, _("The draft is made, and the invitation is on its way."))
            return redirect("desk_instance", pk=pk)
    return _show(request, held, form=form)


@require_POST
def refuse(request: HttpRequest, pk: str) -> HttpResponse:
    _check(request)
    held = get_object_or_404(Instance.objects.select_related("consultation"), pk=pk)
    form = RefuseInstanceForm(request.POST)
    given = {"actor": actor_of(request), "instance": held}
    if form.is_valid() and done(form, refuse_instance, reason=form.cleaned_data["reason"], **given):
        messages.success(request, _("Refused: the other site reads why."))
        return redirect("desk_instances")
    return _show(request, held, refusal=form)


def _check(request: HttpRequest) -> None:
    if not can(actor_of(request), "administer"):
        raise Http404


def _show(
    request: HttpRequest,
    held: Instance,
    *,
    form: AcceptInstanceForm | None = None,
    refusal: RefuseInstanceForm | None = None,
) -> HttpResponse:
    forms = {"form": form or AcceptInstanceForm(), "refusal": refusal or RefuseInstanceForm()}
    wrong = any(one.errors for one in forms.values())
    context = {"instance": held, "waits": held.standing == "requested", **forms}
    return render(request, "front/desk/instance.html", context, status=422 if wrong else 200)
