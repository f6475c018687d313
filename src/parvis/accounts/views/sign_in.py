"""Sign in: an address, a code, and back to what one was doing."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parvis.accounts.domain.confirm_code import Confirmed, confirm_code
from parvis.accounts.domain.request_code import request_code
from parvis.accounts.errors import Refused
from parvis.accounts.forms import CodeForm, SignInForm
from parvis.accounts.pending import is_holding, safe_path

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
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if _may_send(request, email):
            asked = request_code(email=email, language=get_language() or "fr")
            request.session[KEY] = {"key": str(asked.pk), "email": email, "next": back}
            return HttpResponseRedirect(reverse("account_confirm_login_code"))
        form.add_error("email", gettext("Too many codes were asked for. Wait an hour, then try again."))
    context = {"form": form, "next": back, "text_is_kept": is_holding(request, back)}
    return render(request, "account/login.html", context, status=400 if form.errors else 200)


def _may_send(request: HttpRequest, email: str) -> bool:
    """Limits of ACCOUNT_RATE_LIMITS: for one address, for one place of the network, for the whole site."""
    limits = {"request_login_code": email, "request_any_code": "site"}
    return all(ratelimit.consume(request, action=action, key=key) for action, key in limits.items())


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
    record_authentication(request, confirmed.participant, method="code", email=asked["email"])
    login = Login(user=confirmed.participant, email=asked["email"], redirect_url=back)
    response: HttpResponse = perform_login(request, login)
    return response
