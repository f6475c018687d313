"""Sign in: an address, a code, and back to what one was doing."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parvis.accounts import door
from parvis.accounts.domain.confirm_code import Confirmed, confirm_code, same_mailbox
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.errors import Refused
from parvis.accounts.forms import CodeForm, SignInForm
from parvis.accounts.guard import code_load, remember, spend_code
from parvis.accounts.limits import Scope
from parvis.accounts.pending import is_holding, safe_path
from parvis.accounts.places import place_of
from parvis.accounts.providers import providers

# In the session of the browser that asked for a code: which request, for what address, to go back where.
KEY = "accounts_sign_in"


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and send it a code. Nothing in the answer tells whether the address is known."""
    back = safe_path(request, request.POST.get("next") or request.GET.get("next"))
    if request.user.is_authenticated:
        return HttpResponseRedirect(back or reverse("accounts:profile"))
    form = SignInForm(request.POST or None)
    answer = None
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        answer = _knock(request, email)
        if answer.is_open and (refusal := _limit(request, email)):
            form.add_error("email", refusal)
        elif answer.is_open:
            return _send(request, email, back)
    context = {
        "form": form,
        "next": back,
        "text_is_kept": is_holding(request, back),
        "answer": answer,
        "door": _door(request, answer),
        "providers": providers(),
    }
    is_sent_back = bool(form.errors or answer)
    return render(request, "account/login.html", context, status=400 if is_sent_back else 200)


def _knock(request: HttpRequest, email: str) -> door.Answer:
    """The door is for first contact: a browser that already asked for this address goes through."""
    asked = request.session.get(KEY)
    if asked and asked["email"] == email:
        return door.OPEN
    return door.knock(request.POST, email=email)


def _door(request: HttpRequest, answer: door.Answer | None) -> door.Door | None:
    """The door of the page; the same one when all that was missing was a little time."""
    if settings.PARVIS_DEMO:
        return None
    kept = door.same_door(request.POST.get("ticket", "")) if answer and answer.keeps_ticket else None
    return kept or door.make_door(load=code_load(place_of(request)))


def _send(request: HttpRequest, email: str, back: str) -> HttpResponse:
    language, place = get_language() or "fr", place_of(request)
    asked = request_code(email=email, language=language, network=place.network)
    request.session[KEY] = {"key": str(asked.pk), "email": email, "next": back}
    return HttpResponseRedirect(reverse("account_confirm_login_code"))


def _limit(request: HttpRequest, email: str) -> str:
    """Why no code may be sent now; empty when one may."""
    refused = spend_code(email, place_of(request))
    if refused is None:
        return ""
    if refused == Scope.PERSON:
        return gettext("Too many codes were asked for. Wait an hour, then try again.")
    return gettext(
        "Many codes are being asked for at the moment. Try again in a few minutes: your text is kept."
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code; sign in; go back. Staff go by their second factor in between."""
    asked = request.session.get(KEY)
    if request.user.is_authenticated or not asked:
        return HttpResponseRedirect(reverse("account_login"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            confirmed = confirm_code(key=asked["key"], code=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            return _enter(request, confirmed, asked)
    context = {
        "form": form,
        "email": asked["email"],
        "next": asked["next"],
        "text_is_kept": is_holding(request, asked["next"]),
    }
    return render(request, "account/confirm_login_code.html", context, status=400 if form.errors else 200)


def _enter(request: HttpRequest, confirmed: Confirmed, asked: dict[str, str]) -> HttpResponse:
    """Open the session, by the name page the first time."""
    del request.session[KEY]
    back = asked["next"] or reverse("accounts:profile")
    if confirmed.is_first:
        back = f"{reverse('accounts:name')}?{urlencode({'next': back})}"
    if confirmed.other_address:
        messages.info(request, same_mailbox(confirmed.other_address))
    remember(request, confirmed.participant)
    record_authentication(request, confirmed.participant, method="code", email=asked["email"])
    login = Login(user=confirmed.participant, email=asked["email"], redirect_url=back)
    response: HttpResponse = perform_login(request, login)
    return response
