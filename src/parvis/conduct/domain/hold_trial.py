"""Let people try a draft, by a link that holds a secret; take it back; keep what they remark, for a time."""

import secrets

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.accounts.secret_links import hash_link
from parvis.conduct.permissions import can
from parvis.conduct.trials import MOST_REMARKS, MOST_SIGNS, VALID, DraftTrial, TrialRemark
from parvis.consultations.enums import DeskAct
from parvis.consultations.journal import note
from parvis.consultations.models import ConsultationPage
from parvis.jobs.forgetting import TRIALS
from parvis.ui.words import number

LENGTH = 24
"""Bytes of a code: too many to guess."""


@transaction.atomic
def open_trial(*, actor: Participant, consultation: ConsultationPage) -> str:
    """The code of the new link, told this once: the former link opens nothing any more. Raises `Refused`."""
    held = _held(actor, consultation)
    if held.live or held.first_published_at is not None:
        raise Refused(_("It is published already: only a draft can be tried."))
    code = secrets.token_urlsafe(LENGTH)
    DraftTrial.objects.update_or_create(
        consultation=held,
        defaults={
            "code_hash": hash_link(code), "opened_by": actor, "opened_at": Now(), "ended_at": None,
        },
    )  # fmt: skip
    note(actor=actor, consultation=held, act=DeskAct.TRIAL_OPENED)
    return code


@transaction.atomic
def end_trial(*, actor: Participant, consultation: ConsultationPage) -> None:
    """The link opens nothing any more; remarks stay for the team, for a time. Raises `Refused`."""
    held = _held(actor, consultation)
    if not DraftTrial.objects.filter(consultation=held, ended_at=None).update(ended_at=Now()):
        raise Refused(_("No trial is open."))
    note(actor=actor, consultation=held, act=DeskAct.TRIAL_ENDED)


def _held(actor: Participant, consultation: ConsultationPage) -> ConsultationPage:
    held: ConsultationPage = ConsultationPage.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if not can(actor, "hold_trial", held):
        raise Refused(_("Only an organiser of this consultation may let people try it."))
    return held


@transaction.atomic
def remark(*, trial: DraftTrial, path: str, text: str) -> TrialRemark:
    """Of somebody who tries it: nothing says who. Raises `Refused`."""
    held = DraftTrial.objects.select_for_update(of=("self",)).current().filter(pk=trial.pk).first()
    words = text.strip()
    if held is None:
        raise Refused(_("This trial is over."))
    if not words:
        raise Refused(_("Write what is unclear."))
    if len(words) > MOST_SIGNS:
        raise Refused(_("Say it in %(most)s characters at most.") % {"most": number(MOST_SIGNS)})
    if held.remarks.count() >= MOST_REMARKS:
        raise Refused(_("This trial holds as many remarks as it can: tell the team otherwise."))
    longest = TrialRemark._meta.get_field("path").max_length
    return TrialRemark.objects.create(trial=held, path=path[:longest], text=words)


@transaction.atomic
def forget_trials() -> int:
    """Erase trials, and what was remarked, a time after their end; return how many remarks."""
    over = Q(ended_at__lte=Now() - TRIALS) | Q(opened_at__lte=Now() - VALID - TRIALS)
    rows = DraftTrial.objects.filter(over)
    remarks = TrialRemark.objects.filter(trial__in=rows).count()
    rows.delete()
    return remarks
