"""Mails to those who lead an organisation."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.jobs import mail
from parvis.organisations.models import Organisation
from parvis.organisations.queries import leads_of


def write_to_leads(row: Organisation, subject: str, template: str, **more: Any) -> None:
    """To each, in their language; to nobody once it is closed. `subject` has the name of the organisation."""
    for person in leads_of(row):
        if not person.email or not person.is_active:
            continue
        with override(person.language):
            address = f"{settings.PARVIS_ADDRESS}{reverse('front:organisation', args=[row.pk])}"
            context = {"organisation": row, "address": address, **more}
            mail.send(
                to=person.email,
                subject=_(subject) % {"organisation": row.name},
                text=render_to_string(f"organisations/mail/{template}.txt", context),
            )
