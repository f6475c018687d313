"""Other programs that are told what happens, in one consultation or in all of them: addresses, messages.

Without a number of consultation, those of the whole site.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from parvis.accounts.errors import Refused
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import consultation_for
from parvis.front.desk.access import actor_of
from parvis.front.desk.acting import act_and_tell, done, posted
from parvis.opendata.domain import keep_webhook as keeping
from parvis.opendata.domain import send_again as asking
from parvis.opendata.models import Webhook
from parvis.opendata.permissions import may_keep_webhooks
from parvis.opendata.tasks import send_soon
from parvis.opendata.webhook_forms import WebhookForm
from parvis.opendata.webhook_queries import last_deliveries, webhook_for, webhooks_of

ACTS = {
    "try": (asking.try_webhook, gettext_lazy("A test is on its way: load this page again in a moment.")),
    "stop": (keeping.stop_webhook, gettext_lazy("Stopped: nothing leaves for this address any more.")),
    "start": (keeping.start_webhook, gettext_lazy("Started again: it is told what happens from now on.")),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A POST adds an address; its secret is on the page that answers, once."""
    place = _place(request, pk)
    form = WebhookForm(posted(request))
    if form.is_valid():
        try:
            made, secret = keeping.add_webhook(actor=actor_of(request), consultation=place, **form.said())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _show(request, place, made.pk, secret=secret)
    lines = [(hook, where(place, "webhook", hook_pk=hook.pk)) for hook in webhooks_of(place)]
    context = {"consultation": place, "form": form, "lines": lines, "most": keeping.MOST}
    return render(request, "front/desk/webhooks.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhook(request: HttpRequest, hook_pk: int, pk: int | None = None) -> HttpResponse:
    """One address, and what became of the last messages; a POST changes it."""
    place = _place(request, pk)
    hook = webhook_for(request.user, place, hook_pk)
    form = WebhookForm(posted(request), initial={"address": hook.address, "events": hook.events})
    given = {"actor": actor_of(request), "webhook": hook}
    if form.is_valid() and done(form, keeping.change_webhook, **given, **form.said()):
        messages.success(request, _("The address was changed."))
        return redirect(where(place, "webhook", hook_pk=hook_pk))
    return _show(request, place, hook_pk, form=form)


@never_cache
@require_POST
def secret(request: HttpRequest, hook_pk: int, pk: int | None = None) -> HttpResponse:
    """A new secret, on the page that answers, once."""
    place = _place(request, pk)
    hook = webhook_for(request.user, place, hook_pk)
    try:
        made = keeping.renew_secret(actor=actor_of(request), webhook=hook)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(where(place, "webhooks"))
    return _show(request, place, hook_pk, secret=made)


@require_POST
def act(request: HttpRequest, hook_pk: int, act: str, pk: int | None = None) -> HttpResponse:
    place = _place(request, pk)
    hook = webhook_for(request.user, place, hook_pk)
    if act not in ACTS:
        raise Http404
    done_by, said = ACTS[act]
    act_and_tell(request, done_by, said=str(said), webhook=hook)
    send_soon(hook_pk)
    return redirect(where(place, "webhook", hook_pk=hook_pk))


@require_POST
def again(request: HttpRequest, hook_pk: int, delivery_pk: int, pk: int | None = None) -> HttpResponse:
    """The same message once more."""
    place = _place(request, pk)
    hook = webhook_for(request.user, place, hook_pk)
    delivery = get_object_or_404(hook.deliveries.select_related("webhook"), pk=delivery_pk)
    said = _("The message is on its way again: load this page again in a moment.")
    act_and_tell(request, asking.send_again, said=said, delivery=delivery)
    send_soon(hook_pk)
    return redirect(where(place, "webhook", hook_pk=hook_pk))


@require_POST
def remove(request: HttpRequest, hook_pk: int, pk: int | None = None) -> HttpResponse:
    place = _place(request, pk)
    hook = webhook_for(request.user, place, hook_pk)
    act_and_tell(request, keeping.remove_webhook, said=_("The address is removed."), webhook=hook)
    return redirect(where(place, "webhooks"))


def where(place: ConsultationPage | None, name: str, **more: int | str) -> str:
    """The address of one of these pages, of a consultation or of the site."""
    if place is None:
        return reverse(f"desk_{name}", kwargs=more)
    return reverse(f"desk:{name}", kwargs={"pk": place.pk, **more})


def _place(request: HttpRequest, pk: int | None) -> ConsultationPage | None:
    place = None if pk is None else consultation_for(request.user, pk, "edit")
    if not may_keep_webhooks(actor_of(request), place):
        raise Http404
    return place


def _show(
    request: HttpRequest,
    place: ConsultationPage | None,
    pk: int,
    *,
    form: WebhookForm | None = None,
    secret: str = "",
) -> HttpResponse:
    hook = webhook_for(request.user, place, pk)
    form = form or WebhookForm(initial={"address": hook.address, "events": hook.events})
    context = {
        "consultation": place,
        "hook": hook,
        "form": form,
        "secret": secret,
        "days": keeping.OVERLAP.days,
        "urls": _urls(place, hook),
        "deliveries": [
            (one, where(place, "send_again", hook_pk=pk, delivery_pk=one.pk)) for one in last_deliveries(hook)
        ],
    }
    return render(request, "front/desk/webhook.html", context, status=422 if form.errors else 200)


def _urls(place: ConsultationPage | None, hook: Webhook) -> dict[str, str]:
    acts = {name: where(place, "act_on_webhook", hook_pk=hook.pk, act=name) for name in ACTS}
    named = {"all": where(place, "webhooks"), "self": where(place, "webhook", hook_pk=hook.pk)}
    for name, route in (("secret", "webhook_secret"), ("remove", "remove_webhook")):
        named[name] = where(place, route, hook_pk=hook.pk)
    return acts | named
