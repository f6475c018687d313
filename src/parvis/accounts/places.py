"""Where a request comes from, under names that only this installation can make and nobody can read."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

DIGITS = 16


@dataclass(frozen=True, slots=True)
class Place:
    """A network and a browser, as keyed hashes.

    `network` is one IPv4 address or one IPv6 /64; `wide` the IPv6 /48 around it, empty for IPv4. Both are
    empty in a network that the installation declared open, where many people share one address.
    """

    network: str
    wide: str
    browser: str


def place_of(request: HttpRequest) -> Place:
    """Proxies are believed only when the settings say that they are ours."""
    network, wide = networks_of(get_adapter().get_client_ip(request))
    headers = ("user-agent", "accept-language")
    browser = "\n".join(request.headers.get(header, "") for header in headers)
    return Place(
        network=name_of("network", network),
        wide=name_of("network", wide),
        browser=name_of("browser", browser),
    )


def networks_of(address: str) -> tuple[str, str]:
    """The narrow and the wide network of an address, in clear; empty when not to be counted."""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if any(found in ip_network(network, strict=False) for network in settings.PARVIS_OPEN_NETWORKS):
        return "", ""
    if isinstance(found, IPv6Address):
        narrow, wide = (str(ip_network((found, size), strict=False)) for size in (64, 48))
        return narrow, wide
    return str(found), ""


def name_of(kind: str, value: str) -> str:
    """The keyed hash of a value, cut to 16 digits; nothing for nothing."""
    if not value:
        return ""
    return salted_hmac(f"parvis.accounts.{kind}", value, algorithm="sha256").hexdigest()[:DIGITS]
