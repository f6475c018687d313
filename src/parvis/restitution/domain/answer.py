"""Answer a contribution in public."""

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.ledger.domain.append import append
from parvis.restitution import asked, leaves
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer
from parvis.restitution.permissions import can


def answer(
    *, actor: Participant, contribution: Contribution, status: AnswerStatus, text: str, signature: str
) -> Answer:
    """Publish the organiser's answer; a former answer stays below the new one. Digests tell it."""
    with transaction.atomic():
        contributions = Contribution.objects.select_related("consultation", "author")
        locked = contributions.select_for_update(of=("self",)).get(pk=contribution.pk)
        if not can(actor, "answer", locked):
            raise Refused(_("You cannot answer in this consultation."))
        if locked.state != State.PUBLISHED:
            raise Refused(_("This contribution is no longer public: it cannot be answered."))
        is_question = asked.is_question(locked)
        if is_question is not (status == AnswerStatus.ANSWERED):
            raise Refused(_("A question is answered; anything else is kept, or not, or studied."))
        published = Answer.objects.create(
            contribution=locked, status=status, text=text.strip(), author=actor, signature=signature.strip()
        )
        append(leaves.answered(published))
        mark_reaction(locked)
        return published
