"""Say in public what happened during an outage; the words may be corrected."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.availability.models import MOST_WORDS, Outage
from parvis.availability.permissions import can
from parvis.ui.words import number


@transaction.atomic
def explain_outage(*, actor: Participant, outage: Outage, words: str) -> Outage:
    """Raises `Refused`."""
    if not can(actor, "tell_state"):
        raise Refused(_("Only those who run the site say what becomes of it."))
    if len(words.strip()) > MOST_WORDS:
        raise Refused(_("Say it in %(most)s characters at most.") % {"most": number(MOST_WORDS)})
    row = Outage.objects.select_for_update().get(pk=outage.pk)
    row.words = words.strip()
    row.save(update_fields=["words"])
    return row
