"""Take one's contribution back."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.domain.attach import erase_files
from parvis.contributions.domain.erase_waiting import drop_revisions
from parvis.contributions.domain.split import leave_merge
from parvis.contributions.enums import State
from parvis.contributions.merging import hold_group
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import answers_for, can
from parvis.ledger.domain.append import append


def withdraw(*, actor: Participant, contribution: Contribution) -> Contribution:
    """Stop showing the text to the public; its place stays and says that its author withdrew it.

    With the salts goes the means to open what the log holds of the text, of its former versions and of those
    who signed it. Personal answers are erased, and so are photos and documents.
    Possible at any time, phases closed or not, and while moderation hides it: the decision stays.
    Twice is once. Raises `Refused`.
    """
    with transaction.atomic():
        row = hold(contribution.pk)
        if row.state == State.WITHDRAWN and answers_for(actor, row):
            return row
        if not can(actor, "withdraw", row):
            raise Refused(_("This text cannot be withdrawn."))
        return take_back(row)


def hold(pk: int) -> Contribution:
    """The row as it is now, with what is merged with it, until the end of the caller's transaction."""
    hold_group(pk)
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("consultation")
    return rows.get(pk=pk)


def take_back(row: Contribution) -> Contribution:
    """Withdraw a locked row, in the caller's transaction: whoever asks has been checked.

    Where a later consultation quotes it, the quotation goes with it.
    """
    row.state = State.WITHDRAWN
    row.withdrawn_at = Now()
    row.salt = None
    row.is_only = False
    erase_files(row)
    row.save(update_fields=["state", "withdrawn_at", "salt", "is_only", "form_answers"])
    row.personal_answers.all().delete()
    row.versions.update(salt=None)
    row.coauthors.update(salt=None)
    append(leaves.withdrawn(row))
    drop_revisions(row)
    leave_merge(contribution=row)
    for quotation in row.quoted_in.exclude(contribution__state=State.WITHDRAWN):
        take_back(hold(quotation.contribution_id))
    row.refresh_from_db(fields=["withdrawn_at"])
    return row
