"""Whose open data there are."""

from django.contrib.auth.models import AnonymousUser

from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can


def is_open(consultation: ConsultationPage) -> bool:
    """What everybody sees is made and downloaded; of the rest there is nothing, not even for its team."""
    return can(AnonymousUser(), "see", consultation)
