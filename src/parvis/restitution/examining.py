"""An examination, held for somebody who does something in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.consultations.enums import Role
from parvis.consultations.models import ConsultationPage
from parvis.contributions.enums import State
from parvis.contributions.models import Contribution
from parvis.restitution.enums import ExaminationAct
from parvis.restitution.examinations import Examination, ExaminationStep
from parvis.restitution.permissions import Examining, can_examine

PEOPLE = ("analyst", "supervisor", "decider")


def hold(actor: Participant, examination: Examination, act: Examining) -> Examination:
    """The text, then its examination, locked until the end of the transaction. Raises `Refused`.

    In that order everywhere: a revision locks the text alone, and an answer does so first.
    """
    held = locked(examination)
    if not can_examine(actor, act, held):
        raise Refused(
            _(
                "This examination moved on meanwhile, or is not yours to move: load the page again. What you "
                "typed is still here."
            )
        )
    if act != "stop" and held.contribution.state != State.PUBLISHED:
        raise Refused(_("This contribution is no longer public: its examination can only be stopped."))
    return held


def locked(examination: Examination) -> Examination:
    texts = Contribution.objects.select_related("consultation", "organisation", "kind").defer("search")
    text = texts.select_for_update(of=("self",)).get(pk=examination.contribution_id)
    rows = Examination.objects.select_related(*PEOPLE).select_for_update(of=("self",))
    held = rows.get(pk=examination.pk)
    held.contribution = text
    return held


def check_words(held: Examination, based_on: str) -> None:
    """`based_on`: the entry of the words that the actor had before their eyes. Raises `Refused`."""
    if based_on != str(held.contribution.entry or ""):
        raise Refused(
            _("The contribution was revised meanwhile: read it again above, then send. Nothing is lost.")
        )


def note_step(
    held: Examination, act: ExaminationAct, *, actor: Participant | None, text: str = ""
) -> ExaminationStep:
    return ExaminationStep.objects.create(examination=held, act=act, author=actor, text=text.strip())


def may_be_given(consultation: ConsultationPage) -> Iterable[int]:
    """Who of the team examines or reads again: a guarantor watches over it, and does not take part in it."""
    members = consultation.team.filter(participant__is_active=True)
    guarantors = members.filter(role=Role.GUARANTOR).values("participant")
    found: Iterable[int] = members.exclude(participant__in=guarantors).values_list("participant", flat=True)
    return found


def deciders_in(consultation: ConsultationPage) -> Iterable[int]:
    """Who may be named to decide: the decision is an answer in the name of the organiser."""
    members = consultation.team.filter(participant__is_active=True, role=Role.ORGANISER)
    found: Iterable[int] = members.values_list("participant", flat=True)
    return found
