"""The receipt of a deposit."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.models import Participant
from parvis.contributions import leaves, waiting_leaves
from parvis.contributions.models import Contribution
from parvis.contributions.waiting import WaitingText
from parvis.jobs import mail
from parvis.ledger.domain.receipt import receipt_text


def reference(contribution: Contribution) -> str:
    """What a person quotes on the telephone: the same in the page, the mail and the exports."""
    return f"C-{contribution.pk}"


def permanent_address(contribution: Contribution) -> str:
    return f"{settings.PARVIS_ADDRESS}{reverse('front:contribution', args=[contribution.pk])}"


def send_receipt(*, actor: Participant, contribution: Contribution) -> None:
    """Write the receipt to the outbox, in the transaction of the deposit, in the language of the person."""
    with translation.override(actor.language):
        _send(actor, "receipt", _subject(contribution), _told_of(contribution))


def send_revised(*, actor: Participant, contribution: Contribution) -> None:
    """New words of a public text were read, and are published."""
    with translation.override(actor.language):
        _send(actor, "revised", _("Your changes are published (%(reference)s)"), _told_of(contribution))


def send_received(*, actor: Participant, text: WaitingText) -> None:
    """Somebody of the team will read it before it appears: the receipt proves that it came, and when."""
    with translation.override(actor.language):
        context = {
            "text": text,
            "reference": text.reference,
            "address": f"{settings.PARVIS_ADDRESS}{reverse('moderation:waiting', args=[text.pk])}",
            "log_receipt": receipt_text(text.entry, text.salt, waiting_leaves.payload(text))
            if text.entry
            else "",
        }
        _send(actor, "received", _("Your text is received (%(reference)s)"), context)


def _told_of(contribution: Contribution) -> dict[str, Any]:
    return {
        "contribution": contribution,
        "reference": reference(contribution),
        "address": permanent_address(contribution),
        "log_receipt": _log_receipt(contribution),
    }


def _send(actor: Participant, letter: str, subject: str, context: dict[str, Any]) -> None:
    """Nothing without an address."""
    if actor.email:
        text = render_to_string(f"contributions/mail/{letter}.txt", context)
        mail.send(to=actor.email, subject=subject % {"reference": context["reference"]}, text=text)


def _subject(contribution: Contribution) -> str:
    if contribution.kind.is_private:
        return _("Your answers are recorded (%(reference)s)")
    return _("Your text is published (%(reference)s)")


def _log_receipt(contribution: Contribution) -> str:
    """What finds the text in the public log, and opens it; empty for a text older than the log."""
    if contribution.entry is None:
        return ""
    return receipt_text(contribution.entry, contribution.salt, leaves.payload(contribution))
