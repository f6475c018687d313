"""The web application, as granian serves it."""

from typing import Any

from parvis.config.wsgi import application as pages

from allauth.account.adapter import get_adapter  # isort: skip (once the settings are read)
from django.http import HttpRequest  # isort: skip

from parvis.accounts.places import networks_of  # isort: skip
from parvis.config.bodies import most_at  # isort: skip
from parvis.config.door import Door  # isort: skip


def network_of(environ: dict[str, Any]) -> str:
    """The network that a request comes from; empty in one that the installation declared open."""
    request = HttpRequest()
    request.META = environ
    return networks_of(get_adapter().get_client_ip(request))[0]


application = Door(pages, most_at, network_of)
