"""Keep what somebody typed in a form of several pages until they send it."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import PhaseAction
from parvis.contributions.models import Draft, SharedDraft
from parvis.jobs import forgetting

MOST_CHARACTERS = 400_000


@transaction.atomic
def keep_draft(*, actor: Participant, action: PhaseAction, typed: str) -> None:
    """One draft for each deposit: the last typed replaces it. For its author alone, and for nothing else."""
    if len(typed) > MOST_CHARACTERS:
        raise Refused(_("This is too long to be kept as a draft: shorten your answers."))
    Draft.objects.update_or_create(
        participant=actor, action=action, defaults={"typed": typed, "saved_at": Now()}
    )


def forget_draft(*, actor: Participant, action: PhaseAction) -> None:
    """Once it is sent, or when its author starts again."""
    Draft.objects.filter(participant=actor, action=action).delete()


@transaction.atomic
def forget_old_drafts() -> int:
    """Forms that nobody went on with, those of organisations included; returns how many rows there were."""
    rows, _tables = Draft.objects.filter(saved_at__lt=Now() - forgetting.DRAFTS).delete()
    shared, _saves = SharedDraft.objects.filter(saved_at__lt=Now() - forgetting.DRAFTS).delete()
    rows += shared
    forgetting.record("drafts", rows)
    return rows
