"""Publish what was decided after a consultation: the rules say when, and after what."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct import leaves
from parvis.conduct.domain.open_consultation import sentence
from parvis.conduct.enums import Chapter, Step
from parvis.conduct.models import FinalDecision
from parvis.conduct.permissions import can
from parvis.conduct.queries import gather
from parvis.conduct.rules.book import blocking
from parvis.consultations.models import ConsultationPage
from parvis.following.domain.publish import publish
from parvis.following.enums import PublicationKind
from parvis.ledger.domain.append import append


@transaction.atomic
def decide(
    *,
    actor: Participant,
    consultation: ConsultationPage,
    taken_on: date,
    title: str,
    text: str,
    signature: str,
    link: str = "",
) -> FinalDecision:
    """Publish it, once; digests tell it. Raises `Refused` with what prevents it."""
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "decide", held):
        raise Refused(_("Only an organiser of this consultation may publish its decision."))
    facts = gather(held, decided_on=taken_on)
    if facts.step == Step.DECIDED:
        raise Refused(_("The decision is already published: it stays as it is."))
    if facts.step != Step.CLOSED:
        raise Refused(_("Nothing is decided while people may still take part: wait for the close."))
    if taken_on > facts.today:
        raise Refused(_("A decision is published once it was taken: choose a day that has come."))
    if facts.closes_at is None or taken_on < timezone.localdate(facts.closes_at):
        raise Refused(_("A decision taken before the close has heard nobody: choose a later day."))
    if lines := blocking(facts, step=Step.DECIDED, chapter=Chapter.AFTER):
        raise Refused(sentence(lines))
    row = FinalDecision.objects.create(
        consultation=held,
        taken_on=taken_on,
        title=title.strip(),
        text=text.strip(),
        link=link,
        signature=signature.strip(),
        author=actor,
    )
    append(leaves.decided(row))
    publish(consultation=held, kind=PublicationKind.DECISION, title=row.title)
    return row
