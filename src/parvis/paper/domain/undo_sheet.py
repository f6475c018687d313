"""Take back a sheet that one has just entered wrongly."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.queries import database_now
from parvis.contributions.domain.withdraw import hold, take_back
from parvis.contributions.enums import State
from parvis.paper.models import UNDO, Sheet
from parvis.paper.permissions import can


def undo_sheet(*, actor: Participant, sheet: Sheet) -> Sheet:
    """Withdraw what the sheet became, so that it can be entered again; what was typed once is forgotten.

    For whoever entered it, as long as `UNDO`. The public log keeps that it was entered and withdrawn. Raises
    `Refused`.
    """
    with transaction.atomic():
        rows = Sheet.objects.select_for_update(of=("self",)).select_related("batch__consultation")
        held = rows.get(pk=sheet.pk)
        if not can(actor, "enter", held.batch.consultation):
            raise Refused(_("Only those who organise or moderate this consultation enter sheets."))
        if held.entered_at is None:
            if not held.typings.filter(member=actor).delete()[0]:
                raise Refused(_("There is nothing to take back."))
            return held
        if held.entered_by_id != actor.pk or database_now() > held.entered_at + UNDO:
            raise Refused(
                _("A sheet is taken back by whoever entered it, within 15 minutes. Moderation may hide it.")
            )
        if held.contribution_id is not None:
            contribution = hold(held.contribution_id)
            if contribution.state != State.WITHDRAWN:
                take_back(contribution)
        held.contribution = held.entered_by = held.entered_at = held.key = None
        held.save(update_fields=["contribution", "entered_by", "entered_at", "key"])
        return held
