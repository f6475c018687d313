"""Make a consultation public, with the texts as they were last saved."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.domain.tell_rules import tell_rules
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can


@transaction.atomic
def publish(*, actor: Participant, consultation: ConsultationPage) -> None:
    """Everybody sees it from now on, and its rules are in the log."""
    if not can(actor, "edit", consultation):
        raise Refused(_("Only an organiser of this consultation may publish it."))
    revision = consultation.get_latest_revision() or consultation.save_revision(user=actor)
    PublishPageRevisionAction(revision, user=actor).execute()
    tell_rules(consultation=consultation)
