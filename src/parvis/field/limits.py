"""How often a device may send."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.limits import Act, Scope, spend
from parvis.accounts.places import place_of
from parvis.field.models import FieldKit


class Crowded(Refused):
    """Refused for now: the device sends it again by itself."""


def admit(request: HttpRequest, kit: FieldKit) -> None:
    """Count one sending. Raises `Crowded`."""
    place = place_of(request)
    whose = {Scope.PERSON: f"kit {kit.pk}", Scope.NETWORK: place.network, Scope.WIDE: place.wide}
    if spend(Act.FIELD, whose):
        raise Crowded(_("Much is sent at once: wait a moment, nothing is lost."))
