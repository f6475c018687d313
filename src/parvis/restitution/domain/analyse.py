"""What an analyst does: say what a text is worth by each criterion, or ask its author to revise it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from parvis.accounts.errors import Refused
from parvis.accounts.models import Participant
from parvis.contributions.addressees import readers_of
from parvis.contributions.domain.revise import is_revisable
from parvis.restitution.domain.tell_examiners import tell_author, tell_turn
from parvis.restitution.enums import FATES, AnswerStatus, Criterion, ExaminationAct, ExaminationState, Level
from parvis.restitution.examinations import REVISED, Appraisal, Examination
from parvis.restitution.examining import check_words, hold, locked, note_step


@dataclass(frozen=True, slots=True)
class Judged:
    """By one criterion. `amount`: an estimated cost, in whole euros."""

    level: Level
    reason: str = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an analyst typed. `note` stays inside; `based_on` is the entry of the words that they read."""

    criteria: Mapping[Criterion, Judged]
    recommendation: AnswerStatus
    summary: str
    based_on: str
    note: str = ""


@transaction.atomic
def send_analysis(*, actor: Participant, examination: Examination, analysis: Analysis) -> Examination:
    """To whoever reads again, or else decides. It replaces a former one, sent back. Raises `Refused`."""
    held = hold(actor, examination, "analyse")
    check_words(held, analysis.based_on)
    _check(analysis)
    held.appraisals.all().delete()
    Appraisal.objects.bulk_create(
        Appraisal(
            examination=held,
            criterion=criterion,
            level=one.level,
            reason=one.reason.strip(),
            amount=one.amount if criterion == Criterion.COST else None,
        )
        for criterion, one in analysis.criteria.items()
    )
    held.recommendation, held.summary = analysis.recommendation, analysis.summary.strip()
    held.words_read = held.contribution.entry
    held.state = ExaminationState.DECISION if held.supervisor_id is None else ExaminationState.REVIEW
    held.save(update_fields=["recommendation", "summary", "words_read", "state"])
    note_step(held, ExaminationAct.ANALYSED, actor=actor, text=analysis.note)
    tell_turn(held, note=analysis.note.strip())
    return held


@transaction.atomic
def ask_revision(*, actor: Participant, examination: Examination, message: str) -> Examination:
    """The author is written to, and the examination waits for them. Raises `Refused`."""
    held = hold(actor, examination, "ask_revision")
    if not message.strip():
        raise Refused(_("Say what should be revised: its author reads this message."))
    if not is_revisable(held.contribution):
        raise Refused(
            _("No phase takes such texts any longer: its author cannot change it. Examine it as it stands.")
        )
    readers = readers_of(held.contribution)
    if not readers:
        raise Refused(_("Nobody can be asked: who wrote this text left no address. Examine it as it stands."))
    held.state = ExaminationState.REVISION
    Examination.objects.filter(pk=held.pk).update(state=held.state, revision_asked_at=Now())
    step = note_step(held, ExaminationAct.REVISION_ASKED, actor=actor, text=message)
    tell_author(held, readers, message=step.text)
    return held


def resume_examinations() -> int:
    """Those whose author revised the text since: it is the analyst's turn again. How many."""
    rows = Examination.objects.filter(REVISED).order_by("pk")
    return sum(_resume(row) for row in rows.iterator(chunk_size=500))


@transaction.atomic
def _resume(row: Examination) -> bool:
    held = locked(row)
    if not held.is_revised:
        return False
    held.state = ExaminationState.ANALYSIS
    held.save(update_fields=["state"])
    note_step(held, ExaminationAct.REVISED, actor=None)
    tell_turn(held)
    return True


def _check(analysis: Analysis) -> None:
    if set(analysis.criteria) != set(Criterion):
        raise Refused(_("Say something by each criterion; “not concerned” is an answer."))
    if any(one.level != Level.NOT_CONCERNED and not one.reason.strip() for one in analysis.criteria.values()):
        raise Refused(_("Give the reason of each level: it is published with the verdict."))
    if analysis.recommendation not in FATES:
        raise Refused(_("Choose what you recommend."))
    if not analysis.summary.strip():
        raise Refused(_("Write the reasons of your recommendation: they are published with the verdict."))
