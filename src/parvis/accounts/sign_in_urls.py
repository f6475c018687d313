"""Addresses of sign-in. Of allauth's, only those in use: no password, no sign-up, no address to manage."""

from allauth.account.views import account_inactive, logout
from django.urls import include, path

from parvis.accounts.views import identity, second_factor, sign_in

urlpatterns = [
    path("login/", sign_in.sign_in, name="account_login"),
    path("login/code/", sign_in.confirm, name="account_confirm_login_code"),
    path("logout/", logout, name="account_logout"),
    path("identity/", identity.done, name="account_identity_done"),
    path("identity/<slug:code>/", identity.start, name="account_identity"),
    path("identity/<slug:code>/callback/", identity.callback, name="account_identity_callback"),
    path("identity/<slug:code>/left/", identity.left, name="account_identity_left"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("2fa/totp/activate/", second_factor.ActivateTOTP.as_view(), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", second_factor.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]
