"""The language in which one is written to."""

from django.conf import settings
from django.utils.translation import gettext

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can


def choose_language(*, actor: Participant, language: str) -> None:
    if not can(actor, "edit", actor) or language not in dict(settings.LANGUAGES):
        raise Refused(gettext("This language is not available."))
    actor.language = language
    actor.save(update_fields=["language"])
