"""Who else may say who somebody is: the identity providers that the installation names, none by default."""

import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel

FRANCECONNECT, OTHER = "franceconnect", "oidc"
ACR = ("eidas1", "eidas2", "eidas3")
"""What FranceConnect may be asked for, the surest last (eIDAS: low, substantial, high)."""


@dataclass(frozen=True, slots=True)
class Provider:
    """An OpenID Connect issuer and what its word is worth here.

    `acr`: the least assurance asked of it, one of `ACR`, or empty. `ends_session`: people are signed out of
    it as soon as it has answered, as FranceConnect demands.
    """

    code: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    level: IdentityLevel
    acr: str = ""
    ends_session: bool = False

    @property
    def is_franceconnect(self) -> bool:
        return self.code == FRANCECONNECT

    @property
    def schemes(self) -> tuple[str, ...]:
        """HTTPS; HTTP too for an issuer of one's own network, named in PARVIS_OUTBOUND_INSIDE."""
        inside = urlsplit(self.issuer).hostname in settings.PARVIS_OUTBOUND_INSIDE
        return ("https", "http") if inside else ("https",)

    def mark_of(self, sub: str) -> str:
        """The keyed hash under which a person of this issuer is known here. It cannot be read back."""
        words = f"{self.issuer}\n{sub}".encode()
        return hmac.new(settings.PARVIS_IDENTITY_SECRET.encode(), words, "sha256").hexdigest()


def providers() -> list[Provider]:
    """Those that can be used, FranceConnect first."""
    return [found for code in (FRANCECONNECT, OTHER) if (found := provider(code))]


def provider(code: str) -> Provider | None:
    """The one of this code, if the installation has it."""
    if code == FRANCECONNECT and settings.PARVIS_FRANCECONNECT_ID:
        return Provider(
            code,
            "FranceConnect",
            settings.PARVIS_FRANCECONNECT_ISSUER.rstrip("/"),
            settings.PARVIS_FRANCECONNECT_ID,
            settings.PARVIS_FRANCECONNECT_SECRET,
            IdentityLevel.STATE,
            acr=settings.PARVIS_FRANCECONNECT_ACR,
            ends_session=True,
        )
    if code == OTHER and settings.PARVIS_OIDC_ID:
        return Provider(
            code,
            settings.PARVIS_OIDC_NAME,
            settings.PARVIS_OIDC_ISSUER,
            settings.PARVIS_OIDC_ID,
            settings.PARVIS_OIDC_SECRET,
            IdentityLevel(settings.PARVIS_OIDC_LEVEL),
        )
    return None


def name_of(code: str) -> str:
    """How a provider is called, even one that the installation no longer has."""
    found = provider(code)
    if found:
        return found.name
    return "FranceConnect" if code == FRANCECONNECT else _("another organisation")
