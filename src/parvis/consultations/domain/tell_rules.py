"""Tell the log the rules of a consultation, as they are and each time that they change."""

from django.db import transaction
from django.db.models.functions import Now

from parvis.consultations import leaves
from parvis.consultations.models import ConsultationPage, Rules
from parvis.ledger.domain.append import append


def tell_rules(*, consultation: ConsultationPage) -> Rules | None:
    """Keep and tell the rules when they are not those told last; a draft's concern nobody yet.

    Every act that changes them calls this in its transaction; a job does after the editor's.
    """
    with transaction.atomic():
        held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(
            pk=consultation.pk
        )
        if not is_promised(held):
            return None
        text = leaves.rules_of(held)
        last = held.rules.last()
        if last is not None and last.digest == leaves.digest(text):
            Rules.objects.filter(pk=last.pk).update(checked_at=Now())
            return None
        told = Rules.objects.create(
            consultation=held,
            version=1 if last is None else last.version + 1,
            text=text,
            digest=leaves.digest(text),
        )
        append(leaves.told(told))
        return told


def is_promised(consultation: ConsultationPage) -> bool:
    """Once published, even if withdrawn since, rules are a promise."""
    return consultation.live or consultation.first_published_at is not None
