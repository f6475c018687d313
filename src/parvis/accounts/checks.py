"""What the site refuses to start with: an identity provider that is half described."""

from django.conf import settings
from django.core.checks import Error, register

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.providers import ACR


@register
def identity_providers(**_arguments: object) -> list[Error]:
    """Every variable that a provider needs is there, and means something."""
    found = []
    if settings.PARVIS_FRANCECONNECT_ID and not settings.PARVIS_FRANCECONNECT_SECRET:
        found.append("PARVIS_FRANCECONNECT_SECRET is missing.")
    if settings.PARVIS_FRANCECONNECT_ACR not in ACR:
        found.append(f"PARVIS_FRANCECONNECT_ACR is one of {', '.join(ACR)}.")
    if settings.PARVIS_OIDC_ID:
        wanted = ("PARVIS_OIDC_ISSUER", "PARVIS_OIDC_SECRET", "PARVIS_OIDC_NAME")
        found += [f"{name} is missing." for name in wanted if not getattr(settings, name)]
    if settings.PARVIS_OIDC_LEVEL not in (IdentityLevel.INVITED, IdentityLevel.STATE):
        found.append("PARVIS_OIDC_LEVEL is 2 or 3.")
    return [Error(words, id="accounts.E001") for words in found]
