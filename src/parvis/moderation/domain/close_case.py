"""Decide on a case."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.permissions import can
from parvis.moderation.enums import CaseKind, Outcome
from parvis.moderation.models import Case


def close_case(*, actor: Participant, case: Case, outcome: Outcome, note: str = "") -> Case:
    """Say what was found. Closing changes nothing else: what is done is an act of moderation of its own."""
    with transaction.atomic():
        if not can(actor, "moderate", case.consultation):
            raise Refused(_("You cannot decide on this case."))
        held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if held.closed_at is not None:
            raise Refused(_("This case is already closed: nothing was changed."))
        if held.kind == CaseKind.REPORTS:
            held.evidence = {"size": held.reports.count()}
        held.outcome, held.note, held.closed_by, held.closed_at = outcome, note.strip(), actor, Now()
        held.save(update_fields=["outcome", "note", "closed_by", "closed_at", "evidence"])
        return held


def reopen_case(*, actor: Participant, case: Case) -> None:
    """Take back one's own closing: it waits again, unless it was reported anew and another case is open."""
    with transaction.atomic():
        held = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        if held.closed_at is None or held.closed_by_id != actor.pk:
            raise Refused(_("This case is open, or somebody else closed it: nothing was changed."))
        same = Case.objects.filter(consultation=held.consultation_id, kind=held.kind, subject=held.subject)
        if same.filter(closed_at=None).exists():
            return
        held.outcome, held.note, held.closed_by, held.closed_at = "", "", None, None
        held.save(update_fields=["outcome", "note", "closed_by", "closed_at"])
        held.reports.update(told_at=None)
