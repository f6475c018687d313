"""Ask that contributions be examined, change by whom or by when, or stop it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.models import ConsultationPage
from parvis.consultations.queries import asked_kinds
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.contributions.permissions import hands_of
from parvis.restitution.domain.tell_examiners import tell_asked, tell_turn
from parvis.restitution.enums import ExaminationAct, ExaminationState
from parvis.restitution.examinations import Examination, ExaminationStep
from parvis.restitution.examining import deciders_in, hold, may_be_given, note_step
from parvis.restitution.permissions import can

MOST = 100
"""Contributions whose examination is asked for at once."""
NAMED = 10
"""Contributions that a refusal names."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who examines, and by when. Without a supervisor nobody reads again; without a decider, whoever may
    answer decides. `note`: a word for them, which stays inside.
    """

    service: str
    due_on: date
    analyst: Participant
    supervisor: Participant | None = None
    decider: Participant | None = None
    note: str = ""

    @property
    def people(self) -> list[Participant]:
        return [person for person in (self.analyst, self.supervisor, self.decider) if person is not None]


@transaction.atomic
def ask_examinations(
    *, actor: Participant, consultation: ConsultationPage, numbers: Collection[int], charge: Charge
) -> list[Examination]:
    """All of them, or none: each a mail less for those who get several. Raises `Refused`."""
    if not can(actor, "examine", consultation):
        raise Refused(_("Only an organiser of this consultation has contributions examined."))
    if not numbers or len(numbers) > MOST:
        raise Refused(_("Choose from 1 to %(count)s contributions.") % {"count": MOST})
    _check(consultation, charge)
    rows = _held(consultation, numbers)
    _check_hands(charge, rows)
    made = Examination.objects.bulk_create(
        Examination(
            contribution=row,
            service=charge.service.strip(),
            analyst=charge.analyst,
            supervisor=charge.supervisor,
            decider=charge.decider,
            due_on=charge.due_on,
            author=actor,
        )
        for row in rows
    )
    note, act = charge.note.strip(), ExaminationAct.ASKED
    ExaminationStep.objects.bulk_create(
        ExaminationStep(examination=row, act=act, author=actor, text=note) for row in made
    )
    tell_asked(actor, consultation, made, note=note)
    return made


@transaction.atomic
def assign_examination(*, actor: Participant, examination: Examination, charge: Charge) -> Examination:
    """Change who examines, or by when; whoever is new to it is told. Raises `Refused`."""
    held = hold(actor, examination, "assign")
    consultation = held.contribution.consultation
    _check(consultation, charge, former=held.due_on)
    _check_hands(charge, [held.contribution])
    former = {held.analyst_id, held.supervisor_id, held.decider_id}
    held.service, held.due_on = charge.service.strip(), charge.due_on
    held.analyst, held.supervisor, held.decider = charge.analyst, charge.supervisor, charge.decider
    is_skipped = held.state == ExaminationState.REVIEW and held.supervisor is None
    if is_skipped:
        held.state = ExaminationState.DECISION
    held.save(update_fields=["service", "due_on", "analyst", "supervisor", "decider", "state"])
    note_step(held, ExaminationAct.ASSIGNED, actor=actor, text=charge.note)
    tell_asked(actor, consultation, [held], note=charge.note.strip(), but=former)
    if is_skipped:
        tell_turn(held)
    return held


@transaction.atomic
def stop_examination(*, actor: Participant, examination: Examination, reason: str) -> None:
    """Nothing of it becomes public, and another may be asked for. Raises `Refused`."""
    held = hold(actor, examination, "stop")
    if not reason.strip():
        raise Refused(_("Say why it stops: those who examine it read the reason."))
    held.state = ExaminationState.STOPPED
    held.save(update_fields=["state"])
    note_step(held, ExaminationAct.STOPPED, actor=actor, text=reason)


def _check(consultation: ConsultationPage, charge: Charge, *, former: date | None = None) -> None:
    """A day that stays as it was may have passed."""
    if charge.due_on < timezone.localdate() and charge.due_on != former:
        raise Refused(_("Choose a day to come for the verdict: everybody reads it."))
    team, deciders = set(may_be_given(consultation)), set(deciders_in(consultation))
    if {charge.analyst.pk, getattr(charge.supervisor, "pk", charge.analyst.pk)} - team:
        raise Refused(_("Whoever examines is of the team of the consultation, and is not its guarantor."))
    if charge.supervisor == charge.analyst:
        raise Refused(
            _("Whoever reads again is somebody else than whoever analyses: leave it empty if nobody does.")
        )
    if charge.decider is not None and charge.decider.pk not in deciders:
        raise Refused(_("Whoever decides answers in the name of the organiser: choose an organiser."))


def _held(consultation: ConsultationPage, numbers: Collection[int]) -> list[Contribution]:
    """Locked, in one order; those that cannot be examined are named."""
    held = Contribution.objects.filter(consultation=consultation, pk__in=numbers).defer("search")
    held = held.select_related("kind", "gathering")
    rows = list(held.select_for_update(of=("self",)).order_by("pk"))
    questions = set(asked_kinds([consultation.pk]).values_list("pk", flat=True))
    read = {row.pk for row in rows if row.state == State.PUBLISHED and row.merged_into_id is None}
    if gone := sorted(set(numbers) - read):
        raise Refused(
            _("Not public, or merged into another: %(numbers)s. Untick them, then send again.")
            % {"numbers": _named(gone)}
        )
    if asked := [row.pk for row in rows if row.kind_id in questions]:
        raise Refused(
            _("Questions are answered, not examined: %(numbers)s. Untick them, then send again.")
            % {"numbers": _named(asked)}
        )
    under_way = Examination.objects.under_way().filter(contribution__in=read)
    if known := sorted(under_way.values_list("contribution_id", flat=True)):
        raise Refused(
            _("Being examined already: %(numbers)s. Untick them, then send again.")
            % {"numbers": _named(known)}
        )
    return rows


def _check_hands(charge: Charge, rows: Collection[Contribution]) -> None:
    """Nobody examines what they wrote, sign or represent: those are named, for the actor to choose."""
    people = {person.pk for person in charge.people}
    texts = Contribution.objects.filter(pk__in=[row.pk for row in rows]).select_related("organisation")
    texts = texts.prefetch_related("coauthors", "organisation__representatives").defer("search")
    if own := sorted(text.pk for text in texts if people & hands_of(text)):
        raise Refused(
            _("Somebody chosen has a hand in these: %(numbers)s. Choose somebody else for them.")
            % {"numbers": _named(own)}
        )


def _named(numbers: Collection[int]) -> str:
    return ", ".join(f"C-{pk}" for pk in list(numbers)[:NAMED])
