"""An analysis, held for the act of an analyst."""

from __future__ import annotations

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.permissions import can
from parvis.understanding.models import Analysis, Coding


def check(actor: Participant, consultation: ConsultationPage) -> None:
    """Raises `Refused`."""
    if not can(actor, "analyse", consultation):
        raise Refused(_("Only an organiser or an analyst of this consultation does that."))


def hold(actor: Participant, analysis: Analysis) -> Analysis:
    """Locked until the end of the transaction. Raises `Refused`."""
    rows = Analysis.objects.select_for_update(of=("self",)).select_related(
        "consultation", "ballot__phase", "ballot__kind"
    )
    held = rows.get(pk=analysis.pk)
    check(actor, held.consultation)
    return held


def hold_coding(actor: Participant, coding: Coding) -> Coding:
    """A blind coding with its analysis, both locked. Raises `Refused` once it was given up."""
    analysis = hold(actor, coding.analysis)
    held = Coding.objects.select_for_update(of=("self",)).filter(pk=coding.pk, analysis=analysis).first()
    if held is None:
        raise Refused(_("This coding was given up meanwhile."))
    held.analysis = analysis
    return held
