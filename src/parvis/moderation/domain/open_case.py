"""Bring something strange before a person."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from parvis.consultations.models import ConsultationPage
from parvis.moderation.enums import CaseKind
from parvis.moderation.models import Case

QUIET = timedelta(days=7)
GROWN = 2
"""What a person closed is not opened again within a week, unless it has doubled."""


def open_case(
    *, consultation: ConsultationPage, kind: CaseKind, subject: str, evidence: dict[str, Any]
) -> Case | None:
    """The open case of this subject, with what is known of it now; None when a person closed it lately.

    `evidence["size"]` says how big it is. Can be done at each pass of a job: one subject has one open case.
    """
    cases = Case.objects.filter(consultation=consultation, kind=kind, subject=subject)
    with transaction.atomic():
        lately = cases.filter(closed_at__gt=Now() - QUIET).order_by("-pk").first()
        if lately is not None and evidence["size"] < GROWN * lately.evidence.get("size", 0):
            return None
        case, is_new = Case.objects.get_or_create(
            consultation=consultation,
            kind=kind,
            subject=subject,
            closed_at=None,
            defaults={"evidence": evidence},
        )
        if not is_new:
            case.evidence, case.seen_at = evidence, Now()
            case.save(update_fields=["evidence", "seen_at"])
        return case
