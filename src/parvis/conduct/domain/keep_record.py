"""Fill the record of personal data of a consultation; it is public, and each version is in the log."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct import leaves
from parvis.conduct.models import RECORD, DataRecord
from parvis.conduct.permissions import can
from parvis.consultations.domain.tell_rules import is_promised
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import append


@transaction.atomic
def keep_record(*, actor: Participant, consultation: ConsultationPage, said: Mapping[str, str]) -> DataRecord:
    """Keep what is said, complete or not: only once public may nothing be emptied. Raises `Refused`."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "keep_record", held):
        raise Refused(_("Only an organiser of this consultation may write its record of personal data."))
    record = DataRecord.objects.filter(consultation=held).first() or DataRecord(consultation=held)
    former = {name: getattr(record, name) for name in RECORD}
    wanted = {name: said[name].strip() for name in RECORD}
    if is_promised(held) and any(former[name] and not wanted[name] for name in RECORD):
        raise Refused(_("This consultation is public: what its record says may be changed, not emptied."))
    for name, value in wanted.items():
        setattr(record, name, value)
    record.changed_at = Now()
    record.save()
    changes = {name: (former[name], wanted[name]) for name in RECORD if former[name] != wanted[name]}
    if changes:
        note(actor=actor, consultation=held, act=DeskAct.RECORD, changes=changes)
    if is_promised(held) and wanted != former:
        append(leaves.recorded(record))
    return record
