"""Setting up the second factor of a member of a team."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from parvis.accounts.pending import safe_path

# Where to go once the factor is set up, after the recovery codes were read.
AFTER = "accounts_after_second_factor"


@never_cache
@login_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the two kinds, before the first visit to the desk."""
    back = safe_path(request, request.GET.get("next"))
    if back:
        request.session[AFTER] = back
    return render(request, "accounts/second_factor.html")


def _record(request: HttpRequest, kind: Authenticator.Type) -> None:
    """Setting a factor up is showing it: the desk does not ask for it again in this session."""
    record_authentication(request, request.user, method="mfa", type=kind.value, reauthenticated=True)


class ActivateTOTP(ActivateTOTPView):
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _record(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskey(AddWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _record(self.request, Authenticator.Type.WEBAUTHN)
        return response
