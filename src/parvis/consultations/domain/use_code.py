"""Use the code of a letter: one is invited in its consultation from then on."""

import hmac

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.enums import IdentityLevel
from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.permissions import can as can_in_installation
from parvis.consultations.codes import hash_code, mark_of, read_code
from parvis.consultations.levels import level_in
from parvis.consultations.models import Admission, ConsultationPage, InvitationCode
from parvis.consultations.permissions import can


def use_code(*, actor: Participant, consultation: ConsultationPage, text: str) -> None:
    """Make `actor` invited in `consultation`. A code serves one account, and that account again.

    Whoever is invited already keeps the code unused. Raises Refused.
    """
    if not can(actor, "see", consultation) or not can_in_installation(actor, "act"):
        raise Refused(_("Confirm your e-mail address first: sign in with the code that we send you."))
    code = _read(text)
    with transaction.atomic():
        found = _locked(consultation, code)
        mine = mark_of(code, actor.pk)
        if found.used_mark and not hmac.compare_digest(found.used_mark, mine):
            raise Refused(_("This code has already been used, by another account. Write to the organiser."))
        if not found.used_mark and level_in(actor, consultation) >= IdentityLevel.INVITED:
            return
        found.used_mark = mine
        found.save(update_fields=["used_mark"])
        day = {"admitted_on": timezone.localdate()}
        Admission.objects.get_or_create(batch_id=found.batch_id, participant=actor, defaults=day)


def forget_admissions(*, actor: Participant) -> None:
    """In the transaction that erases an account: the code stays used, and leads to nobody."""
    actor.admissions.all().delete()


def _read(text: str) -> str:
    try:
        return read_code(text)
    except ValueError:
        raise Refused(
            _("This is not a whole code: it has 12 letters and digits. Check it against the letter.")
        ) from None


def _locked(consultation: ConsultationPage, code: str) -> InvitationCode:
    """The code, for one act at a time. A code that is unknown, stopped or void is told in the same words."""
    codes = InvitationCode.objects.select_for_update(of=("self",)).select_related("batch")
    found = codes.filter(batch__consultation=consultation, code_hash=hash_code(consultation.pk, code)).first()
    is_good = found is not None and not found.batch.is_void
    if found is None or not is_good or (found.batch.revoked_at is not None and not found.used_mark):
        raise Refused(
            _("This code is none of this consultation, or was stopped. Check it, or write to the organiser.")
        )
    return found
