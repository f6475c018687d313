"""Accept a consultation that another site asked for, or refuse it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can
from parvis.conduct.enums import InstanceState
from parvis.conduct.instances import LENGTHS, Instance
from parvis.consultations.domain.create_from_template import create_from_template
from parvis.consultations.domain.join_team import invite_to_team
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.templates_catalogue import Template


@transaction.atomic
def accept_instance(
    *, actor: Participant, instance: Instance, template: Template, starts_on: date
) -> ConsultationPage:
    """A draft at the wished address, and an invitation to organise it for who was named. Raises `Refused`.

    The rules of good consultation hold for it as for any other: it is published once they do.
    """
    held = _held(actor, instance)
    if ConsultationPage.objects.filter(slug=held.slug).exists():
        raise Refused(_("The wished address was taken meanwhile: refuse the request, and say so."))
    organiser = held.organisation or held.contact_name
    made = create_from_template(
        actor=actor,
        template=template,
        title=held.name,
        organiser=organiser[: LENGTHS["organisation"]],
        starts_on=starts_on,
    )
    made.slug = held.slug
    made.save_revision(user=actor)
    made.save()
    with translation.override(settings.LANGUAGE_CODE):
        invite_to_team(actor=actor, consultation=made, email=held.contact_email, role=Role.ORGANISER)
    Instance.objects.filter(pk=held.pk).update(
        state=InstanceState.RUNNING, consultation=made, updated_at=Now()
    )
    return made


@transaction.atomic
def refuse_instance(*, actor: Participant, instance: Instance, reason: str) -> None:
    """The other site reads the reason. Raises `Refused`."""
    held = _held(actor, instance)
    if not reason.strip():
        raise Refused(_("Say why: the other site reads it."))
    Instance.objects.filter(pk=held.pk).update(
        state=InstanceState.FAILURE, reason=reason.strip()[: LENGTHS["reason"]], updated_at=Now()
    )


def _held(actor: Participant, instance: Instance) -> Instance:
    """A request that waits, until the end of the transaction."""
    if not can(actor, "administer"):
        raise Refused(_("Only those who administer the site decide on what other sites ask for."))
    held = Instance.objects.select_for_update(of=("self",)).get(pk=instance.pk)
    if held.state != InstanceState.REQUESTED:
        raise Refused(_("This was decided already: nothing was changed."))
    return held
