"""Ask for a consultation from another site, as the deployment API of the State's portal does."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.conduct.enums import InstanceState
from parvis.conduct.instances import Instance
from parvis.consultations.models import ConsultationPage
from parvis.jobs.forgetting import REFUSED_INSTANCES

MOST = 200
"""Requests that wait: more than anybody has looked at in good time."""


class Taken(Refused):
    """The wished address is that of something else."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What another site says of the consultation that it asks for."""

    identifier: str
    name: str
    slug: str
    contact_name: str
    contact_email: str
    organisation: str = ""


def request_instance(*, wish: Wish) -> Instance:
    """Keep a request until somebody decides. After a refusal, the same address may be asked for again.

    Whoever asks was let in by the key of the settings: there is no actor. Raises `Taken` or `Refused`.
    """
    try:
        validate_email(wish.contact_email)
    except ValidationError:
        raise Refused(_("This is not an e-mail address.")) from None
    try:
        with transaction.atomic():
            return _keep(wish)
    except IntegrityError:
        raise Taken(_("This address, or this number, was just taken.")) from None


def forget_instances() -> int:
    """Erase requests refused some weeks ago; return how many."""
    rows = Instance.objects.filter(state=InstanceState.FAILURE, updated_at__lt=Now() - REFUSED_INSTANCES)
    return rows.delete()[0]


def _keep(wish: Wish) -> Instance:
    known = Instance.objects.select_for_update(of=("self",))
    held = known.filter(slug=wish.slug).first()
    if held is not None and held.state != InstanceState.FAILURE:
        raise Taken(_("This address is taken."))
    others = Instance.objects.filter(identifier=wish.identifier)
    if others.exclude(slug=wish.slug).exists():
        raise Taken(_("This request was already made, under another address."))
    if ConsultationPage.objects.filter(slug=wish.slug).exists():
        raise Taken(_("This address is taken."))
    if Instance.objects.filter(state=InstanceState.REQUESTED).count() >= MOST:
        raise Refused(_("Too many requests wait here to be looked at. Ask again later."))
    told = {name: getattr(wish, name) for name in Wish.__slots__}
    if held is None:
        return Instance.objects.create(**told)
    Instance.objects.filter(pk=held.pk).update(
        **told, state=InstanceState.REQUESTED, reason="", updated_at=Now()
    )
    held.refresh_from_db()
    return held
