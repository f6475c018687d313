"""The address to which one writes to take part in a consultation: `contribute+its-slug@example.org`."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from parvis.consultations.models import ConsultationPage


def mail_address_of(consultation: ConsultationPage) -> str:
    """Empty when the site takes no contribution by e-mail."""
    local, _at, domain = settings.PARVIS_MAIL_ADDRESS.rpartition("@")
    return f"{local}+{consultation.slug}@{domain}" if local else ""


def slug_in(recipients: Iterable[str]) -> str | None:
    """What follows the + in the first of these addresses that is ours; None when none is."""
    local, _at, domain = settings.PARVIS_MAIL_ADDRESS.lower().rpartition("@")
    if not local:
        return None
    for address in recipients:
        name, _mark, host = address.strip().lower().rpartition("@")
        box, plus, slug = name.partition("+")
        if host == domain and box == local:
            return slug if plus else ""
    return None
