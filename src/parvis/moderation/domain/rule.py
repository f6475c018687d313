"""Decide on an appeal: another moderator than the first."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.enums import State
from parvis.contributions.permissions import answers_for
from parvis.jobs import mail
from parvis.moderation.domain.decide import lock
from parvis.moderation.domain.restore import restore
from parvis.moderation.domain.settle import settle
from parvis.moderation.enums import AppealOutcome
from parvis.moderation.models import Appeal, Ruling
from parvis.moderation.permissions import can
from parvis.moderation.queries import told_of


def rule(*, actor: Participant, appeal: Appeal, outcome: AppealOutcome, message: str) -> Ruling:
    """Uphold the decision, or reverse it, which makes the text public again; its author is told by mail."""
    if not message.strip():
        raise Refused(_("Write to the author why you decide so."))
    with transaction.atomic():
        target = lock(appeal.decision.target)
        held = Appeal.objects.select_related("decision").get(pk=appeal.pk)
        if Ruling.objects.filter(appeal=held).exists():
            raise Refused(_("This appeal is already decided: nothing was changed."))
        if target.state == State.WITHDRAWN:
            raise Refused(_("Its author withdrew this text: there is nothing left to decide."))
        if not can(actor, "rule", held):
            raise Refused(_("You cannot decide on this appeal: somebody else must."))
        if outcome == AppealOutcome.REVERSED:
            restore(actor=actor, target=target, message=message)
            return Ruling.objects.get(appeal=held)
        ruling = settle(actor=actor, appeal=held, outcome=AppealOutcome.UPHELD, message=message)
        _tell_author(ruling)
        return ruling


def _tell_author(ruling: Ruling) -> None:
    """In the language of each; nobody when the author left meanwhile."""
    for person in _told(ruling.appeal):
        if person.email:
            _write(person, ruling)


def _told(appeal: Appeal) -> list[Participant]:
    """Whoever appealed. Once they no longer act for the organisation that signs the text, whoever does."""
    author, target = appeal.author, appeal.decision.target
    if target.organisation is not None and (author is None or not answers_for(author, target)):
        return told_of(target)
    return [author] if author is not None else []


def _write(person: Participant, ruling: Ruling) -> None:
    decision = ruling.appeal.decision
    with translation.override(person.language):
        page = reverse("moderation:appeal", args=[decision.pk])
        context = {
            "ruling": ruling,
            "decision": decision,
            "words": str(decision.target),
            "consultation": decision.about.consultation,
            "address": settings.PARVIS_ADDRESS + page,
        }
        text = render_to_string("moderation/mail/upheld.txt", context)
        mail.send(to=str(person.email), subject=_("Your appeal was decided"), text=text)
