"""Be recognised by an identity provider: go there, come back, then link the account, enter it, or go on."""

import hmac
import logging
import secrets
import time
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from parvis.accounts import oidc, queries
from parvis.accounts.domain.link_identity import link_identity, taken, unlink_identity
from parvis.accounts.errors import Refused
from parvis.accounts.guard import remember
from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.models import LinkedIdentity, Participant
from parvis.accounts.pending import safe_path
from parvis.accounts.places import place_of
from parvis.accounts.providers import Provider, name_of, provider
from parvis.accounts.views.profile import me

log = logging.getLogger(__name__)

# In the session: what was asked of the provider, and then who it says that this is, as a keyed hash.
ASKED, KNOWN = "accounts_oidc", "accounts_recognised"
GOOD_FOR = 600


@never_cache
@require_safe
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Go to the provider. A page of another site that leads here only shows the sign-in page."""
    asked = _provider(code)
    back = safe_path(request, request.GET.get("next"))
    place = place_of(request)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("account_login")
    if spend(Act.IDENTITY, {Scope.NETWORK: place.network, Scope.WIDE: place.wide}):
        return _fail(request, gettext("This is a lot in a short time. Wait a few minutes, then try again."))
    flow = oidc.new_flow()
    try:
        address = oidc.ask(asked, flow, back=_own("account_identity_callback", code))
    except oidc.Untrusted as untrusted:
        return _distrust(request, asked, untrusted)
    request.session[ASKED] = {
        "code": code, "flow": asdict(flow), "next": back, "language": get_language(), "at": time.time(),
    }  # fmt: skip
    return HttpResponseRedirect(address)


@never_cache
@sensitive_variables()
@require_safe
def callback(request: HttpRequest, code: str) -> HttpResponse:
    """Take the provider's answer, once, and end the session there; what follows is on a page of its own."""
    asked = _provider(code)
    kept = request.session.pop(ASKED, None)
    if not kept or kept["code"] != code or time.time() - kept["at"] > GOOD_FOR:
        return _distrust(request, asked, oidc.Untrusted("nothing was asked by this browser, or long ago"))
    with override(kept["language"]):
        return _answered(request, asked, kept)


@never_cache
@require_safe
def left(request: HttpRequest, code: str) -> HttpResponse:
    """Back from the provider, signed out there."""
    known = request.session.get(KNOWN)
    if not known or not _same(request.GET.get("state", ""), known["state"]):
        return redirect("account_login")
    with override(known["language"]):
        return redirect("account_identity_done")


@never_cache
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """Enter the account of this person; or link it to the one that is open, which a button confirms."""
    known = request.session.get(KNOWN)
    asked = provider(known["code"]) if known else None
    if not known or asked is None or time.time() - known["at"] > GOOD_FOR:
        request.session.pop(KNOWN, None)
        return redirect("accounts:profile")
    back = known["next"] or reverse("accounts:profile")
    held = queries.identity(asked, known["mark"])
    if not isinstance(request.user, Participant):
        return _enter(request, asked, held, back)
    if request.method == "POST":
        return _decide(request, asked, known["mark"], held, back)
    if held and held.unlinked_at is None and held.participant_id == request.user.pk:
        del request.session[KNOWN]
        messages.info(request, gettext("Your account is linked to %(name)s.") % {"name": asked.name})
        return HttpResponseRedirect(back)
    is_other = held is not None and held.participant_id != request.user.pk
    reason = taken(held, asked.name) if held and is_other else ""
    context = {"provider": asked, "held": held, "is_other": is_other, "reason": reason, "next": back}
    return render(request, "accounts/identity.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def unlink(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is lost, then let the level fall back."""
    actor = me(request)
    if not actor.identities.filter(provider=code, unlinked_at=None).exists():
        raise Http404
    name = name_of(code)
    if request.method == "GET":
        return render(request, "accounts/unlink.html", {"name": name})
    unlink_identity(actor=actor, code=code)
    log.info("identity unlinked: %s", code)
    messages.success(request, gettext("Your account is no longer linked to %(name)s.") % {"name": name})
    return redirect("accounts:profile")


def _provider(code: str) -> Provider:
    found = provider(code)
    if found is None:
        raise Http404
    return found


def _own(name: str, code: str) -> str:
    """The one address of this site that the provider knows, whatever the language of the reader."""
    with override(settings.LANGUAGE_CODE):
        return settings.PARVIS_ADDRESS + reverse(name, args=[code])


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


@sensitive_variables()
def _answered(request: HttpRequest, asked: Provider, kept: dict[str, Any]) -> HttpResponse:
    """Read the answer; of the token that it gives, nothing stays but the hash of whom it names."""
    flow = oidc.Flow(**kept["flow"])
    if "error" in request.GET and _same(request.GET.get("state", ""), flow.state):
        return _fail(request, gettext("You did not go through. Nothing has changed."))
    state = secrets.token_urlsafe(32)
    try:
        found = oidc.read(asked, flow, request.GET.dict(), back=_own("account_identity_callback", asked.code))
        away = oidc.end_session(
            asked, found.id_token, state=state, back=_own("account_identity_left", asked.code)
        )
    except oidc.Untrusted as untrusted:
        return _distrust(request, asked, untrusted)
    request.session[KNOWN] = {
        "code": asked.code, "mark": asked.mark_of(found.sub), "next": kept["next"], "at": time.time(),
        "language": kept["language"], "state": state,
    }  # fmt: skip
    return HttpResponseRedirect(away or reverse("account_identity_done"))


def _enter(request: HttpRequest, asked: Provider, held: LinkedIdentity | None, back: str) -> HttpResponse:
    """Nobody is signed in: a known person is; a new one gives an address first, and comes back here."""
    if held is None or held.unlinked_at is not None or not held.participant.is_active:
        messages.info(
            request,
            gettext(
                "%(name)s has recognised you. One thing is missing: the e-mail address of your account here,"
                " or of the one to open."
            )
            % {"name": asked.name},
        )
        query = urlencode({"next": reverse("account_identity_done")})
        return HttpResponseRedirect(f"{reverse('account_login')}?{query}")
    del request.session[KNOWN]
    person = held.participant
    remember(request, person)
    record_authentication(request, person, method="identity", provider=asked.code)
    response: HttpResponse = perform_login(request, Login(user=person, email=person.email, redirect_url=back))
    return response


def _decide(
    request: HttpRequest, asked: Provider, mark: str, held: LinkedIdentity | None, back: str
) -> HttpResponse:
    """What was pressed: link, enter the other account, or leave things as they are."""
    act = request.POST.get("act")
    if act == "switch" and held and held.unlinked_at is None:
        kept = request.session[KNOWN]
        logout(request)
        request.session[KNOWN] = kept
        return _enter(request, asked, held, back)
    del request.session[KNOWN]
    if act != "link":
        return HttpResponseRedirect(back)
    try:
        link_identity(actor=me(request), provider=asked, mark=mark)
    except Refused as refused:
        return _fail(request, str(refused))
    log.info("identity linked: %s", asked.code)
    messages.success(request, gettext("Your account is linked to %(name)s.") % {"name": asked.name})
    return HttpResponseRedirect(back)


def _distrust(request: HttpRequest, asked: Provider, untrusted: oidc.Untrusted) -> HttpResponse:
    """What is not believed changes nothing, and is logged; it names nobody."""
    log.warning("identity refused: %s: %s", asked.code, untrusted)
    return _fail(
        request, gettext("%(name)s did not answer as it should. Nothing has changed.") % {"name": asked.name}
    )


def _fail(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("accounts:profile" if request.user.is_authenticated else "account_login")
