"""What somebody agreed to, purpose by purpose, as it stands."""

from dataclasses import dataclass
from datetime import datetime

from parvis.accounts.models import Consent, Participant
from parvis.consultations.models import ConsultationPage
from parvis.ledger.domain.append import space_of


@dataclass(frozen=True, slots=True)
class Agreed:
    """One purpose, what it is about (a consultation, when it still is on the site), and since when."""

    purpose: str
    consultation: ConsultationPage | None
    is_given: bool
    since: datetime


def consents_of(person: Participant) -> list[Agreed]:
    """The last word on each, newest first; two queries."""
    last = Consent.objects.filter(participant=person).order_by("purpose", "about", "-pk")
    rows = sorted(last.distinct("purpose", "about"), key=lambda row: row.pk, reverse=True)
    numbers = [int(row.about[1:]) for row in rows if row.about[1:].isdigit()]
    pages = {space_of(page.pk): page for page in ConsultationPage.objects.filter(pk__in=numbers)}
    return [
        Agreed(row.get_purpose_display(), pages.get(row.about), row.is_given, row.said_at) for row in rows
    ]
