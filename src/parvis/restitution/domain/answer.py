"""Answer a contribution in public."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.domain.react import mark_reaction
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.jobs import mail
from parvis.ledger.domain.append import append
from parvis.restitution import leaves
from parvis.restitution.enums import AnswerStatus
from parvis.restitution.models import Answer
from parvis.restitution.permissions import can


def answer(
    *, actor: Participant, contribution: Contribution, status: AnswerStatus, text: str, signature: str
) -> Answer:
    """Publish the organiser's answer and write to the author; a former answer stays below the new one."""
    with transaction.atomic():
        contributions = Contribution.objects.select_related("consultation", "author")
        locked = contributions.select_for_update(of=("self",)).get(pk=contribution.pk)
        if not can(actor, "answer", locked):
            raise Refused(_("You cannot answer in this consultation."))
        if locked.state != State.PUBLISHED:
            raise Refused(_("This contribution is no longer public: it cannot be answered."))
        published = Answer.objects.create(
            contribution=locked, status=status, text=text.strip(), author=actor, signature=signature.strip()
        )
        append(leaves.answered(published))
        mark_reaction(locked)
        _tell_author(published, locked)
        return published


def _tell_author(published: Answer, contribution: Contribution) -> None:
    author = contribution.author
    if author is None or not author.email:
        return
    with translation.override(author.language):
        context = {
            "answer": published,
            "contribution": contribution,
            "consultation": contribution.consultation,
            "address": settings.PARVIS_ADDRESS + reverse("front:contribution", args=[contribution.pk]),
        }
        mail.send(
            to=author.email,
            subject=_("Your contribution has an answer"),
            text=render_to_string("restitution/mail/answer.txt", context),
        )
