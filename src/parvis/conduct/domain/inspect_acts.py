"""Look at every act of a consultation: its line in the log, its hour, the identical texts behind it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from parvis.accounts.enums import Origin
from parvis.accounts.models import Participant
from parvis.ballots.models import Vote
from parvis.conduct.models import Inspection
from parvis.conduct.watching import consultations_to_inspect
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.contributions.domain.submit import GRACE
from parvis.contributions.models import Contribution
from parvis.debate.models import Argument
from parvis.ledger.models import Leaf, Pending

WAITED = timedelta(minutes=1)
"""Between the second at which an act is allowed and the one at which its row is written."""

# What the job that counts copies (every twenty seconds) has not counted after an hour.
UNGROUPED = """
WITH counted AS (
    SELECT fingerprint, count(*) AS copies FROM contributions_contribution
    WHERE consultation_id = %(consultation)s AND state = 'published' AND NOT is_lead
        AND coalesce(revised_at, created_at) < %(now)s - interval '1 hour'
    GROUP BY fingerprint
)
SELECT coalesce((
    SELECT sum(counted.copies - lead.copies) FROM counted
    JOIN contributions_contribution lead USING (fingerprint)
    WHERE lead.state = 'published' AND lead.is_lead AND lead.copies < counted.copies
), 0) + (
    SELECT count(*) FROM contributions_contribution
    WHERE consultation_id = %(consultation)s AND state = 'published' AND fingerprint IS NULL
        AND contributions_folded(title || ' ' || text) <> ''
)
"""


def inspect_due() -> int:
    """Look at those that are due; returns how many."""
    found = list(consultations_to_inspect())
    for consultation in found:
        inspect_acts(consultation=consultation)
    return len(found)


@transaction.atomic
def inspect_acts(*, consultation: ConsultationPage) -> Inspection:
    """Keep what is found, in the place of what was found before."""
    now = database_now()
    acts = _acts_of(consultation)
    found, _made = Inspection.objects.update_or_create(
        consultation=consultation,
        defaults={
            "made_at": now,
            "acts": sum(rows.count() for rows in acts),
            "unlogged": sum(_unlogged(rows).count() for rows in acts),
            "late": _late(consultation),
            "ungrouped": _ungrouped(consultation, now),
            "endless": _endless(),
        },
    )
    return found


def _acts_of(consultation: ConsultationPage) -> tuple[QuerySet[Any], ...]:
    """Whatever became of them: what was withdrawn or changed had its line too."""
    return (
        Contribution.objects.filter(consultation=consultation),
        Argument.objects.filter(contribution__consultation=consultation),
        Vote.objects.filter(ballot__phase__consultation=consultation),
    )


def _unlogged(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Neither in its place nor waiting for it; without an entry, a row is older than the log."""
    placed = Leaf.objects.filter(entry=OuterRef("entry"))
    waiting = Pending.objects.filter(entry=OuterRef("entry"))
    return rows.filter(~Exists(placed), ~Exists(waiting), entry__isnull=False)


def _late(consultation: ConsultationPage) -> int:
    """On line, after the second that was announced: for texts of a form, after the minutes of grace too.

    What was read before it appeared came when it was received. What is entered by hand from paper has no
    such second.
    """
    texts, arguments, votes = (rows.filter(origin=Origin.WEB) for rows in _acts_of(consultation))
    sent = texts.annotate(sent_at=Coalesce("received_at", "waiting_text__received_at", "created_at"))
    grace = Q(sent_at__gt=F("phase__ends_at") + GRACE)
    unmarked = Q(sent_at__gt=F("phase__ends_at") + WAITED, is_late=False)
    found: int = (
        sent.filter(grace | unmarked).count()
        + arguments.filter(created_at__gt=F("phase__ends_at") + WAITED).count()
        + votes.filter(created_at__gt=F("ballot__phase__ends_at") + WAITED).count()
    )
    return found


def _ungrouped(consultation: ConsultationPage, now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(UNGROUPED, {"consultation": consultation.pk, "now": now})
        found: int = cursor.fetchone()[0]
    return found


def _endless() -> int:
    """People, on the whole site, whose account was closed and who did not close it: limits have an end."""
    return Participant.objects.filter(is_active=False, erased_at=None, email__isnull=False).count()
