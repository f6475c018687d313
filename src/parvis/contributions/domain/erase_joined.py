"""Erase the photos and documents of a text for those whom they show or name; its words stay."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.contributions import leaves
from parvis.contributions.domain.attach import take_out
from parvis.contributions.domain.receipt import permanent_address
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import can
from parvis.jobs import mail
from parvis.ledger.domain.append import append_all


def erase_joined(*, actor: Participant, contribution: Contribution) -> None:
    """For good, from the text and from its former versions, hidden or not; its author is told by mail.

    Raises `Refused`.
    """
    with transaction.atomic():
        rows = Contribution.objects.select_for_update(of=("self",)).select_related("consultation", "kind")
        row = rows.defer("search").get(pk=contribution.pk)
        if not can(actor, "moderate", row):
            raise Refused(_("Only those who moderate this consultation erase the files of a text."))
        if not row.attachments.exists():
            raise Refused(_("This text has no file: nothing was changed."))
        append_all(take_out(row, ground=leaves.UNLAWFUL))
        note(actor=actor, consultation=row.consultation, act=DeskAct.FILES_ERASED, about=f"C-{row.pk}")
        if row.author is not None and row.author.email:
            _write(row, row.author)


def _write(row: Contribution, author: Participant) -> None:
    with override(author.language):
        context = {"contribution": row, "address": permanent_address(row)}
        mail.send(
            to=str(author.email),
            subject=_("The files of your text were erased"),
            text=render_to_string("contributions/mail/erased.txt", context),
        )
