"""Say to the other moderators what one has before one's eyes, so that two do not decide on one text."""

from django.db.models.functions import Now

from parvis.accounts.models import Participant
from parvis.jobs import forgetting
from parvis.moderation.models import Look


def look(*, actor: Participant, subject: str) -> list[Participant]:
    """Keep it for some minutes, in place of what they looked at before; returns who else looks at it now."""
    Look.objects.bulk_create(
        [Look(moderator=actor, subject=subject)],
        update_conflicts=True,
        unique_fields=["moderator"],
        update_fields=["subject", "seen_at"],
    )
    others = Look.objects.filter(subject=subject, seen_at__gt=Now() - forgetting.LOOKS).exclude(
        moderator=actor
    )
    return [row.moderator for row in others.select_related("moderator")]


def forget_looks() -> int:
    """Erase what people have looked at and no longer do; returns how many."""
    erased = Look.objects.filter(seen_at__lt=Now() - forgetting.LOOKS).delete()[0]
    forgetting.record("looks", erased)
    return erased
