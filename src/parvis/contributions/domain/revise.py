"""Change the text of one's contribution."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import Verb
from parvis.consultations.queries import database_now, open_action
from parvis.contributions import leaves
from parvis.contributions.domain.wording import text_of, title_of
from parvis.contributions.models import Contribution, Version
from parvis.contributions.permissions import can
from parvis.ledger.domain.append import append


def revise(*, actor: Participant, contribution: Contribution, title: str, text: str) -> Contribution:
    """Replace the text and keep the former one: silently before the first reaction, publicly after it.

    Possible while a phase takes deposits of this kind. The same text again changes nothing. Raises `Refused`.
    """
    with transaction.atomic():
        row = (
            Contribution.objects.select_for_update(of=("self",))
            .select_related("kind", "consultation")
            .get(pk=contribution.pk)
        )
        if not can(actor, "revise", row):
            raise Refused(_("This text cannot be changed."))
        if not is_revisable(row):
            raise Refused(
                _("The phase is closed: the text can no longer be changed, but you may withdraw it.")
            )
        words = title_of(row.kind, title), text_of(row.kind, text)
        if words == (row.title, row.text):
            return row
        _keep_version(row)
        row.title, row.text = words
        row.revised_at = database_now()
        former = leaves.renew(row)
        row.save(update_fields=["title", "text", "revised_at", "entry", "salt"])
        append(leaves.revised(row, former=former))
        return row


def is_revisable(contribution: Contribution) -> bool:
    """While a phase of its consultation takes deposits of its kind."""
    opened = open_action(consultation=contribution.consultation, verb=Verb.DEPOSIT, kind=contribution.kind)
    return opened is not None


def _keep_version(row: Contribution) -> None:
    """With the entry and the salt under which the log holds these words."""
    Version.objects.create(
        contribution=row,
        number=row.versions.count() + 1,
        title=row.title,
        text=row.text,
        is_public=row.reacted_at is not None,
        entry=row.entry,
        salt=row.salt,
    )
