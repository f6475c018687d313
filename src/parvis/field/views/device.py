"""The page of a device: one form, for one person after the other; and the worker that keeps it at hand."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts.errors import Refused
from parvis.consultations.models import PhaseAction
from parvis.field.domain.take_entry import Sent, take_entry
from parvis.field.forms import DeviceForm
from parvis.field.limits import admit
from parvis.field.models import FieldKit
from parvis.field.queries import hours_of, is_in_time, is_over, kit_by_token
from parvis.field.reading import is_code
from parvis.field.saying import said_alone, sentences
from parvis.field.sealing import public_key
from parvis.paper.models import new_code
from parvis.paper.typed import action_of
from parvis.room.views.answers import unlisted

WORKER = Path(__file__).parents[1] / "static" / "field" / "worker.js"

MODULES = tuple(f"field/{name}.js" for name in ("answers", "hpke", "idle", "install", "kept", "sending"))
IDLE = 90
"""Seconds without a gesture before a device left with the public asks whether somebody is still there."""


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Served here and not among the static files: a worker governs what lies below its own address."""
    return HttpResponse(
        _worker(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@unlisted
@ensure_csrf_cookie
def device(request: HttpRequest, token: str) -> HttpResponse:
    """The form; posted, when the browser can keep nothing, one answer that is sent at once."""
    kit = kit_by_token(token)
    try:
        action = action_of(kit.batch)
        if request.method == "POST":
            return _receive(request, token, kit, action)
    except Refused as refused:
        return _show(request, token, kit, None, str(refused))
    shut = _why_shut(kit)
    return _show(request, token, kit, None if shut else DeviceForm(kit=kit, action=action), shut=shut)


def _receive(request: HttpRequest, token: str, kit: FieldKit, action: PhaseAction) -> HttpResponse:
    form, reason = DeviceForm(request.POST, kit=kit, action=action), ""
    try:
        _check_open(kit)
        admit(request, kit)
        if form.is_valid():
            sent = Sent(form.sheet_key, new_code(), "", form.words())
            entry = take_entry(kit=kit, sent=sent, keeps=False)
            return redirect(f"{reverse('field:device', args=[token])}?done={entry.code}")
    except Refused as refused:
        reason = str(refused)
    return _show(request, token, kit, form, reason)


def _why_shut(kit: FieldKit) -> str:
    """A phase that has not started has its form already: a device is made ready the day before."""
    if not kit.is_open:
        return said_alone()["closed"]
    return said_alone()["over"] if is_over(kit.batch.phase) else ""


def _check_open(kit: FieldKit) -> None:
    if not kit.is_open:
        raise Refused(_("This device is closed: it takes no new answer."))
    if not is_in_time(kit.batch.phase):
        raise Refused(_("The phase is not open: nothing can be answered now."))


def _show(
    request: HttpRequest,
    token: str,
    kit: FieldKit,
    form: DeviceForm | None,
    reason: str = "",
    *,
    shut: str = "",
) -> HttpResponse:
    asked = request.GET.get("done", "")
    here = reverse("field:device", args=[token])
    context: dict[str, Any] = {
        "kit": kit,
        "token": token,
        "modules": MODULES,
        "idle": IDLE,
        "batch": kit.batch,
        "consultation": kit.batch.consultation,
        "form": form,
        "reason": reason,
        "shut": shut,
        "done": asked if is_code(asked) else "",
        "key": public_key(kit.pk),
        "hours": hours_of(kit.batch.phase),
        "said": sentences(),
        "send_url": reverse("field:send", args=[token]),
        "pages": json.dumps([_page(here, code) for code, _name in settings.LANGUAGES]),
        "sheets": f"{settings.PARVIS_ADDRESS}{reverse('front:sheet', args=['CODE'])}".removesuffix("CODE/"),
    }
    failed = reason or (form is not None and form.errors)
    return render(request, "field/device.html", context, status=422 if failed else 200)


def _page(here: str, code: str) -> dict[str, str]:
    """What a browser keeps of one language: the page, and the worker that answers for it."""
    script = translate_url(reverse("field:worker"), code)
    return {"page": translate_url(here, code), "worker": script, "scope": script.removesuffix("sw.js")}


@cache
def _worker() -> str:
    return WORKER.read_text(encoding="utf-8")
