"""Write to those who reported a text without an account, and left an address: it came, then the decision."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.contributions.enums import State
from parvis.debate.models import Argument
from parvis.jobs import mail
from parvis.moderation.enums import Outcome
from parvis.moderation.models import Report
from parvis.moderation.queries import in_force

logger = logging.getLogger(__name__)
BATCH = 500
SETTLED = timedelta(minutes=10)
"""How long a decision may be taken back before it is told."""
TEXTS = ("contribution__consultation", "argument__contribution__consultation")
SEARCH = ("contribution__search", "argument__contribution__search")


def acknowledge(*, report: Report) -> None:
    """In the transaction of the report."""
    with translation.override(report.language or settings.LANGUAGE_CODE):
        _write(report, "acknowledged", _("Your report was received"), {})


def tell_reporters() -> int:
    """Write of the decisions of which they were not told yet; return how many mails that made."""
    with transaction.atomic():
        decided = Report.objects.filter(told_at=None, case__closed_at__lt=Now() - SETTLED).exclude(email="")
        rows = decided.select_related("case", *TEXTS).defer(*SEARCH).order_by("pk")
        held = list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])
        Report.objects.filter(pk__in=[row.pk for row in held]).update(told_at=Now())
        return sum(_tell(row) for row in held)


def _tell(report: Report) -> bool:
    """In the language in which they reported it: hidden and why, gone, something else, or nothing."""
    with translation.override(report.language or settings.LANGUAGE_CODE):
        is_hidden = report.target.state == State.HIDDEN
        context = {
            "decision": in_force(report.target) if is_hidden else None,
            "is_founded": report.case.outcome == Outcome.ACTED,
            "is_gone": report.target.state == State.WITHDRAWN,
        }
        return _write(report, "decided", _("What you reported was decided on"), context)


def _write(report: Report, letter: str, subject: str, more: Mapping[str, object]) -> bool:
    target = report.target
    about = target.contribution if isinstance(target, Argument) else target
    register = reverse("front:register", args=[about.consultation.slug])
    context = {
        "report": report,
        "consultation": about.consultation,
        "is_argument": isinstance(target, Argument),
        "number": target.pk,
        "address": settings.PARVIS_ADDRESS + reverse("front:contribution", args=[about.pk]),
        "register": settings.PARVIS_ADDRESS + register,
        **more,
    }
    text = render_to_string(f"moderation/mail/report_{letter}.txt", context)
    try:
        mail.send(to=report.email, subject=subject, text=text)
    except ValueError:
        logger.warning("no mail goes to the address of report %s", report.pk)
        return False
    return True
