"""Look for what is strange in a consultation, and bring it before a person."""

from parvis.consultations.models import ConsultationPage
from parvis.moderation.domain.open_case import open_case
from parvis.moderation.models import Case
from parvis.moderation.signals import findings


def watch(*, consultation: ConsultationPage) -> list[Case]:
    """Open or bring up to date a case for each finding; nothing is hidden and no vote moves."""
    cases = [
        open_case(consultation=consultation, kind=found.kind, subject=found.subject, evidence=found.evidence)
        for found in findings(consultation)
    ]
    return [case for case in cases if case is not None]
