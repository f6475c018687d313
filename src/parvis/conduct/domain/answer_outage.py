"""Answer, in public, what became of the time that an outage took near the close: more time, or why not."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.availability.queries import minutes
from parvis.conduct import leaves
from parvis.conduct.domain.edit_time import change_phase
from parvis.conduct.outages import MOST_WORDS, Lost, OutageRuling, lost_of
from parvis.conduct.permissions import can
from parvis.consultations.domain.edit_phase import draft_of
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage, Phase
from parvis.consultations.queries import database_now
from parvis.ledger.domain.append import append
from parvis.ui.words import number


@transaction.atomic
def extend(
    *, actor: Participant, consultation: ConsultationPage, words: str, until: datetime
) -> OutageRuling:
    """Every phase that ends last ends at `until`, which makes up for all that was lost. Raises `Refused`."""
    held, lost = _hold(actor, consultation, words)
    last = last_phases(held)
    former = last[0].ends_at if last else None
    if former is None or former <= database_now():
        raise Refused(
            _("It is closed: nothing that ended begins again. Add a phase, then say here that you did.")
        )
    if until < former + lost.lost:
        raise Refused(_("Give back at least what was lost: choose a later end."))
    for phase in last:
        change_phase(actor=actor, phase=phase, draft=replace(draft_of(phase), ends_at=until), reason=words)
    note(actor=actor, consultation=held, act=DeskAct.OUTAGE_ANSWERED, about=words.strip())
    return _keep(held, lost, words, until)


@transaction.atomic
def decline(*, actor: Participant, consultation: ConsultationPage, words: str) -> OutageRuling:
    """The dates stay; everybody reads why. Raises `Refused`."""
    held, lost = _hold(actor, consultation, words)
    note(actor=actor, consultation=held, act=DeskAct.OUTAGE_ANSWERED, about=words.strip())
    return _keep(held, lost, words, None)


def last_phases(consultation: ConsultationPage) -> list[Phase]:
    """Those that end last, of all that open something; none when one has no end."""
    phases = list(consultation.phases.filter(actions__isnull=False).distinct())
    if not phases or any(phase.ends_at is None for phase in phases):
        return []
    closes_at = max(phase.ends_at for phase in phases if phase.ends_at is not None)
    return [phase for phase in phases if phase.ends_at == closes_at]


def proposed_end(consultation: ConsultationPage, lost: Lost) -> datetime | None:
    """The end that makes up for it, on a whole hour; None when nothing that is open may last longer."""
    last = last_phases(consultation)
    if not last or last[0].ends_at is None or last[0].ends_at <= database_now():
        return None
    end = last[0].ends_at + lost.lost
    return end if end.minute == end.second == 0 else _next_hour(end)


def _next_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _hold(actor: Participant, consultation: ConsultationPage, words: str) -> tuple[ConsultationPage, Lost]:
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "answer_outage", held):
        raise Refused(_("Only an organiser of this consultation says what becomes of its time."))
    if not words.strip():
        raise Refused(_("Say why: everybody will read it."))
    if len(words.strip()) > MOST_WORDS:
        raise Refused(_("Say it in %(most)s characters at most.") % {"most": number(MOST_WORDS)})
    lost = lost_of(held, _periods(held), now=database_now())
    if not lost.is_much:
        raise Refused(_("There is nothing to make up for: less than an hour was lost, or it was answered."))
    return held, lost


def _periods(consultation: ConsultationPage) -> list[Phase]:
    return list(consultation.phases.filter(actions__isnull=False).distinct())


def _keep(consultation: ConsultationPage, lost: Lost, words: str, until: datetime | None) -> OutageRuling:
    row = OutageRuling.objects.create(
        consultation=consultation,
        seconds=int(lost.lost.total_seconds()),
        covered=[[span.start.isoformat(), span.end.isoformat()] for span in lost.spans],
        extended_to=until,
        words=words.strip(),
    )
    append(leaves.outage_answered(row, minutes=minutes(row.lost)))
    return row
