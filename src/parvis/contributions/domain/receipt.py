"""The receipt of a deposit."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.contributions import leaves
from parvis.contributions.models import Contribution
from parvis.jobs import mail
from parvis.ledger.domain.receipt import receipt_text


def reference(contribution: Contribution) -> str:
    """What a person quotes on the telephone: the same in the page, the mail and the exports."""
    return f"C-{contribution.pk}"


def permanent_address(contribution: Contribution) -> str:
    return f"{settings.PARVIS_ADDRESS}{reverse('front:contribution', args=[contribution.pk])}"


def send_receipt(*, actor: Participant, contribution: Contribution) -> None:
    """Write the receipt to the outbox, in the transaction of the deposit, in the language of the person."""
    if not actor.email:
        return
    with translation.override(actor.language):
        context = {
            "contribution": contribution,
            "reference": reference(contribution),
            "address": permanent_address(contribution),
            "log_receipt": _log_receipt(contribution),
        }
        mail.send(
            to=actor.email,
            subject=_subject(contribution) % {"reference": reference(contribution)},
            text=render_to_string("contributions/mail/receipt.txt", context),
        )


def _subject(contribution: Contribution) -> str:
    if contribution.kind.is_private:
        return _("Your answers are recorded (%(reference)s)")
    return _("Your text is published (%(reference)s)")


def _log_receipt(contribution: Contribution) -> str:
    """What finds the text in the public log, and opens it; empty for a text older than the log."""
    if contribution.entry is None:
        return ""
    return receipt_text(contribution.entry, contribution.salt, leaves.payload(contribution))
