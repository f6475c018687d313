"""Rehearse a consultation before it opens, with fake people, and keep what was found."""

from django.conf import settings
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.conduct.enums import Step
from parvis.conduct.models import Rehearsal
from parvis.conduct.permissions import can
from parvis.conduct.queries import gather, opening_soon
from parvis.conduct.rehearsal.report import Report, failures, steps_of
from parvis.conduct.rehearsal.walk import walk
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import database_now
from parvis.jobs import mail

ALONE = "SELECT pg_try_advisory_xact_lock(hashtext('parvis.conduct.rehearse'), %s)"


@transaction.atomic
def rehearse(*, actor: Participant | None, consultation: ConsultationPage) -> Rehearsal:
    """Walk through it with fake people, undo all that they did, and keep the report. Raises `Refused`.

    `actor` is None when nobody asks for it: the site itself in the day before it opens, the command line.
    """
    if actor is not None and not can(actor, "rehearse", consultation):
        raise Refused(_("Only an organiser of this consultation may rehearse it."))
    if gather(consultation).step > Step.ANNOUNCED:
        raise Refused(_("People take part already: a rehearsal comes before the opening."))
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [consultation.pk])
        if not cursor.fetchone()[0]:
            raise Refused(_("It is being rehearsed at this moment: wait some seconds, then look here."))
    started = database_now()
    report: Report = walk(consultation)
    return Rehearsal.objects.create(
        consultation=consultation,
        author=actor,
        started_at=started,
        passed=report.passed,
        steps=report.written(),
    )


def rehearse_due() -> int:
    """Rehearse once what opens within a day, and tell its organisers what does not work; how many were."""
    due = opening_soon()
    for consultation in due:
        made = rehearse(actor=None, consultation=consultation)
        if not made.passed:
            _tell(made)
    return len(due)


def _tell(rehearsal: Rehearsal) -> None:
    """One mail to each organiser, in their language."""
    consultation = rehearsal.consultation
    organisers = consultation.team.filter(role=Role.ORGANISER, participant__is_active=True)
    for member in organisers.select_related("participant"):
        person: Participant = member.participant
        if not person.email:
            continue
        with translation.override(person.language):
            context = {
                "consultation": consultation,
                "steps": failures(steps_of(rehearsal)),
                "address": settings.PARVIS_ADDRESS,
            }
            mail.send(
                to=person.email,
                subject=_("The rehearsal found what does not work: %(title)s")
                % {"title": consultation.title},
                text=render_to_string("conduct/mail/rehearsal.txt", context),
            )
